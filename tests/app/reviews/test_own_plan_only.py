import re

import pytest
from sqlmodel import select

from app.main import routes_and_access
from app.reviews.models import LineMark
from tests.app.reviews.review_samples import STRENGTH, Review, lines_on, make_review
from tests.client import Browser, check_page


OPEN_TO_A_READER = {"the person's code"}


def test_the_code_opens_no_other_page_of_the_product(review: Review) -> None:
    reader = review.reader()
    ids = str(review.conversation.id)
    tried = 0
    for path, methods, rule in routes_and_access(review.app):
        if rule is None or rule.name in OPEN_TO_A_READER or rule.name.startswith("open:"):
            continue
        address = re.sub(r"\{[^}]+\}", ids, path)
        for method in methods - {"HEAD", "OPTIONS"}:
            token = {"X-CSRFToken": reader.token()}
            response = reader.client.request(method, address, headers=token)
            way = response.headers.get("location", "")
            turned_away = response.status_code == 303 and way.startswith("/sign-in")
            assert turned_away or response.status_code == 404, (method, path, response.status_code)
            tried += 1
    assert tried > 10


def test_one_persons_code_shows_nothing_of_anothers_plan(review: Review) -> None:
    other = make_review(review.app, review.database)
    other.want("I want my own front door key back.")
    other.save()
    other.code()
    text = review.reader().get("/my-plan/read").text
    assert "front door key" not in text


def test_a_line_of_another_persons_plan_cannot_be_marked(review: Review) -> None:
    other = make_review(review.app, review.database)
    theirs = other.reader().get("/my-plan/read")
    key = lines_on(theirs)[STRENGTH]
    reader = review.reader()
    version = theirs.fields("my-lines")["version"]
    sent = {"version": version, "answer": f"thats_me {key}"}
    check_page(reader.post("/my-plan/read", sent, status=409))
    own = reader.get("/my-plan/read").fields("my-lines")["version"]
    check_page(reader.post("/my-plan/read", {**sent, "version": own}, status=404))
    with review.database.reading() as session:
        assert session.exec(select(LineMark)).all() == []


@pytest.mark.parametrize(
    "path", ["/my-plan/read", "/my-plan/answer", "/my-plan/thanks", "/my-plan/plan.pdf"]
)
def test_without_the_code_there_is_only_the_page_that_asks_for_it(
    review: Review, path: str
) -> None:
    response = Browser(review.app).fetch(path)
    assert (response.status_code, response.headers["location"]) == (303, "/my-plan")


def test_staff_do_not_read_as_the_person(review: Review) -> None:
    assert review.staff_browser().fetch("/my-plan/read").headers["location"] == "/my-plan"


def test_when_the_time_has_run_out_htmx_keeps_the_screen_and_what_is_typed(review: Review) -> None:
    response = Browser(review.app).post("/my-plan/read", {}, 401, **{"HX-Request": "true"})
    assert "hx-redirect" not in response.headers
