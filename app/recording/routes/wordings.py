"""Choose between two wordings that met, and read every wording an answer has had."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from sqlmodel import Session

from app.database import ReadSession, WriteSession
from app.errors import NotFound, NotNow, OperationReused, StaleVersion
from app.forms import FieldError, PostedForm, read_form
from app.identity import Actor
from app.language import remember, switch
from app.recording.actions.beside import choose_wording
from app.recording.forms import ChooseForm
from app.recording.models import Conversation, WordingBeside
from app.recording.pages.choosing import choose_page, wordings_page
from app.recording.pages.questions import question_of
from app.recording.queries import get_conversation
from app.recording.routes.doors import Recorder, note_view
from app.recording.routes.questions import content_of_form
from app.recording.wordings import get_beside, waiting_beside
from app.templating import page


router = APIRouter()


@dataclass(frozen=True)
class Choice:
    """Everything one request about two wordings needs."""

    request: Request
    session: Session
    actor: Actor
    conversation: Conversation
    key: str

    @property
    def address(self) -> str:
        """Return the address of the question."""
        return f"/conversations/{self.conversation.id}/questions/{self.key}"

    def show(
        self,
        beside: WordingBeside,
        status: int = 200,
        typed: Mapping[str, Any] | None = None,
        errors: tuple[FieldError, ...] = (),
    ) -> Response:
        """Show both."""
        shown = choose_page(
            self.session,
            self.actor,
            self.conversation,
            self.key,
            typed=typed,
            beside=beside,
            errors=errors,
        )
        return page(self.request, "recording/choose.html", shown, status=status)


@router.get("/conversations/{conversation_id}/questions/{key}/choose")
def show_choice(
    request: Request, conversation_id: uuid.UUID, key: str, session: ReadSession, actor: Recorder
) -> Response:
    """Show what is stored beside the first wording that waits, or go back to the question."""
    conversation = get_conversation(session, actor, conversation_id)
    question_of(conversation, key)
    choice = Choice(request, session, actor, conversation, key)
    waiting = waiting_beside(session, conversation_id).get(key, ())
    if not waiting:
        return RedirectResponse(choice.address, 303)
    answer = choice.show(waiting[0])
    note_view(request, actor, conversation)
    return answer


@router.post("/conversations/{conversation_id}/questions/{key}/choose")
def choose(
    request: Request,
    conversation_id: uuid.UUID,
    key: str,
    session: WriteSession,
    actor: Recorder,
    sent: PostedForm,
) -> Response:
    """Let one wording stand, and go on to the next that waits, or back to the question."""
    conversation = get_conversation(session, actor, conversation_id)
    question_of(conversation, key)
    choice = Choice(request, session, actor, conversation, key)
    reading = read_form(ChooseForm, sent)
    beside = get_beside(session, conversation_id, key, _id(str(sent.get("beside", ""))))
    language = str(sent.get("switch_language", ""))
    if switch(language):
        return remember(choice.show(beside, typed=reading.typed), language)
    if reading.form is None:
        return choice.show(beside, 422, reading.typed, reading.errors)
    if not reading.form.keep:
        return choice.show(beside, 409, reading.typed)
    return _choose(choice, beside, reading.typed, reading.form)


def _choose(
    choice: Choice, beside: WordingBeside, typed: Mapping[str, Any], form: ChooseForm
) -> Response:
    try:
        choose_wording(
            choice.session,
            choice.actor,
            choice.conversation.id,
            choice.key,
            beside.id,
            content_of_form(form),
            keep_stored=form.keep == "theirs",
            version=form.version,
            operation_id=form.operation_id,
        )
    except (StaleVersion, OperationReused):
        choice.session.rollback()
        return choice.show(beside, 409, typed)
    except NotNow as refused:
        choice.session.rollback()
        return choice.show(beside, 409, typed, (FieldError("words", refused.sentence),))
    choice.session.flush()
    more = waiting_beside(choice.session, choice.conversation.id).get(choice.key)
    return RedirectResponse(f"{choice.address}/choose" if more else choice.address, 303)


@router.get("/conversations/{conversation_id}/questions/{key}/wordings")
def show_wordings(
    request: Request, conversation_id: uuid.UUID, key: str, session: ReadSession, actor: Recorder
) -> Response:
    """Show every wording that the answer has had."""
    conversation = get_conversation(session, actor, conversation_id)
    shown = wordings_page(session, actor, conversation, key)
    note_view(request, actor, conversation)
    return page(request, "recording/wordings.html", shown)


def _id(raw: str) -> uuid.UUID:
    try:
        return uuid.UUID(raw)
    except ValueError:
        raise NotFound from None
