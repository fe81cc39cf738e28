"""One invented conversation, confirmed and ready to be planned from, with somebody signed in."""

import uuid
from dataclasses import dataclass

from fastapi import FastAPI

from app import jobs
from app.database import Database
from app.identity import Actor, StaffAccount, Team, actor_for
from app.plans.composition import DoerKind, OutcomeKind
from app.plans.writing import OutcomeDraft, StepDraft, add_outcome, add_step, change_now
from app.recording.models import Answer, Conversation, OutcomeTag
from tests.client import Browser
from tests.factories import (
    make_answer,
    make_conversation,
    make_participant,
    make_person,
    make_staff,
    make_tag,
    make_team,
)


WANTED = "I want to sing with the choir again on a Thursday."
BAKES = "I bake for the whole street."
SISTER = "My sister Olwen rings every night."
CHAPEL = "The chapel keeps me a seat."
WARDEN = "The warden looks in on a Monday."
STAIRS = "I can't get down the stairs on my own."
FALL = "I fell in the bath in March."
HOME = "Trecanari"  # a village that no copy of a plan speaks of
PENDING = "Never confirmed by anybody."
ASIDE = "This was set aside."


@dataclass(frozen=True)
class Table:
    """Who sat at the table, and what was said there."""

    database: Database
    team: Team
    account: StaffAccount
    actor: Actor
    conversation: Conversation
    wanted: OutcomeTag

    @property
    def plan(self) -> str:
        return f"/conversations/{self.conversation.id}/plan"


def sit_down(database: Database, language: str = "en") -> Table:
    """Hold the conversation and confirm what was said."""
    team = make_team(database)
    account = make_staff(database, team=team)
    person = make_person(database, account, preferred_name="Gwyn", home_area=HOME)
    talk = make_conversation(database, person, language=language, plan_language=language)
    make_participant(database, talk, "Gwyneth Bebb", "person", speaks=True)
    make_participant(database, talk, "Olwen", "family", position=1)
    wanted = make_tag(database, _said(database, talk, "what_matters", WANTED), "element", "OUTCOME")
    make_tag(database, _answer_of(database, wanted), "domain", "RELATE")
    for key, question, words in (
        ("SELF", "own_strengths", BAKES),
        ("PEOPLE", "friends_and_family", SISTER),
        ("COMMUNITY", "community", f"{CHAPEL} {WARDEN}"),
    ):
        answer = _said(database, talk, question, words)
        make_tag(database, answer, "asset", key, words.split(" The warden")[0])
        if WARDEN in words:
            make_tag(database, answer, "asset", "SERVICES", WARDEN)
    make_tag(database, _said(database, talk, "what_prevents", STAIRS), "element", "BARRIER")
    make_tag(database, _said(database, talk, "risks", FALL), "element", "RISK")
    aside = _said(database, talk, "is_it_enough", f"{ASIDE} {PENDING}")
    make_tag(database, aside, "asset", "SELF", ASIDE, state="set_aside")
    return Table(database, team, account, actor_for(account), talk, wanted)


def _said(database: Database, talk: Conversation, question: str, words: str) -> Answer:
    return make_answer(database, talk, question, words)


def _answer_of(database: Database, tag: OutcomeTag) -> Answer:
    with database.reading() as session:
        return session.get_one(Answer, tag.answer_id)


def write_plan(table: Table) -> tuple[uuid.UUID, uuid.UUID]:
    """Write one outcome and one step towards it, and return their ids."""
    with table.database.writing() as session:
        change = change_now(session, table.actor, table.conversation.id)
        draft = OutcomeDraft(WANTED, OutcomeKind.CHANGE, None, table.wanted.id)
        outcome = add_outcome(session, change, draft)
    with table.database.writing() as session:
        change = change_now(session, table.actor, table.conversation.id)
        step = StepDraft("Ring the choir about lifts", "Olwen", DoerKind.MY_PEOPLE, None, outcome)
        return outcome, add_step(session, change, step)


def browse(app: FastAPI, table: Table, language: str = "en") -> Browser:
    """Sign in as the practitioner."""
    return Browser(app).sign_in(table.account).speak(language)


def save(browser: Browser, table: Table) -> None:
    """Press "Save this version" on the plan and let its job run."""
    fields = browser.get(table.plan).fields()
    browser.post(f"{table.plan}/versions", {"seen": fields["seen"]})
    jobs.run_waiting(table.database)
