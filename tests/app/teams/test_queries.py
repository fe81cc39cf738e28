"""The team's numbers: confirmed tags of this team in this quarter, and what is waiting."""

import datetime as dt
import uuid

import pytest

from app.database import Database
from app.identity import StaffAccount, Team
from app.periods import Quarter
from app.plans.models import Agreement, Plan, PlanVersion
from app.recording.models import Conversation
from app.teams import queries
from app.teams.queries import Count
from tests.factories import (
    keep,
    make_answer,
    make_conversation,
    make_person,
    make_staff,
    make_tag,
    make_team,
)


pytestmark = pytest.mark.both_databases
Q3 = Quarter(2026, 3)


@pytest.fixture
def team(database: Database) -> Team:
    return make_team(database)


@pytest.fixture
def practitioner(database: Database, team: Team) -> StaffAccount:
    return make_staff(database, team=team)


def tag(database: Database, conversation: Conversation, kind: str, key: str, **more: str) -> None:
    words = f"{kind} {key} {uuid.uuid4()}"
    question_key = f"q{uuid.uuid4().hex}"
    make_tag(database, make_answer(database, conversation, question_key, words), kind, key, **more)


def share(
    database: Database, conversation: Conversation, number: int = 1, plan: Plan | None = None
) -> PlanVersion:
    plan = plan or keep(
        database, Plan(conversation_id=conversation.id, person_id=conversation.person_id)
    )
    return keep(
        database,
        PlanVersion(
            plan_id=plan.id,
            number=number,
            content="{}",
            made_by=conversation.practitioner_id,
            shared_at=dt.datetime(2026, 8, 20, 9, 0, tzinfo=dt.UTC),
        ),
    )


def answer(database: Database, version: PlanVersion, outcome: str, hour: int = 9) -> None:
    at = dt.datetime(2026, 8, 21, hour, 0, tzinfo=dt.UTC)
    keep(database, Agreement(plan_version_id=version.id, outcome=outcome, given_at=at))


def test_people_conversations_and_tags_are_counted_apart(
    database: Database, team: Team, practitioner: StaffAccount
) -> None:
    person = make_person(database, practitioner)
    for _visit in range(2):
        conversation = make_conversation(database, person)
        for _time in range(3):
            tag(database, conversation, "asset", "PEOPLE")
    with database.reading() as session:
        counts = queries.count_by_key(session, team.id, Q3, "asset")
        everyone = queries.count_confirmed(session, team.id, Q3)
    assert counts == {"PEOPLE": Count(people=1, conversations=2, tags=6)}
    assert everyone == Count(people=1, conversations=2, tags=6)


def test_a_tag_set_aside_withdrawn_or_pending_is_never_counted(
    database: Database, team: Team, practitioner: StaffAccount
) -> None:
    conversation = make_conversation(database, make_person(database, practitioner))
    for state in ("set_aside", "withdrawn", "pending"):
        tag(database, conversation, "domain", "HOME", state=state)
    with database.reading() as session:
        assert queries.count_by_domain(session, team.id, Q3, {"HOME-1": "HOME"}) == {}
        assert queries.count_by_key(session, team.id, Q3, "domain") == {}
        assert queries.count_confirmed(session, team.id, Q3) == Count()
        assert queries.count_by_quarter(session, team.id, Q3, Q3) == {}


def test_a_statement_counts_towards_its_domain_and_each_person_once(
    database: Database, team: Team, practitioner: StaffAccount
) -> None:
    conversation = make_conversation(database, make_person(database, practitioner))
    tag(database, conversation, "statement", "HOME-1")
    tag(database, conversation, "domain", "HOME")
    with database.reading() as session:
        counts = queries.count_by_domain(session, team.id, Q3, {"HOME-1": "HOME"})
    assert counts == {"HOME": Count(people=1, conversations=1, tags=2)}


def test_another_teams_tags_are_not_counted(
    database: Database, team: Team, practitioner: StaffAccount
) -> None:
    stranger = make_staff(database, team=make_team(database, "Dwyfor"))
    conversation = make_conversation(database, make_person(database, stranger))
    tag(database, conversation, "domain", "HOME")
    with database.reading() as session:
        assert queries.count_confirmed(session, team.id, Q3) == Count()
        assert queries.held(session, team.id, Q3).conversations == 0
        assert queries.first_and_last_day(session, team.id) is None
        assert queries.waiting_to_finish(session, team.id).how_many == 0


def test_the_day_of_the_conversation_decides_the_quarter(
    database: Database, team: Team, practitioner: StaffAccount
) -> None:
    person = make_person(database, practitioner)
    days = [dt.date(2026, 6, 30), dt.date(2026, 7, 1), dt.date(2026, 9, 30), dt.date(2026, 10, 1)]
    for day in days:
        tag(database, make_conversation(database, person, day), "domain", "HOME")
    with database.reading() as session:
        assert queries.count_confirmed(session, team.id, Q3).conversations == 2
        assert queries.held(session, team.id, Q3).conversations == 2
        by_quarter = queries.count_by_quarter(session, team.id, Q3.previous(), Q3.next())
    assert {quarter.label: count.tags for quarter, count in by_quarter.items()} == {
        "2026-Q2": 1,
        "2026-Q3": 2,
        "2026-Q4": 1,
    }


def test_what_is_in_progress_waits_with_its_oldest_day(
    database: Database, team: Team, practitioner: StaffAccount
) -> None:
    person = make_person(database, practitioner)
    make_conversation(database, person, dt.date(2026, 8, 3))
    make_conversation(database, person, dt.date(2026, 7, 2))
    make_conversation(database, person, dt.date(2026, 1, 1), status="complete")
    with database.reading() as session:
        waiting = queries.waiting_to_finish(session, team.id)
    assert waiting == queries.Waiting(2, dt.date(2026, 7, 2))


def test_a_finished_conversation_waits_until_a_plan_is_saved(
    database: Database, team: Team, practitioner: StaffAccount
) -> None:
    conversation = make_conversation(
        database, make_person(database, practitioner), status="complete"
    )
    with database.reading() as session:
        assert queries.waiting_for_plan(session, team.id).how_many == 1
    share(database, conversation)
    with database.reading() as session:
        assert queries.waiting_for_plan(session, team.id).how_many == 0


def test_what_is_told_of_a_journey_is_counted_nowhere_and_waits_for_no_plan(
    database: Database, team: Team, practitioner: StaffAccount
) -> None:
    journey = make_conversation(
        database,
        make_person(database, practitioner),
        kind="pathway_conversation",
        question_set="pathway.1",
        status="complete",
    )
    tag(database, journey, "domain", "HOME")
    with database.reading() as session:
        assert queries.held(session, team.id, Q3).conversations == 0
        assert queries.count_confirmed(session, team.id, Q3) == Count(0, 0, 0)
        assert queries.count_by_domain(session, team.id, Q3, {"HOME-1": "HOME"}) == {}
        assert queries.count_by_key(session, team.id, Q3, "domain") == {}
        assert queries.count_by_quarter(session, team.id, Q3, Q3) == {}
        assert queries.first_and_last_day(session, team.id) is None
        assert queries.waiting_for_plan(session, team.id).how_many == 0


def test_a_plan_that_was_shown_waits_until_it_is_answered(
    database: Database, team: Team, practitioner: StaffAccount
) -> None:
    conversation = make_conversation(database, make_person(database, practitioner))
    version = share(database, conversation)
    with database.reading() as session:
        assert queries.waiting_for_answer(session, team.id).how_many == 1
    answer(database, version, "agreed")
    with database.reading() as session:
        assert queries.waiting_for_answer(session, team.id).how_many == 0


def test_only_the_newest_version_shown_is_waited_for(
    database: Database, team: Team, practitioner: StaffAccount
) -> None:
    conversation = make_conversation(database, make_person(database, practitioner))
    first = share(database, conversation)
    with database.reading() as session:
        plan = session.get_one(Plan, first.plan_id)
    answer(database, share(database, conversation, 2, plan), "agreed")
    with database.reading() as session:
        assert queries.waiting_for_answer(session, team.id).how_many == 0


@pytest.mark.parametrize(
    ("outcome", "waiting"),
    [("agreed", 0), ("agreed_in_part", 1), ("not_agreed", 1), ("could_not_take_part", 0)],
)
def test_a_plan_not_wholly_agreed_waits_to_be_changed(
    database: Database, team: Team, practitioner: StaffAccount, outcome: str, waiting: int
) -> None:
    conversation = make_conversation(database, make_person(database, practitioner))
    answer(database, share(database, conversation), outcome)
    with database.reading() as session:
        assert queries.waiting_for_change(session, team.id).how_many == waiting


def test_a_person_who_comes_to_agree_is_no_longer_waiting(
    database: Database, team: Team, practitioner: StaffAccount
) -> None:
    version = share(database, make_conversation(database, make_person(database, practitioner)))
    answer(database, version, "not_agreed", hour=9)
    answer(database, version, "agreed", hour=15)
    with database.reading() as session:
        assert queries.waiting_for_change(session, team.id).how_many == 0
