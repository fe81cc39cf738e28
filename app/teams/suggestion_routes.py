"""How the suggestions are doing: HTTP in, a page or a redirect out."""

import uuid
from typing import Annotated

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from sqlmodel import Session

from app.access import Permission, requires
from app.audit import Subject, record_view, staff
from app.database import ReadSession, WriteSession, database_of
from app.errors import NotFound
from app.forms import FieldError, PostedForm, read_form
from app.identity import Actor
from app.language import remember, switch
from app.recording.actions.pauses import note_read, start_again
from app.recording.pauses import get_pause, open_pauses, restarted
from app.recording.queries import staff_names
from app.recording.second_looks import agreements
from app.recording.tagging import mapper_version
from app.recording.tallies import all_records
from app.teams.forms import NoticeForm, StartAgainForm
from app.teams.suggestion_pages import Known, SuggestionsPage, suggestions_page
from app.templating import page
from outcome_mapping.framework import load_framework


router = APIRouter()
TEMPLATE = "teams/suggestions.html"
MOST_RESTARTED = 10

Leader = Annotated[Actor, requires(Permission.STEER_SUGGESTIONS)]


@router.get("/team/suggestions")
def show_suggestions(request: Request, session: ReadSession, actor: Leader) -> Response:
    """Show the track record, what has stopped, and how far two practitioners agree."""
    shown = _page(session)
    record_view(database_of(request), staff(actor), Subject("track_record"))
    return page(request, TEMPLATE, shown)


@router.post("/team/suggestions/read")
def read_notice(session: WriteSession, actor: Leader, sent: PostedForm) -> Response:
    """Take the notice away from this team leader's page."""
    form = read_form(NoticeForm, sent).form
    if form is None:
        raise NotFound
    for pause_id in form.pause:
        note_read(session, actor, pause_id)
    return RedirectResponse("/team", 303)


@router.post("/team/suggestions/{pause_id}/start")
def start_suggesting(
    request: Request, pause_id: uuid.UUID, session: WriteSession, actor: Leader, sent: PostedForm
) -> Response:
    """Start a rule or a key again, with the reason."""
    get_pause(session, pause_id)
    reading = read_form(StartAgainForm, sent)
    typed, choice = str(reading.typed.get("reason", "")), str(sent.get("switch_language", ""))
    if switch(choice):
        return remember(page(request, TEMPLATE, _page(session, pause_id, typed)), choice)
    if reading.form is None:
        shown = _page(session, pause_id, typed, reading.errors)
        return page(request, TEMPLATE, shown, status=422)
    start_again(session, actor, pause_id, reading.form.reason)
    return RedirectResponse("/team/suggestions", 303)


def _page(
    session: Session,
    refused: uuid.UUID | None = None,
    typed: str = "",
    errors: tuple[FieldError, ...] = (),
) -> SuggestionsPage:
    version = mapper_version()
    again_lately = restarted(session, MOST_RESTARTED)
    known = Known(
        version=version,
        pauses=open_pauses(session, version),
        restarted=again_lately,
        names=staff_names(session, [one.ended_by for one in again_lately if one.ended_by]),
        records=all_records(session),
        agreements=agreements(session),
    )
    again = str(refused) if refused else ""
    return suggestions_page(known, load_framework(), refused=again, typed=typed, errors=errors)
