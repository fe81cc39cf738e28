"""The page on which a practitioner chooses whom to take along."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlmodel import Session

from app import clock
from app.i18n import gettext as _
from app.i18n import long_date
from app.identity import Actor
from app.people.models import Person
from app.people.pages import in_order, shown_name
from app.people.queries import all_visible
from app.recording.models import Conversation
from app.recording.queries import latest_conversations
from app.tablets.packing import expires_at


@dataclass(frozen=True)
class Choice:
    """One person to tick."""

    value: str
    label: str
    hint: str


@dataclass(frozen=True)
class TakingPage:
    """Who can be taken along, what goes on the tablet, and until when."""

    title: str
    own: tuple[Choice, ...]
    team: tuple[Choice, ...]
    until: str


def taking_page(session: Session, actor: Actor) -> TakingPage:
    """Offer one's own people first, then those whom others in the team see."""
    people = in_order(all_visible(session, actor))
    latest = latest_conversations(session, [person.id for person in people])
    own = [person for person in people if _is_own(person, actor, latest)]
    return TakingPage(
        title=_("Take visits with you"),
        own=tuple(_choices(own, latest)),
        team=tuple(_choices((each for each in people if each not in own), latest)),
        until=long_date(expires_at(clock.now()).date()),
    )


def _is_own(person: Person, actor: Actor, latest: Mapping[uuid.UUID, Conversation]) -> bool:
    conversation = latest.get(person.id)
    goes_on = conversation is not None and conversation.status == "in_progress"
    is_mine = conversation is not None and conversation.practitioner_id == actor.id
    return person.practitioner_id == actor.id or (goes_on and is_mine)


def _choices(
    people: Iterable[Person], latest: Mapping[uuid.UUID, Conversation]
) -> Iterable[Choice]:
    for person in people:
        conversation = latest.get(person.id)
        if conversation is None:
            hint = _("No conversation yet")
        elif conversation.status == "in_progress":
            hint = _("Going on since %(date)s") % {"date": long_date(conversation.held_on)}
        else:
            hint = _("Last talked on %(date)s") % {"date": long_date(conversation.held_on)}
        yield Choice(str(person.id), shown_name(person), hint)
