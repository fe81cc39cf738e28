"""The commissioner's pages: which releases there are, and one release as it left."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from app import clock
from app.i18n import Language, current_language, long_date
from app.i18n import gettext as _
from app.periods import Quarter, parse_period
from app.releases.disclosure import Marker
from app.releases.frozen import DICTIONARY, FrozenRelease, FrozenRow, FrozenTable, Meaning
from app.releases.layout import ASSETS, DOMAINS, LANGUAGES_TABLE
from app.releases.models import Release, ReleaseFile


# Where one column of numbers says what the table is about, it is drawn too.
_CHARTED: Final = frozenset({DOMAINS.key, ASSETS.key, LANGUAGES_TABLE.key})
_LANGUAGE_NAMES: Final[dict[Language, str]] = {"en": "English", "cy": "Cymraeg"}


@dataclass(frozen=True)
class ReleaseLink:
    """One release in the list."""

    href: str
    label: str


@dataclass(frozen=True)
class QuarterLine:
    """One quarter that has ended: its releases, and what can be done next."""

    period: str
    heading: str
    releases: tuple[ReleaseLink, ...]
    after: int
    make_label: str
    operation_id: str


@dataclass(frozen=True)
class ReleasesPage:
    """Every quarter that has ended, the latest first."""

    title: str
    quarters: tuple[QuarterLine, ...]


@dataclass(frozen=True)
class BarRow:
    """One bar of a chart; a hidden one has no length that means anything."""

    label: str
    value: int
    hidden: bool
    key: str


@dataclass(frozen=True)
class ShownTable:
    """One table of a release, with its chart where it has one."""

    key: str
    title: str
    note: str
    chart_title: str
    bars: tuple[BarRow, ...]
    columns: tuple[Mapping[str, object], ...]
    rows: tuple[tuple[object, ...], ...]
    meanings: tuple[Meaning, ...]


@dataclass(frozen=True)
class Download:
    """One file to take away."""

    href: str
    label: str


@dataclass(frozen=True)
class ReleasePage:
    """One release: its tables as they left, or that it is still being made."""

    title: str
    path: str
    is_ready: bool
    has_failed: bool
    made: str
    tables: tuple[ShownTable, ...]
    notes: tuple[str, ...]
    downloads: tuple[Download, ...]


def releases_page(
    quarters: Sequence[Quarter], releases: Sequence[Release], operation_ids: Sequence[str]
) -> ReleasesPage:
    """Return the list; each quarter's form has an operation id of its own."""
    lines = []
    for quarter, operation_id in zip(quarters, operation_ids, strict=True):
        own = [release for release in releases if release.period == quarter.label]
        lines.append(
            QuarterLine(
                period=quarter.label,
                heading=quarter.months,
                releases=tuple(_link(release) for release in own),
                after=max((release.number for release in own), default=0),
                make_label=_("Make the release of %(period)s") % {"period": quarter.months},
                operation_id=operation_id,
            )
        )
    return ReleasesPage(title=_("Releases"), quarters=tuple(lines))


def release_page(
    release: Release,
    frozen: FrozenRelease | None,
    files: Sequence[ReleaseFile],
    *,
    has_failed: bool,
) -> ReleasePage:
    """Return one release; without ``frozen`` it is still being made."""
    quarter = parse_period(release.period)
    return ReleasePage(
        title=_("%(period)s, release %(number)s")
        % {"period": quarter.months, "number": release.number},
        path=f"/releases/{release.id}",
        is_ready=frozen is not None,
        has_failed=has_failed,
        made=_("Made on %(date)s.") % {"date": _day(release)},
        tables=tuple(_table(table) for table in frozen.tables) if frozen else (),
        notes=frozen.notes if frozen else (),
        downloads=_downloads(release, files, frozen) if frozen else (),
    )


def _day(release: Release) -> str:
    return long_date(clock.local(release.requested_at).date())


def _link(release: Release) -> ReleaseLink:
    words = {"number": release.number, "date": _day(release)}
    if release.state == "ready":
        label = _("Release %(number)s, made on %(date)s") % words
    else:
        label = _("Release %(number)s, being made since %(date)s") % words
    return ReleaseLink(f"/releases/{release.id}", label)


def _table(table: FrozenTable) -> ShownTable:
    is_charted = table.key in _CHARTED
    return ShownTable(
        key=table.key,
        title=table.title,
        note=table.note,
        chart_title=f"{table.title}: {table.headings[0]}",
        bars=tuple(_bar(row) for row in table.rows if not row.is_total) if is_charted else (),
        columns=(
            {"label": table.row_heading},
            *({"label": heading, "numeric": True} for heading in table.headings),
        ),
        rows=tuple((row.name, *(_cell(cell) for cell in row.cells)) for row in table.rows),
        meanings=table.meanings,
    )


def _bar(row: FrozenRow) -> BarRow:
    cell = row.cells[0]
    is_hidden = isinstance(cell, Marker)
    return BarRow(row.name, 0 if isinstance(cell, Marker) else cell, is_hidden, row.key)


def _cell(cell: int | Marker) -> object:
    if cell is Marker.HIDDEN:
        return {"text": _("hidden (small number)"), "hidden": True}
    if cell is Marker.NOT_GIVEN:
        return {"text": _("not given"), "hidden": True}
    return f"{cell:,}"


def _downloads(
    release: Release, files: Sequence[ReleaseFile], frozen: FrozenRelease
) -> tuple[Download, ...]:
    """List the files in the reader's language first, in the order of the tables."""
    titles = {table.key: table.title for table in frozen.tables}
    titles[DICTIONARY] = _("Data dictionary: what every number means")
    stem = f"{release.period}-release-{release.number}-"
    found = {file.name: f"/releases/{release.id}/files/{file.name}" for file in files}
    own = current_language()
    other: Language = "en" if own == "cy" else "cy"
    listed = [
        Download(
            found[name],
            _("%(title)s (%(language)s, CSV)")
            % {"title": title, "language": _LANGUAGE_NAMES[language]},
        )
        for language in (own, other)
        for key, title in titles.items()
        if (name := f"{stem}{key}.{language}.csv") in found
    ]
    manifest = f"{stem}manifest.json"
    listed.append(Download(found[manifest], _("List of the files with their checksums (JSON)")))
    return tuple(listed)
