"""What happens to a plan's versions: saved, shown to the person, answered."""

import hashlib
import uuid

from sqlmodel import Session, col, select

from app import audit, clock
from app.errors import NotNow, StaleVersion
from app.i18n import LANGUAGES
from app.i18n import gettext as _
from app.identity import Actor
from app.jobs import enqueue
from app.plans.content import AgreementOutcome, PlanContent
from app.plans.gathering import working_plan
from app.plans.models import Agreement, Plan, PlanVersion
from app.plans.queries import (
    content_with_agreement,
    current_agreement,
    find_document,
    list_versions,
)
from app.plans.writing import begin_plan, plan_for_change
from app.recording.queries import get_conversation


def fingerprint_of(content: PlanContent) -> str:
    """Return a short mark of what a page showed, so that nobody saves what they have not read."""
    said = content.with_agreement(None).since_agreed(None).to_json()
    return hashlib.sha256(said.encode()).hexdigest()[:32]


def save_version(
    session: Session, actor: Actor, conversation_id: uuid.UUID, *, seen: str | None = None
) -> PlanVersion:
    """Freeze the plan as it stands and order its PDFs; nothing new to say makes no new version."""
    plan_for_change(session, actor, conversation_id)
    conversation = get_conversation(session, actor, conversation_id)
    working = working_plan(session, conversation)
    if seen is not None and seen != fingerprint_of(working.content):
        raise StaleVersion
    if not working.content.all_lines():
        raise NotNow(
            _(
                "There is nothing in this plan yet. Nothing is lost: confirm what was said, "
                "or write what matters, and then save it."
            )
        )
    if working.latest is not None and working.is_saved:
        order_documents(session, working.latest)
        return working.latest
    plan = working.plan or begin_plan(session, conversation)
    version = PlanVersion(
        plan_id=plan.id,
        number=working.content.version_number,
        content=working.content.since_agreed(None).to_json(),
        made_by=actor.id,
    )
    session.add(version)
    session.flush()
    order_documents(session, version)
    subject = _subject(plan, version)
    audit.record(session, audit.staff(actor), "saved_plan_version", subject, number=version.number)
    return version


def order_documents(session: Session, version: PlanVersion) -> None:
    """Order the version's PDFs in both languages, unless they are there and still true."""
    is_draft = content_with_agreement(session, version).is_draft
    made = [find_document(session, version, each, is_draft=is_draft) for each in LANGUAGES]
    if None in made:
        enqueue(session, "render_plan", version.id)


def share_version(session: Session, by: audit.By, version: PlanVersion) -> None:
    """Note that this version is shown to the person, from the first time on."""
    if version.shared_at is not None:
        return
    version.shared_at = clock.now()
    session.add(version)
    subject = _subject(session.get_one(Plan, version.plan_id), version)
    audit.record(session, by, "shared_plan_version", subject, number=version.number)


def record_agreement(
    session: Session,
    by: audit.By,
    version: PlanVersion,
    outcome: AgreementOutcome,
    words: str,
    given_by: str,
    recorded_by: uuid.UUID | None = None,
) -> Agreement:
    """Keep what the person answered about a version; DRAFT goes only when all of it is agreed.

    ``given_by`` is "person" where they answered with their own code, and "practitioner" where
    somebody wrote their answer down for them.
    """
    hold_version(session, version.id)
    latest = current_agreement(session, version.id)
    if latest is not None and _says_the_same(latest, outcome, words, given_by):
        return latest
    agreement = Agreement(
        plan_version_id=version.id,
        outcome=AgreementOutcome(outcome).value,
        words=words,
        given_by=given_by,
        recorded_by=recorded_by,
    )
    session.add(agreement)
    session.flush()
    for each in list_versions(session, version.plan_id):
        if each.number >= version.number:  # a later one says what was agreed before it
            enqueue(session, "render_plan", each.id)
    subject = _subject(session.get_one(Plan, version.plan_id), version)
    audit.record(
        session, by, "recorded_agreement", subject, outcome=agreement.outcome, given_by=given_by
    )
    return agreement


def hold_version(session: Session, version_id: uuid.UUID) -> None:
    """Hold a version, so that an answer about it and its printing never pass each other."""
    hold = select(PlanVersion.id).where(col(PlanVersion.id) == version_id)
    session.exec(hold.with_for_update()).one()


def _says_the_same(latest: Agreement, outcome: AgreementOutcome, words: str, given_by: str) -> bool:
    return (latest.outcome, latest.words, latest.given_by) == (outcome, words, given_by)


def _subject(plan: Plan, version: PlanVersion) -> audit.Subject:
    return audit.Subject("plan_version", version.id, plan.person_id)
