"""How the suggestions are doing: the track record, what has stopped, and how far two people agree.

Over all teams together. Numbers of decisions only, and none where there are few.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from app.clock import local
from app.forms import FieldError
from app.i18n import current_language, long_date, ngettext
from app.i18n import gettext as _
from app.recording.models import SuggestionPause, TrackRecord
from app.recording.pages.subjects import (
    as_heading,
    kind_label,
    pause_sentence,
    subject_label,
    tag_label,
)
from app.recording.second_looks import Agreement
from app.recording.tallies import tally_of
from app.recording.track_record import RULE, SHOWN_FROM, Share, Tally
from outcome_mapping.agreement import UNITS_NEEDED
from outcome_mapping.framework import KINDS, Framework


MOST_TOLD: Final = 3  # in the notice; all of them are on the page it leads to
Row = tuple[str, ...]
Column = Mapping[str, object]


@dataclass(frozen=True)
class PauseNotice:
    """What has stopped suggesting, until a team leader has read so."""

    sentences: tuple[str, ...]
    more: str  # empty: all of them are told
    ids: tuple[str, ...]


@dataclass(frozen=True)
class PausedCard:
    """Something that has stopped suggesting, and the way to start it again."""

    id: str
    name: str
    sentence: str
    since: str
    action: str
    typed: str
    errors: tuple[FieldError, ...]

    @property
    def is_open(self) -> bool:
        """Say whether its form is being filled in."""
        return bool(self.typed or self.errors)


@dataclass(frozen=True)
class StartedAgain:
    """Something that somebody let suggest again, when, and why."""

    line: str
    reason: str


@dataclass(frozen=True)
class FigureTable:
    """One table of figures."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class SuggestionsPage:
    """What the template shows."""

    title: str
    version: str
    paused: tuple[PausedCard, ...]
    started_again: tuple[StartedAgain, ...]
    keys: tuple[FigureTable, ...]
    rules: FigureTable
    few_rules: str
    agreement_line: str
    agreement: tuple[FigureTable, ...]
    form_id: str
    errors: tuple[FieldError, ...]


@dataclass(frozen=True)
class Known:
    """Everything that was read for the page."""

    version: str
    pauses: Sequence[SuggestionPause]
    restarted: Sequence[SuggestionPause]
    names: Mapping[uuid.UUID, str]
    records: Sequence[TrackRecord]
    agreements: Sequence[Agreement]


def pause_notice(pauses: Sequence[SuggestionPause]) -> PauseNotice | None:
    """Return the one notice for the team page, if there is anything to tell."""
    if not pauses:
        return None
    return PauseNotice(
        sentences=tuple(pause_sentence(pause) for pause in pauses[:MOST_TOLD]),
        more=_more(len(pauses) - MOST_TOLD),
        ids=tuple(str(pause.id) for pause in pauses),
    )


def _more(how_many: int) -> str:
    if how_many <= 0:
        return ""
    return ngettext("And one more.", "And %(num)s more.", how_many) % {"num": how_many}


def suggestions_page(
    known: Known,
    framework: Framework,
    *,
    refused: str = "",
    typed: str = "",
    errors: tuple[FieldError, ...] = (),
) -> SuggestionsPage:
    """Return the page; ``refused`` is the pause whose form is shown again with what was typed."""
    by_subject = {(row.kind, row.key): tally_of(row) for row in known.records}
    rules = [row for row in known.records if row.kind == RULE]
    shown = [row for row in rules if tally_of(row).decided >= SHOWN_FROM]
    return SuggestionsPage(
        title=_("How the suggestions are doing"),
        version=known.version,
        paused=tuple(
            _card(pause, typed, errors) if str(pause.id) == refused else _card(pause)
            for pause in known.pauses
        ),
        started_again=tuple(_started_again(pause, known.names) for pause in known.restarted),
        keys=tuple(
            FigureTable(
                kind_label(kind),
                _key_columns(),
                tuple(
                    _key_row(
                        framework.label(kind, key, current_language()),
                        by_subject.get((kind, key), Tally()),
                    )
                    for key in framework.keys(kind)
                ),
            )
            for kind in ("asset", "element", "domain", "statement")
        ),
        rules=FigureTable(_("Rules"), _rule_columns(), tuple(_rule_row(row) for row in shown)),
        few_rules=_few_rules(len(rules) - len(shown)),
        agreement_line=_agreement_line(known.agreements),
        agreement=_agreement_tables(known.agreements),
        form_id=f"start-{refused}" if refused else "",
        errors=errors,
    )


def _card(
    pause: SuggestionPause, typed: str = "", errors: tuple[FieldError, ...] = ()
) -> PausedCard:
    return PausedCard(
        id=str(pause.id),
        name=as_heading(subject_label(pause.kind, pause.key)),
        sentence=pause_sentence(pause),
        since=_("Stopped on %(date)s.") % {"date": long_date(local(pause.paused_at).date())},
        action=f"/team/suggestions/{pause.id}/start",
        typed=typed,
        errors=errors,
    )


def _started_again(pause: SuggestionPause, names: Mapping[uuid.UUID, str]) -> StartedAgain:
    words = {
        "what": as_heading(subject_label(pause.kind, pause.key)),
        "name": names.get(pause.ended_by, "") if pause.ended_by else "",
        "date": long_date(local(pause.ended_at).date()) if pause.ended_at else "",
    }
    return StartedAgain(_("%(what)s: by %(name)s, %(date)s") % words, pause.reason)


def _numeric(*labels: str) -> tuple[Column, ...]:
    return tuple({"label": label, "numeric": True} for label in labels)


def _key_columns() -> tuple[Column, ...]:
    numbers = _numeric(
        _("Kept"),
        _("Set aside"),
        _("Added by hand"),
        _("Precision"),
        _("Recall"),
        "F1",
    )
    return ({"label": _("Tag")}, *numbers)


def _key_row(label: str, tally: Tally) -> Row:
    if tally.decided < SHOWN_FROM:
        return (label, _fewer(), *["–"] * 5)
    figures = (_share(tally.precision()), _share(tally.recall()), _share(tally.f1()))
    return (label, f"{tally.kept:,}", f"{tally.set_aside:,}", f"{tally.added:,}", *figures)


def _rule_columns() -> tuple[Column, ...]:
    numbers = _numeric(_("Kept"), _("Set aside"), _("Precision"))
    return ({"label": _("Rule")}, *numbers)


def _rule_row(record: TrackRecord) -> Row:
    tally, label = tally_of(record), subject_label(record.kind, record.key)
    return (label, f"{tally.kept:,}", f"{tally.set_aside:,}", _share(tally.precision()))


def _few_rules(how_many: int) -> str:
    if not how_many:
        return ""
    return _("Rules with fewer than %(least)s decisions so far, not listed: %(rules)s.") % {
        "least": SHOWN_FROM,
        "rules": f"{how_many:,}",
    }


def _fewer() -> str:
    return _("fewer than %(least)s") % {"least": SHOWN_FROM}


def _share(share: Share | None) -> str:
    if share is None:
        return "–"
    # The word joiners keep a range on one line.
    return f"{share.value:.2f} ({share.low:.2f}\u2060–\u2060{share.high:.2f})"


def _agreement_line(agreements: Sequence[Agreement]) -> str:
    answers = agreements[0].answers
    words = {"answers": f"{answers:,}", "least": UNITS_NEEDED}
    if answers < UNITS_NEEDED:
        return (
            _("Answers coded twice so far: %(answers)s. Too few to say: it takes %(least)s.")
            % words
        )
    return _("Answers coded twice so far: %(answers)s.") % {"answers": words["answers"]}


def _agreement_tables(agreements: Sequence[Agreement]) -> tuple[FigureTable, ...]:
    columns = (
        {"label": _("Tag")},
        *_numeric(_("Answers coded twice"), _("Agreement (Krippendorff's alpha)")),
    )
    tables = (
        FigureTable(
            kind_label(kind),
            columns,
            tuple(_agreement_row(one) for one in agreements if one.kind == kind and one.is_enough),
        )
        for kind in KINDS
    )
    return tuple(table for table in tables if table.rows)


def _agreement_row(one: Agreement) -> Row:
    label = tag_label(one.kind, one.key) if one.key else _("All of these together")
    figure = _("nobody used it") if one.alpha is None else f"{one.alpha:.2f}"
    return (label, f"{one.answers:,}", figure)
