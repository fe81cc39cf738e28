"""Adds up what practitioners decided about suggestions: over all teams, and without a word."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Select
from sqlmodel import Session, col, func, select

from app.recording.models import OutcomeTag, SuggestionPause, TagDecision, TrackRecord
from app.recording.track_record import MODEL, RULE, Tally, is_enough, unit


Subject = tuple[str, str]  # what is judged: rule or a kind of tag, and its name or key

_OF_STATE: Mapping[str, Tally] = {
    "confirmed": Tally(kept=1),
    "set_aside": Tally(set_aside=1),
    "withdrawn": Tally(set_aside=1),  # kept at first, and then thought better of
}


@dataclass
class Tallies:
    """What was decided about each rule of the version in force, and about each key."""

    of_version: dict[Subject, Tally] = field(default_factory=dict)
    of_all: dict[Subject, Tally] = field(default_factory=dict)

    def judged(self, subject: Subject) -> tuple[Tally, bool]:
        """Return the figures a rule or a key is judged by, and whether they are this version's.

        A rule starts afresh with each version; a key only when the version has decisions enough.
        """
        own = self.of_version.get(subject, Tally())
        if subject[0] == RULE or is_enough(own):
            return own, True
        return self.of_all.get(subject, Tally()), False

    def subjects(self) -> Iterable[Subject]:
        """Return everything there are figures of."""
        return sorted(self.of_version.keys() | self.of_all.keys())


def count_decisions(
    session: Session, mapper_version: str, restarts: Mapping[Subject, dt.datetime]
) -> Tallies:
    """Add up the latest decision of every tag; what was started again counts from then on."""
    tallies = Tallies()
    for row in session.execute(_grouped()):
        _add(tallies, mapper_version, row, skip=restarts.keys())
    for subject, since in restarts.items():
        for row in session.execute(_grouped().where(_is_about(subject), _decided_after(since))):
            _add(tallies, mapper_version, row, only=subject)
    return tallies


def restarts_of(session: Session) -> dict[Subject, dt.datetime]:
    """Return when somebody last started each rule or key again."""
    statement = select(
        SuggestionPause.kind, SuggestionPause.key, func.max(SuggestionPause.ended_at)
    ).where(col(SuggestionPause.ended_by).is_not(None))
    grouped = statement.group_by(col(SuggestionPause.kind), col(SuggestionPause.key))
    return {(kind, key): since for kind, key, since in session.execute(grouped)}


def _grouped() -> Select[Any]:
    columns = (
        col(OutcomeTag.suggestion_rule),
        col(OutcomeTag.kind),
        col(OutcomeTag.key),
        col(OutcomeTag.mapper_version),
        col(OutcomeTag.state),
    )
    statement: Select[Any] = select(*columns, func.count())  # type: ignore[call-overload]
    return statement.group_by(*columns)


def _is_about(subject: Subject) -> ColumnElement[bool]:
    kind, key = subject
    if kind == RULE:
        rule, _colon, what = key.partition(":")
        named = col(OutcomeTag.suggestion_rule) == rule
        if not key.startswith(MODEL):
            return named
        kind, _colon, key = what.partition(":")
        return named & (col(OutcomeTag.kind) == kind) & (col(OutcomeTag.key) == key)
    return (col(OutcomeTag.kind) == kind) & (col(OutcomeTag.key) == key)


def _decided_after(since: dt.datetime) -> ColumnElement[bool]:
    later = select(TagDecision.id).where(
        col(TagDecision.tag_id) == col(OutcomeTag.id), col(TagDecision.decided_at) > since
    )
    return later.exists()


def _add(
    tallies: Tallies,
    mapper_version: str,
    row: Any,
    *,
    skip: Iterable[Subject] = (),
    only: Subject | None = None,
) -> None:
    rule, kind, key, version, state, how_many = row
    tally = _tally(rule, version, state, how_many)
    if tally is None:
        return
    subjects: list[Subject] = [(kind, key)]
    if rule:
        subjects.append((RULE, unit(rule, kind, key)))
    for subject in subjects:
        if subject in skip or only not in (None, subject):
            continue
        tallies.of_all[subject] = tallies.of_all.get(subject, Tally()) + tally
        if version == mapper_version:
            tallies.of_version[subject] = tallies.of_version.get(subject, Tally()) + tally


def _tally(rule: str, version: str, state: str, how_many: int) -> Tally | None:
    if rule:
        one = _OF_STATE[state]
        return Tally(one.kept * how_many, one.set_aside * how_many)
    # Added by hand. Where no mapper had read the words yet, it cannot have missed anything.
    return Tally(added=how_many) if state == "confirmed" and version else None


def records_of(session: Session, subjects: Iterable[Subject]) -> dict[Subject, TrackRecord]:
    """Return the track record of these rules and keys, as last added up."""
    keys = {key for _kind, key in subjects}
    statement = select(TrackRecord).where(col(TrackRecord.key).in_(keys))
    return {(row.kind, row.key): row for row in session.exec(statement)}


def all_records(session: Session) -> tuple[TrackRecord, ...]:
    """Return every track record."""
    order = (col(TrackRecord.kind), col(TrackRecord.key))
    return tuple(session.exec(select(TrackRecord).order_by(*order)))


def tally_of(row: TrackRecord | SuggestionPause) -> Tally:
    """Return a stored row's figures as numbers to reckon with."""
    return Tally(row.kept, row.set_aside, row.added)
