"""A plan that is ready to be shown, and the ways in that the tests share."""

import dataclasses
import html
import re
from typing import Any

from fastapi import FastAPI

from app.database import Database
from app.identity import StaffAccount, actor_for
from app.people.models import Person
from app.plans.actions import save_version
from app.plans.lines import DoerKind, OutcomeKind
from app.plans.models import PlanVersion
from app.plans.writing import OutcomeDraft, StepDraft, add_outcome, add_step, change_now
from app.recording.models import Conversation
from tests.client import Browser, Page, check_page, new_operation
from tests.factories import (
    make_answer,
    make_conversation,
    make_person,
    make_staff,
    make_tag,
    make_team,
)


STRENGTH = "I have sung in the chapel choir since I was nine."
PEOPLE = "Nerys next door has a key and calls in most days."
WANTED = "I want to get back to choir on Thursdays."


@dataclasses.dataclass(frozen=True)
class Review:
    """One person's plan, the practitioner who wrote it, and the application it lives in."""

    app: FastAPI
    database: Database
    practitioner: StaffAccount
    person: Person
    conversation: Conversation

    @property
    def path(self) -> str:
        return f"/conversations/{self.conversation.id}/review"

    def staff_browser(self) -> Browser:
        return Browser(self.app).sign_in(self.practitioner)

    def code(self) -> str:
        """Make a code on the practitioner's page and read it off."""
        browser = self.staff_browser()
        page = check_page(browser.post(self.path, {"operation_id": new_operation()}, status=200))
        return code_on(page)

    def reader(self, code: str = "") -> Browser:
        """Return the person's own browser with the plan open."""
        browser = Browser(self.app)
        browser.post("/my-plan", {"code": code or self.code()})
        return browser

    def save(self) -> PlanVersion:
        with self.database.writing() as session:
            return save_version(session, actor_for(self.practitioner), self.conversation.id)

    def want(self, words: str) -> None:
        """Write another outcome, so that there is something new to save."""
        with self.database.writing() as session:
            change = change_now(session, actor_for(self.practitioner), self.conversation.id)
            add_outcome(session, change, OutcomeDraft(words, OutcomeKind.CHANGE))


def make_review(app: FastAPI, database: Database, **more: Any) -> Review:
    team = make_team(database)
    practitioner = make_staff(database, team=team)
    person = make_person(database, practitioner)
    conversation = make_conversation(database, person, **more)
    answer = make_answer(database, conversation, words=f"{STRENGTH} {PEOPLE} {WANTED}")
    make_tag(database, answer, "asset", "SELF", STRENGTH)
    make_tag(database, answer, "asset", "PEOPLE", PEOPLE)
    make_tag(database, answer, "element", "OUTCOME", WANTED)
    review = Review(app, database, practitioner, person, conversation)
    review.want(WANTED)
    with database.writing() as session:
        change = change_now(session, actor_for(practitioner), conversation.id)
        add_step(session, change, StepDraft("Phone the choir", "Lowri", DoerKind.PRACTITIONER))
    review.save()
    return review


def code_on(page: Page) -> str:
    found = re.search(r"(?<![\w-])([0-9A-Z]{4}-){2}[0-9A-Z]{4}(?![\w-])", page.text)
    assert found, page.text
    return found[0]


def lines_on(page: Page) -> dict[str, str]:
    """Return each line's words and its key, as the person's page shows them."""
    found = re.findall(r'id="words-of-([^"]+)"[^>]*>([^<]+)<', page.html)
    return {html.unescape(words): key for key, words in found}
