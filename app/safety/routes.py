"""Worries about safety: the form, the list, one record, and what is added to it."""

import uuid
from typing import Annotated

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from app.access import Permission, requires
from app.audit import record_view, staff
from app.database import ReadSession, WriteSession, database_of
from app.forms import PostedForm, read_form
from app.identity import Actor
from app.language import remember, switch
from app.receipts import refusal, wants_json
from app.recording.routes.doors import receipt_of
from app.safety.actions import Step, Worry, add_to_record, subject_of, write_record
from app.safety.forms import AdditionForm, StepForm, WorryForm
from app.safety.pages import record_page, records_page, worry_page
from app.safety.queries import get_record
from app.templating import page


router = APIRouter()
Writer = Annotated[Actor, requires(Permission.WRITE_SAFETY_RECORDS)]
FORM, RECORD = "safety/worry.html", "safety/record.html"


@router.get("/safety/records")
def show_records(request: Request, session: ReadSession, actor: Writer) -> Response:
    """List the records that this reader may read."""
    return page(request, "safety/records.html", records_page(session, actor))


@router.get("/safety/records/new")
def show_form(request: Request, session: ReadSession, actor: Writer) -> Response:
    """Show the form."""
    return page(request, FORM, worry_page(session, actor))


@router.post("/safety/records")
def write(request: Request, session: WriteSession, actor: Writer, sent: PostedForm) -> Response:
    """Write a worry down."""
    reading = read_form(WorryForm, sent)
    choice = str(sent.get("switch_language", ""))
    if switch(choice):
        return remember(
            page(request, FORM, worry_page(session, actor, typed=reading.typed)), choice
        )
    form = reading.form
    if form is None:
        if wants_json(request):
            return refusal(reading.errors[0].sentence, reading.errors[0].field)
        shown = worry_page(session, actor, typed=reading.typed, errors=reading.errors)
        return page(request, FORM, shown, status=422)
    worry = Worry(
        person_id=form.person,
        about=form.about,
        worried=form.worried,
        seen=form.seen,
        whose_words=form.whose_words,
        wishes=form.wishes,
    )
    record_id = write_record(session, actor, worry, _step(form), operation_id=form.operation_id)
    if wants_json(request):
        return receipt_of(request, session, form.operation_id)
    return RedirectResponse(f"/safety/records/{record_id}", 303)


@router.get("/safety/records/{safety_record_id}")
def show_record(
    request: Request, safety_record_id: uuid.UUID, session: ReadSession, actor: Writer
) -> Response:
    """Show one record."""
    written = get_record(session, actor, safety_record_id)
    record_view(database_of(request), staff(actor), subject_of(written))
    return page(request, RECORD, record_page(session, written))


@router.post("/safety/records/{safety_record_id}")
def add(
    request: Request,
    safety_record_id: uuid.UUID,
    session: WriteSession,
    actor: Writer,
    sent: PostedForm,
) -> Response:
    """Add to a record what was done since."""
    written = get_record(session, actor, safety_record_id)
    reading = read_form(AdditionForm, sent)
    choice = str(sent.get("switch_language", ""))
    if switch(choice):
        shown = record_page(session, written, typed=reading.typed)
        return remember(page(request, RECORD, shown), choice)
    form = reading.form
    if form is None:
        if wants_json(request):
            return refusal(reading.errors[0].sentence, reading.errors[0].field)
        shown = record_page(session, written, typed=reading.typed, errors=reading.errors)
        return page(request, RECORD, shown, status=422)
    add_to_record(session, actor, safety_record_id, _step(form), operation_id=form.operation_id)
    if wants_json(request):
        return receipt_of(request, session, form.operation_id)
    return RedirectResponse(f"/safety/records/{safety_record_id}", 303)


def _step(form: StepForm) -> Step:
    return Step(form.done, form.told_whom, form.told_on, form.told_time)
