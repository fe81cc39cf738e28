"""Reading the plan, answering line by line and as a whole, and taking a copy away."""

from typing import Annotated, Final

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from sqlmodel import Session

from app import audit
from app.database import ReadSession, WriteSession, database_of
from app.errors import DomainError, NotNow
from app.forms import PostedForm, read_form
from app.i18n import current_language
from app.i18n import gettext as _
from app.language import remember, switch
from app.plans.content import AgreementOutcome
from app.plans.documents import file_name
from app.plans.models import PlanDocument
from app.plans.queries import find_document
from app.reviews import actions, queries
from app.reviews.access import PersonsRoute, Reader, the_persons_code
from app.reviews.forms import AnswerForm, MarksForm, read_marks, typed_words
from app.reviews.marking import PlanHasChanged, answer_plan, mark_lines, subject_of
from app.reviews.models import ReviewCode
from app.reviews.pages.answering import ChangedPage, answer_page, changed_page, thanks_page
from app.reviews.pages.reading import line_page, read_page
from app.reviews.queries import ShownPlan
from app.reviews.routes.entering import session_life
from app.templating import page


router = APIRouter(route_class=PersonsRoute)
ThePerson = Annotated[Reader, the_persons_code()]
READ: Final = "/my-plan/read"
ANSWER: Final = "/my-plan/answer"
THANKS: Final = "/my-plan/thanks"
_READ: Final = "reviews/read.html"
_ANSWER: Final = "reviews/answer.html"


@router.get(READ)
def read(request: Request, session: ReadSession, reader: ThePerson) -> Response:
    """Show the plan."""
    shown = queries.shown_plan(session, reader.plan_id)
    _note_view(request, reader, shown)
    return page(
        request,
        _READ,
        read_page(
            shown,
            has_changed=queries.has_said_something_earlier(session, shown),
            has_pdf=_pdf(session, shown) is not None,
        ),
    )


@router.post(READ)
def mark(request: Request, session: WriteSession, reader: ThePerson, sent: PostedForm) -> Response:
    """Keep what the person said about the lines."""
    choice = str(sent.get("switch_language", ""))
    if switch(choice):
        shown = queries.shown_plan(session, reader.plan_id)
        return remember(page(request, _READ, read_page(shown, typed=typed_words(sent))), choice)
    marks = read_marks(read_form(MarksForm, sent))
    if marks is None:
        raise DomainError
    if marks.errors:
        shown = queries.shown_plan(session, reader.plan_id)
        again = read_page(shown, typed=marks.typed, errors=marks.errors)
        return _whole(page(request, _READ, again, status=422), request)
    try:
        mark_lines(session, reader, marks.version, marks.said)
    except PlanHasChanged:
        return _has_changed(request, *marks.typed.values())
    actions.stay_open(session, reader.session_id, lives=session_life(request))
    line_key = marks.said.line_key
    if request.headers.get("hx-request") == "true" and line_key:
        shown = queries.shown_plan(session, reader.plan_id)
        return page(request, "reviews/line.html", line_page(shown, line_key))
    anchor = f"#line-{line_key}" if line_key else ""
    return RedirectResponse(f"{READ}{anchor}", status_code=303)


@router.get(ANSWER)
def ask(request: Request, session: ReadSession, reader: ThePerson) -> Response:
    """Ask what the person thinks of the whole plan; once answered, say what happens next."""
    shown = queries.shown_plan(session, reader.plan_id)
    if shown.is_answered:
        return RedirectResponse(THANKS, status_code=303)
    _note_view(request, reader, shown)
    return page(request, _ANSWER, answer_page(shown, {}))


@router.post(ANSWER)
def answer(
    request: Request, session: WriteSession, reader: ThePerson, sent: PostedForm
) -> Response:
    """Keep the answer, about the version that was read and no other."""
    reading = read_form(AnswerForm, sent)
    shown = queries.shown_plan(session, reader.plan_id)
    choice = str(sent.get("switch_language", ""))
    if switch(choice):
        return remember(page(request, _ANSWER, answer_page(shown, reading.typed)), choice)
    form = reading.form
    if form is None:
        again = answer_page(shown, reading.typed, reading.errors)
        return page(request, _ANSWER, again, status=422)
    try:
        answer_plan(session, reader, form.version, AgreementOutcome(form.outcome), form.words)
    except PlanHasChanged:
        return _has_changed(request, form.words)
    actions.stay_open(session, reader.session_id, lives=session_life(request))
    return RedirectResponse(THANKS, status_code=303)


@router.get(THANKS)
def thanks(request: Request, session: ReadSession, reader: ThePerson) -> Response:
    """Thank the person and say what happens next."""
    shown = queries.shown_plan(session, reader.plan_id)
    if not shown.is_answered:
        return RedirectResponse(ANSWER, status_code=303)
    _note_view(request, reader, shown)
    code = session.get_one(ReviewCode, reader.code_id)
    has_pdf = _pdf(session, shown) is not None
    after = thanks_page(shown, code.expires_at, has_pdf=has_pdf)
    return page(request, "reviews/thanks.html", after)


@router.get("/my-plan/plan.pdf")
def download(request: Request, session: ReadSession, reader: ThePerson) -> Response:
    """Give the person their plan to print."""
    shown = queries.shown_plan(session, reader.plan_id)
    document = _pdf(session, shown)
    if document is None:
        raise NotNow(
            _("Your plan is being made ready to print. Nothing is wrong: try again in a minute.")
        )
    with database_of(request).writing() as writing:
        by = audit.the_person(reader.code_id)
        language = document.language
        audit.record(writing, by, "exported_plan_pdf", subject_of(shown), language=language)
    shown_as = f'inline; filename="{file_name(shown.version, current_language())}"'
    return Response(
        document.pdf, media_type="application/pdf", headers={"Content-Disposition": shown_as}
    )


def _pdf(session: Session, shown: ShownPlan) -> PlanDocument | None:
    is_draft = shown.content.is_draft
    return find_document(session, shown.version, current_language(), is_draft=is_draft)


def _has_changed(request: Request, *typed: str) -> Response:
    content: ChangedPage = changed_page(*typed)
    return _whole(page(request, "reviews/changed.html", content, status=409), request)


def _whole(response: Response, request: Request) -> Response:
    """Put the answer in place of the whole page, where htmx asked about one line of it."""
    if request.headers.get("hx-request") == "true":
        response.headers["HX-Retarget"] = "#main-content"
        response.headers["HX-Reselect"] = "#main-content"
        response.headers["HX-Reswap"] = "outerHTML show:window:top"
    return response


def _note_view(request: Request, reader: Reader, shown: ShownPlan) -> None:
    audit.record_view(database_of(request), audit.the_person(reader.code_id), subject_of(shown))
