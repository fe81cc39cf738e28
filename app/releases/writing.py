"""Writes releasable tables as files a commissioner takes away: the same release, the same bytes.

Every table is written twice, in English and in Welsh, with a data dictionary in each language and a
manifest of checksums. Nothing but a releasable table can be written.
"""

import csv
import datetime as dt
import hashlib
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from app.i18n import LANGUAGES, Language
from app.periods import Quarter
from app.releases.disclosure import (
    DisclosureRule,
    Marker,
    ReleasableTable,
    Shown,
    check_releasable,
)
from app.releases.formulas import guard_formula
from app.releases.layout import Wording


MARKERS: Final = {
    Marker.HIDDEN: Wording("[hidden]", "[cuddiwyd]"),
    Marker.NOT_GIVEN: Wording("[not given]", "[heb ei roi]"),
}
_PERIOD: Final = Wording("Period", "Cyfnod")
_KEY: Final = Wording("Row key", "Allwedd y rhes")


@dataclass(frozen=True)
class ReleaseDetails:
    """What a release says about itself: the same on every page and in every file."""

    period: Quarter
    number: int
    made_on: dt.date
    framework: str


@dataclass(frozen=True)
class ReleaseFile:
    """One finished file. Its name holds nothing but the release, the table and the language."""

    name: str
    content: bytes
    media_type: str

    @property
    def sha256(self) -> str:
        """Return the checksum that the manifest and the audit record keep."""
        return hashlib.sha256(self.content).hexdigest()


def write_release(
    details: ReleaseDetails, tables: Sequence[ReleasableTable]
) -> tuple[ReleaseFile, ...]:
    """Write every file of a release; the manifest comes last and names the others."""
    rule = _one_rule(tables)
    stem = f"{details.period.label}-release-{details.number}"
    files = [
        ReleaseFile(
            f"{stem}-{table.layout.key}.{language}.csv",
            write_csv(table, details.period, language),
            "text/csv; charset=utf-8",
        )
        for table in tables
        for language in LANGUAGES
    ]
    files += [
        ReleaseFile(
            f"{stem}-data-dictionary.{language}.csv",
            write_data_dictionary(tables, language),
            "text/csv; charset=utf-8",
        )
        for language in LANGUAGES
    ]
    manifest = write_manifest(details, rule, files)
    return (*files, ReleaseFile(f"{stem}-manifest.json", manifest, "application/json"))


def write_csv(table: ReleasableTable, period: Quarter, language: Language) -> bytes:
    """Write one table in one language. The row keys are the same in both, so the files join."""
    check_releasable(table)
    head = [_PERIOD, _KEY, table.layout.row_heading, *(one.heading for one in table.columns)]
    lines: list[list[str | int]] = [[wording.in_language(language) for wording in head]]
    lines += [
        [
            period.label,
            row.label.key,
            row.label.name.in_language(language),
            *(shown_text(cell, language) for cell in row.cells),
        ]
        for row in table.every_row
    ]
    return _csv_bytes(lines)


def shown_text(cell: Shown, language: Language) -> str | int:
    """Return a released cell as it is written: a whole number, or a marker that is not nought."""
    return MARKERS[cell].in_language(language) if isinstance(cell, Marker) else cell


def write_data_dictionary(tables: Sequence[ReleasableTable], language: Language) -> bytes:
    """Write what every table and column means and how the numbers were protected."""
    rule = _one_rule(tables)
    head = (
        Wording("Table", "Tabl"),
        Wording("Column", "Colofn"),
        Wording("Heading", "Pennawd"),
        Wording("What it means", "Ystyr"),
    )
    lines: list[list[str | int]] = [[wording.in_language(language) for wording in head]]
    for table in tables:
        layout = table.layout
        title, note = layout.title.in_language(language), layout.note.in_language(language)
        lines.append([layout.key, "", title, note])
        lines += [
            [
                layout.key,
                column.key,
                column.heading.in_language(language),
                column.meaning.in_language(language),
            ]
            for column in table.columns
        ]
    lines += [["", "", "", note.in_language(language)] for note in protection_notes(rule)]
    return _csv_bytes(lines)


def protection_notes(rule: DisclosureRule) -> tuple[Wording, ...]:
    """Return what a reader must know about the numbers, for the dictionary and the page alike."""
    hide, base = rule.hide_up_to, rule.round_to
    return (
        Wording(
            f"[hidden] means that from 0 to {hide} people are behind the figure. It does not mean "
            "0. Where the rows of a table divide one total, they are hidden together.",
            f"Ystyr [cuddiwyd] yw bod rhwng 0 a {hide} o bobl y tu ôl i'r ffigur. Nid yw'n golygu "
            "0. Lle mae rhesi tabl yn rhannu un cyfanswm, cânt eu cuddio gyda'i gilydd.",
        ),
        Wording(
            "[not given] means that the figure is never given, because it would mislead or give "
            "people away.",
            "Ystyr [heb ei roi] yw nad yw'r ffigur byth yn cael ei roi, am y byddai'n camarwain "
            "neu'n datgelu pwy yw pobl.",
        ),
        Wording(
            f"Every number is rounded to the nearest {base}, and every total is rounded on its "
            "own, so rows may not add up to totals.",
            f"Mae pob rhif wedi'i dalgrynnu i'r {base} agosaf, a phob cyfanswm wedi'i dalgrynnu ar "
            "ei ben ei hun, felly efallai na fydd y rhesi'n adio i'r cyfansymiau.",
        ),
        Wording(
            "Percentages come from the rounded numbers, so they are rough where numbers are "
            "small. 100% does not mean everybody.",
            "Daw'r canrannau o'r rhifau wedi'u talgrynnu, felly bras ydyn nhw lle mae'r rhifau'n "
            "fach. Nid yw 100% yn golygu pawb.",
        ),
        Wording(
            "The figures count what people talked about and a practitioner confirmed. They are "
            "not findings of need, eligibility, risk or harm.",
            "Mae'r ffigurau'n cyfrif yr hyn y soniodd pobl amdano ac y cadarnhaodd ymarferydd. "
            "Nid ydyn nhw'n ganfyddiadau o angen, cymhwystra, risg na niwed.",
        ),
    )


def write_manifest(
    details: ReleaseDetails, rule: DisclosureRule, files: Iterable[ReleaseFile]
) -> bytes:
    """Write what the release is and the checksum of each file in it."""
    content = {
        "period": details.period.label,
        "first_day": details.period.first_day.isoformat(),
        "last_day": details.period.last_day.isoformat(),
        "release": details.number,
        "made_on": details.made_on.isoformat(),
        "framework": details.framework,
        "rule": {"hide_up_to": rule.hide_up_to, "round_to": rule.round_to},
        "files": {file.name: {"sha256": file.sha256} for file in files},
    }
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def _one_rule(tables: Sequence[ReleasableTable]) -> DisclosureRule:
    """Return the rule all tables share; two rules on the same people could be compared."""
    rules = {check_releasable(table).rule for table in tables}
    if len(rules) != 1:
        raise ValueError("A release needs at least one table, all made under the same rule.")
    return rules.pop()


def _csv_bytes(lines: Iterable[Sequence[str | int]]) -> bytes:
    """Return UTF-8 with a byte-order mark and CRLF, which every spreadsheet opens rightly."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    for line in lines:
        writer.writerow([guard_formula(cell) if isinstance(cell, str) else cell for cell in line])
    return text.getvalue().encode("utf-8-sig")
