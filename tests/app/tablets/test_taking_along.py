"""What is taken along on a visit: nobody else's, every record noted, and gone by itself."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

import pytest
import time_machine
from fastapi import FastAPI
from sqlmodel import col, select

from app.audit import AuditEvent
from app.database import Database
from app.identity import StaffAccount
from app.people.models import Person
from app.plans.models import Plan, PlanOutcome, PlanStep
from app.recording.board_models import BoardAnswer
from app.recording.models import Consent, Conversation, PromptPutAway
from tests.client import Browser
from tests.factories import (
    keep,
    make_answer,
    make_conversation,
    make_participant,
    make_person,
    make_staff,
    make_team,
)


JSON = {"Accept": "application/json"}


@dataclass(frozen=True)
class Round:
    """A practitioner's round: one person with an earlier conversation, a plan, and one going on."""

    database: Database
    app: FastAPI
    account: StaffAccount
    person: Person
    before: Conversation
    going: Conversation
    browser: Browser

    def pack(self, *people: Person) -> dict[str, Any]:
        asked = "&".join(f"person={person.id}" for person in people or (self.person,))
        answer = self.browser.fetch(f"/sync/visits?{asked}", **JSON)
        assert answer.status_code == 200, answer.text
        pack: dict[str, Any] = answer.json()["packs"][0]
        return pack

    def looked_at(self) -> list[tuple[str, str, uuid.UUID | None]]:
        with self.database.reading() as session:
            events = session.exec(select(AuditEvent).order_by(col(AuditEvent.sequence)))
            return [(each.action, each.subject_kind, each.subject_id) for each in events]


@pytest.fixture
def visits(database: Database, app: FastAPI) -> Round:
    account = make_staff(database, team=make_team(database))
    person = make_person(
        database, account, preferred_name="Gwyn", communication_needs="Sits on her left."
    )
    before = make_conversation(database, person, dt.date(2026, 3, 2), status="complete")
    make_answer(database, before, words="Said in March.")
    plan = keep(database, Plan(conversation_id=before.id, person_id=person.id))
    keep(database, PlanOutcome(plan_id=plan.id, words="To sing again", kind="change"))
    keep(
        database,
        PlanStep(plan_id=plan.id, action="Ring the choir", doer="Gwyneth", doer_kind="me"),
    )
    going = make_conversation(database, person, dt.date(2026, 8, 12), language="cy")
    make_answer(database, going, "risks", words="Said now.", view="Tires.", version=3)
    browser = Browser(app).sign_in(account)
    return Round(database, app, account, person, before, going, browser)


def test_the_person_the_talk_so_far_last_time_and_the_plan_are_in_it(visits: Round) -> None:
    huw = make_participant(visits.database, visits.going, "Huw Bebb", speaks=True)
    keep(
        visits.database,
        PromptPutAway(
            conversation_id=visits.going.id,
            prompt_key="getting_there",
            put_away_by=visits.account.id,
        ),
    )
    pack = visits.pack()
    assert pack["person"] == {
        "id": str(visits.person.id),
        "name": "Gwyneth Bebb",
        "preferred_name": "Gwyn",
        "communication_needs": "Sits on her left.",
    }
    talk = pack["conversation"]
    assert (talk["id"], talk["version"], talk["status"]) == (str(visits.going.id), 1, "in_progress")
    assert (talk["question_set"], talk["language"]) == ("what_matters.1", "cy")
    assert talk["participants"] == [
        {"id": str(huw.id), "name": "Huw Bebb", "role": "family", "speaks": True}
    ]
    assert talk["answers"]["risks"] == {
        "words": "Said now.",
        "view": "Tires.",
        "skip_reason": "",
        "speaker": "",
        "version": 3,
    }
    assert talk["put_away"] == ["getting_there"]
    assert talk["notes"] == {"words": "", "version": 0, "sorted": []}
    assert pack["last_time"]["held_on"] == "2026-03-02"
    assert pack["last_time"]["answers"] == {"about_you": "Said in March."}
    assert any("To sing again" in line for line in pack["plan"]["lines"])
    assert any("Ring the choir" in line and "Gwyneth" in line for line in pack["plan"]["lines"])


def test_what_was_said_with_pictures_and_what_was_agreed_to_come_along(visits: Round) -> None:
    huw = make_participant(visits.database, visits.going, "Huw Bebb")
    keep(
        visits.database,
        BoardAnswer(
            conversation_id=visits.going.id,
            board="everyday.1",
            placements='{"sleep": "so_so"}',
            placed_by_id=huw.id,
            interpreted_by_staff_id=visits.account.id,
            seen="A thumb up.",
            version=2,
            saved_by=visits.account.id,
        ),
    )
    keep(
        visits.database,
        Consent(
            conversation_id=visits.going.id,
            purpose="pathway.1",
            life_stage="diagnosis",
            decided_by="person",
            words="Ie, siŵr",
            agreed_on=dt.date(2026, 8, 11),
            saved_by=visits.account.id,
        ),
    )
    talk = visits.pack()["conversation"]
    assert talk["board"] == {
        "placements": {"sleep": "so_so"},
        "placed_by": str(huw.id),
        "interpreted_by": "practitioner",
        "seen": "A thumb up.",
        "version": 2,
    }
    agreed = (talk["life_stage"], talk["decided_by"], talk["consent_words"], talk["agreed_on"])
    assert agreed == ("diagnosis", "person", "Ie, siŵr", "2026-08-11")


def test_what_somebody_else_said_last_time_names_them(visits: Round) -> None:
    huw = make_participant(visits.database, visits.before, "Huw Bebb", speaks=True)
    make_answer(visits.database, visits.before, "risks", words="He said so.", speaker_id=huw.id)
    assert visits.pack()["last_time"]["who"] == {"risks": "Huw Bebb"}


def test_with_nothing_going_on_the_last_conversation_is_last_time(visits: Round) -> None:
    with visits.database.writing() as session:
        going = session.merge(visits.going)
        going.status = "complete"
    pack = visits.pack()
    assert pack["conversation"] is None
    assert pack["last_time"]["answers"] == {"risks": "Said now."}


def test_somebody_never_talked_with_has_an_empty_pack(visits: Round) -> None:
    idris = make_person(visits.database, visits.account, name="Idris Pugh")
    pack = visits.pack(idris)
    assert pack["conversation"] is None
    assert pack["last_time"] is None
    assert pack["plan"] == {"lines": []}


def test_it_goes_at_the_end_of_the_next_day_in_wales(visits: Round) -> None:
    with time_machine.travel(dt.datetime(2026, 8, 12, 23, 30, tzinfo=dt.UTC), tick=False):
        visits.browser.sign_in(visits.account)
        assert visits.pack()["expires_at"] == "2026-08-14T23:59:59+01:00"


def test_every_record_taken_along_is_noted(visits: Round) -> None:
    visits.pack()
    noted = visits.looked_at()
    assert ("visit_taken", "person", visits.person.id) in noted
    assert ("viewed", "conversation", visits.going.id) in noted
    assert ("viewed", "conversation", visits.before.id) in noted


def test_one_person_of_another_team_among_them_and_nothing_is_handed_over(visits: Round) -> None:
    stranger = make_staff(visits.database, team=make_team(visits.database, "Taf"))
    theirs = make_person(visits.database, stranger, name="Idris Pugh")
    asked = f"person={visits.person.id}&person={theirs.id}"
    answer = visits.browser.fetch(f"/sync/visits?{asked}", **JSON)
    nobody = visits.browser.fetch(
        f"/sync/visits?person={visits.person.id}&person={uuid.uuid4()}", **JSON
    )
    assert answer.status_code == nobody.status_code == 404
    assert answer.text == nobody.text
    assert "visit_taken" not in [action for action, _kind, _id in visits.looked_at()]


@pytest.mark.parametrize("asked", ["", "?person=x", "?" + "&".join(["person=" + "0" * 32] * 41)])
def test_asking_for_nobody_or_for_everybody_hands_over_nothing(visits: Round, asked: str) -> None:
    assert visits.browser.fetch(f"/sync/visits{asked}", **JSON).status_code == 404


def test_whoever_only_counts_takes_nobody_along(visits: Round) -> None:
    browser = Browser(visits.app).sign_in(make_staff(visits.database, "commissioner"))
    assert browser.fetch(f"/sync/visits?person={visits.person.id}", **JSON).status_code == 404
    browser.get("/visits/take", status=404)


def test_the_page_offers_ones_own_people_first_and_says_what_goes_and_until_when(
    visits: Round,
) -> None:
    colleague = make_staff(visits.database, name="Siwan Puw")
    with visits.database.writing() as session:
        colleague = session.merge(colleague)
        colleague.team_id = visits.account.team_id
    make_person(visits.database, colleague, name="Idris Pugh")
    with time_machine.travel(dt.datetime(2026, 8, 12, 9, 0, tzinfo=dt.UTC), tick=False):
        visits.browser.sign_in(visits.account)
        page = visits.browser.get("/visits/take")
    assert page.text.index("Gwyn") < page.text.index("Idris Pugh")
    assert "Going on since 12 August 2026" in page.text
    assert "goes by itself at the end of 13 August 2026" in page.text
    assert "needs JavaScript" in page.html
    assert str(visits.person.id) in page.html


def test_the_page_is_in_welsh_too(visits: Round) -> None:
    page = visits.browser.speak("cy").get("/visits/take")
    assert page.heading == "Mynd ag ymweliadau gyda chi"
