"""Slow work (tagging, PDFs, releases) as jobs recorded in the data's own transaction.

The ``job`` table is the truth. huey only carries hints to a worker in this process, because a
carrier loses what a killed worker was holding; a sweep every minute finds any job left behind. A
handler must therefore be safe to run twice.
"""

import datetime as dt
import logging
import uuid
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any, Final

from huey import PostgresHuey, SqliteHuey, crontab
from sqlmodel import Field, Session, col, or_, select

from app import clock
from app.database import Database, Moment, Record


_log = logging.getLogger(__name__)

MOST_ATTEMPTS: Final = 10
_HELD_TOO_LONG: Final = dt.timedelta(minutes=5)
_HINTS: Final = "jobs to hint"

Handler = Callable[[Database, uuid.UUID], None]
_handlers: dict[str, Handler] = {}


class Job(Record, table=True):
    """One piece of slow work: what kind, about what, and how it is going."""

    __tablename__ = "job"
    kind: str
    subject_id: uuid.UUID = Field(index=True)
    state: str = Field(default="waiting", index=True)  # waiting | running | done | failed
    attempts: int = 0
    run_after: dt.datetime = Field(default_factory=clock.now, sa_type=Moment)
    created_at: dt.datetime = Field(default_factory=clock.now, sa_type=Moment)
    started_at: dt.datetime | None = Field(default=None, sa_type=Moment)
    finished_at: dt.datetime | None = Field(default=None, sa_type=Moment)
    failure: str = ""  # the kind of error only: its text could repeat an answer


def handles(kind: str) -> Callable[[Handler], Handler]:
    """Register the function that does this kind of job."""

    def register(handler: Handler) -> Handler:
        _handlers[kind] = handler
        return handler

    return register


def enqueue(session: Session, kind: str, subject_id: uuid.UUID) -> Job:
    """Record a job with the data it belongs to; one waiting job per kind and subject is enough."""
    waiting = session.exec(
        select(Job)
        .where(col(Job.kind) == kind, col(Job.subject_id) == subject_id)
        .where(col(Job.state) == "waiting")
        .with_for_update()  # a worker taking it up this moment would not see what is new
    ).first()
    job = waiting or Job(kind=kind, subject_id=subject_id)
    session.add(job)
    _hint_at(session, job)
    return job


def bring_forward(session: Session, kind: str, subject_ids: Collection[uuid.UUID]) -> None:
    """Do now what was only waiting for things to settle; what has failed keeps its pause."""
    jobs = session.exec(
        select(Job)
        .where(col(Job.kind) == kind, col(Job.subject_id).in_(subject_ids))
        .where(col(Job.state) == "waiting", col(Job.attempts) == 0)
        .with_for_update()
    )
    for job in jobs:
        job.run_after = min(job.run_after, clock.now())
        session.add(job)
        _hint_at(session, job)


def _hint_at(session: Session, job: Job) -> None:
    session.info.setdefault(_HINTS, []).append(job)


def state_of(session: Session, kind: str, subject_id: uuid.UUID) -> str | None:
    """Return how the latest job of this kind about this subject is going."""
    return session.exec(
        select(Job.state)
        .where(col(Job.kind) == kind, col(Job.subject_id) == subject_id)
        .order_by(col(Job.created_at).desc())
    ).first()


def run_job(database: Database, job_id: uuid.UUID) -> None:
    """Do one job, once, if it is due; a failure is recorded and tried again later."""
    claimed = _claim(database, job_id)
    if claimed is None:
        return
    try:
        _handlers[claimed.kind](database, claimed.subject_id)
    except Exception as error:
        _log.error("job %s (%s) failed: %s", job_id, claimed.kind, type(error).__name__)
        _finish(database, job_id, failure=type(error).__name__)
    else:
        _finish(database, job_id, failure="")


def run_waiting(database: Database) -> int:
    """Do every job that is due, and return how many there were."""
    done = 0
    while due := _due(database):
        for job_id in due:
            run_job(database, job_id)
        done += len(due)
    return done


def _due(database: Database) -> list[uuid.UUID]:
    moment = clock.now()
    with database.reading() as session:
        statement = (
            select(Job.id)
            .where(
                or_(
                    (col(Job.state) == "waiting") & (col(Job.run_after) <= moment),
                    (col(Job.state) == "running") & (col(Job.started_at) < moment - _HELD_TOO_LONG),
                )
            )
            .order_by(col(Job.created_at))
            .limit(100)
        )
        return list(session.exec(statement))


def _claim(database: Database, job_id: uuid.UUID) -> Job | None:
    moment = clock.now()
    with database.writing() as session:
        job = session.get(Job, job_id, with_for_update=True)
        if job is None or not _is_due(job, moment):
            return None
        is_given_up = job.attempts >= MOST_ATTEMPTS
        if is_given_up:
            # Each try took its worker with it, so nothing was left to note the failure.
            job.state, job.failure, job.finished_at = "failed", "NeverFinished", moment
        else:
            job.state = "running"
            job.started_at = moment
            job.attempts += 1
    if is_given_up:
        _raise_alarm(job)
        return None
    return job


def _is_due(job: Job, moment: dt.datetime) -> bool:
    if job.state == "running":
        return job.started_at is not None and job.started_at < moment - _HELD_TOO_LONG
    return job.state == "waiting" and job.run_after <= moment


def _finish(database: Database, job_id: uuid.UUID, *, failure: str) -> None:
    with database.writing() as session:
        job = session.get(Job, job_id, with_for_update=True)
        if job is None:
            return
        job.failure = failure
        job.finished_at = clock.now()
        if not failure:
            job.state = "done"
        elif job.attempts >= MOST_ATTEMPTS:
            job.state = "failed"
        else:
            job.state = "waiting"
            job.run_after = clock.now() + dt.timedelta(seconds=30 * 2 ** (job.attempts - 1))
    if job.state == "failed":
        _raise_alarm(job)


def _raise_alarm(job: Job) -> None:
    """Tell whoever watches the log that a person is needed: nothing tries this again by itself."""
    _log.critical("ALARM: job %s (%s) has failed for good: %s", job.id, job.kind, job.failure)


class Carrier:
    """huey, carrying hints from a commit to the worker threads in this process."""

    def __init__(self, database: Database, data_dir: Path) -> None:
        if database.is_sqlite:
            self._huey = SqliteHuey("whatmatters", filename=str(data_dir / "hints.db"))
        else:
            dsn = database.engine.url.set(drivername="postgresql").render_as_string(
                hide_password=False
            )
            self._huey = PostgresHuey("whatmatters", dsn=dsn)
        self._run = self._huey.task(name="run_job")(
            lambda job_id: run_job(database, uuid.UUID(job_id))
        )
        self._sweep = self._huey.periodic_task(crontab(minute="*"), name="sweep")(
            lambda: run_waiting(database)
        )
        self._consumer: Any = None
        database.after_commit = self._hint

    def _hint(self, session: Session) -> None:
        for job in session.info.pop(_HINTS, []):
            wait = (job.run_after - clock.now()).total_seconds()
            try:
                if wait > 0:
                    self._run.schedule((str(job.id),), delay=wait)
                else:
                    self._run(str(job.id))
            except Exception:
                _log.warning("job %s waits for the sweep", job.id)

    def start(self) -> None:
        """Start the workers, beginning with whatever was left waiting.

        Two, so that one job that hangs does not hold up the others.
        """
        self._sweep()
        consumer = self._huey.create_consumer(
            workers=2, periodic=True, initial_delay=0.05, max_delay=0.5
        )
        consumer._set_signal_handlers = lambda: None  # the web server looks after signals
        consumer.start()
        self._consumer = consumer

    def stop(self) -> None:
        """Let the worker finish what it holds, and stop."""
        if self._consumer is not None:
            self._consumer.stop(graceful=True)
