"""Reading files of entries: what is good goes in, what is bad is named and left out."""

import datetime as dt
from pathlib import Path

import pytest

from app.directory.entries import Both, Cost, Ring
from app.directory.files import FileRefused, read_csv, read_file, read_json
from tests.app.directory.entry_samples import file_of, service


def test_a_service_of_open_referral_uk_is_read_whole() -> None:
    [found] = read_json(file_of(service())).entries
    assert found.name == Both("The Menai choir", "Côr Menai")
    assert found.about.en.split() == ["Singing", "for", "anybody", "."]
    assert found.areas == ("Caernarfon", "Bangor")
    assert found.place == "Salem, Bangor, LL57 0ZZ"
    assert found.languages == ("cy",)
    assert (found.cost, found.cost_words.en) == (Cost.SOME, "£2.50 a night")
    assert found.when.en == "Thursdays at seven"
    assert found.access.en == "Step-free"
    assert found.domains == ("RELATE",)
    assert found.ring is Ring.COMMUNITY
    assert found.checked_on == dt.date(2026, 10, 1)
    assert found.is_offered


@pytest.mark.parametrize("wrap", ["[{}]", '{{"contents": [{}]}}', '{{"services": [{}]}}', "{}"])
def test_a_page_a_list_and_a_single_service_are_all_read(wrap: str) -> None:
    import json

    assert len(read_json(wrap.format(json.dumps(service()))).entries) == 1


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ({"id": ""}, "no id"),
        ({"name": " ", "name_cy": ""}, "no name"),
        ({"url": "javascript:alert(1)"}, "web address"),
        ({"url": "ftp://x.example"}, "web address"),
        ({"email": "somebody"}, "email"),
        ({"phones": [{"number": "<script>"}]}, "telephone"),
        ({"status": "sleeping"}, "status"),
        ({"assured_date": "last week"}, "date"),
        ({"name": "x" * 5000}, "too long"),
    ],
)
def test_a_bad_row_is_named_with_its_reason_and_costs_only_itself(
    fault: dict[str, object], reason: str
) -> None:
    found = read_json(file_of(service("good"), service("bad", **fault), service("good too")))
    assert [entry.key for entry in found.entries] == ["good", "good too"]
    [bad] = found.bad
    assert bad.number == 2
    assert reason in bad.reason


def test_a_row_that_is_no_service_and_one_that_comes_twice_are_left_out() -> None:
    found = read_json(file_of(service(), "text", None, service()))
    assert len(found.entries) == 1
    assert [bad.number for bad in found.bad] == [2, 3, 4]


@pytest.mark.parametrize("text", ["", "{", "3", '{"total": 1}', "[" * 100_000])
def test_what_is_not_a_directory_is_refused_as_a_whole(text: str) -> None:
    with pytest.raises(FileRefused):
        read_json(text)


def test_odd_shapes_inside_a_service_never_stop_the_rest() -> None:
    odd = service(
        "odd", languages={"code": "cy"}, phones=[None, 3], service_at_locations=[{"location": []}]
    )
    found = read_json(file_of(odd, service("after")))
    assert [entry.key for entry in found.entries] == ["odd", "after"]
    assert found.entries[0].phone == ""


def test_a_spreadsheet_is_read_by_its_columns() -> None:
    found = read_csv(
        "ID,name_en,name_cy,domains,areas,languages,cost,status,solution\n"
        "1,Knitting,Gwau,RELATE; LEARN,Bangor;Bethesda,cy;en,free,,community_circles\n"
        "2,,Cerdded,,,,,withdrawn,\n"
        "3,Wrong,,WEATHER,,,,,\n"
        "4,Wrong,,,,,gold,,\n"
        ",Nameless id,,,,,,,\n"
    )
    knitting, walking = found.entries
    assert knitting.domains == ("LEARN", "RELATE")
    assert knitting.areas == ("Bangor", "Bethesda")
    assert knitting.cost is Cost.FREE
    assert knitting.solution == "community_circles"
    assert not walking.is_offered
    assert [(bad.number, bad.name) for bad in found.bad] == [
        (3, "Wrong"),
        (4, "Wrong"),
        (5, "Nameless id"),
    ]


def test_a_spreadsheet_without_names_for_its_columns_is_refused() -> None:
    with pytest.raises(FileRefused):
        read_csv("1,Knitting\n")


def test_a_file_is_read_by_what_its_name_ends_with(tmp_path: Path) -> None:
    good = tmp_path / "a.JSON"
    good.write_text(file_of(service()), encoding="utf-8-sig")
    assert len(read_file(good).entries) == 1
    other = tmp_path / "a.xlsx"
    other.write_text("")
    for wrong in (other, tmp_path / "none.csv"):
        with pytest.raises(FileRefused):
            read_file(wrong)
    latin = tmp_path / "b.csv"
    latin.write_bytes("id,name_cy\n1,Tŷ".encode("utf-16"))
    with pytest.raises(FileRefused):
        read_file(latin)
