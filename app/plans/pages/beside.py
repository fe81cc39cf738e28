"""What stands beside the plan on its page: its kind and checklist, its versions and its copies."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.i18n import gettext as _
from app.plans.content import PlanContent
from app.plans.details import Detail
from app.plans.labels import PlanLabels
from app.plans.pages.checklist import Checklist, checklist_of
from app.plans.statute_words import KIND_NAMES, kind_of


@dataclass(frozen=True)
class CopyRow:
    """One copy, given or withheld."""

    sentence: str
    details: tuple[str, ...]
    is_withheld: bool
    version: str
    href: str  # where that version is


@dataclass(frozen=True)
class Beside:
    """The parts of the page that are about the document and not about the person's life."""

    base: str
    kind: str
    is_statutory: bool
    statute_heading: str
    statute: tuple[Detail, ...]
    checklist: Checklist | None
    copies: tuple[CopyRow, ...]


def beside(
    content: PlanContent, labels: PlanLabels, base: str, copies: Sequence[CopyRow]
) -> Beside:
    """Return what stands beside the plan; of the copies, the newest three."""
    kind = kind_of(content)
    return Beside(
        base=base,
        kind=_(KIND_NAMES[kind]),
        is_statutory=kind.is_statutory,
        statute_heading=labels.statute_heading,
        statute=labels.statute,
        checklist=checklist_of(content, base, on_plan_page=True),
        copies=tuple(copies[:3]),
    )
