"""Save free notes: one row, one version, and nothing ever overwritten unseen."""

import uuid

from sqlmodel import Session

from app import clock
from app.audit import Subject, record, staff
from app.errors import StaleVersion
from app.identity import Actor
from app.operations import Sent, digest
from app.recording.actions.answers import Receipt
from app.recording.actions.conversations import check_open
from app.recording.models import Conversation
from app.recording.note_models import Note, NoteRevision
from app.recording.notes import find_note, was_sorted_from
from app.recording.queries import get_conversation
from app.recording.revisions import Wording, is_kept


def save_notes(
    session: Session,
    actor: Actor,
    conversation_id: uuid.UUID,
    words: str,
    *,
    version: int,
    operation_id: uuid.UUID,
    settles_conflict: bool = False,
) -> Receipt:
    """Save the notes if nobody saved them since ``version``; the same operation saves once."""
    conversation = get_conversation(session, actor, conversation_id, to_change=True)
    content = digest(operation_id, "notes", str(conversation_id), words)
    sent = Sent(operation_id, actor.id, content)
    seen = sent.first_receipt(session)
    if seen is not None:
        return Receipt(seen.subject_id, seen.version, seen.at)
    check_open(conversation)
    note = find_note(session, conversation_id, to_change=True)
    if (note.words if note else "") == words:
        return _nothing_new(session, conversation, note, sent)
    if (note.version if note else 0) != version:
        raise StaleVersion
    if note is None:
        note = Note(conversation_id=conversation_id, saved_by=actor.id)
    else:
        _keep_earlier(session, note, actor, always=settles_conflict)
    note.words = words
    note.version += 1
    note.saved_at, note.saved_by = clock.now(), actor.id
    session.add(note)
    session.flush()
    sent.done(session, note.id, note.version, note.saved_at)
    _note_in_trail(session, actor, conversation, note)
    return Receipt(note.id, note.version, note.saved_at)


def keep_stored_notes(
    session: Session,
    actor: Actor,
    conversation_id: uuid.UUID,
    words: str,
    *,
    version: int,
    operation_id: uuid.UUID,
) -> Receipt:
    """Let what is stored stand, and keep the other wording among the earlier ones for good."""
    note = find_note(session, conversation_id)
    theirs = note.words if note else ""
    about = (session, actor, conversation_id)
    mine = save_notes(
        *about, words, version=version, operation_id=operation_id, settles_conflict=True
    )
    return save_notes(
        *about,
        theirs,
        version=mine.version,
        operation_id=uuid.uuid5(operation_id, "the stored notes stand"),
        settles_conflict=True,
    )


def _nothing_new(
    session: Session, conversation: Conversation, note: Note | None, sent: Sent
) -> Receipt:
    at = note.saved_at if note else clock.now()
    version = note.version if note else 0
    sent.done(session, note.id if note else conversation.id, version, at)
    return Receipt(note.id if note else None, version, at)


def _keep_earlier(session: Session, note: Note, actor: Actor, *, always: bool) -> None:
    stands_for_something = was_sorted_from(session, note.id, note.version)
    earlier = Wording(note.saved_by, note.saved_at, has_tags=stands_for_something)
    if not always and not is_kept(earlier, next_by=actor.id, at=clock.now()):
        return
    session.add(
        NoteRevision(
            note_id=note.id,
            version=note.version,
            words=note.words,
            saved_at=note.saved_at,
            saved_by=note.saved_by,
        )
    )


def _note_in_trail(session: Session, actor: Actor, conversation: Conversation, note: Note) -> None:
    record(
        session,
        staff(actor),
        "notes_saved",
        Subject("conversation", conversation.id, conversation.person_id),
        version=note.version,
    )
