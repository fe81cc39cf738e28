"""What is written is safe to open, the same every time, and in both languages."""

import csv
import datetime as dt
import hashlib
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from app.i18n import Language
from app.periods import Quarter
from app.releases.aggregation import Cell, Table, TableRow
from app.releases.disclosure import DisclosureRule, UncheckedTable, protect
from app.releases.formulas import guard_formula
from app.releases.layout import Column, Label, TableLayout, Wording
from app.releases.writing import (
    ReleaseDetails,
    ReleaseFile,
    write_csv,
    write_data_dictionary,
    write_release,
)
from tests.app.releases.invented_conversations import Period, lopsided_period, tables_of


QUARTER = Quarter(2026, 3)
DETAILS = ReleaseDetails(QUARTER, 1, dt.date(2026, 10, 5), "WG-2016")


def read(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def a_release(period: Period) -> tuple[ReleaseFile, ...]:
    return write_release(DETAILS, [protect(table) for table in tables_of(period).values()])


@pytest.mark.parametrize(
    "text",
    [
        *(
            "=1+1",
            "+1",
            "-1",
            "@SUM(A1)",
            "|calc",
            "%COMSPEC%",
            "\tx",
            "\rx",
            "\nx",
            "＝1+1",
            "＠x",
        ),
        *(" =1", "\u00a0=1", "\ufeff=1", "\x00=1", "\x1b\u200b @x", "\u2028=1", "\u202e=1"),
    ],
)
def test_text_a_spreadsheet_might_run_is_guarded(text: str) -> None:
    assert guard_formula(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", " ", "Pobl", "1 - 2", "tŷ", "[hidden]", "a=b", "'=1"])
def test_harmless_text_is_left_alone(text: str) -> None:
    assert guard_formula(text) == text


def test_headings_and_row_names_are_guarded_in_the_file() -> None:
    evil = Wording("=cmd()", "@cmd")
    layout = TableLayout("evil", evil, evil, (Column("people", evil, evil),), evil)
    table = protect(Table(layout, (TableRow(Label("row", evil), (Cell(20, 20),)),)))

    assert read(write_csv(table, QUARTER, "en")) == [
        ["Period", "Row key", "'=cmd()", "'=cmd()"],
        ["2026-Q3", "row", "'=cmd()", "20"],
    ]
    for language in ("en", "cy"):
        for line in read(write_data_dictionary([table], language)):
            assert not any(cell.startswith(("=", "@")) for cell in line)


def test_a_table_opens_rightly_in_a_spreadsheet() -> None:
    content = write_csv(protect(tables_of(lopsided_period(2))["reach"]), QUARTER, "cy")

    assert content.startswith(b"\xef\xbb\xbf")
    assert content.endswith(b"\r\n")
    assert content.count(b"\n") == content.count(b"\r\n")


@pytest.mark.parametrize(("language", "marker"), [("en", "[hidden]"), ("cy", "[cuddiwyd]")])
def test_a_hidden_cell_says_so_in_the_language_of_the_file(language: Language, marker: str) -> None:
    (_, *lines) = read(write_csv(protect(tables_of(((), ()))["domains"]), QUARTER, language))

    assert {cell for line in lines[:-1] for cell in line[3:]} == {marker}


def test_both_languages_carry_the_same_numbers_and_row_keys() -> None:
    table = protect(tables_of(lopsided_period(4))["assets"])
    english, welsh = (read(write_csv(table, QUARTER, language)) for language in ("en", "cy"))

    assert [line[1] for line in english[1:]] == [line[1] for line in welsh[1:]]
    for left, right in zip(english[1:], welsh[1:], strict=True):
        numbers = [cell for cell in left[3:] if cell.isdigit()]
        assert numbers == [cell for cell in right[3:] if cell.isdigit()]


@pytest.mark.parametrize("language", ["en", "cy"])
def test_no_two_columns_of_a_file_share_a_heading(language: Language) -> None:
    for table in map(protect, tables_of(((), ())).values()):
        headings = read(write_csv(table, QUARTER, language))[0]
        assert len(set(headings)) == len(headings)


def test_nothing_but_a_releasable_table_can_be_written() -> None:
    table = tables_of(lopsided_period(5))["domains"]

    with pytest.raises(UncheckedTable):
        write_csv(table, QUARTER, "en")  # type: ignore[arg-type]
    with pytest.raises(UncheckedTable):
        write_release(DETAILS, [table])  # type: ignore[list-item]
    with pytest.raises(UncheckedTable):
        write_data_dictionary([table], "en")  # type: ignore[list-item]


def test_the_type_checker_refuses_a_plain_table_too(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.py"
    wrong.write_text(
        "from app.releases.aggregation import Table\n"
        "from app.periods import Quarter\n"
        "from app.releases.writing import write_csv\n"
        "def leak(table: Table) -> bytes:\n"
        "    return write_csv(table, Quarter(2026, 3), 'en')\n"
    )
    command = [sys.executable, "-m", "mypy", "--no-error-summary", str(wrong)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)

    assert result.returncode == 1
    assert 'expected "ReleasableTable"' in result.stdout


def test_the_same_release_is_the_same_bytes() -> None:
    held, tags = lopsided_period(6)

    assert a_release((held, tags)) == a_release((held[::-1], tags[::-1]))


def test_a_release_holds_each_table_and_dictionary_in_both_languages_and_a_manifest() -> None:
    tables = ("reach", "domains", "assets", "elements", "languages", "data-dictionary")
    names = [file.name for file in a_release(((), ()))]

    assert names == [
        *(f"2026-Q3-release-1-{table}.{lang}.csv" for table in tables for lang in ("en", "cy")),
        "2026-Q3-release-1-manifest.json",
    ]


def test_the_manifest_carries_the_checksum_of_every_other_file() -> None:
    *files, last = a_release(lopsided_period(8))
    manifest = json.loads(last.content)

    assert manifest["files"] == {
        file.name: {"sha256": hashlib.sha256(file.content).hexdigest()} for file in files
    }
    assert manifest["period"] == "2026-Q3"
    assert manifest["rule"] == {"hide_up_to": 7, "round_to": 5}


def test_every_column_of_every_table_is_explained_in_both_languages() -> None:
    tables = [protect(table) for table in tables_of(lopsided_period(9)).values()]
    for language in ("en", "cy"):
        explained = {
            (line[0], line[2]) for line in read(write_data_dictionary(tables, language)) if line[3]
        }
        for table in tables:
            heading = read(write_csv(table, QUARTER, language))[0][3:]
            assert {(table.layout.key, one) for one in heading} <= explained


def test_the_dictionary_states_the_rule_the_tables_were_made_under() -> None:
    rule = DisclosureRule(hide_up_to=9, round_to=10)
    tables = [protect(table, rule) for table in tables_of(lopsided_period(9)).values()]
    notes = " ".join(line[3] for line in read(write_data_dictionary(tables, "en")))

    assert "from 0 to 9 people" in notes
    assert "nearest 10" in notes
    assert "One person can appear in several domains" in notes


def test_tables_made_under_two_rules_cannot_share_a_release() -> None:
    first, second, *_ = tables_of(lopsided_period(9)).values()

    with pytest.raises(ValueError, match="same rule"):
        write_release(DETAILS, [protect(first), protect(second, DisclosureRule(9, 5))])
    with pytest.raises(ValueError, match="at least one table"):
        write_release(DETAILS, [])


def test_no_file_holds_anything_but_the_columns_listed() -> None:
    tables = {key: protect(table) for key, table in tables_of(lopsided_period(3)).items()}
    columns = {key: [column.key for column in table.columns] for key, table in tables.items()}

    assert columns == {
        "reach": ["people", "conversations"],
        "domains": ["people", "people_percent", "conversations", "tags"],
        "assets": ["people", "people_percent", "conversations"],
        "elements": ["strengths", "personal_outcomes", "barriers", "risks"],
        "languages": ["conversations", "conversations_percent"],
    }
