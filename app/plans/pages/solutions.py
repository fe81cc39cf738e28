"""What in the community may help with a step, each with its reasons, and taking one."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from app.directory.matching import Looking, Reason, ReasonKind, Suggestion
from app.directory.models import DirectoryEntry
from app.directory.pages import (
    Detail,
    EntryCard,
    Said,
    details_of,
    domain_labels,
    entry_card,
    said,
    type_card,
)
from app.directory.queries import entry_of
from app.directory.solution_types import load_solution_types
from app.forms import Option
from app.i18n import N_
from app.i18n import gettext as _
from app.plans.models import PlanOutcome
from app.plans.pages.changes import ChangePage, DayParts, Showing, shortened
from app.plans.pages.steps import doer_kinds


_REASONS: Final = {
    ReasonKind.DOMAIN: N_("It may help with something that was confirmed: %(about)s."),
    ReasonKind.HOME: N_("It is in or for %(about)s, where the person lives."),
    ReasonKind.AREA_SAID: N_("It is in %(about)s, which was named in the conversation."),
    ReasonKind.AREA_ASKED: N_("It is in or for the place you asked for: %(about)s."),
    ReasonKind.EVERYWHERE: N_("It is for the whole of Wales."),
    ReasonKind.WELSH: N_("It is offered in Welsh."),
    ReasonKind.FREE: N_("It is free."),
    ReasonKind.COMMUNITY_LIKED: N_("Things in the community help already, and this is another."),
}


@dataclass(frozen=True)
class Offer:
    """One entry that may help, with every reason in plain words."""

    card: EntryCard
    reasons: tuple[str, ...]
    take_href: str


@dataclass(frozen=True)
class SolutionsPage:
    """What may help, and how it was looked for."""

    title: str
    back: str
    action: str
    outcomes: tuple[Option, ...]
    outcome: str
    area: str
    language: str
    languages: tuple[Option, ...]
    cost: str
    costs: tuple[Option, ...]
    has_domains: bool
    knows_no_place: bool
    where_hint: str
    offers: tuple[Offer, ...]
    types: tuple[EntryCard, ...]


_NOTHING: Final = Said("")


@dataclass(frozen=True)
class TakePage(ChangePage):
    """Making a step of one entry."""

    name: Said = _NOTHING
    about: Said = _NOTHING
    details: tuple[Detail, ...] = ()
    withdrawn: bool = False
    step: str = ""
    doer_kind: str = ""
    doer_kinds: tuple[Option, ...] = ()
    doer: str = ""
    due_date: DayParts = ("", "", "")
    outcome_id: str = ""
    outcomes: tuple[Option, ...] = ()


def reason_sentences(reasons: Sequence[Reason]) -> tuple[str, ...]:
    """Return the reasons in plain words, the confirmed domains together in one."""
    domains = domain_labels([each.about for each in reasons if each.kind is ReasonKind.DOMAIN])
    others = [each for each in reasons if each.kind is not ReasonKind.DOMAIN]
    together = _(_REASONS[ReasonKind.DOMAIN]) % {"about": "; ".join(domains)}
    return (together, *(_(_REASONS[each.kind]) % {"about": each.about} for each in others))


def solutions_page(
    showing: Showing,
    asked: Mapping[str, str],
    outcomes: Sequence[PlanOutcome],
    looking: Looking,
    found: Sequence[tuple[uuid.UUID, DirectoryEntry, Suggestion]],
) -> SolutionsPage:
    """Return what was found for a step, with the reasons."""
    outcome = asked.get("outcome", "")
    kinds = (each for each in load_solution_types().types if looking.domains & set(each.domains))
    return SolutionsPage(
        title=_("What may help, near the person"),
        back=showing.base,
        action=f"{showing.base}/solutions",
        outcomes=(
            *(Option(str(row.id), shortened(row.words)) for row in outcomes),
            Option("", _("All of what matters")),
        ),
        outcome=outcome,
        area=asked.get("area", ""),
        language=asked.get("language", ""),
        languages=(Option("", _("Any language")), Option("cy", _("Welsh is offered"))),
        cost=asked.get("cost", ""),
        costs=(Option("", _("Free or not")), Option("free", _("Free only"))),
        has_domains=bool(looking.domains),
        knows_no_place=not (looking.area_asked or looking.areas_said or looking.home_places),
        where_hint=_where_hint(looking),
        offers=tuple(
            Offer(
                card=entry_card(row),
                reasons=reason_sentences(suggestion.reasons),
                take_href=f"{showing.base}/solutions/{row_id}"
                + (f"?outcome={outcome}" if outcome else ""),
            )
            for row_id, row, suggestion in found
        ),
        types=tuple(type_card(each) for each in kinds),
    )


def _where_hint(looking: Looking) -> str:
    if not looking.home_places:
        return _("A town or an area. Left empty, places named in the conversation count.")
    sentence = _(
        "A town or an area. Left empty, where the person lives counts (%(place)s), and places named"
        " in the conversation."
    )
    return sentence % {"place": ", ".join(looking.home_places)}


def take_page(showing: Showing, row: DirectoryEntry, outcomes: Sequence[PlanOutcome]) -> TakePage:
    """Return the form that makes a step of an entry; its words are only a beginning."""
    entry = entry_of(row)
    typed: Mapping[str, Any] = showing.typed
    begun = _("Get in touch with %(name)s") % {"name": said(entry.name).text}
    return TakePage(
        **showing.parts(_("A step with this"), f"solutions/{row.id}", "", is_new=True),
        name=said(entry.name),
        about=said(entry.about),
        details=details_of(entry),
        withdrawn=not entry.is_offered,
        step=typed.get("action", begun),
        doer_kind=typed.get("doer_kind", ""),
        doer_kinds=doer_kinds(),
        doer=typed.get("doer", ""),
        due_date=typed.get("due_date", ("", "", "")),
        outcome_id=typed.get("outcome_id", ""),
        outcomes=(
            *(Option(str(each.id), shortened(each.words)) for each in outcomes),
            Option("", _("None of these: it stands on its own")),
        ),
    )
