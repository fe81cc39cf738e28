"""Start a conversation, note what comes before it, finish it, reopen it."""

import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import dataclass

from sqlmodel import Session, col, select

from app import clock
from app.audit import Subject, record, staff
from app.errors import NotFound, NotNow, OperationReused, StaleVersion
from app.i18n import gettext as _
from app.identity import Actor
from app.operations import Sent, digest
from app.people.queries import get_person
from app.recording.actions.consent import Agreed, save_consent
from app.recording.actions.second_looks import choose_for_second_look
from app.recording.boards import helped_with_a_board
from app.recording.models import Answer, AnswerRevision, Conversation, Participant, WordingBeside
from app.recording.queries import get_conversation, list_participants
from conversations import ConversationKind, DataFileError, load_question_set


@dataclass(frozen=True)
class Somebody:
    """Somebody who is there, as the form names them; ``id`` if they were named before."""

    name: str
    role: str
    speaks: bool
    id: uuid.UUID | None = None


@dataclass(frozen=True)
class Beginning:
    """What is settled before the first question."""

    language: str
    plan_language: str
    communication_needs: str
    held_on: dt.date
    kind: str
    who: tuple[Somebody, ...]
    agreed: Agreed | None = None  # where the questions have a purpose of their own

    def parts(self) -> tuple[str, ...]:
        """Return the content as text, for a digest."""
        rows = (f"{row.id or ''}|{row.name}|{row.role}|{row.speaks}" for row in self.who)
        settled = (self.language, self.plan_language, self.kind, self.held_on.isoformat())
        consent = self.agreed.parts() if self.agreed else ()
        return (*settled, self.communication_needs, *rows, *consent)


def start_conversation(
    session: Session,
    actor: Actor,
    person_id: uuid.UUID,
    *,
    operation_id: uuid.UUID,
    kind: str = ConversationKind.WHAT_MATTERS_CONVERSATION,
    conversation_id: uuid.UUID | None = None,
    question_set: str = "",
) -> uuid.UUID:
    """Start a conversation with a person; sending the same start twice starts one.

    A tablet without a connection has given the conversation its id already, and has asked the
    questions it had: they stay this conversation's, though newer ones were published meanwhile.
    """
    person = get_person(session, actor, person_id, for_change=True)
    # What is left out is no part of it: a start sent before these were known is the same start.
    made_there = (part for part in (str(conversation_id or ""), question_set) if part)
    content = digest(operation_id, "start", str(person_id), kind, *made_there)
    sent = Sent(operation_id, actor.id, content)
    receipt = sent.first_receipt(session)
    if receipt is not None:
        return receipt.subject_id
    if conversation_id is not None and session.get(Conversation, conversation_id) is not None:
        raise OperationReused
    conversation = Conversation(
        question_set=_questions_for(kind, question_set),
        id=conversation_id or uuid.uuid4(),
        person_id=person.id,
        team_id=person.team_id,
        practitioner_id=actor.id,
        kind=ConversationKind(kind).value,
        communication_needs=person.communication_needs,
    )
    session.add(conversation)
    sent.done(session, conversation.id, conversation.version)
    record(session, staff(actor), "conversation_started", _subject(conversation))
    return conversation.id


def _questions_for(kind: str, asked: str) -> str:
    newest = ConversationKind(kind).question_set
    if not asked:
        return newest
    try:
        is_same_set = load_question_set(asked).key == load_question_set(newest).key
    except DataFileError:
        raise NotFound from None
    if not is_same_set:
        raise NotFound
    return asked


def save_beginning(
    session: Session,
    actor: Actor,
    conversation_id: uuid.UUID,
    beginning: Beginning,
    *,
    version: int,
    operation_id: uuid.UUID,
) -> None:
    """Note the languages, the needs, the day, the kind and who is there, in one go."""
    conversation = get_conversation(session, actor, conversation_id, to_change=True)
    content = digest(operation_id, "begin", str(conversation_id), *beginning.parts())
    sent = Sent(operation_id, actor.id, content)
    if sent.first_receipt(session) is not None:
        return
    check_open(conversation)
    if conversation.version != version:
        raise StaleVersion
    if beginning.kind not in ConversationKind(conversation.kind).alike:
        raise NotFound
    if beginning.agreed is not None:
        save_consent(session, actor, conversation, beginning.agreed)
    _save_who(session, conversation, beginning.who)
    conversation.language = beginning.language
    conversation.plan_language = beginning.plan_language
    conversation.communication_needs = beginning.communication_needs
    conversation.held_on = beginning.held_on
    conversation.kind = ConversationKind(beginning.kind).value
    _changed(session, actor, conversation, "conversation_begun")
    sent.done(session, conversation.id, conversation.version)


def finish_conversation(
    session: Session,
    actor: Actor,
    conversation_id: uuid.UUID,
    *,
    version: int,
    operation_id: uuid.UUID,
    is_chosen: Callable[[Answer], bool],
) -> None:
    """Close the answers; questions may be left, and it can be opened again.

    The answers that ``is_chosen`` says wait from now on for a second pair of eyes.
    """
    conversation = get_conversation(session, actor, conversation_id, to_change=True)
    content = digest(operation_id, "finish", str(conversation_id))
    sent = Sent(operation_id, actor.id, content)
    if sent.first_receipt(session) is not None:
        return
    if conversation.status != "complete":
        if conversation.version != version:
            raise StaleVersion
        conversation.status = "complete"
        conversation.completed_at = clock.now()
        _changed(session, actor, conversation, "conversation_finished")
        choose_for_second_look(session, conversation, is_chosen)
    sent.done(session, conversation.id, conversation.version)


def reopen_conversation(
    session: Session, actor: Actor, conversation_id: uuid.UUID, *, version: int
) -> None:
    """Open the answers again."""
    conversation = get_conversation(session, actor, conversation_id, to_change=True)
    if conversation.status == "in_progress":
        return
    if conversation.version != version:
        raise StaleVersion
    conversation.status = "in_progress"
    conversation.completed_at = None
    _changed(session, actor, conversation, "conversation_reopened")


def can_change(conversation: Conversation) -> bool:
    """Say whether answers may still be changed."""
    return conversation.status == "in_progress"


def check_open(conversation: Conversation) -> None:
    """Refuse to change a finished conversation."""
    if not can_change(conversation):
        raise NotNow(
            _(
                "This conversation is finished, so nothing was changed. "
                "Open it again first, then save."
            )
        )


def _changed(session: Session, actor: Actor, conversation: Conversation, action: str) -> None:
    conversation.version += 1
    session.add(conversation)
    record(session, staff(actor), action, _subject(conversation), version=conversation.version)


def _save_who(session: Session, conversation: Conversation, who: tuple[Somebody, ...]) -> None:
    before = {row.id: row for row in list_participants(session, conversation.id)}
    for position, somebody in enumerate(who):
        known = before.pop(somebody.id, None) if somebody.id else None
        row = known or _new_participant(session, conversation, somebody.id)
        row.name, row.role, row.speaks = somebody.name, somebody.role, somebody.speaks
        row.position = position
        session.add(row)
    for gone in before.values():
        _check_silent(session, gone)
        session.delete(gone)


def _new_participant(
    session: Session, conversation: Conversation, made_on_tablet: uuid.UUID | None
) -> Participant:
    """Return a new row, under the id that a tablet gave it if nobody anywhere has that id."""
    row = Participant(conversation_id=conversation.id, name="", role="")
    if made_on_tablet is not None and session.get(Participant, made_on_tablet) is None:
        row.id = made_on_tablet
    return row


def _check_silent(session: Session, participant: Participant) -> None:
    """Refuse to take away somebody whose words are kept."""
    if helped_with_a_board(session, participant.id):
        raise NotNow(
            _(
                "%(name)s is noted as having helped with the board of pictures, now or before, "
                "so they cannot be taken off."
            )
            % {"name": participant.name}
        )
    if _spoke_in(session, Answer, participant):
        raise NotNow(
            _(
                "%(name)s is noted as speaking in an answer, so they cannot be taken off. "
                "Change who speaks in that answer first."
            )
            % {"name": participant.name}
        )
    if _spoke_in(session, AnswerRevision, participant) or _spoke_in(
        session, WordingBeside, participant
    ):
        raise NotNow(
            _(
                "%(name)s is noted as speaking in another wording of an answer, which is kept, "
                "so they cannot be taken off."
            )
            % {"name": participant.name}
        )


def _spoke_in(
    session: Session,
    model: type[Answer] | type[AnswerRevision] | type[WordingBeside],
    participant: Participant,
) -> bool:
    statement = select(model).where(col(model.speaker_id) == participant.id).limit(1)
    return session.exec(statement).first() is not None


def _subject(conversation: Conversation) -> Subject:
    return Subject("conversation", conversation.id, conversation.person_id)
