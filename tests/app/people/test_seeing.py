"""Whose people somebody sees, and in what order."""

import datetime as dt
from collections.abc import Iterator

import pytest
from fastapi import FastAPI

from app.database import Database
from app.i18n import speaking
from app.identity import Actor, Role, StaffAccount, Team
from app.people import queries
from app.people.pages import born, in_order, shown_name
from tests.app.people.filling import details, only_person
from tests.client import Browser, Page
from tests.factories import make_person, make_staff, make_team, unknown_id


def test_with_nobody_here_the_page_says_what_to_do_next(
    browser: Browser, lowri: StaffAccount
) -> None:
    page = browser.sign_in(lowri).get("/people")
    assert page.links()["Add a person"] == "/people/new"


@pytest.mark.both_databases
def test_own_people_come_first_then_the_team_s_and_no_other_team_s(
    browser: Browser,
    database: Database,
    lowri: StaffAccount,
    colleague: StaffAccount,
    stranger: StaffAccount,
) -> None:
    make_person(database, colleague, name="Adda Team")
    make_person(database, lowri, name="Zena Own")
    make_person(database, stranger, name="Betsan Elsewhere")
    text = browser.sign_in(lowri).get("/people").text
    assert text.index("Zena Own") < text.index("Adda Team")
    assert "Seen by Aled Siôn" in text
    assert "Betsan" not in text


def _roles(database: Database, team: Team) -> Iterator[StaffAccount]:
    yield make_staff(database, "commissioner")
    yield make_staff(database, "administrator")
    yield make_staff(database, "commissioner", team)
    yield make_staff(database, "practitioner", make_team(database, "Taf"))
    yield make_staff(database, "team_leader", make_team(database, "Teifi"))


def _look(browser: Browser, path: str, fields: dict[str, str] | None) -> Page:
    if fields is None:
        return browser.get(path, status=404)
    return browser.refused(path, fields, status=404)


@pytest.mark.parametrize("fields", [None, details(version="1"), details(switch_language="cy")])
def test_another_team_s_person_looks_exactly_like_nobody(
    app: FastAPI,
    database: Database,
    arfon: Team,
    lowri: StaffAccount,
    fields: dict[str, str] | None,
) -> None:
    person = make_person(database, lowri)
    for account in _roles(database, arfon):
        browser = Browser(app).sign_in(account)
        theirs = _look(browser, f"/people/{person.id}/edit", fields).html
        nobodys = _look(browser, f"/people/{unknown_id()}/edit", fields).html
        nonsense = _look(browser, "/people/not-an-id/edit", fields).html
        assert _alike(theirs) == _alike(nobodys) == _alike(nonsense)
        assert len(theirs) == len(nobodys)
    assert only_person(database).version == 1


def _alike(html: str) -> str:
    # The way back after a language switch names the address that was asked for: theirs to know.
    return "\n".join(line for line in html.splitlines() if 'name="return_to"' not in line)


@pytest.mark.parametrize("role", [Role.COMMISSIONER, Role.ADMINISTRATOR])
def test_a_role_that_may_see_nobody_sees_nobody_even_inside_a_team(
    database: Database, lowri: StaffAccount, role: Role
) -> None:
    make_person(database, lowri)
    actor = Actor(lowri.id, role, lowri.team_id, "Lowri", "en")
    with database.reading() as session:
        assert queries.all_visible(session, actor) == []


def test_own_people_stay_one_s_own_in_another_team(
    database: Database, lowri: StaffAccount, colleague: StaffAccount, stranger: StaffAccount
) -> None:
    person = make_person(database, lowri)
    make_person(database, colleague)
    moved = Actor(lowri.id, Role.PRACTITIONER, stranger.team_id, "Lowri", "en")
    with database.reading() as session:
        assert [p.id for p in queries.all_visible(session, moved)] == [person.id]


def test_names_stand_in_the_order_of_the_language_spoken(
    database: Database, lowri: StaffAccount
) -> None:
    names = ["Llinos", "Luned", "Lowri", "Ŵyn", "Wyn Aled", "Wena", "Chris", "Cynan", "Dafydd"]
    people = [make_person(database, lowri, name=name) for name in names]
    with speaking("cy"):
        welsh = [person.name for person in in_order(people)]
    with speaking("en"):
        english = [person.name for person in in_order(people)]
    assert welsh == [
        *("Cynan", "Chris", "Dafydd", "Lowri", "Luned", "Llinos", "Wena", "Ŵyn", "Wyn Aled")
    ]
    assert english == [
        *("Chris", "Cynan", "Dafydd", "Llinos", "Lowri", "Luned", "Wena", "Ŵyn", "Wyn Aled")
    ]


def test_a_person_is_called_what_they_like_to_be_called(
    database: Database, lowri: StaffAccount
) -> None:
    person = make_person(database, lowri, preferred_name="Gwyn")
    assert shown_name(person) == "Gwyn"
    person.preferred_name = ""
    assert shown_name(person) == "Gwyneth Bebb"


def test_a_date_of_birth_is_written_out_and_may_be_missing(
    database: Database, lowri: StaffAccount
) -> None:
    with speaking("cy"):
        assert born(make_person(database, lowri, date_of_birth="1948-03-27")) == "27 Mawrth 1948"
    assert born(make_person(database, lowri)) == ""


def test_the_pages_speak_welsh(browser: Browser, database: Database, lowri: StaffAccount) -> None:
    person = make_person(database, lowri, date_of_birth=dt.date(1948, 3, 27).isoformat())
    browser.sign_in(lowri).speak("cy")
    assert "Pobl rwy'n eu gweld" in browser.get("/people").text
    assert browser.get("/people/new").heading == "Ychwanegu person"
    assert browser.get(f"/people/{person.id}/edit").heading == "Manylion: Gwyneth Bebb"
