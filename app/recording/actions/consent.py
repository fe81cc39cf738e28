"""Keep the agreement to questions that have a purpose of their own."""

import datetime as dt
from dataclasses import dataclass

from sqlmodel import Session

from app import clock
from app.audit import Subject, record, staff
from app.errors import NotFound
from app.identity import Actor
from app.recording.models import Consent, Conversation
from app.recording.queries import consent_to
from conversations import load_question_set


@dataclass(frozen=True)
class Agreed:
    """Who agreed, when and in what words; or who decides instead, and why."""

    life_stage: str
    decided_by: str
    words: str
    agreed_on: dt.date
    decider: str = ""
    why: str = ""

    def parts(self) -> tuple[str, ...]:
        """Return the content as text, for a digest."""
        whose = (self.decided_by, self.decider, self.why)
        return (self.life_stage, *whose, self.agreed_on.isoformat(), self.words)


def save_consent(
    session: Session, actor: Actor, conversation: Conversation, agreed: Agreed
) -> None:
    """Keep what was agreed to; the purpose is the one published with these questions."""
    question_set = load_question_set(conversation.question_set)
    try:
        question_set.life_stage(agreed.life_stage)
    except KeyError:
        raise NotFound from None
    kept = consent_to(session, conversation)
    row = kept or Consent(
        conversation_id=conversation.id,
        purpose=question_set.name,
        life_stage="",
        decided_by="",
        words="",
        agreed_on=agreed.agreed_on,
        saved_by=actor.id,
    )
    themselves = agreed.decided_by == "person"
    row.life_stage, row.decided_by, row.words = agreed.life_stage, agreed.decided_by, agreed.words
    row.decider, row.why = ("", "") if themselves else (agreed.decider, agreed.why)
    row.agreed_on, row.purpose = agreed.agreed_on, question_set.name
    row.saved_by, row.saved_at = actor.id, clock.now()
    session.add(row)
    subject = Subject("conversation", conversation.id, conversation.person_id)
    record(session, staff(actor), "consent_recorded", subject, decided_by=agreed.decided_by)
