"""A release is frozen, numbered, made from confirmed tags only, and handed out byte for byte."""

import csv
import datetime as dt
import io
import uuid

import pytest
from sqlmodel import col, select

from app import clock
from app.audit import AuditEvent
from app.database import Database
from app.errors import NotNow, OperationReused
from app.identity import StaffAccount, actor_for
from app.jobs import Job, run_waiting
from app.periods import Quarter
from app.releases.actions import export_file, make_release, request_release
from app.releases.disclosure import DisclosureRule
from app.releases.models import Release, ReleaseFile
from app.releases.queries import confirmed_tags, first_day_held, held_conversations, list_files
from tests.app.releases.holding import hold
from tests.factories import (
    make_answer,
    make_conversation,
    make_person,
    make_staff,
    make_tag,
    make_team,
)


Q3 = Quarter(2026, 3)
RULE = DisclosureRule()


@pytest.fixture(autouse=True)
def _in_october(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: dt.date(2026, 10, 5))


@pytest.fixture
def practitioner(database: Database) -> StaffAccount:
    return make_staff(database, team=make_team(database))


@pytest.fixture
def commissioner(database: Database) -> StaffAccount:
    return make_staff(database, "commissioner", name="Sioned Pari")


def order(
    database: Database,
    account: StaffAccount,
    *,
    after: int = 0,
    quarter: Quarter = Q3,
    operation_id: uuid.UUID | None = None,
) -> Release:
    with database.writing() as session:
        return request_release(
            session,
            actor_for(account),
            RULE,
            quarter,
            after=after,
            operation_id=operation_id or uuid.uuid4(),
        )


def files_of(database: Database, release: Release) -> dict[str, ReleaseFile]:
    with database.reading() as session:
        return {file.name: file for file in list_files(session, release)}


def rows_of(database: Database, release: Release, table: str) -> dict[str, list[str]]:
    name = f"{release.period}-release-{release.number}-{table}.en.csv"
    content = files_of(database, release)[name].content.decode("utf-8-sig")
    return {line[1]: line[3:] for line in csv.reader(io.StringIO(content))}


@pytest.mark.both_databases
def test_a_release_counts_confirmed_tags_and_nothing_set_aside(
    database: Database, practitioner: StaffAccount, commissioner: StaffAccount
) -> None:
    hold(database, practitioner, 12)
    release = order(database, commissioner)
    run_waiting(database)

    rows = rows_of(database, release, "domains")
    assert rows["HEALTH"] == ["10", "100", "10", "10"]
    assert rows["HOME"] == ["[hidden]"] * 4


@pytest.mark.both_databases
def test_only_conversations_held_in_the_quarter_are_counted(
    database: Database, practitioner: StaffAccount
) -> None:
    person = make_person(database, practitioner)
    days = [dt.date(2026, 6, 30), dt.date(2026, 7, 1), dt.date(2026, 9, 30), dt.date(2026, 10, 1)]
    for day in days:
        make_tag(
            database,
            make_answer(database, make_conversation(database, person, day)),
            "domain",
            "HOME",
        )
    with database.reading() as session:
        assert len(held_conversations(session, Q3)) == 2
        assert len(confirmed_tags(session, Q3)) == 2


@pytest.mark.both_databases
def test_words_quoted_from_a_document_are_nobody_in_a_release(
    database: Database, practitioner: StaffAccount
) -> None:
    person = make_person(database, practitioner)
    quoted = make_conversation(database, person, quoted_from="a published report")
    make_tag(database, make_answer(database, quoted), "domain", "HOME")
    with database.reading() as session:
        assert held_conversations(session, Q3) == []
        assert confirmed_tags(session, Q3) == []


@pytest.mark.both_databases
def test_what_is_told_of_a_journey_is_never_counted_with_what_people_need_now(
    database: Database, practitioner: StaffAccount
) -> None:
    person = make_person(database, practitioner)
    journey = make_conversation(
        database, person, question_set="pathway.1", kind="pathway_conversation"
    )
    answer = make_answer(database, journey, "your_journey")
    make_tag(database, answer, "domain", "HOME")
    with database.reading() as session:
        assert held_conversations(session, Q3) == []
        assert confirmed_tags(session, Q3) == []
        assert first_day_held(session) is None


@pytest.mark.both_databases
@pytest.mark.parametrize("state", ["set_aside", "withdrawn"])
def test_a_tag_that_is_not_confirmed_is_not_read(
    database: Database, practitioner: StaffAccount, state: str
) -> None:
    conversation = make_conversation(database, make_person(database, practitioner))
    make_tag(database, make_answer(database, conversation), "domain", "HOME", state=state)
    with database.reading() as session:
        assert confirmed_tags(session, Q3) == []


def test_a_quarter_that_has_not_ended_is_refused_with_a_sentence(
    database: Database, commissioner: StaffAccount
) -> None:
    with pytest.raises(NotNow) as refused:
        order(database, commissioner, quarter=Quarter(2026, 4))
    assert "October to December 2026 has not ended yet" in refused.value.sentence


@pytest.mark.both_databases
def test_sending_the_same_order_twice_makes_one_release(
    database: Database, commissioner: StaffAccount
) -> None:
    operation_id = uuid.uuid4()
    first = order(database, commissioner, operation_id=operation_id)
    second = order(database, commissioner, operation_id=operation_id)
    assert first.id == second.id
    with database.reading() as session:
        assert len(session.exec(select(Release)).all()) == 1
        assert len(session.exec(select(Job)).all()) == 1


def test_one_operation_cannot_order_two_quarters(
    database: Database, commissioner: StaffAccount
) -> None:
    operation_id = uuid.uuid4()
    order(database, commissioner, operation_id=operation_id)
    with pytest.raises(OperationReused):
        order(database, commissioner, quarter=Quarter(2026, 2), operation_id=operation_id)


def test_another_release_of_a_quarter_is_made_only_when_asked_for(
    database: Database, commissioner: StaffAccount
) -> None:
    order(database, commissioner)
    with pytest.raises(NotNow):
        order(database, commissioner)
    assert order(database, commissioner, after=1).number == 2


def test_a_release_never_changes_though_the_conversations_do(
    database: Database, practitioner: StaffAccount, commissioner: StaffAccount
) -> None:
    hold(database, practitioner, 12)
    release = order(database, commissioner)
    run_waiting(database)
    before = {name: file.content for name, file in files_of(database, release).items()}

    hold(database, practitioner, 20)
    make_release(database, release.id)

    after = {name: file.content for name, file in files_of(database, release).items()}
    assert after == before


def test_a_correction_has_the_next_number_and_leaves_the_first_alone(
    database: Database, practitioner: StaffAccount, commissioner: StaffAccount
) -> None:
    hold(database, practitioner, 12)
    first = order(database, commissioner)
    run_waiting(database)
    hold(database, practitioner, 20)
    second = order(database, commissioner, after=1)
    run_waiting(database)

    assert rows_of(database, first, "domains")["HEALTH"][0] == "10"
    assert rows_of(database, second, "domains")["HEALTH"][0] == "30"


def test_a_release_keeps_the_rule_it_was_ordered_under(
    database: Database, practitioner: StaffAccount, commissioner: StaffAccount
) -> None:
    hold(database, practitioner, 9)
    with database.writing() as session:
        release = request_release(
            session,
            actor_for(commissioner),
            DisclosureRule(hide_up_to=9, round_to=5),
            Q3,
            after=0,
            operation_id=uuid.uuid4(),
        )
    run_waiting(database)
    assert rows_of(database, release, "reach")["held"] == ["[hidden]", "[hidden]"]


def test_a_file_holds_no_name_and_no_id(
    database: Database, practitioner: StaffAccount, commissioner: StaffAccount
) -> None:
    held = hold(database, practitioner, 12)
    release = order(database, commissioner)
    run_waiting(database)
    everything = b"".join(file.content for file in files_of(database, release).values()).decode()
    for conversation in held:
        assert str(conversation.id) not in everything
        assert conversation.id.hex not in everything
        assert str(conversation.person_id) not in everything
    assert "Person 1" not in everything
    assert "Lowri Prydderch" not in everything


def test_ordering_making_and_taking_a_release_are_each_recorded(
    database: Database, practitioner: StaffAccount, commissioner: StaffAccount
) -> None:
    release = order(database, commissioner)
    run_waiting(database)
    file = next(iter(files_of(database, release).values()))
    with database.writing() as session:
        export_file(session, actor_for(commissioner), release.id, file.name)
    with database.reading() as session:
        trail = session.exec(
            select(AuditEvent)
            .where(col(AuditEvent.subject_id) == release.id)
            .order_by(col(AuditEvent.sequence))
        ).all()
    assert [(event.actor_kind, event.action) for event in trail] == [
        ("staff", "release_requested"),
        ("system", "release_made"),
        ("staff", "exported"),
    ]
    assert file.sha256 in trail[2].details
