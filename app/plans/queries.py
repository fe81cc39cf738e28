"""Finding a plan, its lines, its versions, and what the person has answered about them."""

import datetime as dt
import uuid
from collections.abc import Sequence

from sqlmodel import Session, col, func, select

from app import clock
from app.errors import NotFound
from app.identity import Actor
from app.plans.content import AgreedBefore, Agreement, AgreementOutcome, PlanContent
from app.plans.kept_back import Gate, KeptBack
from app.plans.models import Agreement as AgreementRow
from app.plans.models import (
    KeptBackWords,
    Plan,
    PlanAssetNote,
    PlanDocument,
    PlanGap,
    PlanOutcome,
    PlanStep,
    PlanStepReport,
    PlanVersion,
)
from app.recording.models import Conversation
from app.recording.queries import get_conversation


def get_plan_for_conversation(
    session: Session, actor: Actor, conversation_id: uuid.UUID
) -> Plan | None:
    """Return the plan of a conversation this actor may see, or nothing if none is begun."""
    conversation = get_conversation(session, actor, conversation_id)
    return plan_of(session, conversation)


def plan_of(session: Session, conversation: Conversation) -> Plan | None:
    """Return the plan of this conversation, if one is begun."""
    return session.exec(select(Plan).where(col(Plan.conversation_id) == conversation.id)).first()


def latest_version(session: Session, plan_id: uuid.UUID) -> PlanVersion | None:
    """Return the newest saved version."""
    return session.exec(
        select(PlanVersion)
        .where(col(PlanVersion.plan_id) == plan_id)
        .order_by(col(PlanVersion.number).desc())
        .limit(1)
    ).first()


def shared_version(session: Session, plan_id: uuid.UUID) -> PlanVersion | None:
    """Return the newest version that has been shown to the person."""
    return session.exec(
        select(PlanVersion)
        .where(col(PlanVersion.plan_id) == plan_id, col(PlanVersion.shared_at).is_not(None))
        .order_by(col(PlanVersion.number).desc())
        .limit(1)
    ).first()


def content_of(session: Session, version: PlanVersion) -> PlanContent:
    """Return what the version said when it was saved, without what has been kept back since.

    This is the one place where a stored plan is read: whatever shows or copies one goes through
    the gate. Agreement came later and is not in it.
    """
    plan = session.get_one(Plan, version.plan_id)
    gate = gate_of(session, plan.conversation_id, plan)
    return gate.open_part(PlanContent.from_json(version.content))


def content_with_agreement(session: Session, version: PlanVersion) -> PlanContent:
    """Return what the version says, with what the person has answered about it since."""
    content = content_of(session, version).with_agreement(agreement_in(session, version.id))
    return content.since_agreed(agreed_before(session, version.plan_id, version.number))


def agreed_before(session: Session, plan_id: uuid.UUID, number: int) -> AgreedBefore | None:
    """Return the newest version before this number that the person agreed to, all of it."""
    for version in list_versions(session, plan_id):
        agreement = agreement_in(session, version.id) if version.number < number else None
        if agreement is not None and agreement.outcome is AgreementOutcome.AGREED:
            return AgreedBefore(version.number, agreement.on)
    return None


def list_versions(session: Session, plan_id: uuid.UUID) -> Sequence[PlanVersion]:
    """Return every saved version, the newest first; none is ever changed or taken away."""
    return session.exec(
        select(PlanVersion)
        .where(col(PlanVersion.plan_id) == plan_id)
        .order_by(col(PlanVersion.number).desc())
    ).all()


def get_version(session: Session, plan: Plan | None, number: int) -> PlanVersion:
    """Return one saved version of this plan."""
    versions = list_versions(session, plan.id) if plan else ()
    found = next((version for version in versions if version.number == number), None)
    if found is None:
        raise NotFound
    return found


def list_kept_back(
    session: Session, conversation_id: uuid.UUID, *, with_ended: bool = False
) -> Sequence[KeptBackWords]:
    """Return the words of a conversation that stand in no copy, the first marked first."""
    statement = (
        select(KeptBackWords)
        .where(col(KeptBackWords.conversation_id) == conversation_id)
        .order_by(col(KeptBackWords.marked_at), col(KeptBackWords.id))
    )
    rows = session.exec(statement).all()
    return rows if with_ended else [row for row in rows if row.ended_at is None]


def gate_of(session: Session, conversation_id: uuid.UUID, plan: Plan | None = None) -> Gate:
    """Return the gate that everything of this conversation's plan goes through."""
    rows = list_kept_back(session, conversation_id)
    notes = list_asset_notes(session, plan)
    return Gate(
        (KeptBack(str(row.answer_id), row.words) for row in rows),
        (note.line_key for note in notes if note.kept_back),
    )


def kept_back_changed_at(session: Session, plan: Plan) -> dt.datetime | None:
    """Return when words or notes of this plan were last kept back or let stand again."""
    marks = list_kept_back(session, plan.conversation_id, with_ended=True)
    moments = [moment for row in marks for moment in (row.marked_at, row.ended_at) if moment]
    notes = list_asset_notes(session, plan)
    moments += [note.kept_back_changed_at for note in notes if note.kept_back_changed_at]
    return max(moments, default=None)


def current_agreement(session: Session, version_id: uuid.UUID) -> AgreementRow | None:
    """Return the latest answer about this version; a person may change their mind."""
    return session.exec(
        select(AgreementRow)
        .where(col(AgreementRow.plan_version_id) == version_id)
        .order_by(col(AgreementRow.given_at).desc(), col(AgreementRow.id))
        .limit(1)
    ).first()


def newest_answer(session: Session, version: PlanVersion) -> dt.datetime | None:
    """Return when this version, or one before it that its PDF may name, was last answered."""
    return session.exec(
        select(func.max(AgreementRow.given_at))
        .join(PlanVersion, col(PlanVersion.id) == col(AgreementRow.plan_version_id))
        .where(col(PlanVersion.plan_id) == version.plan_id)
        .where(col(PlanVersion.number) <= version.number)
    ).one()


def agreement_in(session: Session, version_id: uuid.UUID) -> Agreement | None:
    """Return the current answer in the form a plan's content carries."""
    row = current_agreement(session, version_id)
    if row is None:
        return None
    return Agreement(AgreementOutcome(row.outcome), row.words, clock.local(row.given_at).date())


def find_document(
    session: Session, version: PlanVersion, language: str, *, is_draft: bool
) -> PlanDocument | None:
    """Return the version's PDF if it is made and no answer has been given about it since."""
    document = stored_document(session, version, language, is_draft=is_draft)
    if document is None:
        return None
    answered = newest_answer(session, version)
    if answered is not None and answered >= document.made_at:
        return None
    # A PDF made before words were kept back would still show them.
    changed = kept_back_changed_at(session, session.get_one(Plan, version.plan_id))
    return None if changed is not None and changed >= document.made_at else document


def stored_document(
    session: Session, version: PlanVersion, language: str, *, is_draft: bool
) -> PlanDocument | None:
    """Return the version's PDF as it was last made, current or not."""
    return session.exec(
        select(PlanDocument)
        .where(col(PlanDocument.plan_version_id) == version.id)
        .where(col(PlanDocument.language) == language, col(PlanDocument.is_draft) == is_draft)
    ).first()


def list_outcomes(session: Session, plan: Plan | None) -> Sequence[PlanOutcome]:
    """Return the personal outcomes being written, in their order."""
    if plan is None:
        return ()
    return session.exec(
        select(PlanOutcome)
        .where(col(PlanOutcome.plan_id) == plan.id)
        .order_by(col(PlanOutcome.position), col(PlanOutcome.id))
    ).all()


def list_steps(session: Session, plan: Plan | None) -> Sequence[PlanStep]:
    """Return the steps being written, in their order."""
    if plan is None:
        return ()
    return session.exec(
        select(PlanStep)
        .where(col(PlanStep.plan_id) == plan.id, col(PlanStep.taken_out_at).is_(None))
        .order_by(col(PlanStep.position), col(PlanStep.id))
    ).all()


def steps_towards(session: Session, outcome_id: uuid.UUID) -> Sequence[PlanStep]:
    """Return every step towards an outcome, those that were taken out as well."""
    return session.exec(select(PlanStep).where(col(PlanStep.outcome_id) == outcome_id)).all()


def get_outcome(session: Session, plan: Plan | None, outcome_id: uuid.UUID) -> PlanOutcome:
    """Return one outcome of this plan; another plan's is not there."""
    row = session.get(PlanOutcome, outcome_id)
    if row is None or plan is None or row.plan_id != plan.id:
        raise NotFound
    return row


def get_step(session: Session, plan: Plan | None, step_id: uuid.UUID) -> PlanStep:
    """Return one step of this plan; another plan's is not there."""
    row = session.get(PlanStep, step_id)
    if row is None or plan is None or row.plan_id != plan.id or row.taken_out_at is not None:
        raise NotFound
    return row


def reports_of(session: Session, step_ids: Sequence[uuid.UUID]) -> Sequence[PlanStepReport]:
    """Return how these steps were going, the newest report first."""
    return session.exec(
        select(PlanStepReport)
        .where(col(PlanStepReport.step_id).in_(step_ids))
        .order_by(col(PlanStepReport.reported_at).desc(), col(PlanStepReport.id))
    ).all()


def list_gaps(session: Session, plan: Plan | None) -> Sequence[PlanGap]:
    """Return what would have helped and was not there, in the order it was noted."""
    if plan is None:
        return ()
    return session.exec(
        select(PlanGap)
        .where(col(PlanGap.plan_id) == plan.id)
        .order_by(col(PlanGap.position), col(PlanGap.id))
    ).all()


def get_gap(session: Session, plan: Plan | None, gap_id: uuid.UUID) -> PlanGap:
    """Return one gap of this plan; another plan's is not there."""
    row = session.get(PlanGap, gap_id)
    if row is None or plan is None or row.plan_id != plan.id:
        raise NotFound
    return row


def list_asset_notes(session: Session, plan: Plan | None) -> Sequence[PlanAssetNote]:
    """Return what was written down about the assets of this plan, kept back or not."""
    if plan is None:
        return ()
    return session.exec(select(PlanAssetNote).where(col(PlanAssetNote.plan_id) == plan.id)).all()
