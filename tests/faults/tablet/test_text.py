"""A tablet cleans text exactly as the server does, so that what it shows is what will be stored."""

import json
import unicodedata

from app.settings import ROOT
from app.text import TextRefused, clean_text
from tests.faults.tablet.tablet import Tablet


CASES = json.loads((ROOT / "tests" / "text_cases.json").read_text("utf-8"))
# Sent as numbers: half a letter does not survive the way into the browser.
CLEAN = """return given.map(([units, limit]) =>
  text.cleanText(String.fromCharCode(...units), limit));"""


def _units(raw: str) -> list[int]:
    encoded = raw.encode("utf-16-le", "surrogatepass")
    return [int.from_bytes(encoded[n : n + 2], "little") for n in range(0, len(encoded), 2)]


def test_the_shared_table_holds_on_a_tablet(tablet: Tablet) -> None:
    kept = [
        case for case in CASES["kept"] if not case.get("one_line")
    ]  # those the server cleans alone
    found = tablet.run(CLEAN, [(_units(case["raw"]), 200) for case in kept])
    assert [one["text"] for one in found] == [case["text"] for case in kept]
    assert {one["fault"] for one in found} == {None}
    unreadable = [(_units(raw), 200) for raw in CASES["unreadable"]]
    assert {one["fault"] for one in tablet.run(CLEAN, unreadable)} == {"unreadable"}
    for case in CASES["lengths"]:
        units = _units(case["raw"])
        fits, long = tablet.run(CLEAN, [(units, case["length"]), (units, case["length"] - 1)])
        assert (fits["fault"], long["fault"]) == (None, "long")


def test_every_letter_in_use_becomes_the_same_on_both_sides(tablet: Tablet) -> None:
    """The letters of the first two planes; one that Python's Unicode does not know is left out."""
    letters = [
        chr(code)
        for code in range(0x20000)
        if not 0xD800 <= code < 0xE000 and unicodedata.category(chr(code)) not in {"Cn", "Co"}
    ]
    clean = """return given.map((raw) => text.cleanText(raw, 50))
      .map(({ fault, text }) => [fault, text]);"""
    raw = [f"a{letter}b {letter}" for letter in letters]
    for start in range(0, len(raw), 20_000):
        some = raw[start : start + 20_000]
        assert tablet.run(clean, some) == [_on_the_server(one) for one in some]


def _on_the_server(raw: str) -> list[str | None]:
    try:
        return [None, clean_text(raw, limit=50)]
    except TextRefused:
        return ["unreadable", raw]
