"""Trying to sign in, as a browser does."""

from sqlmodel import select

from app.audit import AuditEvent
from app.database import Database
from tests.client import Browser, Page, check_page


PASSWORD = "three plain words here"


def attempt(browser: Browser, username: str, password: str, **more: str) -> Page:
    response = browser.post(
        "/sign-in", {"username": username, "password": password, "next": "/", **more}, status=422
    )
    return check_page(response)


def enter(browser: Browser, next_path: str = "/", username: str = "lowri") -> str:
    form = {"username": username, "password": PASSWORD, "next": next_path}
    return str(browser.post("/sign-in", form).headers["location"])


def hold(browser: Browser, token: str) -> None:
    browser.client.cookies.set("session", token, domain="127.0.0.1")


def actions_of(database: Database) -> list[str]:
    with database.reading() as session:
        events = session.exec(select(AuditEvent).order_by("sequence")).all()
    return [event.action for event in events]
