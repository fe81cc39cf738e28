import pytest
from fastapi import FastAPI
from sqlmodel import select

from app import audit
from app.audit import AuditEvent
from app.database import Database
from app.jobs import run_waiting
from app.plans.actions import record_agreement
from app.plans.content import AgreementOutcome
from app.plans.models import Agreement, PlanDocument
from app.plans.queries import content_with_agreement
from tests.app.reviews.review_samples import STRENGTH, WANTED, Review, lines_on, make_review
from tests.client import Browser, check_page


WORDS = "Thursdays are right, but I go on the bus."


def _answer(reader: Browser, outcome: str = "agreed", words: str = "") -> None:
    version = reader.get("/my-plan/answer").fields("answer")["version"]
    sent = {"version": version, "outcome": outcome, "words": words}
    response = reader.post("/my-plan/answer", sent)
    assert response.headers["location"] == "/my-plan/thanks"


def _answers(database: Database) -> list[tuple[str, str, str]]:
    with database.reading() as session:
        rows = session.exec(select(Agreement)).all()
        return [(row.outcome, row.words, row.given_by) for row in rows]


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        ("agreed", "You said that you agree with your plan."),
        ("agreed_in_part", "You said that you agree with some of your plan."),
        ("not_agreed", "You said that you do not agree with your plan."),
        ("could_not_take_part", "You said that you could not take part."),
    ],
)
def test_each_answer_is_kept_and_the_page_says_what_happens_next(
    review: Review, outcome: str, said: str
) -> None:
    reader = review.reader()
    _answer(reader, outcome, WORDS)
    assert _answers(review.database) == [(outcome, WORDS, "person")]
    page = reader.get("/my-plan/thanks")
    assert said in page.text
    assert "You can change your mind." in page.text


@pytest.mark.both_databases
def test_an_answer_reaches_the_practitioner(app: FastAPI, database: Database) -> None:
    review = make_review(app, database)
    _answer(review.reader(), "agreed_in_part", WORDS)
    seen = review.staff_browser().get(review.path).text
    assert "Agrees with part of it. The person's own answer" in seen
    assert WORDS in seen


def test_agreeing_takes_draft_away_and_the_pdf_is_made_again(review: Review) -> None:
    reader = review.reader()
    run_waiting(review.database)
    _answer(reader)
    run_waiting(review.database)
    with review.database.reading() as session:
        (version,) = {row.plan_version_id for row in session.exec(select(Agreement))}
        documents = session.exec(select(PlanDocument)).all()
    assert {document.is_draft for document in documents} == {True, False}
    assert version == documents[0].plan_version_id
    assert reader.fetch("/my-plan/plan.pdf").content in [d.pdf for d in documents if not d.is_draft]


def test_agreeing_with_some_of_it_leaves_the_plan_a_draft(review: Review) -> None:
    version = review.save()
    _answer(review.reader(), "agreed_in_part")
    with review.database.reading() as session:
        assert content_with_agreement(session, version).is_draft


def test_an_answer_has_to_be_chosen_and_what_was_typed_stays(review: Review) -> None:
    reader = review.reader()
    version = reader.get("/my-plan/answer").fields("answer")["version"]
    page = reader.refused("/my-plan/answer", {"version": version, "words": WORDS})
    assert "Choose what you think of your plan." in page.text
    assert page.fields("answer")["words"] == WORDS
    assert _answers(review.database) == []


def test_words_too_long_are_refused_and_stay(review: Review) -> None:
    reader = review.reader()
    version = reader.get("/my-plan/answer").fields("answer")["version"]
    sent = {"version": version, "outcome": "agreed", "words": "x" * 2001}
    page = reader.refused("/my-plan/answer", sent)
    assert page.fields("answer")["words"] == "x" * 2001
    assert page.fields("answer")["outcome"] == "agreed"
    assert _answers(review.database) == []


def test_changing_language_keeps_the_answer_that_was_begun(review: Review) -> None:
    reader = review.reader()
    version = reader.get("/my-plan/answer").fields("answer")["version"]
    sent = {
        "version": version,
        "outcome": "not_agreed",
        "words": WORDS,
        "switch_language": "cy",
    }
    page = check_page(reader.post("/my-plan/answer", sent, status=200))
    assert page.tree.get("lang") == "cy"
    assert page.fields("answer")["words"] == WORDS
    assert page.fields("answer")["outcome"] == "not_agreed"
    assert _answers(review.database) == []


def test_sent_twice_is_answered_once(review: Review) -> None:
    reader = review.reader()
    version = reader.get("/my-plan/answer").fields("answer")["version"]
    for outcome in ("agreed", "not_agreed"):
        reader.post("/my-plan/answer", {"version": version, "outcome": outcome})
    assert _answers(review.database) == [("agreed", "", "person")]


def test_marks_stay_as_they_are_once_the_plan_is_answered(review: Review) -> None:
    reader = review.reader()
    before = reader.get("/my-plan/read")
    _answer(reader)
    after = reader.get("/my-plan/read")
    assert "Yes, that's me" not in after.text
    sent = {
        "version": before.fields("my-lines")["version"],
        "answer": f"thats_me {lines_on(before)[STRENGTH]}",
    }
    page = check_page(reader.post("/my-plan/read", sent, status=409))
    assert "talk to your practitioner" in page.text
    assert "0 of 4 lines read" in reader.get("/my-plan/read").text


def test_an_answer_written_down_by_staff_does_not_take_the_persons_own_away(
    review: Review,
) -> None:
    reader = review.reader()
    version = review.save()
    with review.database.writing() as session:
        record_agreement(
            session,
            audit.staff(review.practitioner),
            version,
            AgreementOutcome.AGREED,
            "",
            given_by="practitioner",
            recorded_by=review.practitioner.id,
        )
    _answer(reader, "not_agreed", WORDS)
    assert _answers(review.database)[-1] == ("not_agreed", WORDS, "person")
    assert "Does not agree" in review.staff_browser().get(review.path).text


def test_the_thanks_are_not_said_before_the_answer(review: Review) -> None:
    assert review.reader().fetch("/my-plan/thanks").headers["location"] == "/my-plan/answer"


def test_the_answer_is_in_the_audit_trail_by_the_person(review: Review) -> None:
    _answer(review.reader(), words=WORDS)
    with review.database.reading() as session:
        events = [e for e in session.exec(select(AuditEvent)) if e.action == "recorded_agreement"]
    assert [event.actor_kind for event in events] == ["person"]
    assert WORDS not in events[0].details


# A newer version while the person reads ---------------------------------------------------------


def _show_a_newer_version(review: Review) -> None:
    """Change the plan and show it, without a new code: the person's page stays open."""
    from app.plans.actions import share_version

    review.want("I want to sing at the eisteddfod.")
    version = review.save()
    with review.database.writing() as session:
        share_version(session, audit.staff(review.practitioner), session.merge(version))


def test_an_answer_about_the_old_version_is_not_kept_and_says_so(review: Review) -> None:
    reader = review.reader()
    old = reader.get("/my-plan/answer").fields("answer")["version"]
    _show_a_newer_version(review)
    sent = {"version": old, "outcome": "agreed", "words": WORDS}
    page = check_page(reader.post("/my-plan/answer", sent, status=409))
    assert page.heading == "Your plan has changed. Please read it again"
    assert WORDS in page.text
    assert _answers(review.database) == []
    assert "eisteddfod" in reader.get("/my-plan/read").text


def test_a_mark_on_the_old_version_is_not_kept_and_says_so(review: Review) -> None:
    reader = review.reader()
    before = reader.get("/my-plan/read")
    _show_a_newer_version(review)
    sent = {
        "version": before.fields("my-lines")["version"],
        "answer": f"thats_me {lines_on(before)[STRENGTH]}",
    }
    check_page(reader.post("/my-plan/read", sent, status=409))
    swapped = reader.post("/my-plan/read", sent, 409, **{"HX-Request": "true"})
    assert swapped.headers["hx-retarget"] == "#main-content"
    assert swapped.headers["hx-reselect"] == "#main-content"
    assert "0 of 5 lines read" in reader.get("/my-plan/read").text


def test_somebody_who_answered_lines_before_is_told_to_read_again(review: Review) -> None:
    reader = review.reader()
    page = reader.get("/my-plan/read")
    assert "has changed" not in page.text
    sent = {
        "version": page.fields("my-lines")["version"],
        "answer": f"thats_me {lines_on(page)[WANTED]}",
    }
    reader.post("/my-plan/read", sent)
    _show_a_newer_version(review)
    assert "Your plan has changed. Please read it again." in reader.get("/my-plan/read").text


def test_what_was_said_about_an_earlier_version_stays_with_it(review: Review) -> None:
    reader = review.reader()
    _answer(reader, "agreed_in_part", WORDS)
    _show_a_newer_version(review)
    seen = review.staff_browser().get(review.path).text
    assert seen.index("Version 2, shown on") < seen.index("Version 1, shown on") < seen.index(WORDS)
    assert "The person has not answered about the whole of this version." in seen
    assert reader.get("/my-plan/answer").heading == "What do you think of your plan?"


def test_a_version_saved_and_not_shown_is_not_read(review: Review) -> None:
    reader = review.reader()
    review.want("I want to sing at the eisteddfod.")
    review.save()
    assert "eisteddfod" not in reader.get("/my-plan/read").text


def test_every_page_of_the_person_speaks_welsh(review: Review) -> None:
    reader = review.reader().speak("cy")
    assert Browser(review.app).speak("cy").get("/my-plan").heading == "Agor fy nghynllun"
    assert "Ie, dyna fi" in reader.get("/my-plan/read").text
    assert reader.get("/my-plan/answer").heading == "Beth yw eich barn am eich cynllun?"
    _answer(reader)
    assert reader.get("/my-plan/thanks").heading == "Diolch"
    assert reader.follow(reader.post("/my-plan/leave")).heading == "Mae eich cynllun ar gau"
    assert "Ydy hi'n ddiogel?" in review.staff_browser().speak("cy").get(review.path).text
