"""Stop suggesting what people do not keep, and start it again when somebody says so."""

import datetime as dt
import uuid
from typing import Final

from sqlmodel import Session, col, delete, select

from app import clock
from app.audit import SYSTEM, Subject, record, staff
from app.database import Database
from app.errors import NotNow
from app.i18n import gettext as _
from app.identity import Actor
from app.jobs import enqueue, handles
from app.recording.models import PauseRead, SuggestionPause, TrackRecord
from app.recording.pauses import get_pause, open_pauses
from app.recording.tagging import mapper_version
from app.recording.tallies import Subject as Judged
from app.recording.tallies import Tallies, count_decisions, restarts_of
from app.recording.track_record import RULE, Tally, is_enough, is_to_pause


JUDGE: Final = "judge_suggestions"
EVERYTHING: Final = uuid.UUID(int=0)  # the job is about all decisions together
# Decisions come in handfuls: they are added up once, a little later, not at each click.
_A_LITTLE_LATER: Final = dt.timedelta(minutes=1)


def judge_soon(session: Session) -> None:
    """Let the decisions be added up, within a minute or so."""
    job = enqueue(session, JUDGE, EVERYTHING)
    if job in session.new:
        job.run_after = clock.now() + _A_LITTLE_LATER


@handles(JUDGE)
def judge(database: Database, _everything: uuid.UUID) -> None:
    """Add up all decisions, and stop whatever the figures say should stop; safe to run twice."""
    version = mapper_version()
    with database.reading() as session:
        restarts = restarts_of(session)
        tallies = count_decisions(session, version, restarts)
    with database.writing() as session:
        if restarts_of(session) != restarts:
            judge_soon(session)  # somebody started something again while we were counting
            return
        _keep_records(session, version, tallies)
        held = {(pause.kind, pause.key): pause for pause in open_pauses(session, version)}
        for subject in tallies.subjects():
            _judge_one(session, version, tallies, subject, held.get(subject))


def _keep_records(session: Session, version: str, tallies: Tallies) -> None:
    session.exec(delete(TrackRecord))
    moment = clock.now()
    for kind, key in tallies.subjects():
        tally, is_own = tallies.judged((kind, key))
        if tally.decided:
            session.add(
                TrackRecord(
                    id=uuid.uuid5(EVERYTHING, f"{kind}:{key}"),
                    kind=kind,
                    key=key,
                    mapper_version=version if is_own else "",
                    kept=tally.kept,
                    set_aside=tally.set_aside,
                    added=tally.added,
                    counted_at=moment,
                )
            )


def _judge_one(
    session: Session,
    version: str,
    tallies: Tallies,
    subject: Judged,
    pause: SuggestionPause | None,
) -> None:
    tally, is_own = tallies.judged(subject)
    if pause is not None:
        if pause.mapper_version == version or not (is_own and is_enough(tally)):
            return
        _end(session, pause)  # a new version has decisions of its own, and is judged by those
    if is_to_pause(subject[0], tally):
        _pause(session, version, subject, tally)


def _pause(session: Session, version: str, subject: Judged, tally: Tally) -> None:
    kind, key = subject
    earlier = session.exec(
        select(SuggestionPause.id).where(
            col(SuggestionPause.kind) == kind, col(SuggestionPause.key) == key
        )
    ).all()
    pause = SuggestionPause(
        # Two workers that judge at once make one pause, not two.
        id=uuid.uuid5(EVERYTHING, f"{version}:{kind}:{key}:{len(earlier)}"),
        kind=kind,
        key=key,
        kept=tally.kept,
        set_aside=tally.set_aside,
        added=tally.added if kind != RULE else 0,
        mapper_version=version,
    )
    session.add(pause)
    record(
        session,
        SYSTEM,
        "suggestions_paused",
        Subject("suggestion_pause", pause.id),
        kind=kind,
        key=key,
        kept=pause.kept,
        set_aside=pause.set_aside,
        added=pause.added,
        mapper_version=version,
    )


def _end(session: Session, pause: SuggestionPause) -> None:
    pause.ended_at = clock.now()
    session.add(pause)
    subject = Subject("suggestion_pause", pause.id)
    record(session, SYSTEM, "pause_ended_by_new_version", subject, kind=pause.kind, key=pause.key)


def start_again(session: Session, actor: Actor, pause_id: uuid.UUID, reason: str) -> None:
    """Let a rule or a key suggest again; only decisions from now on will be held against it."""
    pause = get_pause(session, pause_id)
    if pause.ended_at is not None:
        raise NotNow(_("This had been started again already, so nothing was changed."))
    pause.ended_at, pause.ended_by, pause.reason = clock.now(), actor.id, reason
    session.add(pause)
    subject = Subject("suggestion_pause", pause.id)
    record(session, staff(actor), "suggestions_restarted", subject, kind=pause.kind, key=pause.key)
    judge_soon(session)


def note_read(session: Session, actor: Actor, pause_id: uuid.UUID) -> None:
    """Note that the actor has read the notice about a pause, once."""
    pause = get_pause(session, pause_id)
    seen = session.exec(
        select(PauseRead.id).where(
            col(PauseRead.pause_id) == pause.id, col(PauseRead.staff_account_id) == actor.id
        )
    ).first()
    if seen is None:
        session.add(PauseRead(pause_id=pause.id, staff_account_id=actor.id))
        record(session, staff(actor), "pause_notice_read", Subject("suggestion_pause", pause.id))
