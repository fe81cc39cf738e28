"""Looking after staff accounts."""

import json
import uuid

import pytest
from fastapi import FastAPI
from sqlmodel import select

from app import audit
from app.accounts import actions, passwords, queries
from app.accounts.actions import AccountRefused
from app.audit import AuditEvent
from app.database import Database
from app.errors import NotFound, NotNow
from app.identity import Actor, Role, StaffAccount, Team, actor_for
from tests.client import Browser
from tests.factories import make_person, make_staff, make_team, unknown_id


PASSWORD = "three plain words here"


@pytest.fixture
def team(database: Database) -> Team:
    return make_team(database)


@pytest.fixture
def administrator(database: Database) -> StaffAccount:
    return make_staff(
        database,
        "administrator",
        name="Non Prys",
        password_hash=passwords.hash_password(PASSWORD),
    )


@pytest.fixture
def practitioner(database: Database, team: Team) -> StaffAccount:
    return make_staff(
        database, team=team, username="lowri", password_hash=passwords.hash_password(PASSWORD)
    )


def details(team: Team, **changed: str) -> dict[str, str]:
    return {
        "name": "Tomos Wyn",
        "username": "tomos.wyn",
        "role": "practitioner",
        "team_id": str(team.id),
        "language": "cy",
        "password": "a first long password",
        **changed,
    }


@pytest.mark.both_databases
def test_an_administrator_makes_an_account_that_can_sign_in(
    app: FastAPI, browser: Browser, team: Team, administrator: StaffAccount
) -> None:
    response = browser.sign_in(administrator).post("/accounts", details(team))
    assert "tomos.wyn" in browser.follow(response).text
    form = {"username": "tomos.wyn", "password": "a first long password", "next": "/people"}
    assert Browser(app).post("/sign-in", form).headers["location"] == "/people"


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"name": ""}, "Enter their name."),
        ({"username": "two words"}, "with no spaces"),
        ({"username": "LOWRI"}, "Somebody has this sign-in name already"),
        ({"role": "owner"}, "Choose what this person is here to do"),
        ({"team_id": ""}, "a practitioner or a team leader belongs to one"),
        ({"team_id": str(uuid.UUID(int=1))}, "a practitioner or a team leader belongs to one"),
        ({"team_id": "not an id"}, "Choose a team from the list"),
        ({"role": "administrator"}, "belongs to no team"),
        ({"password": "short"}, "Use at least"),
        ({"password": "p" * 257}, "Use at most 256"),
        ({"password": "Tomos.Wyn"}, "must not be the sign-in name"),
        ({"name": "n" * 201}, "201 characters long"),
    ],
)
def test_what_cannot_be_used_gets_a_sentence_and_keeps_what_was_typed(
    browser: Browser,
    database: Database,
    team: Team,
    administrator: StaffAccount,
    practitioner: StaffAccount,
    changed: dict[str, str],
    sentence: str,
) -> None:
    sent = details(team, **changed)
    page = browser.sign_in(administrator).refused("/accounts", sent)
    assert sentence in page.text
    kept = page.fields("new-account")
    assert kept["name"] == sent["name"]
    assert kept["username"] == sent["username"]
    assert sent["password"] not in page.html or sent["password"] == sent["username"]
    with database.reading() as session:
        assert len(queries.all_accounts(session)) == 2


def test_switching_language_keeps_the_new_account_as_typed(
    browser: Browser, team: Team, administrator: StaffAccount
) -> None:
    sent = details(team, name="", switch_language="cy")
    page = browser.sign_in(administrator).refused("/accounts", sent, status=200)
    assert page.heading == "Cyfrifon staff"
    kept = page.fields("new-account")
    assert (kept["username"], kept["team_id"]) == ("tomos.wyn", str(team.id))


def make(database: Database, team: Team, **changed: str) -> StaffAccount:
    with database.writing() as session:
        return actions.create_account(
            session,
            audit.SYSTEM,
            username=changed.get("username", "tomos"),
            name="Tomos Wyn",
            role=Role.PRACTITIONER,
            password=changed.get("password", "a first long password"),
            team_id=team.id,
            language="cy",
        )


@pytest.mark.both_databases
def test_a_sign_in_name_is_given_once(database: Database, team: Team) -> None:
    make(database, team)
    with pytest.raises(AccountRefused) as refused:
        make(database, team, username="TOMOS")
    assert refused.value.field == "username"


@pytest.mark.both_databases
def test_two_accounts_of_one_name_at_the_same_moment_end_in_one(
    database: Database, team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(database, team)
    monkeypatch.setattr(actions, "find_account", lambda _session, _username: None)
    with pytest.raises(AccountRefused):
        make(database, team)


def test_eleven_characters_are_too_few_outside_the_practice_room(
    database: Database, team: Team
) -> None:
    with pytest.raises(AccountRefused):
        make(database, team, password="elevenchars")
    make(database, team, password="twelve chars")


@pytest.mark.both_databases
def test_a_closed_account_is_out_at_the_very_next_click(
    app: FastAPI, browser: Browser, administrator: StaffAccount, practitioner: StaffAccount
) -> None:
    theirs = Browser(app).sign_in(practitioner)
    theirs.get("/people")
    browser.sign_in(administrator).post(f"/accounts/{practitioner.id}/close")
    assert theirs.client.get("/people").headers["location"] == "/sign-in?next=/people"
    assert "Closed" in browser.get("/accounts").text


def test_an_administrator_cannot_lock_themselves_out(
    browser: Browser, database: Database, administrator: StaffAccount
) -> None:
    page = browser.sign_in(administrator).refused(f"/accounts/{administrator.id}/close", status=409)
    assert "You cannot close your own account" in page.text
    with database.writing() as session, pytest.raises(NotNow):
        actions.deactivate_account(session, actor_for(administrator), administrator.id)


def test_closing_an_unknown_account_finds_nothing(
    browser: Browser, administrator: StaffAccount
) -> None:
    browser.sign_in(administrator).refused(f"/accounts/{unknown_id()}/close", status=404)


def test_an_administrator_opens_no_record(
    browser: Browser, database: Database, administrator: StaffAccount, practitioner: StaffAccount
) -> None:
    person = make_person(database, practitioner)
    browser.sign_in(administrator)
    nothing = browser.get(f"/people/{unknown_id()}/edit", status=404)
    assert browser.get(f"/people/{person.id}/edit", status=404).text == nothing.text
    browser.get("/people", status=404)


@pytest.mark.parametrize("role", ["practitioner", "team_leader", "commissioner"])
@pytest.mark.parametrize("path", ["/accounts", "/audit", "/audit/before/9"])
def test_nobody_else_looks_after_accounts_or_reads_the_trail(
    browser: Browser, database: Database, team: Team, role: str, path: str
) -> None:
    browser.sign_in(make_staff(database, role, team)).get(path, status=404)


def change(browser: Browser, status: int = 303, **changed: str) -> str:
    form = {
        "current": PASSWORD,
        "new": "another long password",
        "again": "another long password",
        **changed,
    }
    response = browser.post("/accounts/password", form, status=status)
    return str(response.headers.get("location", response.text))


def test_changing_a_password_ends_every_other_session(
    app: FastAPI, browser: Browser, practitioner: StaffAccount
) -> None:
    other = Browser(app).sign_in(practitioner)
    before = browser.sign_in(practitioner).client.cookies["session"]
    assert change(browser) == "/accounts/password/changed"
    assert "Your password is changed" in browser.get("/accounts/password/changed").text
    assert other.client.get("/people").status_code == 303
    assert browser.client.cookies["session"] != before


def test_the_new_password_is_the_one_that_works(
    app: FastAPI, browser: Browser, practitioner: StaffAccount
) -> None:
    change(browser.sign_in(practitioner))
    fresh = Browser(app)
    fresh.post("/sign-in", {"username": "lowri", "password": PASSWORD}, status=422)
    fresh.post("/sign-in", {"username": "lowri", "password": "another long password"})


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"current": "not it"}, "not your password now"),
        ({"again": "something else again"}, "not the same"),
        ({"new": "short", "again": "short"}, "Use at least"),
        ({"new": "", "again": ""}, "Enter a new password."),
    ],
)
def test_a_password_is_not_changed_when_something_is_wrong(
    browser: Browser, practitioner: StaffAccount, changed: dict[str, str], sentence: str
) -> None:
    browser.sign_in(practitioner)
    assert sentence in change(browser, 422, **changed)
    assert change(browser) == "/accounts/password/changed"


def test_guesses_at_the_password_in_use_are_limited(
    browser: Browser, practitioner: StaffAccount
) -> None:
    browser.sign_in(practitioner)
    for _guess in range(6):
        change(browser, 422, current="not it")
    change(browser, 429, current="not it")


def test_everything_done_to_an_account_is_recorded_with_who_did_it(
    browser: Browser, database: Database, team: Team, administrator: StaffAccount
) -> None:
    browser.sign_in(administrator).post("/accounts", details(team))
    with database.reading() as session:
        made = queries.find_account(session, "tomos.wyn")
    assert made is not None
    browser.post(f"/accounts/{made.id}/close")
    with database.reading() as session:
        events = session.exec(select(AuditEvent).order_by("sequence")).all()
    assert [(e.action, e.actor_id, e.subject_id) for e in events] == [
        ("account_created", administrator.id, made.id),
        ("account_closed", administrator.id, made.id),
    ]
    assert json.loads(events[0].details) == {"role": "practitioner"}


def test_an_account_nobody_has_is_not_found(database: Database) -> None:
    with database.reading() as session, pytest.raises(NotFound):
        queries.get_account(session, unknown_id())


def test_a_person_is_told_their_own_name_on_the_page_for_their_password(
    browser: Browser, practitioner: StaffAccount
) -> None:
    actor: Actor = actor_for(practitioner)
    assert actor.name in browser.sign_in(practitioner).get("/accounts/password").text
