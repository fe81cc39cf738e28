"""Write one practice plan and save a version of it."""

import datetime as dt
import uuid

from sqlmodel import Session

from app.identity import Actor
from app.plans.actions import save_version
from app.plans.asset_writing import NoteDraft, write_note
from app.plans.composition import quote_line_key
from app.plans.copying import CopyDraft, note_copy
from app.plans.gathering import get_working_plan
from app.plans.keeping_back import keep_back
from app.plans.lines import DoerKind, OutcomeKind, Section
from app.plans.models import PlanStepReport, PlanVersion
from app.plans.outcome_writing import (
    GapDraft,
    MeaningDraft,
    add_gap,
    say_whether_enough,
    write_meaning,
)
from app.plans.plan_kinds import PlanKind
from app.plans.queries import list_outcomes, list_steps
from app.plans.record_models import PlanCopy
from app.plans.scales import ScaleKey
from app.plans.statute_writing import StatuteDraft, set_kind, write_statute
from app.plans.step_writing import ReportDraft, report_step
from app.plans.writing import (
    Change,
    OutcomeDraft,
    StepDraft,
    add_outcome,
    add_step,
    change_now,
    set_review_date,
)
from app.practice.conversing import on_the_day
from app.practice.plan_story import StoryStep
from app.practice.story import StoryConversation, StoryOutcome, StoryPlan
from app.recording.queries import list_confirmed_tags


_DAYS_TO_WRITE = dt.timedelta(days=3)


def make_plan(
    session: Session,
    actor: Actor,
    conversation_id: uuid.UUID,
    said: StoryConversation,
    root: uuid.UUID,
) -> PlanVersion | None:
    """Write the plan and save a version of it; how its steps went came later."""
    plan = said.plan
    if plan is None:
        return None
    writer = _Writer(session, actor, conversation_id, root)
    outcome_ids = writer.write_outcomes(plan)
    writer.write_notes(plan, outcome_ids)
    step_ids = writer.write_steps(plan.steps, outcome_ids)
    writer.write_statute(plan)
    set_review_date(session, change_now(session, actor, conversation_id), plan.review_date)
    writer.keep_back(plan)
    version = save_version(session, actor, conversation_id)
    written_at = on_the_day(said.held_on + _DAYS_TO_WRITE, 15)
    version.made_at = written_at
    writer.date_rows(written_at)
    writer.report(plan, step_ids)
    writer.note_copies(plan, version.number)
    return version


def plan_again(
    session: Session,
    actor: Actor,
    conversation_id: uuid.UUID,
    said: StoryConversation,
    root: uuid.UUID,
) -> None:
    """Add what came of the person's answer, and save the plan as a version of its own."""
    then = said.plan.then if said.plan else None
    if then is None:
        return
    writer = _Writer(session, actor, conversation_id, uuid.uuid5(root, "then"))
    writer.write_steps(then.steps, writer.outcome_ids())
    version = save_version(session, actor, conversation_id)
    version.made_at = on_the_day(then.saved_on, 15)


class _Writer:
    """One practice plan being written."""

    def __init__(
        self, session: Session, actor: Actor, conversation_id: uuid.UUID, root: uuid.UUID
    ) -> None:
        self._session = session
        self._actor = actor
        self._conversation_id = conversation_id
        self._root = root
        self._tags = list_confirmed_tags(session, conversation_id)

    def write_outcomes(self, plan: StoryPlan) -> list[uuid.UUID]:
        """Write what matters, each from the words it was said in, and what it means."""
        made = []
        for number, outcome in enumerate(plan.outcomes):
            draft = OutcomeDraft(
                outcome.words,
                OutcomeKind(outcome.kind),
                outcome.target_date,
                self._tag_on(outcome.words),
                outcome.from_question,
            )
            outcome_id = add_outcome(self._session, self._change(f"outcome {number}"), draft)
            self._write_meaning(outcome, outcome_id, number)
            made.append(outcome_id)
        return made

    def _tag_on(self, words: str) -> uuid.UUID | None:
        wanted = [tag for tag in self._tags if (tag.kind, tag.key) == ("element", "OUTCOME")]
        return next((tag.tag_id for tag in wanted if tag.quote == words), None)

    def _write_meaning(self, outcome: StoryOutcome, outcome_id: uuid.UUID, number: int) -> None:
        meaning, enough = outcome.meaning, outcome.enough
        if meaning is not None:
            has_number = meaning.number_now is not None
            draft = MeaningDraft(
                meaning.why_it_matters or "",
                meaning.statements,
                meaning.now or "",
                ScaleKey.ONE_TO_TEN if has_number else "",
                meaning.number_now,
                meaning.number_hoped_for,
                meaning.target or "",
                meaning.one_step_up or "",
            )
            change = self._change(f"meaning {number}")
            write_meaning(self._session, change, outcome_id, draft)
        if enough is not None:
            change = self._change(f"enough {number}")
            words = enough.words or ""
            say_whether_enough(self._session, change, outcome_id, enough.answer, words)
            for place, gap in enumerate(enough.gaps):
                missing = GapDraft(gap.would_help, gap.why, gap.more or "")
                change = self._change(f"gap {number} {place}")
                add_gap(self._session, change, outcome_id, missing)

    def write_notes(self, plan: StoryPlan, outcome_ids: list[uuid.UUID]) -> None:
        """Write what is known of the help there is."""
        for number, note in enumerate(plan.notes):
            draft = NoteDraft(
                whose=note.whose,
                willingness=note.willingness or "",
                from_date=note.from_date,
                until_date=note.until_date,
                cost_to_giver=note.cost_to_giver or "",
                outcome_ids=tuple(outcome_ids[place] for place in note.helps_outcomes),
                helps=note.helps or "",
                kept_back=note.kept_back or "",
                kept_back_reason=note.kept_back_reason or "",
            )
            key = quote_line_key(Section(note.ring), str(self._conversation_id), note.quote)
            write_note(self._session, self._change(f"note {number}"), key, draft)

    def outcome_ids(self) -> list[uuid.UUID]:
        """Return the outcomes that are written already, in their order."""
        working = get_working_plan(self._session, self._actor, self._conversation_id)
        return [outcome.id for outcome in list_outcomes(self._session, working.plan)]

    def write_steps(
        self, steps: tuple[StoryStep, ...], outcome_ids: list[uuid.UUID]
    ) -> list[uuid.UUID]:
        """Write who does what by when."""
        made = []
        for number, step in enumerate(steps):
            draft = StepDraft(
                step.action,
                step.doer,
                DoerKind(step.doer_kind),
                step.due_date,
                outcome_ids[step.outcome],
                step.rung,
                self._line_saying(step.uses),
                step.why_a_service,
            )
            made.append(add_step(self._session, self._change(f"step {number}"), draft))
        return made

    def _line_saying(self, words: str | None) -> str | None:
        """Return the line of the strength that a step uses."""
        if words is None:
            return None
        working = get_working_plan(self._session, self._actor, self._conversation_id)
        lines = working.content.asset_lines()
        return next(line.line_key for line in lines if line.words == words)

    def write_statute(self, plan: StoryPlan) -> None:
        """Say that the plan is a statutory one, and write what it records."""
        if plan.statute is None:
            return
        said = plan.statute.model_dump(exclude={"kind"}, exclude_none=True)
        set_kind(self._session, self._change("kind"), PlanKind(plan.statute.kind))
        write_statute(self._session, self._change("statute"), StatuteDraft(**said))

    def note_copies(self, plan: StoryPlan, number: int) -> None:
        """Note who was given the version, or was not, each on its day."""
        for place, copy in enumerate(plan.copies):
            reason = copy.withheld_because or ""
            said = copy.model_dump(exclude={"withheld_because", "day"})
            draft = CopyDraft(number, on=copy.day, **said, is_withheld=bool(reason), reason=reason)
            copy_id = uuid.uuid5(self._root, f"copy {place}")
            note_copy(self._session, self._actor, self._conversation_id, copy_id, draft)
            self._session.flush()
            row = self._session.get_one(PlanCopy, copy_id)
            row.noted_at = on_the_day(copy.day, 15)

    def keep_back(self, plan: StoryPlan) -> None:
        """Keep out of every copy what must stand in none."""
        for kept in plan.kept_back:
            tag = next(tag for tag in self._tags if tag.quote == kept.quote)
            keep_back(
                self._session,
                self._actor,
                self._conversation_id,
                tag.tag_id,
                kept.why,
                kept.reason,
            )

    def date_rows(self, written_at: dt.datetime) -> None:
        """Date what was written on the day that it was."""
        working = get_working_plan(self._session, self._actor, self._conversation_id)
        for outcome in list_outcomes(self._session, working.plan):
            outcome.written_at = written_at
        for step in list_steps(self._session, working.plan):
            step.written_at = written_at

    def report(self, plan: StoryPlan, step_ids: list[uuid.UUID]) -> None:
        """Say how steps went, each on its day."""
        for number, (step, step_id) in enumerate(zip(plan.steps, step_ids, strict=True)):
            for place, said in enumerate(step.reports):
                change = self._change(f"report {number} {place}")
                draft = ReportDraft(said.status, said.rating, said.reason or "")
                report_step(self._session, change, step_id, draft)
                row = self._session.get_one(PlanStepReport, change.operation_id)
                row.reported_at = on_the_day(said.day, 15)
                self._session.flush()

    def _change(self, what: str) -> Change:
        now = change_now(self._session, self._actor, self._conversation_id)
        operation_id = uuid.uuid5(self._root, what)
        return Change(self._actor, self._conversation_id, now.version, operation_id)
