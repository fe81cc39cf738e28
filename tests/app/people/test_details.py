"""A person's details: added, changed, refused, and never overwritten."""

from typing import Any
from urllib.parse import urlencode

import pytest
from sqlalchemy import text
from sqlmodel import select

from app.audit import AuditEvent
from app.database import Database
from app.identity import StaffAccount, actor_for
from app.operations import find_receipt
from app.people import actions, queries
from app.people.actions import PersonDetails
from app.people.models import Person
from tests.app.people.filling import new, only_person
from tests.client import Browser, check_page
from tests.factories import make_person, unknown_id


@pytest.mark.both_databases
def test_a_new_person_is_kept_as_one_s_own(
    browser: Browser, database: Database, lowri: StaffAccount
) -> None:
    response = browser.sign_in(lowri).post("/people/new", new())
    person = only_person(database)
    assert response.headers["location"] == f"/people/{person.id}"
    assert (person.practitioner_id, person.team_id) == (lowri.id, lowri.team_id)
    assert (person.name, person.preferred_name) == ("Gwyneth Bebb", "Gwyn")
    assert (person.date_of_birth, person.language) == ("1948-03-27", "cy")
    assert person.communication_needs == "Hearing aid in the left ear"
    assert person.home_area == "Y Felinheli"
    assert "Where they live Y Felinheli" in browser.get(f"/people/{person.id}").text


@pytest.mark.both_databases
def test_a_form_sent_twice_adds_one_person(
    browser: Browser, database: Database, lowri: StaffAccount
) -> None:
    form = new()
    first = browser.sign_in(lowri).post("/people/new", form)
    assert browser.post("/people/new", form).headers["location"] == first.headers["location"]
    only_person(database)


@pytest.mark.both_databases
def test_a_form_sent_twice_at_the_same_moment_adds_one_person(
    database: Database, lowri: StaffAccount, monkeypatch: pytest.MonkeyPatch
) -> None:
    actor, operation = actor_for(lowri), unknown_id()
    found = find_receipt

    def too_early(*given: Any, **more: Any) -> None:
        monkeypatch.setattr(actions, "find_receipt", found)

    def add() -> object:
        with database.writing() as session:
            return actions.add_person(session, actor, operation, PersonDetails("Gwyneth", "cy"))

    first = add()
    monkeypatch.setattr(actions, "find_receipt", too_early)
    assert add() == first
    only_person(database)


def test_the_same_operation_with_other_words_is_refused(
    browser: Browser, database: Database, lowri: StaffAccount
) -> None:
    form = new()
    browser.sign_in(lowri).post("/people/new", form)
    browser.refused("/people/new", {**form, "name": "Somebody Else"}, status=409)
    assert only_person(database).name == "Gwyneth Bebb"


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"name": ""}, "Enter the person's name."),
        ({"name": " \u200b\t "}, "Enter the person's name."),
        ({"name": "n" * 201}, "201 characters long"),
        ({"preferred_name": "n" * 201}, "201 characters long"),
        ({"communication_needs": "n" * 2_001}, "2,001 characters long"),
        ({"communication_needs": "n" * 20_001}, "20,001 characters long"),
        ({"home_area": "n" * 201}, "201 characters long"),
        ({"language": ""}, "Choose the language"),
        ({"language": "fr"}, "Choose the language"),
        ({"date_of_birth-day": "31", "date_of_birth-month": "2"}, "Enter a real date"),
        ({"date_of_birth-year": ""}, "Enter a real date"),
        ({"date_of_birth-year": "1899"}, "between 1900 and today"),
        ({"date_of_birth-year": "2999"}, "between 1900 and today"),
        ({"date_of_birth-year": "9" * 5_000}, "Enter a real date"),
    ],
)
def test_what_cannot_be_kept_gets_a_sentence_and_everything_typed_stays(
    browser: Browser,
    database: Database,
    lowri: StaffAccount,
    changed: dict[str, str],
    sentence: str,
) -> None:
    sent = new(**changed)
    page = browser.sign_in(lowri).refused("/people/new", sent)
    assert sentence in page.text
    kept = page.fields("person")
    assert {**kept, "language": sent["language"]} == {
        **sent,
        "name": kept["name"] if "\u200b" in sent["name"] else sent["name"],
    }
    with database.reading() as session:
        assert session.exec(select(Person)).all() == []


@pytest.mark.parametrize(
    "name",
    [
        "<b>Gwyn</b>",
        "</para>",
        "=cmd()|' /C calc'!A0",
        "Gwenllian 👩🏽‍🦽",
        "n" * 200,
        'O\'Brien & "Siân" %(name)s',
    ],
)
def test_odd_names_come_back_exactly(
    browser: Browser, database: Database, lowri: StaffAccount, name: str
) -> None:
    browser.sign_in(lowri).post("/people/new", new(name=name))
    person = only_person(database)
    assert person.name == name
    assert browser.get(f"/people/{person.id}/edit").fields("person")["name"] == name


def test_letters_are_composed_and_invisible_ones_left_out(
    browser: Browser, database: Database, lowri: StaffAccount
) -> None:
    browser.sign_in(lowri).post("/people/new", new(name="Sia\u0302n\x00 \u202eG w\u0302yn"))
    assert only_person(database).name == "Siân G ŵyn"


@pytest.mark.parametrize("raw", [b"Si\xed\xa0\x80n", b"Si\xffn"])
def test_half_a_letter_is_refused_with_a_sentence(
    browser: Browser, lowri: StaffAccount, raw: bytes
) -> None:
    body = urlencode({**new(), "name": raw, "csrf_token": browser.sign_in(lowri).token()})
    response = browser.client.post(
        "/people/new",
        content=body,
        headers={"Content-Type": "application/x-www-form-urlencoded"},
    )
    assert response.status_code == 422
    assert "Some characters could not be read" in check_page(response).text


@pytest.mark.parametrize("more", ["team_id", "practitioner_id", "id", "version", "created_at"])
def test_nothing_can_be_set_that_the_page_did_not_offer(
    browser: Browser, database: Database, lowri: StaffAccount, more: str
) -> None:
    browser.sign_in(lowri).refused("/people/new", {**new(), more: str(unknown_id())})
    with database.reading() as session:
        assert session.exec(select(Person)).all() == []


def test_a_form_without_its_token_is_refused(browser: Browser, lowri: StaffAccount) -> None:
    browser.sign_in(lowri).refused("/people/new", {**new(), "csrf_token": "x"}, status=403)


def test_switching_language_keeps_everything_typed(browser: Browser, lowri: StaffAccount) -> None:
    sent = new(name="", preferred_name="Gwyn <3")
    browser.sign_in(lowri)
    page = browser.refused("/people/new", {**sent, "switch_language": "cy"}, status=200)
    assert page.heading == "Ychwanegu person"
    assert page.fields("person") == sent
    assert "rywbeth" not in page.text


@pytest.mark.both_databases
def test_details_can_be_changed(browser: Browser, database: Database, lowri: StaffAccount) -> None:
    person = make_person(database, lowri)
    form = browser.sign_in(lowri).get(f"/people/{person.id}/edit").fields("person")
    assert form["name"] == "Gwyneth Bebb"
    browser.post(f"/people/{person.id}/edit", {**form, "preferred_name": "Gwyn"})
    changed = only_person(database)
    assert (changed.preferred_name, changed.version) == ("Gwyn", 2)


@pytest.mark.both_databases
def test_a_change_from_an_old_page_overwrites_nothing_and_shows_both(
    browser: Browser, database: Database, lowri: StaffAccount
) -> None:
    person = make_person(database, lowri)
    path = f"/people/{person.id}/edit"
    form = browser.sign_in(lowri).get(path).fields("person")
    browser.post(path, {**form, "preferred_name": "First"})
    page = browser.refused(path, {**form, "preferred_name": "Second"}, status=409)
    assert only_person(database).preferred_name == "First"
    assert "What they like to be called First" in page.text
    assert page.fields("person")["preferred_name"] == "Second"
    browser.post(path, page.fields("person"))
    assert only_person(database).preferred_name == "Second"


@pytest.mark.both_databases
def test_the_version_is_checked_against_the_stored_one_and_not_a_remembered_one(
    database: Database, lowri: StaffAccount
) -> None:
    person = make_person(database, lowri)
    actor = actor_for(lowri)
    with database.reading() as session:
        queries.get_person(session, actor, person.id)
        session.rollback()
        with database.writing() as elsewhere:
            actions.change_person(elsewhere, actor, person.id, 1, PersonDetails("First", "cy"))
        assert queries.get_person(session, actor, person.id, for_change=True).version == 2


def test_where_somebody_lives_can_be_left_empty_and_is_locked_where_it_is_kept(
    browser: Browser, database: Database, lowri: StaffAccount
) -> None:
    browser.sign_in(lowri).post("/people/new", new())
    with database.engine.connect() as connection:
        kept = connection.execute(text("SELECT home_area FROM person")).scalar_one()
    assert b"Felinheli" not in bytes(kept)
    person = only_person(database)
    form = browser.get(f"/people/{person.id}/edit").fields("person")
    browser.post(f"/people/{person.id}/edit", {**form, "home_area": ""})
    assert only_person(database).home_area == ""
    assert "Where they live" not in browser.get(f"/people/{person.id}").text


def test_somebody_added_before_it_was_asked_has_an_empty_field(
    browser: Browser, database: Database, lowri: StaffAccount
) -> None:
    person = make_person(database, lowri)
    page = browser.sign_in(lowri).get(f"/people/{person.id}/edit")
    assert page.fields("person")["home_area"] == ""
    assert "Where they live" not in browser.get(f"/people/{person.id}").text


def test_who_added_changed_and_looked_is_recorded(
    browser: Browser, database: Database, lowri: StaffAccount
) -> None:
    browser.sign_in(lowri).post("/people/new", new())
    person = only_person(database)
    form = browser.get(f"/people/{person.id}/edit").fields("person")
    browser.post(f"/people/{person.id}/edit", form)
    with database.reading() as session:
        events = session.exec(select(AuditEvent).order_by("sequence")).all()
    assert [event.action for event in events] == ["person_added", "viewed", "person_changed"]
    assert {(event.actor_id, event.person_id) for event in events} == {(lowri.id, person.id)}
    assert not any("Gwyn" in event.model_dump_json() for event in events)
