"""Tablets: the handshake of the queue, what waits where, and the page to stop one."""

import base64
import uuid
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse

from app.access import Permission, any_staff, requires
from app.database import ReadSession, WriteSession, database_of
from app.errors import DomainError
from app.forms import PostedForm, read_form
from app.i18n import current_language
from app.i18n import gettext as _
from app.identity import Actor
from app.receipts import refusal
from app.security import csrf_token
from app.tablets.actions import (
    allow_tablet,
    note_taken,
    note_waiting,
    register_tablet,
    stop_tablet,
    unlock_secrets,
)
from app.tablets.forms import StopForm, TabletForm, WaitingForm
from app.tablets.packing import pack_visit
from app.tablets.pages import tablets_page
from app.tablets.queries import signed_in_for
from app.tablets.taking_page import taking_page
from app.templating import page


router = APIRouter()
AnyStaff = Annotated[Actor, any_staff()]
Administrator = Annotated[Actor, requires(Permission.MANAGE_ACCOUNTS)]
Recorder = Annotated[Actor, requires(Permission.RECORD)]
PROTOCOL: Final = 1
MOST_AT_ONCE: Final = 40


@router.get("/sync/session")
def show_session(request: Request, session: ReadSession, actor: AnyStaff) -> Response:
    """Say who is signed in here, in a shape that no other network's page has."""
    return JSONResponse(
        {
            "product": "what-matters",
            "protocol": PROTOCOL,
            "staff": str(actor.id),
            "csrf": csrf_token(request),
            "signed_in_for": signed_in_for(session, actor),
            "language": current_language(),
        }
    )


@router.post("/sync/tablets")
def register(session: WriteSession, actor: AnyStaff, sent: PostedForm) -> Response:
    """Give this tablet its half of the key, unless it has been stopped."""
    reading = read_form(TabletForm, sent)
    if reading.form is None:
        return refusal(reading.errors[0].sentence, reading.errors[0].field)
    tablet = register_tablet(session, actor, reading.form.tablet_id, reading.form.name)
    if tablet.stopped_at is not None:
        return _stopped()
    now, *before = (base64.b64encode(each).decode("ascii") for each in unlock_secrets(tablet))
    return JSONResponse({"unlock_secret": now, "secrets_before": before})


def _stopped() -> Response:
    sentence = _(
        "This tablet has been stopped, so it no longer opens what it keeps. "
        "What waits on it stays there. Ask whoever looks after accounts."
    )
    return JSONResponse({"message": sentence}, status_code=410)


@router.post("/sync/tablets/waiting")
def announce(session: WriteSession, actor: AnyStaff, sent: PostedForm) -> Response:
    """Hear what waits on a tablet, and tell it if it has been stopped."""
    reading = read_form(WaitingForm, sent)
    if reading.form is None:
        return refusal(reading.errors[0].sentence, reading.errors[0].field)
    form = reading.form
    tablet = note_waiting(
        session,
        actor,
        form.tablet_id,
        waiting=form.waiting,
        oldest=form.oldest,
        conversations=form.conversations,
    )
    return Response(status_code=204) if tablet.stopped_at is None else _stopped()


@router.get("/sync/visits")
def take_along(
    request: Request,
    session: ReadSession,
    actor: Recorder,
    person: Annotated[list[uuid.UUID], Query(max_length=MOST_AT_ONCE)],
) -> Response:
    """Hand over what is taken along for these people; every record in it was looked at."""
    packs = [pack_visit(session, actor, each) for each in dict.fromkeys(person)]
    with database_of(request).writing() as writing:
        for pack in packs:
            note_taken(writing, actor, pack)
    return JSONResponse({"packs": [pack.content for pack in packs]})


@router.get("/visits/take")
def show_taking(request: Request, session: ReadSession, actor: Recorder) -> Response:
    """Show whom a practitioner can take along."""
    return page(request, "tablets/taking.html", taking_page(session, actor))


@router.get("/tablets")
def show_tablets(request: Request, session: ReadSession, actor: AnyStaff) -> Response:
    """Show the tablets, and what waits on them."""
    return page(request, "tablets/tablets.html", tablets_page(session, actor))


@router.post("/tablets/{tablet_id}/stop")
def stop(
    tablet_id: uuid.UUID, session: WriteSession, actor: AnyStaff, sent: PostedForm
) -> Response:
    """Stop a tablet."""
    if read_form(StopForm, sent).form is None:
        raise DomainError
    stop_tablet(session, actor, tablet_id)
    return RedirectResponse("/tablets", 303)


@router.post("/tablets/{tablet_id}/allow")
def allow(
    tablet_id: uuid.UUID, session: WriteSession, actor: Administrator, sent: PostedForm
) -> Response:
    """Let a tablet that was found be used again."""
    if read_form(StopForm, sent).form is None:
        raise DomainError
    allow_tablet(session, actor, tablet_id)
    return RedirectResponse("/tablets", 303)
