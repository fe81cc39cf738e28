"""Taking an entry of the directory into a plan as a step, with its source named."""

import uuid

from sqlmodel import Session, col, select

from app.directory.entries import Entry
from app.directory.matching import Looking, areas_named, places_known
from app.directory.queries import entry_of, get_entry, list_offered
from app.errors import NotNow
from app.i18n import current_language
from app.i18n import gettext as _
from app.people.models import Person
from app.plans.gathering import WorkingPlan
from app.plans.models import PlanStep
from app.plans.record_models import StepFoundIn
from app.plans.writing import Change, StepDraft, add_step
from app.recording.queries import list_confirmed_tags


def looking_for(
    session: Session,
    working: WorkingPlan,
    entries: list[Entry],
    *,
    outcome_id: str = "",
    area: str = "",
    only_welsh: bool = False,
    only_free: bool = False,
) -> Looking:
    """Return what a step is looking for: the confirmed domains, and places that were named."""
    conversation = working.conversation
    tags = list_confirmed_tags(session, conversation.id)
    outcome = next((each for each in working.content.outcomes if each.id == outcome_id), None)
    confirmed = {tag.key for tag in tags if tag.kind == "domain"}
    towards = set(outcome.domains) if outcome else set()
    home = session.get_one(Person, conversation.person_id).home_area or ""
    said = [line.words for line in working.content.all_lines()]
    return Looking(
        domains=frozenset(towards or confirmed),
        home_places=places_known(home, entries),
        areas_said=areas_named((area for each in entries for area in each.areas), said),
        area_asked=area,
        prefers_welsh="cy" in (conversation.language, conversation.plan_language),
        only_welsh=only_welsh,
        only_free=only_free,
        has_community=any(tag.kind == "asset" and tag.key == "COMMUNITY" for tag in tags),
    )


def offered_entries(session: Session) -> dict[str, tuple[uuid.UUID, Entry]]:
    """Return every entry that is offered, by its key."""
    return {row.key: (row.id, entry_of(row)) for row in list_offered(session)}


def take_entry(session: Session, change: Change, entry_id: uuid.UUID, draft: StepDraft) -> None:
    """Make a step and keep which entry it came from, as the entry read that day."""
    row = get_entry(session, entry_id)
    if row.withdrawn_at is not None:
        raise NotNow(
            _("This is no longer offered. Nothing was changed: go back and choose something else.")
        )
    step_id = add_step(session, change, draft)
    if session.get(PlanStep, step_id) is None or _is_kept(session, step_id):
        return
    name, _language = entry_of(row).name.shown(current_language())
    session.flush()
    session.add(
        StepFoundIn(
            step_id=step_id,
            entry_id=row.id,
            name=name,
            phone=row.phone,
            taken_by=change.actor.id,
        )
    )


def _is_kept(session: Session, step_id: uuid.UUID) -> bool:
    statement = select(StepFoundIn.id).where(col(StepFoundIn.step_id) == step_id)
    return session.exec(statement).first() is not None
