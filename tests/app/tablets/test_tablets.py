"""Tablets: the half of the key that is not kept there, what waits there, and stopping one."""

import base64
import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

import pytest
from fastapi import FastAPI
from sqlmodel import select

from app import clock
from app.audit import AuditEvent
from app.database import Database
from app.encryption import use_keys
from app.identity import StaffAccount, StaffSession
from app.recording.models import Conversation
from app.tablets.models import Tablet
from tests.client import Browser
from tests.factories import make_conversation, make_person, make_staff, make_team


JSON = {"Accept": "application/json"}


@dataclass(frozen=True)
class Office:
    """Two practitioners of one team, an administrator, and a conversation."""

    database: Database
    app: FastAPI
    mair: StaffAccount
    idwal: StaffAccount
    administrator: StaffAccount
    conversation: Conversation

    def browser(self, account: StaffAccount) -> Browser:
        return Browser(self.app).sign_in(account)

    def events(self, action: str) -> list[AuditEvent]:
        with self.database.reading() as session:
            return list(session.exec(select(AuditEvent).where(AuditEvent.action == action)))


@pytest.fixture
def office(database: Database, app: FastAPI) -> Office:
    team = make_team(database)
    mair = make_staff(database, team=team, name="Mair Huws")
    person = make_person(database, mair, name="Gwyneth Bebb", preferred_name="Gwyn")
    return Office(
        database,
        app,
        mair,
        make_staff(database, team=team, name="Idwal Rees"),
        make_staff(database, "administrator", name="Glyn Salisbury"),
        make_conversation(database, person),
    )


def register(browser: Browser, device: uuid.UUID, name: str = "Tablet 3", status: int = 200) -> Any:
    sent = {"tablet_id": str(device), "name": name}
    return browser.post("/sync/tablets", sent, status=status, **JSON).json()


def test_a_tablet_gets_the_same_half_of_the_key_each_time(office: Office) -> None:
    mair, device = office.browser(office.mair), uuid.uuid4()
    first = register(mair, device)
    assert len(base64.b64decode(first["unlock_secret"])) == 32
    assert register(mair, device) == first
    assert len(office.events("tablet_registered")) == 1


def test_a_database_from_before_a_tablet_was_used_gives_it_the_same_half_of_the_key(
    office: Office,
) -> None:
    mair, device = office.browser(office.mair), uuid.uuid4()
    first = register(mair, device)
    with office.database.writing() as session:
        session.delete(session.exec(select(Tablet)).one())
    assert register(mair, device) == first


def test_a_changed_key_of_the_installation_still_gives_what_a_tablet_had_before(
    office: Office,
) -> None:
    mair, device = office.browser(office.mair), uuid.uuid4()
    first = register(mair, device)
    keys = office.app.state.settings.master_keys()
    use_keys((bytes(range(32)), *keys))
    assert register(mair, device)["unlock_secret"] == first["unlock_secret"]
    with office.database.writing() as session:
        session.delete(session.exec(select(Tablet)).one())
    again = register(mair, device)
    assert again["unlock_secret"] != first["unlock_secret"]
    assert again["secrets_before"] == [first["unlock_secret"]]


def test_two_people_on_one_tablet_have_different_keys(office: Office) -> None:
    device = uuid.uuid4()
    hers = register(office.browser(office.mair), device)
    his = register(office.browser(office.idwal), device)
    assert hers["unlock_secret"] != his["unlock_secret"]


def test_the_half_of_the_key_is_not_readable_in_the_database(office: Office) -> None:
    secret = base64.b64decode(register(office.browser(office.mair), uuid.uuid4())["unlock_secret"])
    stored = (office.app.state.settings.data_dir / "whatmatters.db").read_bytes()
    wal = office.app.state.settings.data_dir / "whatmatters.db-wal"
    stored += wal.read_bytes() if wal.exists() else b""
    assert secret not in stored
    assert b"Tablet 3" not in stored


def test_a_stopped_tablet_gets_no_key_and_is_signed_out(office: Office) -> None:
    on_the_tablet, elsewhere = office.browser(office.mair), office.browser(office.mair)
    device = uuid.uuid4()
    register(on_the_tablet, device)
    page = elsewhere.get("/tablets")
    assert "Tablet 3" in page.text
    elsewhere.post(_stop(office), {})
    on_the_tablet.post("/sync/tablets", {"tablet_id": str(device)}, status=401, **JSON)
    again = register(office.browser(office.mair), device, status=410)
    assert set(again) == {"message"}
    assert len(office.events("tablet_stopped")) == 1
    assert "Stopped" in elsewhere.get("/tablets").text


def test_stopping_the_tablet_in_hand_does_not_sign_out(office: Office) -> None:
    browser = office.browser(office.mair)
    register(browser, uuid.uuid4())
    browser.post(_stop(office), {})
    browser.get("/tablets")


def test_somebody_elses_tablet_is_neither_listed_nor_stopped(office: Office) -> None:
    register(office.browser(office.mair), uuid.uuid4())
    colleague = office.browser(office.idwal)
    assert "Tablet 3" not in colleague.get("/tablets").text
    colleague.post(_stop(office), {}, status=404)
    assert office.events("tablet_stopped") == []


def test_an_administrator_stops_a_lost_tablet_for_everybody_and_can_allow_it_again(
    office: Office,
) -> None:
    device = uuid.uuid4()
    hers = register(office.browser(office.mair), device)
    register(office.browser(office.idwal), device)
    administrator = office.browser(office.administrator)
    page = administrator.get("/tablets")
    assert "Mair Huws" in page.text
    assert "Idwal Rees" in page.text
    administrator.post(_stop(office), {})
    for account in (office.mair, office.idwal):
        register(office.browser(account), device, status=410)
    administrator.post(_stop(office).replace("/stop", "/allow"), {})
    assert register(office.browser(office.mair), device) == hers


def test_only_an_administrator_lets_a_tablet_be_used_again(office: Office) -> None:
    mair, device = office.browser(office.mair), uuid.uuid4()
    register(mair, device)
    mair.post(_stop(office), {})
    mair.post(_stop(office).replace("/stop", "/allow"), {}, status=404)
    register(mair, device, status=410)


def _stop(office: Office) -> str:
    with office.database.reading() as session:
        tablet = session.exec(select(Tablet)).first()
    assert tablet is not None
    return f"/tablets/{tablet.id}/stop"


def _wait(browser: Browser, device: uuid.UUID, *ids: uuid.UUID, **more: str) -> None:
    sent: dict[str, Any] = {
        "tablet_id": str(device),
        "waiting": str(len(ids)),
        "oldest": "2026-08-12T09:30:00Z",
        "conversations": [str(each) for each in ids],
        **more,
    }
    browser.post("/sync/tablets/waiting", sent, status=204, **JSON)


def test_what_waits_on_a_lost_tablet_is_listed(office: Office) -> None:
    mair, device = office.browser(office.mair), uuid.uuid4()
    register(mair, device)
    _wait(mair, device, office.conversation.id, uuid.uuid4())
    page = mair.get("/tablets")
    assert "2 changes wait there to be sent, the oldest from 12 August 2026, 10:30." in page.text
    assert page.links()["Conversation with Gwyn"] == f"/conversations/{office.conversation.id}"
    assert "A conversation that is not here yet" in page.text


def test_an_administrator_sees_how_much_waits_and_no_name_of_anybody_visited(
    office: Office,
) -> None:
    mair, device = office.browser(office.mair), uuid.uuid4()
    register(mair, device)
    _wait(mair, device, office.conversation.id)
    text = office.browser(office.administrator).get("/tablets").text
    assert "One change waits there to be sent" in text
    assert "Gwyn" not in text


def test_once_sent_nothing_waits_any_more(office: Office) -> None:
    mair, device = office.browser(office.mair), uuid.uuid4()
    register(mair, device)
    _wait(mair, device, office.conversation.id)
    _wait(mair, device)
    page = mair.get("/tablets")
    assert "Nothing waited there" in page.text
    assert "Conversation with Gwyn" not in page.links()


@pytest.mark.parametrize("oldest", ["2099-01-01T00:00:00Z", "9999-12-31T23:59:59-23:00"])
def test_a_tablet_whose_clock_is_wrong_is_believed_no_later_than_now(
    office: Office, oldest: str
) -> None:
    mair, device = office.browser(office.mair), uuid.uuid4()
    register(mair, device)
    _wait(mair, device, office.conversation.id, oldest=oldest)
    with office.database.reading() as session:
        since = session.exec(select(Tablet)).one().waiting_since
    assert since is not None
    assert since <= clock.now() + dt.timedelta(seconds=1)


def test_a_tablet_nobody_registered_cannot_say_that_anything_waits(office: Office) -> None:
    sent = {"tablet_id": str(uuid.uuid4()), "waiting": "1"}
    office.browser(office.mair).post("/sync/tablets/waiting", sent, status=404, **JSON)


def test_a_tablet_without_an_id_is_told_what_is_wrong(office: Office) -> None:
    told = office.browser(office.mair).post("/sync/tablets", {"name": "x"}, status=422, **JSON)
    assert told.json()["field"] == "tablet_id"


def test_the_handshake_names_the_product_and_who_is_signed_in(office: Office) -> None:
    browser = office.browser(office.mair)
    told = browser.fetch("/sync/session", **JSON).json()
    told["signed_in_for"] //= 60  # the moment that the test takes
    assert told == {
        "product": "what-matters",
        "protocol": 1,
        "staff": str(office.mair.id),
        "csrf": browser.token(),
        "signed_in_for": 0,
        "language": "en",
    }


def test_the_handshake_says_how_long_ago_this_browser_signed_in(office: Office) -> None:
    browser = office.browser(office.mair)
    with office.database.writing() as session:
        there = session.exec(select(StaffSession)).one()
        there.started_at = clock.now() - dt.timedelta(minutes=20)
        session.add(there)
    told = browser.fetch("/sync/session", **JSON).json()
    assert 1200 <= told["signed_in_for"] < 1260


def test_the_handshake_of_somebody_signed_out_is_401(office: Office) -> None:
    answer = Browser(office.app).client.get("/sync/session", headers=JSON)
    assert answer.status_code == 401
    assert set(answer.json()) == {"message"}


def test_a_stopped_tablet_hears_so_when_it_says_what_waits(office: Office) -> None:
    device = uuid.uuid4()
    register(office.browser(office.mair), device)
    office.browser(office.mair).post(_stop(office), {})
    again = office.browser(office.mair)
    sent = {"tablet_id": str(device), "waiting": "1"}
    again.post("/sync/tablets/waiting", sent, status=410, **JSON)
    with office.database.reading() as session:
        assert session.exec(select(Tablet)).one().waiting == 1


def test_the_page_is_in_welsh_too(office: Office) -> None:
    mair = office.browser(office.mair).speak("cy")
    register(mair, uuid.uuid4())
    assert mair.get("/tablets").heading == "Llechi"


def test_the_session_of_a_tablet_is_the_latest_one(office: Office) -> None:
    device = uuid.uuid4()
    register(office.browser(office.mair), device)
    register(office.browser(office.mair), device)
    with office.database.reading() as session:
        latest = session.exec(select(StaffSession).order_by(StaffSession.started_at.desc())).first()  # type: ignore[attr-defined]
        tablet = session.exec(select(Tablet)).one()
    assert latest is not None
    assert tablet.session_id == latest.id
