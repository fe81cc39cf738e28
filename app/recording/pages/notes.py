"""Free notes, as they are written; and two wordings of them that met."""

import uuid
from dataclasses import dataclass

from sqlmodel import Session

from app.clock import clock_time
from app.forms import FieldError
from app.i18n import gettext as _
from app.i18n import ngettext
from app.identity import Actor
from app.recording.models import Conversation
from app.recording.note_models import Note
from app.recording.notes import count_unsorted, find_note, list_sorted
from app.recording.pages.parts import (
    Banner,
    banner,
    moment_words,
    name_of,
    words_language,
)
from app.recording.queries import person_of, staff_names


def notes_href(conversation: Conversation) -> str:
    """Return the address of the notes of a conversation."""
    return f"/conversations/{conversation.id}/notes"


@dataclass(frozen=True)
class StoredNotes:
    """The notes as somebody else saved them meanwhile."""

    words: str
    line: str


@dataclass(frozen=True)
class NotesPage:
    """Where notes are written freely, and the way to sort them."""

    title: str
    banner: Banner
    words: str
    words_lang: str
    version: int
    operation_id: str
    saved_at: str
    stored: StoredNotes | None
    sorted_line: str
    form_id: str
    action: str
    sort_href: str
    overview_href: str
    overview_label: str
    show_href: str
    is_finished: bool
    is_unsaved: bool
    errors: tuple[FieldError, ...]


def notes_page(
    session: Session,
    actor: Actor,
    conversation: Conversation,
    *,
    typed: str | None = None,
    is_conflict: bool = False,
    errors: tuple[FieldError, ...] = (),
) -> NotesPage:
    """Show the notes as they are stored, or again with what was typed."""
    note = find_note(session, conversation.id)
    person = name_of(person_of(session, actor, conversation))
    stored = note.words if note else ""
    return NotesPage(
        title=_("Notes as we talk"),
        banner=banner(conversation),
        words=stored if typed is None else typed,
        words_lang=words_language(conversation),
        version=note.version if note else 0,
        operation_id=str(uuid.uuid4()),
        saved_at=clock_time(note.saved_at) if note and typed is None else "",
        stored=_stored(session, note) if is_conflict else None,
        sorted_line=sorted_line(session, note, conversation),
        form_id="notes",
        action=notes_href(conversation),
        sort_href=f"{notes_href(conversation)}/sort",
        overview_href=f"/conversations/{conversation.id}",
        overview_label=_("Conversation with %(name)s") % {"name": person},
        show_href=f"/conversations/{conversation.id}/show",
        is_finished=conversation.status == "complete",
        is_unsaved=typed is not None,
        errors=errors,
    )


def sorted_line(session: Session, note: Note | None, conversation: Conversation) -> str:
    """Say how many sentences are still to sort, or that all are sorted."""
    if note is None or not note.words:
        return ""
    all_sorted = _("Every sentence is sorted.") if list_sorted(session, note) else ""
    return still_to_sort_line(session, conversation) or all_sorted


def still_to_sort_line(session: Session, conversation: Conversation) -> str:
    """Say how many sentences of the notes are in no answer, if any are."""
    left = count_unsorted(session, conversation)
    if not left:
        return ""
    return ngettext(
        "%(num)s sentence of the notes is still to sort.",
        "%(num)s sentences of the notes are still to sort.",
        left,
    ) % {"num": left}


def _stored(session: Session, note: Note | None) -> StoredNotes:
    if note is None:
        return StoredNotes("", "")
    name = staff_names(session, [note.saved_by]).get(note.saved_by, "")
    moment = moment_words(note.saved_at)
    line = _("Saved by %(name)s, %(moment)s") % {"name": name, "moment": moment}
    return StoredNotes(note.words, line)
