"""Which rules and keys have stopped suggesting, and who has been told."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session, col, or_, select

from app.errors import NotFound
from app.identity import Actor
from app.recording.models import PauseRead, SuggestionPause
from app.recording.track_record import RULE, unit


@dataclass(frozen=True)
class Silence:
    """What is left out of new suggestions."""

    subjects: frozenset[tuple[str, str]]

    def covers(self, rule: str, kind: str, key: str) -> bool:
        """Say whether a finding is left out: its rule has stopped, or its key has."""
        return (kind, key) in self.subjects or (RULE, unit(rule, kind, key)) in self.subjects


def silence(session: Session, mapper_version: str) -> Silence:
    """Return what this version of the mapper keeps quiet about."""
    rows = open_pauses(session, mapper_version)
    return Silence(frozenset((row.kind, row.key) for row in rows))


def open_pauses(session: Session, mapper_version: str) -> tuple[SuggestionPause, ...]:
    """Return the pauses that hold: of a rule only this version's, of a key any version's."""
    statement = (
        select(SuggestionPause)
        .where(col(SuggestionPause.ended_at).is_(None))
        .where(
            or_(
                col(SuggestionPause.kind) != RULE,
                col(SuggestionPause.mapper_version) == mapper_version,
            )
        )
        .order_by(
            col(SuggestionPause.kind) == RULE,
            col(SuggestionPause.paused_at).desc(),
            col(SuggestionPause.key),
        )
    )
    return tuple(session.exec(statement))


def restarted(session: Session, most: int) -> tuple[SuggestionPause, ...]:
    """Return what somebody started again, the latest first."""
    statement = (
        select(SuggestionPause)
        .where(col(SuggestionPause.ended_by).is_not(None))
        .order_by(col(SuggestionPause.ended_at).desc(), col(SuggestionPause.key))
        .limit(most)
    )
    return tuple(session.exec(statement))


def get_pause(session: Session, pause_id: uuid.UUID) -> SuggestionPause:
    """Return one pause, locked to change it."""
    pause = session.get(SuggestionPause, pause_id, with_for_update=True)
    if pause is None:
        raise NotFound
    return pause


def unread(
    session: Session, actor: Actor, pauses: Iterable[SuggestionPause]
) -> tuple[SuggestionPause, ...]:
    """Return those of the pauses that the actor has not read about."""
    statement = select(PauseRead.pause_id).where(col(PauseRead.staff_account_id) == actor.id)
    read = set(session.exec(statement))
    return tuple(pause for pause in pauses if pause.id not in read)
