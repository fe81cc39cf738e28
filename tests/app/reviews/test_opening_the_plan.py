import datetime as dt
import re

import pytest
import time_machine
from fastapi import FastAPI
from sqlmodel import col, select

from app import clock
from app.accounts.passwords import matches
from app.audit import AuditEvent
from app.database import Database
from app.identity import fingerprint
from app.reviews.models import ReviewCode, ReviewSession
from app.reviews.queries import find_open_session
from tests.app.reviews.review_samples import STRENGTH, Review, make_review
from tests.client import Browser, Page, check_page


def _refused(app: FastAPI, code: str) -> str:
    """Return the page a refused code gets, without what was typed and this browser's token."""
    page = Browser(app).refused("/my-plan", {"code": code})
    without_code = page.html.replace(f'value="{code}"', 'value=""')
    return re.sub(r'name="csrf_token" value="[0-9a-f]+"', "", without_code)


def _wrong(code: str) -> str:
    return code[:-1] + ("0" if code[-1] != "0" else "1")


def test_the_right_code_opens_the_plan(review: Review) -> None:
    browser = Browser(review.app)
    response = browser.post("/my-plan", {"code": review.code().lower().replace("-", " ")})
    assert response.headers["location"] == "/my-plan/read"
    assert STRENGTH in browser.follow(response).text


def test_wrong_unknown_expired_ended_and_impossible_codes_look_the_same(review: Review) -> None:
    expired = review.code()
    with review.database.writing() as session:
        row = session.exec(select(ReviewCode)).one()
        row.expires_at = clock.now() - dt.timedelta(seconds=1)
    answers = {_refused(review.app, expired)}
    ended = review.code()
    review.staff_browser().post(f"{review.path}/end")
    answers.add(_refused(review.app, ended))
    answers.add(_refused(review.app, _wrong(review.code())))
    answers.add(_refused(review.app, "ZZZZ-ZZZZ-ZZZZ"))
    answers.add(_refused(review.app, "hello"))
    assert len(answers) == 1


def test_an_unknown_code_is_checked_as_slowly_as_a_known_one(
    review: Review, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked: list[str | None] = []

    def counting(secret: str, stored: str | None) -> bool:
        checked.append(stored)
        return matches(secret, stored)

    monkeypatch.setattr("app.reviews.routes.entering.matches", counting)
    for code in ("ZZZZ-ZZZZ-ZZZZ", "hello", _wrong(review.code())):
        Browser(review.app).post("/my-plan", {"code": code}, status=422)
    assert len(checked) == 3
    assert checked[:2] == [None, None]


def test_too_many_wrong_tries_end_the_code_even_for_the_right_one(review: Review) -> None:
    code = review.code()
    for _ in range(5):
        Browser(review.app).post("/my-plan", {"code": _wrong(code)}, status=422)
    Browser(review.app).post("/my-plan", {"code": code}, status=422)
    assert "a wrong code was typed too many times" in review.staff_browser().get(review.path).text


def test_one_try_fewer_leaves_the_code_working(review: Review) -> None:
    code = review.code()
    for _ in range(4):
        Browser(review.app).post("/my-plan", {"code": _wrong(code)}, status=422)
    review.reader(code).get("/my-plan/read")


def test_a_strangers_wrong_tries_do_not_put_the_person_out(review: Review) -> None:
    code = review.code()
    reader = review.reader(code)
    for _ in range(5):
        Browser(review.app).post("/my-plan", {"code": _wrong(code)}, status=422)
    assert STRENGTH in reader.get("/my-plan/read").text


def test_tries_from_one_address_are_limited_and_come_back(review: Review) -> None:
    code = review.code()
    with time_machine.travel(clock.now(), tick=False) as now:
        for _ in range(20):
            Browser(review.app).post("/my-plan", {"code": "ZZZZ-ZZZZ-ZZZZ"}, status=422)
        response = Browser(review.app).post("/my-plan", {"code": code}, status=429)
        assert response.headers["retry-after"] == "60"
        page = check_page(response)
        assert "Wait a minute" in page.text
        assert "account" not in page.text
        now.shift(61)
        review.reader(code).get("/my-plan/read")


def test_a_made_up_client_address_does_not_reset_the_count(review: Review) -> None:
    for number in range(20):
        Browser(review.app).post(
            "/my-plan", {"code": "ZZZZ"}, 422, **{"X-Forwarded-For": f"10.0.0.{number}"}
        )
    Browser(review.app).post("/my-plan", {"code": "ZZZZ"}, 429, **{"X-Forwarded-For": "10.9.9.9"})


def test_an_empty_code_is_asked_for_and_uses_up_no_try(review: Review) -> None:
    review.code()
    page = Browser(review.app).refused("/my-plan", {"code": "  "})
    assert "Type your code." in page.text


def test_looking_at_the_page_uses_up_nothing(review: Review) -> None:
    code = review.code()
    for _ in range(30):
        Browser(review.app).get(f"/my-plan?code={code}")
        Browser(review.app).client.head("/my-plan")
    with review.database.reading() as session:
        assert session.exec(select(ReviewSession)).all() == []
        assert session.exec(select(ReviewCode)).one().wrong_tries == 0
    review.reader(code).get("/my-plan/read")


def test_a_form_sent_by_another_site_opens_nothing(review: Review) -> None:
    browser, code = Browser(review.app), review.code()
    browser.post("/my-plan", {"code": code}, 403, Origin="https://elsewhere.example")
    browser.client.post("/my-plan", data={"code": code})
    browser.client.get("/my-plan/read")
    assert "review" not in browser.client.cookies


def test_only_the_fingerprint_of_the_open_browser_is_kept(review: Review) -> None:
    reader = review.reader()
    token = reader.client.cookies["review"]
    with review.database.reading() as session:
        assert session.exec(select(ReviewSession)).one().token_sha256 == fingerprint(token)


def test_the_cookie_cannot_be_read_by_scripts_and_goes_no_further(review: Review) -> None:
    response = Browser(review.app).post("/my-plan", {"code": review.code()})
    cookie = next(c for c in response.headers.get_list("set-cookie") if c.startswith("review="))
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "max-age" not in cookie.lower()


def test_the_plan_closes_by_itself_after_the_time_that_is_set(review: Review) -> None:
    with time_machine.travel(clock.now(), tick=False) as now:
        reader = review.reader()
        now.shift(59 * 60)
        reader.get("/my-plan/read")
        now.shift(2 * 60)
        assert reader.fetch("/my-plan/read").headers["location"] == "/my-plan"


def test_an_open_plan_does_not_outlive_its_code(review: Review) -> None:
    code = review.code()
    with time_machine.travel(clock.now() + dt.timedelta(days=13, hours=23, minutes=50)) as now:
        reader = review.reader(code)
        now.shift(11 * 60)
        assert reader.fetch("/my-plan/read").headers["location"] == "/my-plan"


def test_leaving_closes_the_plan_and_takes_the_cookie_away(review: Review) -> None:
    reader = review.reader()
    token = reader.client.cookies["review"]
    page = reader.follow(reader.post("/my-plan/leave"))
    assert page.heading == "Your plan is closed"
    assert "review" not in reader.client.cookies
    reader.client.cookies.set("review", token)
    assert reader.fetch("/my-plan/read").headers["location"] == "/my-plan"


def test_leaving_twice_is_leaving(review: Review) -> None:
    Browser(review.app).post("/my-plan/leave")


def test_opening_again_closes_the_one_before(review: Review) -> None:
    code = review.code()
    reader = review.reader(code)
    first = reader.client.cookies["review"]
    reader.post("/my-plan", {"code": code})
    with review.database.reading() as session:
        assert find_open_session(session, first) is None
    reader.get("/my-plan/read")


def test_an_open_plan_is_read_on_without_the_code(review: Review) -> None:
    reader = review.reader()
    assert reader.fetch("/my-plan").headers["location"] == "/my-plan/read"


def test_a_first_visit_reads_in_the_language_of_the_plan(app: FastAPI, database: Database) -> None:
    review = make_review(app, database, plan_language="cy")
    page = review.reader().get("/my-plan/read")
    assert page.tree.get("lang") == "cy"
    assert page.heading == "Fy nghynllun"


def test_a_language_chosen_before_stays_chosen(app: FastAPI, database: Database) -> None:
    review = make_review(app, database, plan_language="cy")
    browser = Browser(app).speak("en")
    browser.post("/my-plan", {"code": review.code()})
    assert browser.get("/my-plan/read").tree.get("lang") == "en"


def test_changing_language_keeps_the_typed_code_and_tries_nothing(review: Review) -> None:
    code = review.code()
    browser = Browser(review.app)
    response = browser.post("/my-plan", {"code": code, "switch_language": "cy"}, status=200)
    assert code in response.text
    assert 'lang="cy"' in response.text
    assert "review" not in browser.client.cookies


def test_a_refused_code_is_in_the_audit_trail_by_nobody(review: Review) -> None:
    code = review.code()
    Browser(review.app).post("/my-plan", {"code": _wrong(code)}, status=422)
    Browser(review.app).post("/my-plan", {"code": "ZZZZ-ZZZZ-ZZZZ"}, status=422)
    with review.database.reading() as session:
        refused = select(AuditEvent).where(col(AuditEvent.action) == "review_code_refused")
        events = session.exec(refused).all()
    assert [event.actor_kind for event in events] == ["nobody", "nobody"]
    assert [event.subject_id is None for event in events] == [False, True]


def _page_titles(*pages: Page) -> set[str]:
    return {page.title for page in pages}


def test_no_title_of_the_persons_pages_says_whose_plan_it_is(review: Review) -> None:
    reader = review.reader()
    titles = _page_titles(
        Browser(review.app).get("/my-plan"),
        reader.get("/my-plan/read"),
        reader.get("/my-plan/answer"),
    )
    assert not any("Gwyneth" in title or "Bebb" in title for title in titles)
