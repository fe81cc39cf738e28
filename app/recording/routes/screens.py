"""Show the screen to the person: a step before it, the shown page, and the way back."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from sqlmodel import Session

from app.accounts.tries import is_own_password
from app.database import ReadSession, WriteSession, database_of
from app.errors import DomainError
from app.forms import FieldError, PostedForm, read_form
from app.i18n import gettext as _
from app.identity import Actor
from app.language import remember, switch
from app.recording.actions.screens import (
    give_screen_back,
    note_refused_return,
    show_screen,
    shown_address,
    shown_board_address,
)
from app.recording.forms import GiveBackForm, ShowScreenForm
from app.recording.models import Conversation
from app.recording.pages.screens import before_showing_page, give_back_page, shown_page
from app.recording.queries import get_conversation
from app.recording.routes.doors import Recorder, note_view
from app.security import set_cookie
from app.templating import page


router = APIRouter()
GIVE_BACK = "recording/give_back.html"


@router.get("/conversations/{conversation_id}/show")
def before_showing(
    request: Request, conversation_id: uuid.UUID, session: ReadSession, actor: Recorder
) -> Response:
    """Say what will be seen and what will not."""
    conversation = get_conversation(session, actor, conversation_id)
    if not conversation.language:
        return RedirectResponse(f"/conversations/{conversation_id}/start", 303)
    shown = before_showing_page(session, actor, conversation)
    return page(request, "recording/show_screen.html", shown)


@router.post("/conversations/{conversation_id}/show")
def show(
    request: Request,
    conversation_id: uuid.UUID,
    session: WriteSession,
    actor: Recorder,
    sent: PostedForm,
) -> Response:
    """Keep this browser to the shown page."""
    get_conversation(session, actor, conversation_id)
    address = shown_address(conversation_id)
    return kept_to(request, sent, address, lambda: show_screen(session, actor, conversation_id))


def kept_to(request: Request, sent: PostedForm, address: str, keep: Callable[[], str]) -> Response:
    """Keep this browser to one address, with the token it has from now on, and go there."""
    if read_form(ShowScreenForm, sent).form is None:
        raise DomainError
    token = keep()
    response = RedirectResponse(address, 303)
    set_cookie(response, request.app.state.settings, "session", token)
    return response


@router.get("/conversations/{conversation_id}/shown")
def show_words(
    request: Request, conversation_id: uuid.UUID, session: ReadSession, actor: Recorder
) -> Response:
    """Show the person their own words, once the step before has been taken."""
    conversation = get_conversation(session, actor, conversation_id)
    if not actor.kept_to:
        return RedirectResponse(f"/conversations/{conversation_id}/show", 303)
    shown = shown_page(session, conversation)
    note_view(request, actor, conversation)
    return page(request, "recording/shown.html", shown)


@router.get("/conversations/{conversation_id}/shown/back")
@router.get("/conversations/{conversation_id}/board/shown/back")
def ask_for_password(
    request: Request, conversation_id: uuid.UUID, session: ReadSession, actor: Recorder
) -> Response:
    """Ask for the password that opens everything again."""
    return _shown(request, session, actor, conversation_id).ask()


@router.post("/conversations/{conversation_id}/shown/back")
@router.post("/conversations/{conversation_id}/board/shown/back")
def give_back(
    request: Request,
    conversation_id: uuid.UUID,
    session: ReadSession,
    actor: Recorder,
    sent: PostedForm,
) -> Response:
    """Open everything again for the right password, and for nothing else."""
    return _shown(request, session, actor, conversation_id).take_back(sent)


def _shown(
    request: Request, session: Session, actor: Actor, conversation_id: uuid.UUID
) -> "_Shown":
    conversation = get_conversation(session, actor, conversation_id)
    is_board = "/board/" in request.url.path
    address = shown_board_address if is_board else shown_address
    return _Shown(request, actor, conversation, address(conversation_id))


@dataclass(frozen=True)
class _Shown:
    """A page that is shown to the person, and the way back from it."""

    request: Request
    actor: Actor
    conversation: Conversation
    address: str

    def ask(self) -> Response:
        """Ask for the password."""
        if not self.actor.kept_to:
            return self._after()
        return page(self.request, GIVE_BACK, give_back_page(self.address))

    def take_back(self, sent: PostedForm) -> Response:
        """Open everything again for the right password."""
        if not self.actor.kept_to:
            return self._after()
        reading = read_form(GiveBackForm, sent)
        choice = str(sent.get("switch_language", ""))
        if switch(choice):
            return remember(page(self.request, GIVE_BACK, give_back_page(self.address)), choice)
        if reading.form is None:
            return self._ask_again(reading.errors)
        # The hash is worked out between two transactions: it is slow on purpose and must hold
        # no lock.
        if not is_own_password(self.request, self.actor, reading.form.password):
            with database_of(self.request).writing() as writing:
                note_refused_return(writing, self.actor, self.conversation)
            sentence = _("That is not your password. Nothing else has opened.")
            return self._ask_again((FieldError("password", sentence),))
        with database_of(self.request).writing() as writing:
            token = give_screen_back(writing, self.actor, self.conversation.id)
        response = self._after()
        set_cookie(response, self.request.app.state.settings, "session", token)
        return response

    def _ask_again(self, errors: tuple[FieldError, ...]) -> Response:
        return page(self.request, GIVE_BACK, give_back_page(self.address, errors), status=422)

    def _after(self) -> Response:
        return RedirectResponse(f"/conversations/{self.conversation.id}", 303)
