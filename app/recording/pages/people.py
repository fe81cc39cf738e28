"""Today, and one person with their conversations."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session

from app.i18n import current_language, long_date, ngettext
from app.i18n import gettext as _
from app.identity import Actor
from app.people.models import Person
from app.people.queries import all_visible
from app.recording.models import Conversation
from app.recording.pages.parts import Fact, name_of, status_label
from app.recording.queries import latest_conversations, list_conversations, talked_about
from app.recording.second_looks import next_address, waiting_for
from conversations import ConversationKind, ConversationLanguage, load_question_set


@dataclass(frozen=True)
class PersonCard:
    """One person on the page of today."""

    name: str
    href: str
    line: str
    go_label: str = ""
    go_href: str = ""


@dataclass(frozen=True)
class TodayPage:
    """Where a practitioner's day starts."""

    title: str
    date: str
    unfinished: tuple[PersonCard, ...]
    others: tuple[PersonCard, ...]
    second_look: str  # empty: no answer waits for a second pair of eyes
    second_look_href: str


def today_page(session: Session, actor: Actor, today: dt.date) -> TodayPage:
    """Show my people: first those whose conversation can be taken up again."""
    people = sorted(all_visible(session, actor), key=lambda person: name_of(person).casefold())
    latest = latest_conversations(session, [person.id for person in people])
    open_ones = {
        person_id: conversation
        for person_id, conversation in latest.items()
        if conversation.status == "in_progress"
    }
    counts = talked_about(session, [conversation.id for conversation in open_ones.values()])
    second_looks = waiting_for(session, actor)
    mine = [
        person
        for person in people
        if person.practitioner_id == actor.id
        or (person.id in open_ones and open_ones[person.id].practitioner_id == actor.id)
    ]
    return TodayPage(
        title=_("Today"),
        date=long_date(today),
        unfinished=tuple(
            _open_card(person, open_ones[person.id], counts)
            for person in mine
            if person.id in open_ones
        ),
        others=tuple(
            _card(person, latest.get(person.id)) for person in mine if person.id not in open_ones
        ),
        second_look=_waiting_line(len(second_looks)),
        second_look_href=next_address(second_looks),
    )


def _waiting_line(how_many: int) -> str:
    if not how_many:
        return ""
    sentence = ngettext(
        "One answer waits for a second pair of eyes",
        "%(num)s answers wait for a second pair of eyes",
        how_many,
    )
    return sentence % {"num": how_many}


def _open_card(
    person: Person, conversation: Conversation, counts: dict[uuid.UUID, int]
) -> PersonCard:
    return PersonCard(
        name=name_of(person),
        href=f"/people/{person.id}",
        line=progress_words(conversation, counts.get(conversation.id, 0)),
        go_label=_continue_label(person),
        go_href=f"/conversations/{conversation.id}",
    )


def _continue_label(person: Person) -> str:
    return _("Continue with %(name)s") % {"name": name_of(person)}


def _card(person: Person, conversation: Conversation | None) -> PersonCard:
    line = (
        _("Last talked on %(date)s") % {"date": long_date(conversation.held_on)}
        if conversation
        else _("No conversation yet")
    )
    return PersonCard(name=name_of(person), href=f"/people/{person.id}", line=line)


def progress_words(conversation: Conversation, done: int) -> str:
    """Return "7 of 11 talked about", never a percentage."""
    total = len(load_question_set(conversation.question_set).keys)
    sentence = ngettext(
        "%(num)s of %(total)s talked about", "%(num)s of %(total)s talked about", done
    )
    return sentence % {"num": done, "total": total}


@dataclass(frozen=True)
class ConversationRow:
    """One of a person's conversations."""

    kind: str
    date: str
    status: str
    is_open: bool
    progress: str
    href: str
    is_quoted: bool


@dataclass(frozen=True)
class PersonPage:
    """One person: what to know before knocking, and the conversations so far."""

    title: str
    full_name: str
    facts: tuple[Fact, ...]
    conversations: tuple[ConversationRow, ...]
    go_label: str  # empty: no conversation can be carried on with
    go_href: str
    start_action: str
    operation_id: str
    pathway_kind: str
    pathway_operation_id: str
    edit_href: str


def person_page(session: Session, person: Person) -> PersonPage:
    """Show a person whom the actor may see."""
    conversations = list_conversations(session, person.id)
    counts = talked_about(session, [conversation.id for conversation in conversations])
    going = next((row for row in conversations if row.status == "in_progress"), None)
    return PersonPage(
        title=name_of(person),
        full_name=person.name if name_of(person) != person.name else "",
        facts=tuple(_facts(person)),
        conversations=tuple(_row(row, counts.get(row.id, 0)) for row in conversations),
        go_label=_continue_label(person) if going else "",
        go_href=f"/conversations/{going.id}" if going else "",
        start_action=f"/people/{person.id}/conversations",
        operation_id=str(uuid.uuid4()),
        pathway_kind=ConversationKind.PATHWAY_CONVERSATION.value,
        pathway_operation_id=str(uuid.uuid4()),
        edit_href=f"/people/{person.id}/edit",
    )


def _facts(person: Person) -> Iterable[Fact]:
    if person.language in set(ConversationLanguage):
        label = ConversationLanguage(person.language).label
        yield Fact(_("Would rather talk in"), label.in_(current_language()))
    if person.communication_needs:
        yield Fact(_("What helps us talk"), person.communication_needs)
    if person.date_of_birth:
        yield Fact(_("Date of birth"), long_date(dt.date.fromisoformat(person.date_of_birth)))
    if person.home_area:
        yield Fact(_("Where they live"), person.home_area)


def _row(conversation: Conversation, done: int) -> ConversationRow:
    return ConversationRow(
        kind=ConversationKind(conversation.kind).label.in_(current_language()),
        date=long_date(conversation.held_on),
        status=status_label(conversation),
        is_open=conversation.status == "in_progress",
        progress=progress_words(conversation, done),
        href=f"/conversations/{conversation.id}",
        is_quoted=bool(conversation.quoted_from),
    )
