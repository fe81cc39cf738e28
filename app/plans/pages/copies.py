"""Who was given a copy, the form that notes one, and whom to think about before sharing."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from app import clock
from app.forms import FieldError, Option
from app.i18n import N_, Language, long_date
from app.i18n import gettext as _
from app.plans.gathering import WorkingPlan
from app.plans.kinship import Relation
from app.plans.models import PlanVersion
from app.plans.pages.beside import CopyRow
from app.plans.pages.changes import DayParts, day_parts
from app.plans.pages.plan import plan_language, words_language
from app.plans.record_models import PlanCopy, PossibleHarm
from app.plans.sharing import CopyShape, Warned, WhyWarned


RELATIONS: Final = {
    Relation.PERSON: N_("The person themselves"),
    Relation.PARTNER: N_("Their husband, wife or partner"),
    Relation.PARENT: N_("Their parent, or somebody with parental responsibility"),
    Relation.CHILD: N_("Their son or daughter"),
    Relation.SIBLING: N_("Their brother or sister"),
    Relation.FAMILY: N_("Somebody else in the family"),
    Relation.FRIEND: N_("A friend or neighbour"),
    Relation.CARER: N_("Their unpaid carer"),
    Relation.ADVOCATE: N_("Their advocate"),
    Relation.AUTHORISED: N_("Somebody authorised: asked by the person, an attorney or a deputy"),
    Relation.BEST_INTERESTS: N_("Somebody who acts in their best interests"),
    Relation.PROVIDER: N_("A service or a professional"),
    Relation.OTHER: N_("Somebody else"),
}
SHAPES: Final = {
    CopyShape.SCREEN: N_("Shown on a screen"),
    CopyShape.PAPER: N_("On paper"),
    CopyShape.PDF: N_("As a PDF"),
    CopyShape.LARGE_PRINT: N_("In large print"),
    CopyShape.EASY_READ: N_("As Easy Read"),
    CopyShape.TEXT: N_("As plain text"),
    CopyShape.AUDIO: N_("Read aloud or as sound"),
    CopyShape.OTHER: N_("In another form"),
}
_WHY: Final = {
    WhyWarned.NAMED: N_("A name like theirs stands in words confirmed as risk or protection:"),
    WhyWarned.KIN: N_("Somebody who is to the person what they are stands in such words:"),
    WhyWarned.NAMED_BEFORE: N_(
        "Such words speak of somebody without a name. A name like theirs stands just before:"
    ),
    WhyWarned.KIN_BEFORE: N_(
        "Such words speak of somebody without a name. What they are to the person stands just"
        " before:"
    ),
    WhyWarned.NOTED: N_("A colleague asked to think first:"),
}
FORM_ID: Final = "plan-copy"


@dataclass(frozen=True)
class CopiesPage:
    """Who has which version."""

    title: str
    back: str
    base: str
    can_note: bool
    copies: tuple[CopyRow, ...]


@dataclass(frozen=True)
class WarningLine:
    """One reason to stop and think, with the words it rests on."""

    why: str
    words: str


@dataclass(frozen=True)
class CopyPage:
    """Noting a copy; with warnings, it asks for a choice first."""

    title: str
    action: str
    back: str
    operation_id: str
    values: Mapping[str, Any]
    day: DayParts
    versions: tuple[Option, ...]
    whats: tuple[Option, ...]
    relations: tuple[Option, ...]
    forms: tuple[Option, ...]
    languages: tuple[Option, ...]
    warnings: tuple[WarningLine, ...]
    choices: tuple[Option, ...]
    warned_of: str
    errors: tuple[FieldError, ...]
    form_id: str = FORM_ID


@dataclass(frozen=True)
class HarmRow:
    """Somebody a colleague noted, and how the note is lifted."""

    name: str
    reason: str
    noted: str
    lift_href: str


@dataclass(frozen=True)
class TakingPart:
    """Somebody who took part, with the reasons to think first, where there are any."""

    name: str
    warnings: tuple[WarningLine, ...]


@dataclass(frozen=True)
class SharingPage:
    """Whom to think about before anything is shared."""

    title: str
    back: str
    action: str
    operation_id: str
    noted: tuple[HarmRow, ...]
    taking_part: tuple[TakingPart, ...]
    name: str
    reason: str
    words_language: Language | None
    errors: tuple[FieldError, ...]
    form_id: str = "possible-harm"


def copy_rows(copies: Sequence[tuple[PlanCopy, PlanVersion]], base: str) -> tuple[CopyRow, ...]:
    """Return the log of copies in words, the newest first; ``base`` is where the plan is."""
    return tuple(_copy_row(copy, version, base) for copy, version in copies)


def copies_page(working: WorkingPlan, copies: Sequence[tuple[PlanCopy, PlanVersion]]) -> CopiesPage:
    """Return the log of copies."""
    base = f"/conversations/{working.conversation.id}/plan"
    return CopiesPage(
        title=_("Who has a copy"),
        back=base,
        base=base,
        can_note=working.latest is not None,
        copies=copy_rows(copies, base),
    )


def _copy_row(copy: PlanCopy, version: PlanVersion, base: str) -> CopyRow:
    sentence = (
        _("Version %(number)s was withheld from %(name)s on %(date)s.")
        if copy.is_withheld
        else _("Version %(number)s was given to %(name)s on %(date)s.")
    )
    said = {"number": version.number, "name": copy.recipient, "date": long_date(copy.on)}
    languages = {"cy": _("In Welsh"), "en": _("In English")}
    details = (
        _(RELATIONS[Relation(copy.relation)]),
        _(SHAPES[CopyShape(copy.form)]),
        languages[copy.language],
        _("Why it was withheld: %(reason)s") % {"reason": copy.reason} if copy.reason else "",
        _("Given after a warning, because: %(reason)s") % {"reason": copy.despite}
        if copy.despite
        else "",
    )
    return CopyRow(
        sentence=sentence % said,
        details=tuple(each for each in details if each),
        is_withheld=copy.is_withheld,
        version=_("Open version %(number)s") % {"number": version.number},
        href=f"{base}/versions/{version.number}",
    )


def copy_page(
    working: WorkingPlan,
    versions: Sequence[PlanVersion],
    typed: Mapping[str, Any],
    errors: tuple[FieldError, ...] = (),
    warnings: Sequence[Warned] = (),
) -> CopyPage:
    """Return the form; what was typed stays, and warnings stand before the choice."""
    base = f"/conversations/{working.conversation.id}/plan"
    newest = str(versions[0].number) if versions else ""
    values = {
        "number": newest,
        "language": plan_language(working),
        **dict.fromkeys(("what", "recipient", "relation", "form", "reason", "despite"), ""),
        "choice": "",
        **typed,
    }
    nothing = Option("", _("Choose"))
    return CopyPage(
        title=_("Note a copy"),
        action=f"{base}/copies/new",
        back=f"{base}/copies",
        operation_id=str(typed.get("operation_id") or uuid.uuid4()),
        values={name: str(value) for name, value in values.items() if name != "on"},
        day=typed.get("on", day_parts(clock.today())),
        versions=tuple(
            Option(str(each.number), _("Version %(number)s") % {"number": each.number})
            for each in versions
        ),
        whats=(Option("given", _("It was given")), Option("withheld", _("It was withheld"))),
        # Nothing is chosen to begin with: "the person themselves" is never warned about.
        relations=(nothing, *(Option(key, _(words)) for key, words in RELATIONS.items())),
        forms=(nothing, *(Option(key, _(words)) for key, words in SHAPES.items())),
        languages=(Option("cy", _("In Welsh")), Option("en", _("In English"))),
        warnings=warning_lines(warnings),
        choices=(
            Option("not_give", _("Do not give it: I will think about it first")),
            Option("give", _("It is right to give it, and I say why")),
        ),
        warned_of=f"{values['recipient']}|{values['relation']}" if warnings else "",
        errors=errors,
    )


def warning_lines(warnings: Sequence[Warned]) -> tuple[WarningLine, ...]:
    """Return the warnings in plain words."""
    return tuple(WarningLine(_(_WHY[each.why]), each.words) for each in warnings)


def sharing_page(
    working: WorkingPlan,
    noted: Sequence[PossibleHarm],
    names: Mapping[uuid.UUID, str],
    taking_part: Sequence[tuple[str, Sequence[Warned]]],
    typed: Mapping[str, Any],
    errors: tuple[FieldError, ...] = (),
) -> SharingPage:
    """Return whom to think about, and who took part."""
    base = f"/conversations/{working.conversation.id}/plan"
    return SharingPage(
        title=_("Before anything is shared"),
        back=base,
        action=f"{base}/sharing",
        operation_id=str(typed.get("operation_id") or uuid.uuid4()),
        noted=tuple(
            HarmRow(
                name=row.name,
                reason=row.reason,
                noted=_("Noted by %(name)s on %(date)s")
                % {
                    "name": names.get(row.noted_by, ""),
                    "date": long_date(clock.local(row.noted_at).date()),
                },
                lift_href=f"{base}/sharing/{row.id}/lift",
            )
            for row in noted
        ),
        taking_part=tuple(TakingPart(name, warning_lines(found)) for name, found in taking_part),
        name=str(typed.get("name", "")),
        reason=str(typed.get("reason", "")),
        words_language=words_language(working),
        errors=errors,
    )
