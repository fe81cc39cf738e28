"""A small world with every kind of record, all of whose words are given: to see where they go."""

import re
from dataclasses import dataclass

from fastapi import FastAPI

from app import jobs
from app.database import Database
from app.identity import StaffAccount, actor_for
from app.plans.actions import save_version
from app.plans.lines import DoerKind, OutcomeKind
from app.plans.writing import OutcomeDraft, StepDraft, add_outcome, add_step, change_now
from app.recording.models import Conversation
from tests.app.reviews.review_samples import Review
from tests.client import Browser, new_operation
from tests.factories import (
    make_answer,
    make_conversation,
    make_participant,
    make_person,
    make_staff,
    make_tag,
    make_team,
)


STARTS = {
    "nobody": ("/sign-in", "/my-plan", "/nothing-here"),
    "practitioner": ("/today", "/people"),
    "leader": ("/team", "/people", "/accounts/password"),
    "commissioner": ("/releases",),
    "administrator": ("/accounts", "/audit"),
    "person": ("/my-plan/read", "/my-plan/answer"),
}
# A leader has a practitioner's forms: these are filled in once, and looked at as both.
REPEATED = ("leader",)


@dataclass(frozen=True)
class Village:
    """Everybody, and one conversation that has come as far as a code for the person."""

    review: Review
    staff: dict[str, StaffAccount]

    @property
    def conversation(self) -> Conversation:
        return self.review.conversation

    def browser(self, who: str) -> Browser:
        """Return the browser of somebody in this role."""
        if who == "nobody":
            return Browser(self.review.app)
        if who == "person":
            return self._reader()
        return Browser(self.review.app).sign_in(self.staff[who])

    def starts(self, who: str) -> tuple[str, ...]:
        """Return where somebody in this role begins."""
        if who != "practitioner":
            return STARTS[who]
        talk = f"/conversations/{self.conversation.id}"
        more = ("start", "check", "heard", "plan", "plan/steps/new", "plan/agreement", "review")
        return (*STARTS[who], talk, *(f"{talk}/{page}" for page in more))

    def _reader(self) -> Browser:
        """Return the person's browser, having said of one line that it is not what was said.

        There is then room for words. The pages are read as they come: the strict browser takes
        "{{" for a template that was not drawn, and here it may be what somebody said.
        """
        staff, reader = self.browser("practitioner"), Browser(self.review.app)
        made = staff.client.post(
            self.review.path, data={"csrf_token": staff.token(), "operation_id": new_operation()}
        )
        code = re.search(r"(?<![\w-])([0-9A-Z]{4}-){2}[0-9A-Z]{4}(?![\w-])", made.text)
        assert code is not None
        reader.post("/my-plan", {"code": code[0]})
        shown = reader.client.get("/my-plan/read").text
        mark = re.search(r'value="(not_what_i_said [^"]+)"', shown)
        version = re.search(r'name="version" value="([^"]+)"', shown)
        assert mark is not None
        assert version is not None
        reader.post("/my-plan/read", {"version": version[1], "answer": mark[1]})
        return reader


def make_village(app: FastAPI, database: Database, words: str) -> Village:
    """Make it, with these words wherever anybody can type."""
    team = make_team(database, words)
    staff = {
        "practitioner": make_staff(database, team=team, name=words),
        "leader": make_staff(database, "team_leader", team=team, name=words),
        "commissioner": make_staff(database, "commissioner", name=words),
        "administrator": make_staff(database, "administrator", name=words),
    }
    person = make_person(
        database,
        staff["practitioner"],
        name=words,
        preferred_name=words,
        communication_needs=words,
        home_area=words,
    )
    talk = make_conversation(database, person, communication_needs=words)
    friend = make_participant(database, talk, words, speaks=True)
    answer = make_answer(database, talk, words=words, view=words, speaker_id=friend.id)
    for kind, key in (("asset", "SELF"), ("element", "OUTCOME"), ("domain", "RELATE")):
        make_tag(database, answer, kind, key)
    actor = actor_for(staff["practitioner"])
    with database.writing() as session:
        draft = OutcomeDraft(words, OutcomeKind.CHANGE)
        outcome = add_outcome(session, change_now(session, actor, talk.id), draft)
    with database.writing() as session:
        step = StepDraft(words, words, DoerKind.PRACTITIONER, None, outcome)
        add_step(session, change_now(session, actor, talk.id), step)
    with database.writing() as session:
        save_version(session, actor, talk.id)
    jobs.run_waiting(database)
    return Village(Review(app, database, staff["practitioner"], person, talk), staff)
