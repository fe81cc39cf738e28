"""The person's own plan in its other forms, opened with their code and no other way."""

import pytest

from tests.app.reviews.review_samples import STRENGTH, Review


FILES = ["easy-read.pdf?language=cy", "large-print.pdf?language=en", "text?language=en"]


def test_every_form_is_linked_where_the_plan_is_read(review: Review) -> None:
    links = review.reader().get("/my-plan/read").links()
    assert links["Easy Read, on a page"] == "/my-plan/as/easy-read"
    assert links["Large print in Welsh (PDF)"] == "/my-plan/as/large-print.pdf?language=cy"
    assert links["Plain text in English"] == "/my-plan/as/text?language=en"


@pytest.mark.parametrize("form", ["easy-read", "large-print"])
def test_the_person_reads_a_form_on_a_page_and_can_close_it(review: Review, form: str) -> None:
    page = review.reader().get(f"/my-plan/as/{form}")
    assert STRENGTH in page.text
    assert "Close my plan" in page.html
    assert page.links()["Read my plan again"] == "/my-plan/read"


@pytest.mark.parametrize("form", FILES)
def test_the_person_takes_a_form_away(review: Review, form: str) -> None:
    answer = review.reader().fetch(f"/my-plan/as/{form}")
    assert answer.status_code == 200
    assert answer.headers["content-disposition"].startswith("inline; filename=")
    assert answer.headers["cache-control"] == "no-store"
