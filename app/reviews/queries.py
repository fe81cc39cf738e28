"""What is read for a review: codes, what they opened, and what the person said."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session, col, select

from app import clock
from app.errors import NotFound
from app.identity import fingerprint
from app.plans.content import PlanContent
from app.plans.models import Agreement, Plan, PlanVersion
from app.plans.queries import content_with_agreement, current_agreement, shared_version
from app.recording.models import Conversation
from app.reviews.models import LineMark, ReviewCode, ReviewSession


@dataclass(frozen=True)
class ShownPlan:
    """The version a person is shown, and all that they have said about it."""

    plan: Plan
    version: PlanVersion
    content: PlanContent
    marks: dict[str, LineMark]
    answer: Agreement | None

    @property
    def is_answered(self) -> bool:
        """Say whether the person has given their own answer; what they marked then stays."""
        return self.answer is not None and self.answer.given_by == "person"


def is_usable(code: ReviewCode) -> bool:
    """Say whether the code opens anything now."""
    return code.ended_at is None and clock.now() < code.expires_at


def find_code(session: Session, locator: str, *, to_change: bool = False) -> ReviewCode | None:
    """Return the code with this first part, live or not."""
    statement = select(ReviewCode).where(col(ReviewCode.locator) == locator)
    return session.exec(statement.with_for_update() if to_change else statement).first()


def latest_code(session: Session, plan_id: uuid.UUID) -> ReviewCode | None:
    """Return the newest code of the plan, live or not."""
    return session.exec(
        select(ReviewCode)
        .where(col(ReviewCode.plan_id) == plan_id)
        .order_by(col(ReviewCode.made_at).desc(), col(ReviewCode.id))
        .limit(1)
    ).first()


def codes_not_ended(session: Session, plan_id: uuid.UUID) -> list[ReviewCode]:
    """Return the plan's codes that nobody has ended, to be changed."""
    statement = (
        select(ReviewCode)
        .where(col(ReviewCode.plan_id) == plan_id, col(ReviewCode.ended_at).is_(None))
        .with_for_update()
    )
    return list(session.exec(statement))


def sessions_not_ended(session: Session, plan_id: uuid.UUID) -> list[ReviewSession]:
    """Return the open browsers of every code the plan ever had."""
    codes = select(ReviewCode.id).where(col(ReviewCode.plan_id) == plan_id)
    statement = select(ReviewSession).where(
        col(ReviewSession.review_code_id).in_(codes), col(ReviewSession.ended_at).is_(None)
    )
    return list(session.exec(statement))


def last_opened(session: Session, code_id: uuid.UUID) -> ReviewSession | None:
    """Return the newest time the code was used."""
    return session.exec(
        select(ReviewSession)
        .where(col(ReviewSession.review_code_id) == code_id)
        .order_by(col(ReviewSession.started_at).desc())
        .limit(1)
    ).first()


def find_open_session(session: Session, token: str) -> tuple[ReviewSession, ReviewCode] | None:
    """Return the open browser behind a token and its code.

    A code ended by too many wrong tries does not close it: a stranger's guesses must not put the
    person out. Ending a code on purpose ends its sessions too.
    """
    statement = (
        select(ReviewSession, ReviewCode)
        .where(col(ReviewSession.review_code_id) == col(ReviewCode.id))
        .where(col(ReviewSession.token_sha256) == fingerprint(token))
    )
    row = session.exec(statement).first()
    if row is None:
        return None
    opened, code = row
    is_open = opened.ended_at is None and clock.now() < opened.expires_at
    return (opened, code) if is_open else None


def shown_plan(session: Session, plan_id: uuid.UUID) -> ShownPlan:
    """Return the newest version shown to the person, with what they have said about it."""
    version = shared_version(session, plan_id)
    if version is None:
        raise NotFound
    return plan_as_shown(session, session.get_one(Plan, plan_id), version)


def plan_as_shown(session: Session, plan: Plan, version: PlanVersion) -> ShownPlan:
    """Return one version with what the person has said about it."""
    return ShownPlan(
        plan=plan,
        version=version,
        content=content_with_agreement(session, version),
        marks=marks_of(session, version.id),
        answer=current_agreement(session, version.id),
    )


def shown_versions(session: Session, plan_id: uuid.UUID) -> list[PlanVersion]:
    """Return every version the person has been shown, the newest first."""
    statement = (
        select(PlanVersion)
        .where(col(PlanVersion.plan_id) == plan_id, col(PlanVersion.shared_at).is_not(None))
        .order_by(col(PlanVersion.number).desc())
    )
    return list(session.exec(statement))


def marks_of(session: Session, version_id: uuid.UUID) -> dict[str, LineMark]:
    """Return what the person said about each line of a version, by line."""
    statement = select(LineMark).where(col(LineMark.plan_version_id) == version_id)
    return {mark.line_key: mark for mark in session.exec(statement)}


def has_said_something_earlier(session: Session, shown: ShownPlan) -> bool:
    """Say whether the person marked or answered a version before this one, and not yet this."""
    if shown.marks or shown.answer is not None:
        return False
    earlier = [
        version.id
        for version in shown_versions(session, shown.plan.id)
        if version.number < shown.version.number
    ]
    return _any_of(session, earlier)


def _any_of(session: Session, version_ids: Iterable[uuid.UUID]) -> bool:
    for version_id in version_ids:
        if marks_of(session, version_id) or current_agreement(session, version_id) is not None:
            return True
    return False


def language_of_code(session: Session, code_id: uuid.UUID) -> str:
    """Return the language the person asked to have their plan in; empty if nobody asked them."""
    code = session.get_one(ReviewCode, code_id)
    plan = session.get_one(Plan, code.plan_id)
    return session.get_one(Conversation, plan.conversation_id).plan_language


def hold_review(session: Session, plan_id: uuid.UUID) -> None:
    """Hold the plan's conversation, so that no newer version is shown while an answer is kept."""
    plan = session.get_one(Plan, plan_id)
    held = select(Conversation.id).where(col(Conversation.id) == plan.conversation_id)
    session.exec(held.with_for_update()).one()
