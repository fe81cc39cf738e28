"""Every line of every practice plan leads back to what was said, and shows it on the page."""

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from sqlmodel import select

from app.database import Database
from app.identity import StaffAccount
from app.plans.gathering import WorkingPlan, working_plan
from app.plans.lines import Section
from app.plans.models import (
    KeptBackWords,
    Plan,
    PlanAssetNote,
    PlanGap,
    PlanStepReport,
    PlanVersion,
)
from app.plans.plan_kinds import CarerOffer, Payments, PlanKind
from app.plans.record_models import PlanCopy
from app.plans.regulation_3 import Point, missing
from app.plans.threads import Thread
from app.plans.tracing import trace_plan
from app.practice.loading import load_once
from app.recording.models import Answer, Conversation
from tests.client import Browser


@pytest.fixture
def loaded(app: FastAPI, database: Database) -> Database:
    assert load_once(database)
    return database


def plans(database: Database) -> Iterator[tuple[WorkingPlan, dict[str, Thread], set[str]]]:
    """Yield every practice plan with its threads and all that was said in its conversation."""
    with database.reading() as session:
        for plan in session.exec(select(Plan)):
            conversation = session.get_one(Conversation, plan.conversation_id)
            working = working_plan(session, conversation)
            rows = session.exec(select(Answer).where(Answer.conversation_id == conversation.id))
            yield working, dict(trace_plan(session, working)), {row.words for row in rows}


def test_every_line_of_every_practice_plan_leads_back_to_words_that_were_said(
    loaded: Database,
) -> None:
    walked = 0
    for working, threads, said in plans(loaded):
        for line in working.content.all_lines():
            thread = threads[line.line_key]
            assert thread.heard, (line.section, line.words)
            for heard in thread.heard:
                assert any(heard.words in answer for answer in said), heard.words
                assert heard.said_on <= working.conversation.held_on
            if line.section not in (Section.OUTCOMES, Section.STEPS):
                assert all(heard.tags for heard in thread.heard), line.words
            walked += 1
    assert walked > 100


def test_every_quote_stands_in_the_sentence_it_is_traced_to(loaded: Database) -> None:
    for working, threads, _said in plans(loaded):
        for line in working.content.quote_lines():
            first = threads[line.line_key].heard[0]
            assert line.words in first.words


def test_whatever_is_written_in_a_plan_says_who_wrote_it(loaded: Database) -> None:
    for working, threads, _said in plans(loaded):
        keys = [line.line_key for line in working.content.outcomes]
        keys += [step.line_key for step in working.content.steps]
        for key in keys:
            written = threads[key].written
            assert written is not None
            assert written.by
            assert written.on >= working.conversation.held_on


def test_the_page_of_every_practice_plan_opens_every_lines_source(
    app: FastAPI, loaded: Database
) -> None:
    with loaded.reading() as session:
        accounts = {row.id: row for row in session.exec(select(StaffAccount))}
    for working, _threads, _said in plans(loaded):
        conversation = working.conversation
        browser = Browser(app).sign_in(accounts[conversation.practitioner_id]).speak("en")
        page = browser.get(f"/conversations/{conversation.id}/plan")
        lines = working.content.all_lines()
        assert page.html.count('<details class="thread">') == len(lines)


def test_a_line_with_no_source_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="no source"):
        Thread()


def test_every_part_of_a_plan_is_to_be_seen_in_the_practice_room(loaded: Database) -> None:
    with loaded.reading() as session:
        for table in (PlanGap, PlanAssetNote, PlanStepReport, KeptBackWords):
            assert session.exec(select(table)).first() is not None, table
    outcomes = [line for working, _t, _s in plans(loaded) for line in working.content.outcomes]
    steps = [step for working, _t, _s in plans(loaded) for step in working.content.steps]
    assert any(line.baseline and line.target and line.one_step_up for line in outcomes)
    assert any(step.rung and step.draws_on for step in steps)


def test_both_kinds_of_statutory_plan_are_in_the_practice_room_one_of_them_unfinished(
    loaded: Database,
) -> None:
    contents = [working.content for working, _threads, _said in plans(loaded)]
    statutory = {each.statute.kind: each for each in contents if each.statute}
    adults = statutory[PlanKind.CARE_AND_SUPPORT]
    assert adults.statute is not None
    assert adults.statute.payments is Payments.SOME
    assert adults.statute.carer is CarerOffer.ACCEPTED
    assert set(missing(adults)) == {Point.MONITORING, Point.ENQUIRY, Point.ADVOCACY}
    assert missing(statutory[PlanKind.CARERS_SUPPORT]) == ()


def test_one_practice_plan_was_saved_twice_and_a_copy_of_the_first_was_given(
    loaded: Database,
) -> None:
    with loaded.reading() as session:
        (copy,) = session.exec(select(PlanCopy)).all()
        given = session.get_one(PlanVersion, copy.plan_version_id)
        later = session.exec(select(PlanVersion).where(PlanVersion.plan_id == given.plan_id))
        assert sorted(version.number for version in later) == [1, 2]
    assert given.number == 1


def test_what_peggy_told_in_confidence_is_on_no_page_of_her_plan(
    app: FastAPI, loaded: Database
) -> None:
    with loaded.reading() as session:
        (kept,) = session.exec(select(KeptBackWords)).all()
        conversation = session.get_one(Conversation, kept.conversation_id)
        account = session.get_one(StaffAccount, conversation.practitioner_id)
    page = Browser(app).sign_in(account).get(f"/conversations/{conversation.id}/plan")
    assert "out of here by Friday" not in page.html
