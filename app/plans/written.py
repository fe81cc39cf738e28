"""What is written in a plan, out of its rows: outcomes, steps, and what is known about assets."""

import uuid
from collections.abc import Mapping, Sequence

from sqlmodel import Session

from app import clock
from app.plans.asset_notes import AssetNote, Willingness
from app.plans.composition import DoerKind, OutcomeKind, PersonalOutcome, Step, TagKind
from app.plans.ladder import SupportRung
from app.plans.lines import FoundIn
from app.plans.models import Plan, PlanAssetNote, PlanGap, PlanOutcome, PlanStep, PlanStepReport
from app.plans.progress import ProgressRating, StepProgress, StepStatus
from app.plans.queries import (
    list_asset_notes,
    list_gaps,
    list_outcomes,
    list_steps,
    reports_of,
)
from app.plans.record_queries import steps_found_in
from app.plans.scales import Placing, ScaleKey
from app.plans.sufficiency import Gap, Sufficiency, WhyMissing
from app.recording.queries import ConfirmedTagRow, list_confirmed_tags


def personal_outcomes(session: Session, plan: Plan | None) -> list[PersonalOutcome]:
    """Return the outcomes being written, each with what is missing for it."""
    rows = list_outcomes(session, plan)
    tags = list_confirmed_tags(session, plan.conversation_id) if plan and rows else ()
    gaps: dict[uuid.UUID, list[Gap]] = {}
    for gap in list_gaps(session, plan):
        gaps.setdefault(gap.outcome_id, []).append(_gap(gap))
    return [
        PersonalOutcome(
            id=str(row.id),
            words=row.words,
            kind=OutcomeKind(row.kind),
            target_date=row.target_date,
            domains=_domains_beside(row.tag_id, tags),
            why_it_matters=row.why_it_matters or "",
            statements=tuple((row.statements or "").split()),
            baseline=placing_of(row),
            target=row.target or "",
            one_step_up=row.one_step_up or "",
            enough=Sufficiency(row.enough) if row.enough else None,
            enough_words=row.enough_words or "",
            gaps=tuple(gaps.get(row.id, ())),
        )
        for row in rows
    ]


def placing_of(row: PlanOutcome) -> Placing | None:
    """Return where the person put themselves, or nothing if nobody asked."""
    has_number = row.baseline_value is not None or row.hoped_for_value is not None
    if not row.baseline_words and not has_number:
        return None
    scale = ScaleKey(row.scale) if row.scale and has_number else None
    return Placing(row.baseline_words or "", scale, row.baseline_value, row.hoped_for_value)


def _gap(row: PlanGap) -> Gap:
    return Gap(str(row.id), row.would_help, WhyMissing(row.why), row.more)


def _domains_beside(tag_id: uuid.UUID | None, tags: Sequence[ConfirmedTagRow]) -> tuple[str, ...]:
    """Return the domains confirmed on the very words an outcome was taken from."""
    source = next((tag for tag in tags if tag.tag_id == tag_id), None)
    if source is None:
        return ()
    return tuple(
        dict.fromkeys(
            tag.key
            for tag in tags
            if tag.kind == TagKind.DOMAIN
            and tag.answer_id == source.answer_id
            and (tag.quote in source.quote or source.quote in tag.quote)
        )
    )


def steps(session: Session, plan: Plan | None) -> list[Step]:
    """Return the steps being written, each with how it was last going."""
    rows = list_steps(session, plan)
    latest: dict[uuid.UUID, PlanStepReport] = {}
    for report in reports_of(session, [row.id for row in rows]):
        latest.setdefault(report.step_id, report)
    found = steps_found_in(session, [row.id for row in rows])
    return [_step(row, latest.get(row.id), found.get(row.id)) for row in rows]


def _step(row: PlanStep, report: PlanStepReport | None, found_in: FoundIn | None) -> Step:
    return Step(
        id=str(row.id),
        action=row.action,
        doer=row.doer,
        doer_kind=DoerKind(row.doer_kind),
        due_date=row.due_date,
        outcome_id=str(row.outcome_id) if row.outcome_id else None,
        rung=SupportRung(row.rung) if row.rung else None,
        draws_on=row.draws_on or None,
        why_a_service=row.why_a_service or "",
        progress=progress_in(report) if report else None,
        found_in=found_in,
    )


def progress_in(report: PlanStepReport) -> StepProgress:
    """Return a report in the form that a plan carries."""
    return StepProgress(
        StepStatus(report.status),
        ProgressRating(report.rating),
        report.reason,
        clock.local(report.reported_at).date(),
    )


def asset_notes(session: Session, plan: Plan | None) -> Mapping[str, AssetNote]:
    """Return what is known about assets, by their line; a note that is kept back is not in it."""
    rows = list_asset_notes(session, plan)
    known = {str(row.id) for row in list_outcomes(session, plan)} if rows else set()
    return {row.line_key: _note(row, known) for row in rows if not row.kept_back}


def _note(row: PlanAssetNote, known: set[str]) -> AssetNote:
    return AssetNote(
        whose=row.whose,
        willingness=Willingness(row.willingness) if row.willingness else None,
        from_date=row.from_date,
        until_date=row.until_date,
        cost_to_giver=row.cost_to_giver,
        outcome_ids=tuple(key for key in row.outcome_ids.split() if key in known),
        helps=row.helps,
    )
