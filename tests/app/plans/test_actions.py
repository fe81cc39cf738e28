"""Writing a plan, saving versions of it, and what the person answers."""

import dataclasses
import datetime as dt
import uuid

import pytest
from sqlmodel import Session, col, select

from app import audit, jobs
from app.audit import AuditEvent
from app.database import Database
from app.errors import NotFound, NotNow, OperationReused, StaleVersion
from app.identity import actor_for
from app.operations import Operation
from app.plans.actions import fingerprint_of, record_agreement, save_version, share_version
from app.plans.composition import AgreementOutcome, DoerKind, OutcomeKind, TagKind
from app.plans.gathering import get_working_plan, list_outcome_quotes
from app.plans.models import Agreement, Plan, PlanOutcome, PlanStep, PlanVersion
from app.plans.queries import (
    content_of,
    content_with_agreement,
    current_agreement,
    get_plan_for_conversation,
    latest_version,
    shared_version,
)
from app.plans.writing import (
    Change,
    OutcomeDraft,
    StepDraft,
    add_outcome,
    add_step,
    change_now,
    change_outcome,
    remove_outcome,
    set_review_date,
)
from tests.app.plans.kitchen_table import (
    ASIDE,
    BAKES,
    PENDING,
    WANTED,
    WARDEN,
    Table,
    sit_down,
    write_plan,
)
from tests.factories import make_conversation, make_person, make_staff, make_team


pytestmark = pytest.mark.both_databases

DRAFT = OutcomeDraft("I want my garden back.", OutcomeKind.CHANGE)


@pytest.fixture
def table(app: object, database: Database) -> Table:
    return sit_down(database)


def saved(table: Table) -> PlanVersion:
    with table.database.writing() as session:
        return save_version(session, table.actor, table.conversation.id)


def answered(
    table: Table, version: PlanVersion, outcome: AgreementOutcome, words: str = ""
) -> Agreement:
    with table.database.writing() as session:
        row = session.get_one(PlanVersion, version.id)
        by = audit.staff(table.actor)
        return record_agreement(
            session, by, row, outcome, words, "practitioner", recorded_by=table.actor.id
        )


def actions_recorded(session: Session) -> list[str]:
    return [event.action for event in session.exec(select(AuditEvent))]


def test_only_confirmed_tags_reach_the_plan(table: Table) -> None:
    with table.database.reading() as session:
        content = get_working_plan(session, table.actor, table.conversation.id).content
    words = [line.words for line in content.all_lines()]
    assert BAKES in words
    assert ASIDE not in words
    assert PENDING not in words


def test_a_service_stands_outside_the_rings(table: Table) -> None:
    with table.database.reading() as session:
        content = get_working_plan(session, table.actor, table.conversation.id).content
    assert [line.words for line in content.services] == [WARDEN]
    assert WARDEN not in [line.words for line in content.strengths.my_community]


def test_an_outcome_carries_the_domains_confirmed_on_its_words(table: Table) -> None:
    write_plan(table)
    with table.database.reading() as session:
        content = get_working_plan(session, table.actor, table.conversation.id).content
    assert content.outcomes[0].domains == ("RELATE",)


def test_words_said_by_the_person_name_no_other_speaker(table: Table) -> None:
    with table.database.reading() as session:
        quotes = list_outcome_quotes(session, table.conversation.id)
        content = get_working_plan(session, table.actor, table.conversation.id).content
    assert [(quote.kind, quote.quote) for quote in quotes] == [(TagKind.ELEMENT, WANTED)]
    assert content.outcome_quotes[0].sources[0].speaker_label is None


def test_a_change_made_on_an_older_version_is_refused_and_writes_nothing(table: Table) -> None:
    with table.database.writing() as session:
        add_outcome(session, Change(table.actor, table.conversation.id, 0), DRAFT)
    with pytest.raises(StaleVersion), table.database.writing() as session:
        add_outcome(session, Change(table.actor, table.conversation.id, 0), DRAFT)
    with table.database.reading() as session:
        assert len(session.exec(select(PlanOutcome)).all()) == 1


def test_a_change_sent_twice_is_made_once(table: Table) -> None:
    change = Change(table.actor, table.conversation.id, 0)
    for _time in range(2):
        with table.database.writing() as session:
            assert add_outcome(session, change, DRAFT) == change.operation_id
    with table.database.reading() as session:
        assert len(session.exec(select(PlanOutcome)).all()) == 1
        assert len(session.exec(select(Operation)).all()) == 1


def test_one_operation_cannot_carry_two_different_changes(table: Table) -> None:
    change = Change(table.actor, table.conversation.id, 0)
    with table.database.writing() as session:
        add_outcome(session, change, DRAFT)
    other = dataclasses.replace(DRAFT, words="Something else.")
    with pytest.raises(OperationReused), table.database.writing() as session:
        add_outcome(session, change, other)


def test_a_removed_outcome_leaves_its_steps_standing_alone(table: Table) -> None:
    outcome, step = write_plan(table)
    with table.database.writing() as session:
        change = change_now(session, table.actor, table.conversation.id)
        remove_outcome(session, change, outcome)
    with table.database.reading() as session:
        assert session.get(PlanOutcome, outcome) is None
        assert session.get_one(PlanStep, step).outcome_id is None


def test_an_outcome_of_another_plan_is_not_there(table: Table) -> None:
    outcome, _step = write_plan(table)
    person = make_person(table.database, table.account, name="Dewi")
    other = make_conversation(table.database, person)
    towards_it = StepDraft("Go", "Ann", DoerKind.ME, None, outcome)
    with pytest.raises(NotFound), table.database.writing() as session:
        change_outcome(session, Change(table.actor, other.id, 0), outcome, DRAFT)
    with pytest.raises(NotFound), table.database.writing() as session:
        add_step(session, Change(table.actor, other.id, 0), towards_it)


def test_an_outcome_cannot_claim_words_that_are_not_confirmed(table: Table) -> None:
    stranger = dataclasses.replace(DRAFT, tag_id=uuid.uuid4())
    with pytest.raises(NotNow), table.database.writing() as session:
        add_outcome(session, change_now(session, table.actor, table.conversation.id), stranger)


def test_another_team_finds_no_plan_here(table: Table) -> None:
    write_plan(table)
    stranger = actor_for(make_staff(table.database, team=make_team(table.database, "Tawe")))
    with pytest.raises(NotFound), table.database.reading() as session:
        get_plan_for_conversation(session, stranger, table.conversation.id)
    with pytest.raises(NotFound), table.database.writing() as session:
        save_version(session, stranger, table.conversation.id)


def test_every_change_is_in_the_audit_trail_without_a_word_of_it(table: Table) -> None:
    write_plan(table)
    with table.database.writing() as session:
        change = change_now(session, table.actor, table.conversation.id)
        set_review_date(session, change, dt.date(2027, 2, 12))
    with table.database.reading() as session:
        events = session.exec(select(AuditEvent)).all()
    assert [event.action for event in events] == [
        "added_plan_outcome",
        "added_plan_step",
        "set_plan_review_date",
    ]
    assert {event.person_id for event in events} == {table.conversation.person_id}
    assert not any("choir" in event.details for event in events)


def test_saving_the_same_plan_again_gives_the_same_version(table: Table) -> None:
    assert saved(table).id == saved(table).id
    with table.database.reading() as session:
        assert actions_recorded(session).count("saved_plan_version") == 1


def test_a_changed_plan_becomes_the_next_version_and_the_first_stays_as_it_was(
    table: Table,
) -> None:
    first = saved(table)
    write_plan(table)
    second = saved(table)
    with table.database.reading() as session:
        assert latest_version(session, second.plan_id) == second
        was, now_is = content_of(session, first), content_of(session, second)
    assert (first.number, second.number) == (1, 2)
    assert was.outcomes == ()
    assert [line.words for line in now_is.outcomes] == [WANTED]
    assert now_is.version_number == 2


def test_nobody_saves_a_plan_they_have_not_read(table: Table) -> None:
    with table.database.reading() as session:
        seen = fingerprint_of(get_working_plan(session, table.actor, table.conversation.id).content)
    write_plan(table)
    with pytest.raises(StaleVersion), table.database.writing() as session:
        save_version(session, table.actor, table.conversation.id, seen=seen)


def test_an_empty_plan_cannot_be_saved(table: Table) -> None:
    person = make_person(table.database, table.account, name="Dewi")
    empty = make_conversation(table.database, person)
    with pytest.raises(NotNow), table.database.writing() as session:
        save_version(session, table.actor, empty.id)
    with table.database.reading() as session:
        assert session.exec(select(Plan)).all() == []


def test_a_version_and_the_order_for_its_pdfs_are_kept_together(table: Table) -> None:
    version = saved(table)
    with table.database.reading() as session:
        assert jobs.state_of(session, "render_plan", version.id) == "waiting"


def test_a_plan_is_agreed_only_until_it_changes(table: Table) -> None:
    version = saved(table)
    answered(table, version, AgreementOutcome.AGREED)
    with table.database.reading() as session:
        agreed = get_working_plan(session, table.actor, table.conversation.id)
    write_plan(table)
    with table.database.reading() as session:
        changed = get_working_plan(session, table.actor, table.conversation.id)
    assert (agreed.is_saved, agreed.content.is_draft) == (True, False)
    assert (changed.is_saved, changed.content.is_draft) == (False, True)


@pytest.mark.parametrize(
    ("outcome", "is_draft"),
    [(each, each is not AgreementOutcome.AGREED) for each in AgreementOutcome],
)
def test_draft_goes_only_when_all_of_it_is_agreed(
    table: Table, outcome: AgreementOutcome, is_draft: bool
) -> None:
    version = saved(table)
    answered(table, version, outcome, "As we said.")
    with table.database.reading() as session:
        assert content_with_agreement(session, version).is_draft is is_draft


def test_the_latest_answer_counts_and_the_earlier_one_is_kept(table: Table) -> None:
    version = saved(table)
    answered(table, version, AgreementOutcome.AGREED)
    changed = answered(table, version, AgreementOutcome.NOT_AGREED, "I thought again.")
    with table.database.reading() as session:
        current = current_agreement(session, version.id)
        kept = session.exec(select(Agreement).where(col(Agreement.id) != changed.id)).all()
    assert current == changed
    assert [row.outcome for row in kept] == ["agreed"]


def test_the_same_answer_sent_twice_is_kept_once(table: Table) -> None:
    version = saved(table)
    first = answered(table, version, AgreementOutcome.AGREED, "Yes.")
    assert answered(table, version, AgreementOutcome.AGREED, "Yes.").id == first.id


def test_the_shared_version_stays_the_one_that_was_shown(table: Table) -> None:
    shown = saved(table)
    with table.database.writing() as session:
        share_version(session, audit.staff(table.actor), session.get_one(PlanVersion, shown.id))
    write_plan(table)
    newer = saved(table)
    with table.database.reading() as session:
        shared = shared_version(session, newer.plan_id)
        assert shared is not None
        assert shared.id == shown.id
        assert "shared_plan_version" in actions_recorded(session)
