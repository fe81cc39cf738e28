"""The form of a step: what, who, by when, what it uses, and how near to ordinary life it is."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.forms import Option
from app.i18n import gettext as _
from app.plans.details import RUNGS
from app.plans.ladder import SupportRung
from app.plans.lines import DoerKind
from app.plans.models import PlanOutcome, PlanStep
from app.plans.pages.changes import (
    ChangePage,
    DayParts,
    Showing,
    Typed,
    day_parts,
    outcome_options,
    shortened,
)
from app.plans.pages.plan import words_language
from app.plans.pages.wording import wording_of_step
from app.recording.pages.wording import NOTHING_NOTICED, Wording


@dataclass(frozen=True)
class StepPage(ChangePage):
    """A step being written."""

    step: str = ""
    doer_kind: str = ""
    doer_kinds: tuple[Option, ...] = ()
    doer: str = ""
    due_date: DayParts = ("", "", "")
    outcome_id: str = ""
    outcomes: tuple[Option, ...] = ()
    rung: str = ""
    rungs: tuple[Option, ...] = ()
    draws_on: str = ""
    assets: tuple[Option, ...] = ()
    why_a_service: str = ""
    wording: Wording = NOTHING_NOTICED


def step_page(showing: Showing, row: PlanStep | None, outcomes: Sequence[PlanOutcome]) -> StepPage:
    """Return the form of a step, new or there already."""
    typed = showing.typed or _typed_step(row)
    title = _("Change this step") if row else _("A step")
    path = f"steps/{row.id}" if row else "steps/new"
    return StepPage(
        **showing.parts(title, path, row.action if row else "", is_new=row is None),
        step=typed.get("action", ""),
        doer_kind=typed.get("doer_kind", ""),
        doer_kinds=doer_kinds(),
        doer=typed.get("doer", ""),
        due_date=typed.get("due_date", ("", "", "")),
        outcome_id=typed.get("outcome_id", ""),
        outcomes=(
            *outcome_options(showing, outcomes),
            Option("", _("None of these: it stands on its own")),
        ),
        rung=typed.get("rung", ""),
        rungs=(
            Option("", _("Not decided yet")),
            *(Option(rung, _(RUNGS[rung])) for rung in SupportRung),
        ),
        draws_on=typed.get("draws_on", ""),
        assets=(
            Option("", _("None of these")),
            *(
                Option(line.line_key, shortened(line.words))
                for line in showing.working.content.asset_lines()
            ),
        ),
        why_a_service=typed.get("why_a_service", ""),
        wording=_wording_of_kept_step(showing, row, outcomes),
    )


def _wording_of_kept_step(
    showing: Showing, row: PlanStep | None, outcomes: Sequence[PlanOutcome]
) -> Wording:
    if row is None or showing.typed:
        return NOTHING_NOTICED
    towards = next((each.words for each in outcomes if each.id == row.outcome_id), "")
    return wording_of_step(row.action, towards, showing.all_said, words_language(showing.working))


def _typed_step(row: PlanStep | None) -> Typed:
    if row is None:
        return {}
    return {
        "action": row.action,
        "doer_kind": row.doer_kind,
        "doer": row.doer,
        "due_date": day_parts(row.due_date),
        "outcome_id": str(row.outcome_id or ""),
        "rung": row.rung or "",
        "draws_on": row.draws_on or "",
        "why_a_service": row.why_a_service or "",
    }


def doer_kinds() -> tuple[Option, ...]:
    """Return who may take a step, the person first."""
    return (
        Option(DoerKind.ME, _("The person themselves")),
        Option(DoerKind.MY_PEOPLE, _("One of their people"), _("Family, friends, neighbours")),
        Option(DoerKind.MY_COMMUNITY, _("Somebody in their community")),
        Option(DoerKind.PRACTITIONER, _("The practitioner")),
        Option(DoerKind.SERVICE, _("A service")),
    )
