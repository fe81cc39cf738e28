"""The person's own plan in its other forms: large print, Easy Read, plain text."""

from typing import Annotated, Final

from fastapi import APIRouter, Request, Response

from app import audit
from app.database import ReadSession, database_of
from app.errors import NotFound
from app.i18n import as_language, current_language
from app.plans.documents import drawn_form, sent_as, sheet_for
from app.plans.pages.ways_to_read import sheet_page
from app.plans.sheets.forms import DocumentForm
from app.reviews import queries
from app.reviews.access import PersonsRoute, Reader, the_persons_code
from app.reviews.marking import subject_of
from app.templating import page


router = APIRouter(route_class=PersonsRoute)
ThePerson = Annotated[Reader, the_persons_code()]
_FORMS: Final = "/my-plan/as"


@router.get(f"{_FORMS}/text")
def text(request: Request, session: ReadSession, reader: ThePerson, language: str = "") -> Response:
    """Give the person their plan as plain text."""
    return _file(request, session, reader, DocumentForm.TEXT, language)


@router.get(f"{_FORMS}/{{form}}.pdf")
def pdf(
    request: Request, form: str, session: ReadSession, reader: ThePerson, language: str = ""
) -> Response:
    """Give the person their plan in large print or Easy Read, to print."""
    return _file(request, session, reader, drawn_form(form), language)


@router.get(f"{_FORMS}/{{form}}")
def on_page(request: Request, form: str, session: ReadSession, reader: ThePerson) -> Response:
    """Show the person their plan in large print or Easy Read."""
    chosen = drawn_form(form)
    shown = queries.shown_plan(session, reader.plan_id)
    by = audit.the_person(reader.code_id)
    audit.record_view(database_of(request), by, subject_of(shown))
    sheet = sheet_for(shown.content, current_language(), chosen)
    own = sheet_page(sheet, base=_FORMS, back="/my-plan/read")
    return page(request, "reviews/sheet.html", own)


def _file(
    request: Request, session: ReadSession, reader: Reader, form: DocumentForm, language: str
) -> Response:
    chosen = as_language(language) if language else current_language()
    if chosen is None:
        raise NotFound
    shown = queries.shown_plan(session, reader.plan_id)
    answer = sent_as(shown.version, shown.content, chosen, form)
    with database_of(request).writing() as writing:
        by, subject = audit.the_person(reader.code_id), subject_of(shown)
        audit.record(writing, by, "exported_plan_pdf", subject, language=chosen, form=form.value)
    return Response(answer.content, media_type=answer.kind, headers=answer.headers)
