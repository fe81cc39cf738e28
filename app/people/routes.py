"""People: HTTP in, a page or a redirect out."""

import uuid
from typing import Annotated

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from app import audit
from app.access import Permission, any_staff, can, requires
from app.audit import Subject
from app.database import ReadSession, WriteSession, database_of
from app.errors import StaleVersion
from app.forms import PostedForm, read_form
from app.i18n import as_language
from app.identity import Actor
from app.language import remember, switch
from app.people import actions, queries
from app.people.actions import PersonDetails
from app.people.forms import NewPersonForm, PersonForm
from app.people.pages import edit_person_page, new_person_page, people_page
from app.people.safety import safety_page
from app.templating import page


router = APIRouter()

Practitioner = Annotated[Actor, requires(Permission.SEE_PEOPLE)]


@router.get("/people")
def show_people(request: Request, session: ReadSession, actor: Practitioner) -> Response:
    """List the actor's own people, then their team's."""
    people = queries.all_visible(session, actor)
    names = queries.practitioner_names(session, people)
    return page(request, "people/people.html", people_page(actor, people, names))


@router.get("/people/new")
def show_new_person(request: Request, actor: Practitioner) -> Response:
    """Show the form for somebody new."""
    return page(request, "people/details.html", new_person_page(str(uuid.uuid4())))


@router.post("/people/new")
def add_person(
    request: Request, session: WriteSession, actor: Practitioner, sent: PostedForm
) -> Response:
    """Add a person and show them."""
    reading = read_form(NewPersonForm, sent)
    choice = str(sent.get("switch_language", ""))
    operation_id = str(reading.typed.get("operation_id", ""))
    if switch(choice):
        shown = new_person_page(operation_id, typed=reading.typed)
        return remember(page(request, "people/details.html", shown), choice)
    if reading.form is None:
        shown = new_person_page(operation_id, typed=reading.typed, errors=reading.errors)
        return page(request, "people/details.html", shown, status=422)
    form = reading.form
    person_id = actions.add_person(session, actor, form.operation_id, _details(form))
    return RedirectResponse(f"/people/{person_id}", 303)


@router.get("/people/{person_id}/edit")
def show_details(
    request: Request, person_id: uuid.UUID, session: ReadSession, actor: Practitioner
) -> Response:
    """Show a person's details as a form."""
    person = queries.get_person(session, actor, person_id)
    subject = Subject("person", person.id, person.id)
    audit.record_view(database_of(request), audit.staff(actor), subject)
    return page(request, "people/details.html", edit_person_page(person))


@router.post("/people/{person_id}/edit")
def change_person(
    request: Request,
    person_id: uuid.UUID,
    session: WriteSession,
    actor: Practitioner,
    sent: PostedForm,
) -> Response:
    """Change a person's details; if somebody did so first, show both and let a person choose."""
    reading = read_form(PersonForm, sent)
    person = queries.get_person(session, actor, person_id)
    version = str(reading.typed.get("version", ""))
    choice = str(sent.get("switch_language", ""))
    if switch(choice):
        shown = edit_person_page(person, typed=reading.typed, version=version)
        return remember(page(request, "people/details.html", shown), choice)
    if reading.form is None:
        shown = edit_person_page(
            person, typed=reading.typed, errors=reading.errors, version=version
        )
        return page(request, "people/details.html", shown, status=422)
    form = reading.form
    try:
        actions.change_person(session, actor, person_id, form.version, _details(form))
    except StaleVersion:
        shown = edit_person_page(person, typed=reading.typed, was_changed_meanwhile=True)
        return page(request, "people/details.html", shown, status=409)
    return RedirectResponse(f"/people/{person_id}", 303)


def _details(form: NewPersonForm | PersonForm) -> PersonDetails:
    return PersonDetails(
        name=form.name,
        preferred_name=form.preferred_name,
        date_of_birth=form.date_of_birth.isoformat() if form.date_of_birth else "",
        language=as_language(form.language) or "en",
        communication_needs=form.communication_needs,
        home_area=form.home_area,
    )


@router.get("/safety")
def show_safety(request: Request, actor: Annotated[Actor, any_staff()]) -> Response:
    """Show what to do about a worry, and whom to ring; this reports nothing by itself."""
    can_write = can(actor, Permission.WRITE_SAFETY_RECORDS)
    shown = safety_page(request.app.state.settings, can_write=can_write)
    return page(request, "people/safety.html", shown)
