"""The kind of a plan in law, and the form for what a statutory one records, with its checklist."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Final

from app.forms import Option
from app.i18n import gettext as _
from app.plans.content import PlanContent
from app.plans.pages.changes import ChangePage, DayParts, Showing, day_parts
from app.plans.pages.checklist import Checklist, checklist_of
from app.plans.plan_kinds import kinds_from
from app.plans.record_models import PlanStatute
from app.plans.statute_words import (
    ADVOCACIES,
    BANNERS,
    CARER_OFFERS,
    KIND_NAMES,
    PAYMENTS,
    kind_of,
    statute_details,
)
from app.plans.statute_writing import StatuteDraft


_DAYS: Final = ("assessed_on", "decided_on", "carer_on")


@dataclass(frozen=True)
class KindPage(ChangePage):
    """Which kind of plan it is."""

    kinds: tuple[Option, ...] = ()
    kind: str = ""


@dataclass(frozen=True)
class StatutePage(ChangePage):
    """What a statutory plan records."""

    banner: str = ""
    checklist: Checklist | None = None
    values: Mapping[str, Any] | None = None
    days: Mapping[str, DayParts] | None = None
    payments: tuple[Option, ...] = ()
    carers: tuple[Option, ...] = ()
    advocacies: tuple[Option, ...] = ()
    enquiries: tuple[Option, ...] = ()


def kind_page(showing: Showing) -> KindPage:
    """Return the choice of a kind, those that can follow from this conversation."""
    possible = kinds_from(showing.working.conversation.kind)
    now = kind_of(showing.working.content)
    stands_now = _(KIND_NAMES[now])
    return KindPage(
        **showing.parts(_("What kind of plan this is"), "kind", stands_now, is_new=True),
        kinds=tuple(Option(kind, _(KIND_NAMES[kind]), _(BANNERS[kind])) for kind in possible),
        kind=showing.typed.get("kind", now),
    )


def statute_page(showing: Showing, row: PlanStatute | None) -> StatutePage:
    """Return the form, with the checklist as the plan stands now."""
    content = showing.working.content
    kept = _kept(row)
    typed = {**kept, **showing.typed}
    return StatutePage(
        **showing.parts(
            _("What the law asks this plan to say"), "statute", _as_saved(content), is_new=True
        ),
        banner=_(BANNERS[kind_of(content)]),
        checklist=checklist_of(content, showing.base),
        values={name: typed.get(name, "") for name in kept},
        days={name: typed.get(name) or ("", "", "") for name in _DAYS},
        payments=(*(Option(key, _(words)) for key, words in PAYMENTS.items()), _not_yet()),
        carers=(*(Option(key, _(words)) for key, words in CARER_OFFERS.items()), _not_yet()),
        advocacies=(*(Option(key, _(words)) for key, words in ADVOCACIES.items()), _not_yet()),
        enquiries=(
            Option("none", _("There were none")),
            Option("concluded", _("There were, and this was concluded")),
            _not_yet(),
        ),
    )


def _as_saved(content: PlanContent) -> str:
    return "\n".join(f"{each.label}: {each.words}" for each in statute_details(content))


def _not_yet() -> Option:
    return Option("", _("Not written yet"))


def _kept(row: PlanStatute | None) -> dict[str, Any]:
    names = [field.name for field in fields(StatuteDraft)]
    kept: dict[str, Any] = {name: getattr(row, name) if row else "" for name in names}
    return {**kept, **{name: day_parts(kept[name] or None) for name in _DAYS}}
