"""Finding what stands beside a plan: its kind in law, where steps were found, copies, warnings."""

import uuid
from collections.abc import Sequence

from sqlmodel import Session, col, select

from app import clock
from app.plans.lines import FoundIn
from app.plans.models import Plan, PlanVersion
from app.plans.plan_kinds import Advocacy, CarerOffer, Payments, PlanKind, Statute
from app.plans.record_models import PlanCopy, PlanStatute, PossibleHarm, StepFoundIn


def find_statute(session: Session, plan: Plan | None) -> PlanStatute | None:
    """Return the row of what a statutory plan records, if one was ever written."""
    if plan is None:
        return None
    return session.exec(select(PlanStatute).where(col(PlanStatute.plan_id) == plan.id)).first()


def statute_of(session: Session, plan: Plan | None) -> Statute | None:
    """Return what the plan carries of it; nothing while the plan is of the default kind."""
    row = find_statute(session, plan)
    if row is None or not PlanKind(row.kind).is_statutory:
        return None
    return Statute(
        kind=PlanKind(row.kind),
        assessed_on=row.assessed_on,
        decided_by=row.decided_by,
        decided_on=row.decided_on,
        eligible_needs=row.eligible_needs,
        monitoring=row.monitoring,
        payments=Payments(row.payments) if row.payments else None,
        payment_needs=row.payment_needs,
        payment_amount=row.payment_amount,
        payment_frequency=row.payment_frequency,
        carer=CarerOffer(row.carer) if row.carer else None,
        carer_on=row.carer_on,
        advocacy=Advocacy(row.advocacy) if row.advocacy else None,
        advocate=row.advocate,
        is_enquiry_recorded=row.enquiry == "none" or bool(row.enquiry and row.enquiry_conclusion),
    )


def steps_found_in(session: Session, step_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, FoundIn]:
    """Return the entry each of these steps was taken from, for those that were."""
    if not step_ids:
        return {}
    rows = session.exec(select(StepFoundIn).where(col(StepFoundIn.step_id).in_(step_ids)))
    return {
        row.step_id: FoundIn(row.name, row.phone, clock.local(row.taken_at).date()) for row in rows
    }


def list_copies(session: Session, plan: Plan | None) -> Sequence[tuple[PlanCopy, PlanVersion]]:
    """Return every copy that was given or withheld, with its version, the newest first."""
    if plan is None:
        return ()
    return session.exec(
        select(PlanCopy, PlanVersion)
        .where(col(PlanCopy.plan_version_id) == col(PlanVersion.id))
        .where(col(PlanVersion.plan_id) == plan.id)
        .order_by(col(PlanCopy.on).desc(), col(PlanCopy.noted_at).desc())
    ).all()


def list_possible_harm(session: Session, person_id: uuid.UUID) -> Sequence[PossibleHarm]:
    """Return whom colleagues asked to think about before sharing, the first noted first."""
    return session.exec(
        select(PossibleHarm)
        .where(col(PossibleHarm.person_id) == person_id, col(PossibleHarm.ended_at).is_(None))
        .order_by(col(PossibleHarm.noted_at), col(PossibleHarm.id))
    ).all()
