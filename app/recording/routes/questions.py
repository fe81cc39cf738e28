"""One question: show it, save it as it is typed or at a button, settle two wordings that met."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypedDict

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from sqlmodel import Session

from app.database import ReadSession, WriteSession
from app.errors import DomainError, NotFound, NotNow, OperationReused, StaleVersion
from app.forms import FieldError, PostedForm, Reading, read_form
from app.i18n import gettext as _
from app.identity import Actor
from app.language import remember, switch
from app.receipts import receipt, refusal, wants_json
from app.recording.actions.answers import Content, Receipt, keep_stored_answer, record_answer
from app.recording.actions.beside import settle_alike, take_in
from app.recording.actions.conversations import can_change
from app.recording.actions.last_time import Shown, keep_earlier_words
from app.recording.actions.prompts import put_prompt_away
from app.recording.earlier import find_earlier
from app.recording.forms import AnswerForm
from app.recording.models import Conversation
from app.recording.pages.choosing import choose_page
from app.recording.pages.questions import question_of, question_page
from app.recording.queries import get_conversation
from app.recording.routes.doors import Recorder, note_view
from app.templating import page
from conversations import load_question_set


router = APIRouter()


class Sending(TypedDict):
    """What an answer was based on, and the operation that sends it."""

    version: int
    operation_id: uuid.UUID


@dataclass(frozen=True)
class Visit:
    """Everything one request about one question needs."""

    request: Request
    session: Session
    actor: Actor
    conversation: Conversation
    key: str

    @property
    def wants_json(self) -> bool:
        """Say whether it is a tablet's queue that asks."""
        return wants_json(self.request)

    def question(
        self,
        status: int = 200,
        typed: Mapping[str, Any] | None = None,
        errors: tuple[FieldError, ...] = (),
    ) -> Response:
        """Show the question."""
        shown = question_page(
            self.session, self.actor, self.conversation, self.key, typed=typed, errors=errors
        )
        return page(self.request, "recording/question.html", shown, status=status)

    def choose(
        self, status: int, typed: Mapping[str, Any], errors: tuple[FieldError, ...] = ()
    ) -> Response:
        """Show both wordings."""
        shown = choose_page(
            self.session, self.actor, self.conversation, self.key, typed=typed, errors=errors
        )
        return page(self.request, "recording/choose.html", shown, status=status)


@router.get("/conversations/{conversation_id}/questions/{key}")
def show_question(
    request: Request, conversation_id: uuid.UUID, key: str, session: ReadSession, actor: Recorder
) -> Response:
    """Show one question, once the language has been asked."""
    conversation = get_conversation(session, actor, conversation_id)
    question_of(conversation, key)
    if not conversation.language:
        return RedirectResponse(f"/conversations/{conversation_id}/start", 303)
    answer = Visit(request, session, actor, conversation, key).question()
    note_view(request, actor, conversation)
    earlier = find_earlier(session, actor, conversation, key)
    if earlier is not None:
        note_view(request, actor, earlier.conversation)
    return answer


@router.post("/conversations/{conversation_id}/questions/{key}")
def save_question(
    request: Request,
    conversation_id: uuid.UUID,
    key: str,
    session: WriteSession,
    actor: Recorder,
    sent: PostedForm,
) -> Response:
    """Save the answer and go on, or tell the autosave that it is safe."""
    conversation = get_conversation(session, actor, conversation_id)
    question_of(conversation, key)
    visit = Visit(request, session, actor, conversation, key)
    reading = read_form(AnswerForm, sent)
    choice = str(sent.get("switch_language", ""))
    if switch(choice):
        again = visit.choose if sent.get("choosing") else visit.question
        return remember(again(200, reading.typed), choice)
    if reading.form is None:
        return _refused(visit, reading)
    return _save(visit, reading, reading.form)


def _refused(visit: Visit, reading: Reading[AnswerForm]) -> Response:
    if visit.wants_json:
        first = reading.errors[0]
        return refusal(first.sentence, first.field)
    again = visit.choose if reading.typed.get("choosing") else visit.question
    return again(422, reading.typed, reading.errors)


def _save(visit: Visit, reading: Reading[AnswerForm], form: AnswerForm) -> Response:
    if form.choosing and not form.keep:
        return visit.choose(409, reading.typed)
    try:
        saved = _do_save(visit, form)
        if form.put_away:
            _put_away(visit, form)
    except (StaleVersion, OperationReused, NotNow) as refused:
        if visit.wants_json:
            raise
        visit.session.rollback()
        return _refused_kindly(visit, reading.typed, refused)
    if visit.wants_json:
        return receipt(
            visit.request,
            form.operation_id,
            version=saved.version,
            saved_at=saved.saved_at,
            is_beside=saved.is_beside,
            message=_kept_beside() if saved.is_beside else "",
        )
    if form.still_true:
        return RedirectResponse(f"{_next_address(visit, '')}#words", 303)
    return RedirectResponse(_next_address(visit, form.go), 303)


def _kept_beside() -> str:
    return _(
        "This answer was changed somewhere else. "
        "Both wordings are kept, until somebody chooses which one stands."
    )


def _put_away(visit: Visit, form: AnswerForm) -> None:
    put_prompt_away(
        visit.session,
        visit.actor,
        visit.conversation.id,
        form.put_away,
        operation_id=uuid.uuid5(form.operation_id, "put away"),
        may_be_late=visit.wants_json,
    )


def _do_save(visit: Visit, form: AnswerForm) -> Receipt:
    content = content_of_form(form)
    about = (visit.session, visit.actor, visit.conversation.id, visit.key, content)
    sent: Sending = {"version": form.version, "operation_id": form.operation_id}
    if form.still_true:
        return _keep_earlier_words(visit, form, content, sent)
    if form.keep:
        settle_alike(*about, keep_stored=form.keep == "theirs")
    if form.keep == "theirs":
        return keep_stored_answer(*about, **sent)
    if visit.wants_json and not form.keep:
        return take_in(*about, **sent)
    return record_answer(*about, **sent, settles_conflict=form.keep == "mine")


def _keep_earlier_words(visit: Visit, form: AnswerForm, content: Content, sent: Sending) -> Receipt:
    about = (visit.session, visit.actor, visit.conversation.id, visit.key)
    try:
        return keep_earlier_words(*about, _shown(form.still_true), content, **sent)
    except (StaleVersion, NotNow) as refused:
        can_wait = isinstance(refused, StaleVersion) or not can_change(visit.conversation)
        if not (visit.wants_json and can_wait):
            raise
        # What was typed is kept; the words of last time are still where they were said.
        return take_in(*about, content, **sent)


def content_of_form(form: AnswerForm) -> Content:
    """Return what the form says about the question."""
    return Content(form.words, form.view, form.skip_reason, _speaker(form.speaker))


def _refused_kindly(visit: Visit, typed: Mapping[str, Any], refused: DomainError) -> Response:
    """Show again what was typed: with what is stored, or with why nothing can be saved now."""
    if isinstance(refused, NotNow):
        return visit.question(409, typed, (FieldError("words", refused.sentence),))
    return visit.choose(409, typed)


def _shown(sent: str) -> Shown:
    answer_id, _colon, version = sent.partition(":")
    try:
        return Shown(uuid.UUID(answer_id), int(version))
    except ValueError:
        raise NotFound from None


def _speaker(raw: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(raw) if raw else None
    except ValueError:
        return uuid.UUID(int=0)  # nobody: refused as not found


def _next_address(visit: Visit, go: str) -> str:
    question_set = load_question_set(visit.conversation.question_set)
    whole = f"/conversations/{visit.conversation.id}"
    if go == "all":
        return whole
    if go == "next":
        following = question_set.next_key(visit.key)
        return f"{whole}/questions/{following}" if following else f"{whole}/check"
    if go == "previous":
        before = question_set.previous_key(visit.key)
        return f"{whole}/questions/{before}" if before else whole
    return f"{whole}/questions/{visit.key}"
