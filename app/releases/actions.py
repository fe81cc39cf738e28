"""Order a release, make it, and hand out its files: frozen, numbered, and audited."""

import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from app import clock
from app.audit import SYSTEM, By, Subject, record, staff
from app.database import Database
from app.errors import NotNow
from app.i18n import gettext as _
from app.identity import Actor
from app.jobs import enqueue, handles
from app.operations import Operation, digest, find_receipt
from app.periods import Quarter, parse_period
from app.releases.disclosure import DisclosureRule
from app.releases.models import Release, ReleaseFile
from app.releases.queries import get_file, get_release, list_files, list_releases
from app.releases.tables import make_files, rule_as_text, rule_of
from app.settings import Settings


JOB: Final = "make_release"


def check_has_ended(quarter: Quarter) -> None:
    """Refuse a quarter that could still change."""
    if not quarter.has_ended(clock.today()):
        raise NotNow(
            _("%(period)s has not ended yet. A release is made once its quarter is over.")
            % {"period": quarter.months}
        )


def request_release(
    session: Session,
    actor: Actor,
    rule: DisclosureRule,
    quarter: Quarter,
    *,
    after: int,
    operation_id: uuid.UUID,
) -> Release:
    """Order the release that follows number ``after`` of the quarter; 0 asks for the first.

    Naming what it follows is what makes another release of the same quarter something a person
    asks for, and never a button pressed twice.
    """
    content_digest = digest(operation_id, quarter.label, str(after))
    receipt = find_receipt(session, operation_id, actor_id=actor.id, content_digest=content_digest)
    if receipt is not None:
        return get_release(session, receipt.subject_id)
    release = _order(session, staff(actor), rule, quarter, after=after, requested_by=actor.id)
    session.add(
        Operation(
            id=operation_id,
            actor_id=actor.id,
            subject_id=release.id,
            content_digest=content_digest,
            version=release.number,
        )
    )
    return release


def _order(
    session: Session,
    by: By,
    rule: DisclosureRule,
    quarter: Quarter,
    *,
    after: int,
    requested_by: uuid.UUID | None = None,
) -> Release:
    check_has_ended(quarter)
    if latest_number(session, quarter) != after:
        raise _made_meanwhile()
    release = Release(
        period=quarter.label,
        number=after + 1,
        rule=rule_as_text(rule),
        requested_by=requested_by,
    )
    session.add(release)
    try:
        session.flush()
    except IntegrityError:
        raise _made_meanwhile() from None
    enqueue(session, JOB, release.id)
    record(session, by, "release_requested", _subject(release), period=quarter.label)
    return release


def _made_meanwhile() -> NotNow:
    return NotNow(
        _(
            "A release of this quarter was made while this page was open. "
            "Nothing more was made: go back to the releases and look at it first."
        )
    )


def latest_number(session: Session, quarter: Quarter) -> int:
    """Return the number of the quarter's latest release, or 0."""
    releases = list_releases(session, quarter)
    return releases[0].number if releases else 0


@handles(JOB)
def make_release(database: Database, release_id: uuid.UUID) -> None:
    """Make the release's files and freeze them; one that is ready is never made again."""
    with database.reading() as session:
        release = session.get(Release, release_id)
        if release is None or release.state == "ready":
            return
        files = make_files(session, release)
    with database.writing() as session:
        release = get_release(session, release_id, to_change=True)
        if release.state == "ready":
            return
        for file in files:
            session.add(
                ReleaseFile(
                    release_id=release.id,
                    name=file.name,
                    content=file.content,
                    sha256=file.sha256,
                )
            )
        release.state = "ready"
        session.add(release)
        manifest = files[-1].sha256
        record(
            session,
            SYSTEM,
            "release_made",
            _subject(release),
            period=release.period,
            number=release.number,
            files=len(files),
            manifest_sha256=manifest,
        )


def export_file(session: Session, actor: Actor, release_id: uuid.UUID, name: str) -> ReleaseFile:
    """Hand out one file as it left the first time, and record who took it."""
    release = get_release(session, release_id)
    file = get_file(session, release.id, name)
    record(
        session,
        staff(actor),
        "exported",
        _subject(release),
        file=file.name,
        sha256=file.sha256,
    )
    return file


def release_to_folder(
    database: Database, settings: Settings, period: str, out: Path, *, again: bool = False
) -> list[Path]:
    """Write the quarter's release into a folder, making it first if there is none.

    A quarter that was released before gives the same files again, byte for byte, unless a new
    numbered release of it is asked for with ``again``.
    """
    quarter = parse_period(period)
    check_has_ended(quarter)
    with database.writing() as session:
        releases = list_releases(session, quarter)
        if releases and not again:
            release = releases[0]
        else:
            after = releases[0].number if releases else 0
            release = _order(session, SYSTEM, rule_of(settings), quarter, after=after)
    make_release(database, release.id)
    with database.reading() as session:
        files = list_files(session, release)
    paths = _write_files(out, files)
    with database.writing() as session:
        record(session, SYSTEM, "exported", _subject(release), files=len(files))
    return paths


def _write_files(out: Path, files: Sequence[ReleaseFile]) -> list[Path]:
    """Write the files; nothing at all is written where one of them would replace another file."""
    paths = [out / file.name for file in files]
    for path, file in zip(paths, files, strict=True):
        if path.exists() and path.read_bytes() != file.content:
            raise NotNow(
                _(
                    "The folder already holds a different file called %(name)s. "
                    "Nothing was written: choose another folder."
                )
                % {"name": file.name}
            )
    out.mkdir(parents=True, exist_ok=True)
    for path, file in zip(paths, files, strict=True):
        path.write_bytes(file.content)
    return paths


def _subject(release: Release) -> Subject:
    return Subject("release", release.id)
