"""Who may come in, and the note that they looked."""

from typing import Annotated

from fastapi import Request

from app.access import Permission, requires
from app.audit import Subject, record_view, staff
from app.database import database_of
from app.identity import Actor
from app.recording.models import Conversation


SeesPeople = Annotated[Actor, requires(Permission.SEE_PEOPLE)]
Recorder = Annotated[Actor, requires(Permission.RECORD)]
Decider = Annotated[Actor, requires(Permission.DECIDE_TAGS)]


def note_view(request: Request, actor: Actor, conversation: Conversation) -> None:
    """Note in the audit trail that the conversation was looked at."""
    subject = Subject("conversation", conversation.id, conversation.person_id)
    record_view(database_of(request), staff(actor), subject)
