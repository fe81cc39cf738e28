"""What a page did not ask for changes nothing: no owner, no version, no role."""

import pytest
from fastapi import FastAPI
from sqlalchemy import text

from app.database import Database
from tests.factories import make_staff
from tests.faults import walk
from tests.faults.village import REPEATED, STARTS, Village, make_village


EXTRA = {
    "team_id": "{team}",
    "role": "administrator",
    "owner": "{staff}",
    "practitioner_id": "{staff}",
    "saved_by": "{staff}",
    "person_id": "{person}",
    "id": "{person}",
    "status": "complete",
    "state": "confirmed",
    "is_active": "1",
    "password_hash": "x",
    "shared_at": "2026-01-01",
}
VERSIONS = ("version", "answer_version", "seen", "after", "operation_id")
TAMPERED = ("-1", "9" * 21, "9" * 5_000, "not a number", "\x00")
# What is written down by asking at all: who looked, who tried, what waits.
NOTES = ("audit_event", "attempt", "staff_session", "review_session", "job")
# Buttons that say everything by being pressed; anything else sent along is not even read.
NOT_READ = ("/sign-out", "/accounts/*/close", "/conversations/*/heard/*/again")


@pytest.fixture
def village(app: FastAPI, database: Database) -> Village:
    made = make_village(app, database, "I sing in the choir.")
    make_staff(database, "practitioner", name="Somebody to close")
    return made


def kept(database: Database) -> dict[str, list[str]]:
    """Return every row of every table, as the database holds it."""
    with database.engine.connect() as connection:
        tables = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'"))
        names = [name for (name,) in tables if name not in NOTES]
        return {
            name: sorted(str(row) for row in connection.execute(text(f'SELECT * FROM "{name}"')))
            for name in names
        }


@pytest.mark.parametrize("who", [who for who in STARTS if who not in REPEATED])
def test_a_field_that_was_not_offered_changes_nothing(
    village: Village, database: Database, who: str
) -> None:
    browser = village.browser(who)
    found = walk.forms(browser, *village.starts(who))
    assert found
    ids = {
        "team": village.staff["leader"].team_id,
        "staff": village.staff["leader"].id,
        "person": village.review.person.id,
    }
    for kind, form in found.items():
        if kind.split()[0] in NOT_READ:
            continue
        before = kept(database)
        for name in EXTRA.keys() - form.fields.keys():
            response = form.send(browser, **{name: EXTRA[name].format(**ids)})
            told = (form.action, name, response.status_code)
            assert response.status_code < 500, told
            assert kept(database) == before, told


@pytest.mark.parametrize("who", [who for who in STARTS if who not in REPEATED])
def test_a_version_that_was_tampered_with_changes_nothing(
    village: Village, database: Database, who: str
) -> None:
    browser = village.browser(who)
    for kind, form in walk.forms(browser, *village.starts(who)).items():
        if kind.split()[0] in NOT_READ:
            continue
        before = kept(database)
        guards = set(VERSIONS) & (form.fields.keys() - set(form.texts))
        if "tag" in form.fields:  # the tag that is decided upon carries the version that counts
            guards = {"tag"}
        for name in guards:
            for value in TAMPERED:
                changed = dict.fromkeys(form.texts, "Something else.")
                sent = f"{form.fields['tag'].partition(':')[0]}:{value}" if name == "tag" else value
                response = form.send(browser, **{**changed, name: sent})
                told = (form.action, name, value[:30], response.status_code)
                assert response.status_code < 500, told
                assert kept(database) == before, told


def test_pressing_a_button_with_more_along_does_no_more_than_the_button(
    village: Village, database: Database
) -> None:
    spare = make_staff(database, "practitioner", name="Somebody else to close")
    before = kept(database)
    village.browser("administrator").post(
        f"/accounts/{spare.id}/close", {"role": "administrator", "is_active": "1"}
    )
    after = kept(database)
    changed = {name for name in after if after[name] != before[name]}
    assert changed == {"staff_account"}
    with database.reading() as session:
        closed = session.get_one(type(spare), spare.id)
    assert (closed.role, closed.is_active) == ("practitioner", False)
