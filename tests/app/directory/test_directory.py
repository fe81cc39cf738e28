"""Loading, finding and giving away the directory."""

import gzip
import json
import time

import pytest
from fastapi import FastAPI
from sqlmodel import select

from app import audit
from app.audit import AuditEvent
from app.database import Database
from app.directory.actions import Loaded, load_entries
from app.directory.compact import FIELDS
from app.directory.entries import Both, Cost, Entry
from app.directory.files import BadRow, Found
from app.directory.models import DirectoryEntry
from app.directory.queries import Wanted, entry_of, list_offered, search
from app.i18n import speaking
from tests.app.directory.entry_samples import entry
from tests.client import Browser
from tests.factories import make_staff, make_team


def load(database: Database, *entries: Entry, bad: int = 0) -> Loaded:
    rows = tuple(BadRow(number, "", "") for number in range(bad))
    with database.writing() as session:
        return load_entries(session, audit.SYSTEM, Found(entries, rows))


def found(database: Database, **wanted: str) -> list[str]:
    with database.reading() as session:
        return [row.key for row in search(session, Wanted(**wanted)).rows]


CHOIR = entry("choir", name=Both("The Menai choir", "Côr Menai"), about=Both("Singing."))
CAR = entry(
    "car",
    name=Both("Community car", "Car cymunedol"),
    about=Both("Lifts to the choir and the surgery", "Cludiant i'r capel"),
    areas=("Treorchy",),
    languages=("en",),
    cost=Cost.SOME,
)


@pytest.mark.both_databases
def test_loading_twice_doubles_nothing(database: Database) -> None:
    assert load(database, CHOIR, CAR, bad=1).added == 2
    again = load(database, CHOIR, CAR)
    assert (again.added, again.unchanged) == (0, 2)
    with database.reading() as session:
        assert len(list_offered(session)) == 2
        assert {entry_of(row) for row in list_offered(session)} == {CHOIR, CAR}


@pytest.mark.both_databases
def test_a_withdrawn_entry_is_kept_with_its_words_and_not_offered(database: Database) -> None:
    load(database, CHOIR)
    gone = entry("choir", name=Both("Closed", "Wedi cau"), is_offered=False)
    assert load(database, gone).withdrawn == 1
    assert found(database) == []
    with database.reading() as session:
        [row] = session.exec(select(DirectoryEntry)).all()
    assert row.name_en == "The Menai choir"
    assert load(database, gone).unchanged == 1
    assert found(database) == []
    assert load(database, CHOIR).changed == 1
    assert found(database) == ["choir"]


def test_what_a_file_does_not_name_stays(database: Database) -> None:
    load(database, CHOIR)
    load(database, CAR)
    assert set(found(database)) == {"choir", "car"}


def test_loading_is_in_the_audit_trail(database: Database) -> None:
    load(database, CHOIR, bad=3)
    with database.reading() as session:
        [event] = session.exec(
            select(AuditEvent).where(AuditEvent.action == "directory_loaded")
        ).all()
    assert json.loads(event.details)["left_out"] == 3


@pytest.mark.both_databases
@pytest.mark.parametrize(
    ("wanted", "keys"),
    [
        ({"words": "choir"}, ["choir", "car"]),
        ({"words": "CHOIR menai"}, ["choir"]),
        ({"words": "sing"}, ["choir"]),
        ({"words": "cor"}, ["choir"]),
        ({"words": "côr"}, ["choir"]),
        ({"words": "surgery lifts"}, ["car"]),
        ({"words": "100% _"}, []),
        ({"area": "caernarfon"}, ["choir"]),
        ({"area": "Treor"}, ["car"]),
        ({"language": "cy"}, ["choir"]),
        ({"cost": "free"}, ["choir"]),
        ({"words": "choir", "area": "treorchy"}, ["car"]),
    ],
)
def test_entries_are_found_by_words_area_language_and_cost(
    database: Database, wanted: dict[str, str], keys: list[str]
) -> None:
    load(database, CHOIR, CAR)
    assert found(database, **wanted) == keys


def test_a_welsh_word_is_found_where_it_stands_mutated(database: Database) -> None:
    load(database, entry("a", about=Both(cy="Cludiant i gapel Salem")))
    assert found(database, words="capel") == ["a"]
    assert found(database, words="cap") == []


def test_what_is_for_all_of_wales_is_near_everywhere(database: Database) -> None:
    load(database, entry("line", areas=("Wales",)))
    assert found(database, area="Bangor") == ["line"]


def test_ten_thousand_entries_load_and_are_searched_well(database: Database) -> None:
    towns = ("Bangor", "Treorchy", "Aberdare", "Rhyl")
    entries = [entry(f"e{n:05}", areas=(towns[n % 4],)) for n in range(10_000)]
    began = time.monotonic()
    assert load(database, *entries).added == 10_000
    assert load(database, *entries).unchanged == 10_000
    loading = time.monotonic() - began
    began = time.monotonic()
    with database.reading() as session:
        shelf = search(session, Wanted(words="group talk", area="rhyl", language="cy"), 3)
    searching = time.monotonic() - began
    assert (shelf.total, len(shelf.rows), shelf.pages) == (2500, 20, 125)
    assert searching < 1, searching
    assert loading < 60, loading


@pytest.fixture
def browser_of_staff(app: FastAPI, database: Database) -> Browser:
    return Browser(app).sign_in(make_staff(database, team=make_team(database)))


def test_the_search_page_finds_and_says_how_many(
    database: Database, browser_of_staff: Browser
) -> None:
    load(database, CHOIR, CAR)
    page = browser_of_staff.get("/directory?words=choir&area=&language=&cost=")
    assert "2 entries" in page.text
    assert page.text.index("The Menai choir") < page.text.index("Community car")
    welsh = browser_of_staff.speak("cy").get("/directory?words=c%C3%B4r")
    assert "Côr Menai" in welsh.text


def test_words_in_the_other_language_say_which_it_is(
    database: Database, browser_of_staff: Browser
) -> None:
    load(database, CHOIR)
    page = browser_of_staff.speak("cy").get("/directory")
    assert '<span lang="en">Singing.</span>' in page.html


def test_hostile_words_in_an_entry_stay_words(
    database: Database, browser_of_staff: Browser
) -> None:
    load(database, entry("x", name=Both("<script>alert(1)</script> & co")))
    page = browser_of_staff.get("/directory/entries/" + str(_only(database).id))
    assert page.heading == "<script>alert(1)</script> & co"


def _only(database: Database) -> DirectoryEntry:
    with database.reading() as session:
        return session.exec(select(DirectoryEntry)).one()


@pytest.mark.parametrize("number", ["0", "-1", "x", "99999999999999999999", "²"])
def test_an_odd_page_number_is_a_page(
    database: Database, browser_of_staff: Browser, number: str
) -> None:
    load(database, CHOIR)
    assert "The Menai choir" in browser_of_staff.get(f"/directory?page={number}").text


def test_an_empty_directory_says_so_and_a_search_without_finds_names_the_gap(
    database: Database, browser_of_staff: Browser
) -> None:
    assert "The directory is empty" in browser_of_staff.get("/directory").text
    load(database, CHOIR)
    assert "worth writing down as a gap" in browser_of_staff.get("/directory?words=rugby").text


def test_a_withdrawn_entry_has_a_page_that_says_so(
    database: Database, browser_of_staff: Browser
) -> None:
    load(database, entry("choir", is_offered=False))
    page = browser_of_staff.get(f"/directory/entries/{_only(database).id}")
    assert "no longer in the directory" in page.text
    browser_of_staff.get("/directory/entries/6a0b6f1e-36b5-4f0e-8f5e-1d0a6f6f0d3c", status=404)


def test_a_type_of_solution_names_what_there_is_of_it_here(
    database: Database, browser_of_staff: Browser
) -> None:
    load(database, entry("c", name=Both("Cynon circle"), solution="community_circles"))
    assert "Cynon circle" in browser_of_staff.get("/directory/solutions/community_circles").text
    assert "as a gap" in browser_of_staff.get("/directory/solutions/homeshare").text
    browser_of_staff.get("/directory/solutions/nothing", status=404)


def test_a_tablet_gets_every_offered_entry_and_only_when_something_is_new(
    database: Database, browser_of_staff: Browser
) -> None:
    load(database, CHOIR, entry("gone", is_offered=False))
    response = browser_of_staff.fetch("/directory/entries.json")
    kept = response.json()
    [row] = kept["entries"]
    choir = dict(zip(kept["fields"], row, strict=True))
    assert tuple(kept["fields"]) == FIELDS
    assert choir["name"] == ["Côr Menai", "The Menai choir"]
    assert choir["areas"] == ["Caernarfon"]
    again = browser_of_staff.fetch(f"/directory/entries.json?have={kept['edition']}")
    assert again.status_code == 204
    load(database, CAR)
    newer = browser_of_staff.fetch(f"/directory/entries.json?have={kept['edition']}")
    assert len(newer.json()["entries"]) == 2


def test_whoever_is_not_signed_in_gets_no_directory(app: FastAPI, database: Database) -> None:
    load(database, CHOIR)
    for path in ("/directory", "/directory/entries.json"):
        response = Browser(app).fetch(path)
        assert response.status_code == 303
        assert "Menai" not in response.text


def test_ten_thousand_entries_are_few_bytes_for_a_tablet(database: Database) -> None:
    from app.directory.compact import compact

    rows = [(f"id-{n}", entry(f"e{n}")) for n in range(10_000)]
    body = compact(rows, "1")
    assert len(gzip.compress(body, 5)) < 400_000
    with speaking("cy"):
        assert compact(rows, "1") == body
