import re

import pytest
from fastapi import FastAPI
from sqlmodel import select

from app.audit import AuditEvent
from app.database import Database
from app.i18n import long_date
from app.jobs import run_waiting
from app.reviews.models import LineMark
from tests.app.reviews.review_samples import PEOPLE, STRENGTH, WANTED, Review, lines_on, make_review
from tests.client import Browser, Page, check_page


NO_SCRIPT_WORDS = "I sang with the choir, not in the chapel."


def _mark(reader: Browser, line_words: str, mark: str, **more: object) -> Page:
    page = reader.get("/my-plan/read")
    key = lines_on(page)[line_words]
    fields = page.fields("my-lines")
    sent = {"version": fields["version"], "answer": f"{mark} {key}", **more}
    return reader.follow(reader.post("/my-plan/read", sent))


def _say(reader: Browser, words: str, instead: str, mark: str = "not_what_i_said") -> Page:
    key = lines_on(reader.get("/my-plan/read"))[words]
    return _mark(reader, words, mark, line=[key], words=[instead])


def _marks(database: Database) -> dict[str, tuple[str, str]]:
    with database.reading() as session:
        return {row.line_key: (row.mark, row.words) for row in session.exec(select(LineMark))}


def test_the_person_can_read_how_suggestions_are_made(review: Review) -> None:
    page = review.reader().get("/my-plan/read")
    assert page.links()["How suggestions are made"] == "/how-suggestions-are-made"


def test_the_plan_is_read_strengths_first_in_the_persons_words(review: Review) -> None:
    text = review.reader().get("/my-plan/read").text
    assert text.index(STRENGTH) < text.index(PEOPLE) < text.index(WANTED)
    assert "0 of 4 lines read" in text


def test_no_word_of_the_office_stands_beside_the_lines(review: Review) -> None:
    text = review.reader().get("/my-plan/read").text
    for word in ("well-being", "outcome", "domain", "score", "assessment"):
        assert word not in text.lower()


def test_every_line_has_the_two_buttons(review: Review) -> None:
    text = review.reader().get("/my-plan/read").text
    assert text.count("Yes, that's me") == 4
    assert text.count("That's not what I said") == 4


def test_a_mark_without_script_leads_back_to_its_line(review: Review) -> None:
    reader = review.reader()
    page = reader.get("/my-plan/read")
    key = lines_on(page)[STRENGTH]
    sent = {"version": page.fields("my-lines")["version"], "answer": f"thats_me {key}"}
    response = reader.post("/my-plan/read", sent)
    assert response.headers["location"] == f"/my-plan/read#line-{key}"
    after = reader.get("/my-plan/read")
    assert f'id="line-{key}"' in after.html
    assert "You said: yes, that's me" in after.text
    assert "1 of 4 lines read" in after.text


def test_with_htmx_only_the_line_comes_back_with_the_count(review: Review) -> None:
    reader = review.reader()
    page = reader.get("/my-plan/read")
    key = lines_on(page)[STRENGTH]
    sent = {"version": page.fields("my-lines")["version"], "answer": f"thats_me {key}"}
    response = reader.post("/my-plan/read", sent, 200, **{"HX-Request": "true"})
    assert response.text.strip().startswith('<div class="line line--me"')
    assert response.text.count('class="line ') == 1
    assert "1 of 4 lines read" in response.text


def test_not_what_i_said_makes_room_for_words_and_the_practitioner_sees_both(
    review: Review,
) -> None:
    reader = review.reader()
    assert "What should it say?" not in reader.get("/my-plan/read").text
    assert "What should it say?" in _mark(reader, STRENGTH, "not_what_i_said").text
    assert "Your words are kept." in _say(reader, STRENGTH, NO_SCRIPT_WORDS).text
    _mark(reader, PEOPLE, "thats_me")
    seen = review.staff_browser().get(review.path).text
    wrong, right = seen.index("Not what I said"), seen.index("That's me")
    assert wrong < seen.index(STRENGTH) < seen.index(NO_SCRIPT_WORDS) < right < seen.index(PEOPLE)
    assert right < seen.index("Not answered yet") < seen.index(WANTED)


def test_a_mark_can_be_changed_and_no_typed_word_is_lost_by_it(review: Review) -> None:
    reader = review.reader()
    _say(reader, STRENGTH, NO_SCRIPT_WORDS)
    page = _mark(reader, STRENGTH, "thats_me")
    assert "You said: yes, that's me" in page.text
    assert NO_SCRIPT_WORDS in page.text
    ((mark, words),) = _marks(review.database).values()
    assert (mark, words) == ("thats_me", NO_SCRIPT_WORDS)


def test_a_button_beside_one_line_keeps_the_words_typed_beside_another(review: Review) -> None:
    reader = review.reader()
    page = _mark(reader, STRENGTH, "not_what_i_said")
    keys = lines_on(page)
    _mark(reader, PEOPLE, "thats_me", line=[keys[STRENGTH]], words=[NO_SCRIPT_WORDS])
    assert _marks(review.database) == {
        keys[STRENGTH]: ("not_what_i_said", NO_SCRIPT_WORDS),
        keys[PEOPLE]: ("thats_me", ""),
    }


def test_words_can_be_taken_back(review: Review) -> None:
    reader = review.reader()
    _say(reader, STRENGTH, NO_SCRIPT_WORDS)
    _say(reader, STRENGTH, "")
    assert [words for _mark, words in _marks(review.database).values()] == [""]


@pytest.mark.parametrize("bad", ["x" * 2001, "half a letter \ufffd"])
def test_words_that_cannot_be_kept_stay_on_the_screen(review: Review, bad: str) -> None:
    reader = review.reader()
    page = _mark(reader, STRENGTH, "not_what_i_said")
    key = lines_on(page)[STRENGTH]
    sent = {
        "version": page.fields("my-lines")["version"],
        "answer": f"not_what_i_said {key}",
        "line": [key],
        "words": [bad],
    }
    refused = reader.refused("/my-plan/read", sent)
    assert bad in refused.html
    assert f'href="#words-{key}"' in refused.html
    assert "Nothing is lost" in refused.text
    assert _marks(review.database)[key] == ("not_what_i_said", "")


def test_two_thousand_characters_are_kept_whole(review: Review) -> None:
    _say(review.reader(), STRENGTH, "ŵ" * 2000)
    assert [words for _mark, words in _marks(review.database).values()] == ["ŵ" * 2000]


def test_markup_in_the_words_is_shown_as_it_was_typed(review: Review) -> None:
    reader = review.reader()
    _say(reader, STRENGTH, "<b>not</b> </textarea> =cmd()")
    assert "<b>not</b> </textarea> =cmd()" in review.staff_browser().get(review.path).text
    reader.get("/my-plan/read")


@pytest.mark.parametrize(
    "sent",
    [
        {"answer": "thats_me"},
        {"answer": "agreed line"},
        {"answer": "", "line": ["a", "b"], "words": ["one"]},
        {"answer": "thats_me x", "person_id": "1"},
    ],
)
def test_what_the_page_did_not_offer_is_refused(review: Review, sent: dict[str, object]) -> None:
    reader = review.reader()
    version = reader.get("/my-plan/read").fields("my-lines")["version"]
    check_page(reader.post("/my-plan/read", {"version": version, **sent}, status=400))
    assert _marks(review.database) == {}


def test_a_line_of_another_plan_is_not_there(review: Review) -> None:
    reader = review.reader()
    version = reader.get("/my-plan/read").fields("my-lines")["version"]
    sent = {"version": version, "answer": "thats_me me-0123456789"}
    check_page(reader.post("/my-plan/read", sent, status=404))
    assert _marks(review.database) == {}


def test_changing_language_keeps_what_is_typed_and_not_yet_kept(review: Review) -> None:
    reader = review.reader()
    page = _mark(reader, STRENGTH, "not_what_i_said")
    fields = page.fields("my-lines")
    sent = {
        "version": fields["version"],
        "line": [fields["line"]],
        "words": [NO_SCRIPT_WORDS],
        "switch_language": "cy",
    }
    welsh = check_page(reader.post("/my-plan/read", sent, status=200))
    assert welsh.heading == "Fy nghynllun"
    assert welsh.fields("my-lines")["words"] == NO_SCRIPT_WORDS
    assert [words for _mark, words in _marks(review.database).values()] == [""]


def test_reading_changes_nothing_but_the_audit_trail(review: Review) -> None:
    reader = review.reader()
    engine = review.database.engine

    def everything() -> list[str]:
        with engine.connect() as connection:
            connection.exec_driver_sql("SELECT 1")
            raw = connection.connection.driver_connection
            assert raw is not None
            return [line for line in raw.iterdump() if '"audit_event"' not in line]

    before = everything()
    for path in ("/my-plan", "/my-plan/read", "/my-plan/answer", "/my-plan/thanks"):
        reader.fetch(path)
    reader.fetch("/my-plan/plan.pdf")
    assert everything() == before


def test_every_look_and_every_mark_is_in_the_audit_trail_by_the_person(review: Review) -> None:
    reader = review.reader()
    _mark(reader, STRENGTH, "thats_me")
    with review.database.reading() as session:
        events = [e for e in session.exec(select(AuditEvent)) if e.actor_kind == "person"]
    acts = [event.action for event in events]
    assert acts == ["opened_plan_with_code", "viewed", "marked_plan_line", "viewed"]
    assert {event.person_id for event in events} == {review.person.id}
    assert not any(STRENGTH in event.details for event in events)


def test_the_same_mark_sent_twice_is_one_mark_and_one_event(review: Review) -> None:
    reader = review.reader()
    _mark(reader, STRENGTH, "thats_me")
    _mark(reader, STRENGTH, "thats_me")
    with review.database.reading() as session:
        acts = [event.action for event in session.exec(select(AuditEvent))]
    assert acts.count("marked_plan_line") == 1


def test_the_copy_to_print_is_offered_when_it_is_made(review: Review) -> None:
    reader = review.reader()
    assert "/my-plan/plan.pdf" not in reader.get("/my-plan/read").html
    waiting = check_page(reader.client.get("/my-plan/plan.pdf"))
    assert waiting.status == 409
    assert "try again in a minute" in waiting.text
    run_waiting(review.database)
    assert "/my-plan/plan.pdf" in reader.get("/my-plan/read").html
    pdf = reader.fetch("/my-plan/plan.pdf")
    assert pdf.content.startswith(b"%PDF")
    assert "Gwyneth" not in pdf.headers["content-disposition"]
    welsh = reader.speak("cy").fetch("/my-plan/plan.pdf")
    assert welsh.content != pdf.content


def test_words_said_in_welsh_are_marked_as_welsh_on_an_english_page(
    app: FastAPI, database: Database
) -> None:
    review = make_review(app, database, language="cy", plan_language="en")
    html = review.reader().get("/my-plan/read").html
    assert re.search(r'class="line__words"[^>]*lang="cy"', html)


@pytest.mark.both_databases
def test_marks_are_kept_on_both_databases(app: FastAPI, database: Database) -> None:
    review = make_review(app, database)
    reader = review.reader()
    _say(reader, STRENGTH, NO_SCRIPT_WORDS)
    _mark(reader, STRENGTH, "thats_me")
    assert list(_marks(database).values()) == [("thats_me", NO_SCRIPT_WORDS)]
    assert long_date(review.conversation.held_on) in reader.get("/my-plan/read").text
