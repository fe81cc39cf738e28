"""What we heard: show it, keep and set aside, add and withdraw."""

import uuid
from dataclasses import dataclass

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from sqlmodel import Session

from app.database import ReadSession, WriteSession, database_of
from app.errors import NotFound, StaleVersion
from app.forms import PostedForm, read_form
from app.i18n import gettext as _
from app.identity import Actor
from app.recording.actions import tags
from app.recording.actions.answers import ask_for_suggestions, hurry_suggestions
from app.recording.actions.tags import NewTag, Place
from app.recording.forms import AddTagForm, DecisionForm
from app.recording.pages.heard import heard_page
from app.recording.pages.questions import question_of
from app.recording.queries import get_conversation
from app.recording.routes.doors import Decider, note_view
from app.templating import page


router = APIRouter()
TEMPLATE = "recording/heard.html"


@dataclass(frozen=True)
class About:
    """Which answer of which conversation, and who asks."""

    request: Request
    session: Session
    actor: Actor
    conversation_id: uuid.UUID
    key: str

    def again(self, message: str, status: int = 200, *, just_asked: bool = False) -> Response:
        """Show the answer again: its own part of the page, or the page at its place."""
        is_part = self.request.headers.get("hx-request") == "true"
        if not is_part and status == 200:
            address = f"/conversations/{self.conversation_id}/heard"
            return RedirectResponse(f"{address}#answer-{self.key}", 303)
        self.session.flush()
        conversation = get_conversation(self.session, self.actor, self.conversation_id)
        only = self.key if is_part else None
        shown = heard_page(
            self.session,
            self.actor,
            conversation,
            only=only,
            about=self.key,
            message=message,
            just_asked=just_asked,
        )
        return page(self.request, TEMPLATE, shown, status=status, block="answers")


@router.get("/conversations/{conversation_id}/heard")
def show_heard(
    request: Request, conversation_id: uuid.UUID, session: ReadSession, actor: Decider
) -> Response:
    """Show what was heard, in pencil and ink."""
    conversation = get_conversation(session, actor, conversation_id)
    if not conversation.language:
        return RedirectResponse(f"/conversations/{conversation_id}/start", 303)
    shown = heard_page(session, actor, conversation)
    note_view(request, actor, conversation)
    if shown.is_waiting:
        with database_of(request).writing() as writing:
            hurry_suggestions(writing, conversation_id)
    return page(request, TEMPLATE, shown)


@router.get("/conversations/{conversation_id}/heard/{key}")
def show_part(
    request: Request, conversation_id: uuid.UUID, key: str, session: ReadSession, actor: Decider
) -> Response:
    """Show one answer again, to a page that waits for its suggestions."""
    conversation = get_conversation(session, actor, conversation_id)
    question_of(conversation, key)
    answer = About(request, session, actor, conversation_id, key).again("")
    note_view(request, actor, conversation)
    return answer


@router.post("/conversations/{conversation_id}/heard/{key}")
def decide(
    request: Request,
    conversation_id: uuid.UUID,
    key: str,
    session: WriteSession,
    actor: Decider,
    sent: PostedForm,
) -> Response:
    """Keep, set aside or withdraw the tags of one row."""
    conversation = get_conversation(session, actor, conversation_id)
    question_of(conversation, key)
    about = About(request, session, actor, conversation_id, key)
    form = read_form(DecisionForm, sent).form
    if form is None:
        raise NotFound
    try:
        _decide(about, form)
    except StaleVersion:
        session.rollback()
        return about.again(_changed_meanwhile(), 409)
    return about.again(_said(form.decision))


@router.post("/conversations/{conversation_id}/heard/{key}/add")
def add(
    request: Request,
    conversation_id: uuid.UUID,
    key: str,
    session: WriteSession,
    actor: Decider,
    sent: PostedForm,
) -> Response:
    """Add a tag of one's own."""
    conversation = get_conversation(session, actor, conversation_id)
    question_of(conversation, key)
    about = About(request, session, actor, conversation_id, key)
    reading = read_form(AddTagForm, sent)
    if reading.form is None:
        return about.again(reading.errors[0].sentence, 422)
    place = Place(conversation_id, key, reading.form.answer_version)
    try:
        tags.add_tag(session, actor, place, _new_tag(reading.form))
    except StaleVersion:
        session.rollback()
        return about.again(_changed_meanwhile(), 409)
    return about.again(_("The tag was added."))


@router.post("/conversations/{conversation_id}/heard/{key}/again")
def ask_again(
    request: Request,
    conversation_id: uuid.UUID,
    key: str,
    session: WriteSession,
    actor: Decider,
    sent: PostedForm,
) -> Response:
    """Look for suggestions once more."""
    ask_for_suggestions(session, actor, conversation_id, key)
    return About(request, session, actor, conversation_id, key).again(
        _("We are looking again. The words are safe."), just_asked=True
    )


def _decide(about: About, form: DecisionForm) -> None:
    state = {"keep": tags.CONFIRMED, "set_aside": tags.SET_ASIDE, "withdraw": tags.WITHDRAWN}
    place = Place(about.conversation_id, about.key, form.answer_version)
    for sent in form.tag:
        tag_id, version = _tag_and_version(sent)
        tags.change_tag(
            about.session,
            about.actor,
            about.conversation_id,
            tag_id,
            state[form.decision],
            version=version,
        )
    if form.suggestion and form.decision != "withdraw":
        keep = form.decision == "keep"
        tags.decide_suggestions(about.session, about.actor, place, form.suggestion, keep=keep)


def _tag_and_version(sent: str) -> tuple[uuid.UUID, int]:
    tag_id, _colon, version = sent.partition(":")
    try:
        return uuid.UUID(tag_id), int(version)
    except ValueError:
        raise NotFound from None


def _new_tag(form: AddTagForm) -> NewTag:
    kind, _colon, key = form.added.partition(":")
    start, _dash, end = form.sentence.partition("-")
    try:
        return NewTag(kind, key, int(start), int(end))
    except ValueError:
        raise NotFound from None


def _said(decision: str) -> str:
    if decision == "keep":
        return _("Kept. It can go into the plan.")
    if decision == "set_aside":
        return _("Set aside. You can keep it after all.")
    return _("Withdrawn. You can keep it after all.")


def _changed_meanwhile() -> str:
    return _("This changed while you were looking. Nothing is lost: here is how it stands now.")
