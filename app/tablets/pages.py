"""The page of tablets: what is kept where, and the way to stop one."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from app import clock
from app.errors import NotFound
from app.i18n import gettext as _
from app.i18n import ngettext
from app.identity import Actor
from app.recording.pages.parts import moment_words, name_of
from app.recording.queries import get_conversation, person_of
from app.tablets.models import Tablet
from app.tablets.queries import (
    conversations_waiting,
    list_tablets,
    looks_after_all,
    owner_names,
)


@dataclass(frozen=True)
class Waiting:
    """A conversation of which something waits, where this reader may open it."""

    label: str
    href: str


@dataclass(frozen=True)
class TabletCard:
    """One tablet."""

    name: str
    owner: str  # empty: the reader's own
    seen: str
    waiting: str
    is_waiting: bool
    conversations: tuple[Waiting, ...]
    stopped: str  # empty: it has not been stopped
    stop_action: str
    stop_label: str
    allow_action: str  # empty: not stopped, or not this reader's to allow
    allow_label: str


@dataclass(frozen=True)
class TabletsPage:
    """Every tablet this reader may stop."""

    title: str
    is_everybodys: bool
    tablets: tuple[TabletCard, ...]


def tablets_page(session: Session, actor: Actor) -> TabletsPage:
    """Show one's own tablets, or everybody's to whoever looks after accounts."""
    tablets = list_tablets(session, actor)
    names = owner_names(session, tablets)
    waits = conversations_waiting(session, tablets)
    return TabletsPage(
        title=_("Tablets"),
        is_everybodys=looks_after_all(actor),
        tablets=tuple(_card(session, actor, tablet, names, waits[tablet.id]) for tablet in tablets),
    )


def _card(
    session: Session,
    actor: Actor,
    tablet: Tablet,
    names: Mapping[uuid.UUID, str],
    waits: Sequence[uuid.UUID],
) -> TabletCard:
    name = tablet.name or _("A tablet without a name")
    return TabletCard(
        name=name,
        owner=names.get(tablet.staff_account_id, "") if looks_after_all(actor) else "",
        seen=_("Last seen %(moment)s") % {"moment": moment_words(tablet.last_seen_at)},
        waiting=_waiting_words(tablet),
        is_waiting=tablet.waiting > 0,
        conversations=tuple(_waiting(session, actor, each) for each in waits),
        stopped=(
            _("Stopped %(moment)s") % {"moment": moment_words(tablet.stopped_at)}
            if tablet.stopped_at
            else ""
        ),
        stop_action=f"/tablets/{tablet.id}/stop",
        stop_label=_("Stop this tablet: %(name)s") % {"name": name},
        allow_action=(
            f"/tablets/{tablet.id}/allow" if tablet.stopped_at and looks_after_all(actor) else ""
        ),
        allow_label=_("Let this tablet be used again: %(name)s") % {"name": name},
    )


def _waiting_words(tablet: Tablet) -> str:
    if not tablet.waiting:
        return _("Nothing waited there when it was last seen.")
    sentence = ngettext(
        "One change waits there to be sent, from %(moment)s.",
        "%(num)s changes wait there to be sent, the oldest from %(moment)s.",
        tablet.waiting,
    )
    since = tablet.waiting_since or clock.now()
    return sentence % {"num": tablet.waiting, "moment": moment_words(since)}


def _waiting(session: Session, actor: Actor, conversation_id: uuid.UUID) -> Waiting:
    try:
        conversation = get_conversation(session, actor, conversation_id)
    except NotFound:
        return Waiting(_("A conversation that is not here yet, or not yours to open"), "")
    person = name_of(person_of(session, actor, conversation))
    return Waiting(
        _("Conversation with %(name)s") % {"name": person}, f"/conversations/{conversation.id}"
    )
