"""What ``whatmatters doctor`` looks at to tell whether an installation is safe to use."""

import stat
from dataclasses import dataclass

from sqlalchemy import inspect
from sqlmodel import col, select

from app.database import Database
from app.jobs import Job
from app.migrations import is_current
from app.settings import Settings


@dataclass(frozen=True)
class Finding:
    """One thing looked at."""

    is_well: bool
    sentence: str


def examine(settings: Settings) -> list[Finding]:
    """Look at the installation and return what was found."""
    findings = [_data_folder(settings), _mode(settings)]
    if not is_current(settings.database_address):
        return [*findings, Finding(False, "The database needs: whatmatters migrate")]
    database = Database(settings.database_address)
    try:
        findings += [
            Finding(True, "The database is in the shape this version needs."),
            _durability(database),
            *_jobs(database),
        ]
    finally:
        database.close()
    return findings


def _data_folder(settings: Settings) -> Finding:
    mode = stat.S_IMODE(settings.data_dir.stat().st_mode)
    if mode & 0o077:
        return Finding(False, f"The data folder is open to others (mode {mode:o}).")
    return Finding(True, "The data folder is open to this account alone.")


def _mode(settings: Settings) -> Finding:
    if settings.is_practice:
        return Finding(True, "This is the practice room: invented people only.")
    if not settings.uses_https:
        return Finding(False, "Real people's words need HTTPS: set WHATMATTERS_HTTPS=true.")
    return Finding(True, "Cookies travel over HTTPS only.")


def _durability(database: Database) -> Finding:
    wrong = database.unsafe_settings()
    if wrong:
        listed = ", ".join(f"{name} is {value}" for name, value in wrong)
        return Finding(False, f"The database could lose saved answers: {listed}.")
    return Finding(True, "What the database says is saved, is saved.")


def _jobs(database: Database) -> list[Finding]:
    if not inspect(database.engine).has_table("job"):
        return [Finding(False, "The table of jobs is missing.")]
    with database.reading() as session:
        statement = select(Job).where(col(Job.state) == "failed").order_by(col(Job.created_at))
        failed = session.exec(statement).all()
    if not failed:
        return [Finding(True, "No slow work has failed.")]
    return [
        Finding(
            False,
            f"Slow work has failed for good: {job.kind} of {job.subject_id} "
            f"({job.failure}, tried {job.attempts} times).",
        )
        for job in failed
    ]
