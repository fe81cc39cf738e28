"""Work that waits on a tablet while its owner signs out, moves or is shut out: none is lost."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

import pytest
from fastapi import FastAPI
from httpx2 import Response
from sqlmodel import col, select

from app.database import Database
from app.identity import StaffAccount
from app.operations import Operation
from app.people.models import Person
from app.recording.models import Answer, Conversation
from tests.client import Browser
from tests.factories import make_person, make_staff, make_team


@dataclass
class Waiting:
    """A visit that was held without a connection: three things, in their order."""

    database: Database
    app: FastAPI
    account: StaffAccount
    person: Person
    browser: Browser

    def __post_init__(self) -> None:
        self.conversation = uuid.uuid4()
        address = f"/conversations/{self.conversation}"
        begun = {
            "version": "1",
            "language": "en",
            "plan_language": "en",
            "kind": "what_matters_conversation",
            "held_on-day": "12",
            "held_on-month": "8",
            "held_on-year": "2026",
        }
        started = {"conversation_id": str(self.conversation)}
        said = {"words": "I fell in March.", "version": "0"}
        self.queue = [
            (path, {**fields, "operation_id": str(uuid.uuid4())})
            for path, fields in (
                (f"/people/{self.person.id}/conversations", started),
                (f"{address}/start", begun),
                (f"{address}/questions/risks", said),
            )
        ]

    def send(self, browser: Browser | None = None) -> list[int]:
        """Send everything once, in order, as far as it goes; return the statuses."""
        statuses = []
        for path, fields in self.queue:
            statuses.append(self._send(browser or self.browser, path, fields).status_code)
            if statuses[-1] != 200:
                break
        return statuses

    def _send(self, browser: Browser, path: str, fields: dict[str, str]) -> Response:
        return browser.client.post(
            path,
            content=urlencode(fields),
            headers={
                "Accept": "application/json",
                "Content-Type": "application/x-www-form-urlencoded",
                "X-CSRFToken": browser.token(),
            },
        )

    def change(self, **fields: object) -> None:
        with self.database.writing() as session:
            account = session.get_one(StaffAccount, self.account.id)
            for name, value in fields.items():
                setattr(account, name, value)

    def nothing_is_kept(self) -> bool:
        with self.database.reading() as session:
            return not (
                session.exec(select(Operation)).all() or session.exec(select(Conversation)).all()
            )

    def all_is_kept_once(self) -> bool:
        with self.database.reading() as session:
            answer = session.exec(select(Answer)).one()
            conversations = session.exec(select(Conversation)).all()
            operations = session.exec(select(Operation)).all()
        return (answer.words, len(conversations), len(operations)) == ("I fell in March.", 1, 3)


@pytest.fixture
def waiting(database: Database, app: FastAPI) -> Waiting:
    team = make_team(database)
    account = make_staff(database, team=team)
    colleague = make_staff(database, team=team, name="Siwan Puw")
    person = make_person(database, colleague)
    return Waiting(database, app, account, person, Browser(app).sign_in(account))


def sign_out(waiting: Waiting) -> None:
    waiting.browser.post("/sign-out", {})


def leave_the_team(waiting: Waiting) -> None:
    waiting.change(team_id=make_team(waiting.database, "Taf").id)


def lose_the_role(waiting: Waiting) -> None:
    waiting.change(role="commissioner", team_id=None)


def close_the_account(waiting: Waiting) -> None:
    administrator = make_staff(waiting.database, "administrator", name="Glyn Salisbury")
    Browser(waiting.app).sign_in(administrator).post(f"/accounts/{waiting.account.id}/close", {})


def let_somebody_else_sign_in(waiting: Waiting) -> None:
    stranger = make_staff(
        waiting.database, team=make_team(waiting.database, "Taf"), name="Al Sands"
    )
    waiting.browser.sign_in(stranger)


@pytest.mark.parametrize(
    ("happens", "status"),
    [
        (sign_out, 401),
        (leave_the_team, 404),
        (lose_the_role, 404),
        (close_the_account, 401),
        (let_somebody_else_sign_in, 404),
    ],
)
def test_it_is_refused_clearly_then_kept_once_when_all_is_well_again(
    waiting: Waiting, happens: Callable[[Waiting], None], status: int
) -> None:
    team = waiting.account.team_id
    happens(waiting)
    for _ in range(2):
        assert waiting.send() == [status]
    assert waiting.nothing_is_kept()
    waiting.change(role="practitioner", team_id=team, is_active=True)
    waiting.browser.sign_in(waiting.account)
    for _ in range(2):
        assert waiting.send() == [200, 200, 200]
    assert waiting.all_is_kept_once()


@pytest.mark.parametrize("happens", [leave_the_team, lose_the_role, close_the_account])
def test_a_colleague_can_send_it_from_a_rescue_file_meanwhile(
    waiting: Waiting, happens: Callable[[Waiting], None]
) -> None:
    team = waiting.account.team_id
    happens(waiting)
    with waiting.database.reading() as session:
        statement = select(StaffAccount).where(col(StaffAccount.team_id) == team)
        colleague = next(each for each in session.exec(statement) if each.name == "Siwan Puw")
    assert waiting.send(Browser(waiting.app).sign_in(colleague)) == [200, 200, 200]
    assert waiting.all_is_kept_once()


def test_what_was_half_sent_goes_on_where_it_stopped(waiting: Waiting) -> None:
    rest = waiting.queue[1:]
    waiting.queue = waiting.queue[:1]
    assert waiting.send() == [200]
    sign_out(waiting)
    waiting.queue += rest
    assert waiting.send() == [401]
    waiting.browser.sign_in(waiting.account)
    assert waiting.send() == [200, 200, 200]
    assert waiting.all_is_kept_once()
