"""The commissioner's releases: HTTP in, a page, a file or a redirect out."""

import datetime as dt
import uuid
from typing import Annotated, Final

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from sqlmodel import Session

from app import audit, clock
from app.access import Permission, requires
from app.attempts import check_and_count
from app.database import ReadSession, WriteSession, database_of
from app.errors import DomainError, NotNow
from app.forms import PostedForm, read_form
from app.i18n import current_language
from app.identity import Actor
from app.jobs import state_of
from app.periods import Quarter, parse_period, quarter_of, quarters_between
from app.releases import actions, queries
from app.releases.forms import ReleaseForm
from app.releases.frozen import read_release
from app.releases.pages import release_page, releases_page
from app.releases.tables import rule_of
from app.templating import page


router = APIRouter()

Commissioner = Annotated[Actor, requires(Permission.TAKE_RELEASES)]
_MOST_AN_HOUR: Final = 10
_MEDIA_TYPES: Final = {"csv": "text/csv; charset=utf-8", "json": "application/json"}


@router.get("/releases")
def show_releases(request: Request, session: ReadSession, actor: Commissioner) -> Response:
    """List the quarters that have ended, with the releases made of each."""
    quarters = _ended_quarters(session)
    shown = releases_page(
        quarters, queries.list_releases(session), [str(uuid.uuid4()) for _quarter in quarters]
    )
    return page(request, "releases/releases.html", shown)


def _ended_quarters(session: Session) -> tuple[Quarter, ...]:
    """Return every quarter since the first conversation, the latest first.

    A quarter without conversations is listed like any other: that nobody was seen is a fact too.
    """
    first = queries.first_day_held(session)
    if first is None:
        return ()
    last_ended = quarter_of(clock.today()).previous()
    return quarters_between(first, last_ended.last_day)[::-1]


@router.post("/releases")
def order_release(
    request: Request, session: WriteSession, actor: Commissioner, sent: PostedForm
) -> Response:
    """Order a release of a quarter that has ended."""
    form = read_form(ReleaseForm, sent).form
    if form is None:
        raise DomainError
    release = actions.request_release(
        session,
        actor,
        rule_of(request.app.state.settings),
        _quarter(form.period),
        after=form.after,
        operation_id=form.operation_id,
    )
    check_and_count(
        session,
        request.app.state.signing_key,
        "release",
        str(actor.id),
        most=_MOST_AN_HOUR,
        within=dt.timedelta(hours=1),
    )
    return RedirectResponse(f"/releases/{release.id}", 303)


def _quarter(written: str) -> Quarter:
    try:
        return parse_period(written)
    except ValueError as refused:
        raise NotNow(str(refused)) from None


@router.get("/releases/{release_id}")
def show_release(
    request: Request, release_id: uuid.UUID, session: ReadSession, actor: Commissioner
) -> Response:
    """Show one release, read back from its frozen files."""
    release = queries.get_release(session, release_id)
    files = queries.list_files(session, release)
    is_ready = release.state == "ready"
    shown = release_page(
        release,
        read_release(release, files, current_language()) if is_ready else None,
        files,
        has_failed=state_of(session, actions.JOB, release.id) == "failed",
    )
    subject = audit.Subject("release", release.id)
    audit.record_view(database_of(request), audit.staff(actor), subject)
    return page(request, "releases/release.html", shown, block="content")


@router.get("/releases/{release_id}/files/{name}")
def take_file(request: Request, release_id: uuid.UUID, name: str, actor: Commissioner) -> Response:
    """Hand out one file of a release, byte for byte as it left the first time."""
    with database_of(request).writing() as session:  # taking a file away is itself recorded
        file = actions.export_file(session, actor, release_id, name)
    return Response(
        file.content,
        media_type=_MEDIA_TYPES[file.name.rpartition(".")[2]],
        headers={"Content-Disposition": f'attachment; filename="{file.name}"'},
    )
