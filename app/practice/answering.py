"""Let practice people answer their plans: with a code of their own, or told to the practitioner."""

import datetime as dt
import uuid
from typing import Final

from sqlmodel import Session

from app import audit
from app.accounts.passwords import hash_password
from app.identity import Actor
from app.plans.actions import record_agreement, share_version
from app.plans.content import AgreementOutcome
from app.plans.lines import PlanLine
from app.plans.models import PlanVersion
from app.plans.queries import content_of, current_agreement
from app.practice.conversing import on_the_day
from app.practice.plan_story import StoryAgreement
from app.practice.story import StoryConversation, StoryPlan
from app.reviews.access import Reader
from app.reviews.actions import end_code, make_code
from app.reviews.codes import new_code
from app.reviews.marking import Mark, Said, answer_plan, mark_lines


_DAYS_TO_ANSWER: Final = dt.timedelta(days=9)
_CODE_LIVES: Final = dt.timedelta(days=14)


def answer_as_told(
    session: Session,
    actor: Actor,
    conversation_id: uuid.UUID,
    version: PlanVersion,
    said: StoryConversation,
    root: uuid.UUID,
) -> None:
    """Show the plan to the person and keep what they answered, on the days they did."""
    plan = said.plan
    if plan is None or plan.agreement is None:
        return
    if AgreementOutcome(plan.agreement.outcome) is AgreementOutcome.COULD_NOT_TAKE_PART:
        share_version(session, audit.staff(actor), version)
        _write_down(session, actor, version, plan.agreement)
    else:
        _with_a_code(session, actor, conversation_id, version, plan, plan.agreement, root)
    version.shared_at = version.made_at
    answered = current_agreement(session, version.id)
    if answered is not None:
        answered.given_at = on_the_day(said.held_on + _DAYS_TO_ANSWER, 14)


def _write_down(session: Session, actor: Actor, version: PlanVersion, said: StoryAgreement) -> None:
    record_agreement(
        session,
        audit.staff(actor),
        version,
        AgreementOutcome(said.outcome),
        said.words or "",
        given_by="practitioner",
        recorded_by=actor.id,
    )


def _with_a_code(
    session: Session,
    actor: Actor,
    conversation_id: uuid.UUID,
    version: PlanVersion,
    plan: StoryPlan,
    said: StoryAgreement,
    root: uuid.UUID,
) -> None:
    code = new_code()
    made = make_code(
        session,
        actor,
        conversation_id,
        fresh=code,
        secret_hash=hash_password(code.secret),
        operation_id=uuid.uuid5(root, "code"),
        lives=_CODE_LIVES,
    )
    if made is None:
        return
    reader = Reader(made.row.id, version.plan_id, uuid.uuid5(root, "reading"))
    lines = content_of(session, version).all_lines()
    for mark in plan.marks:
        key = _line_saying(lines, mark.line_contains)
        one = Said(line_key=key, mark=Mark(mark.mark), words={key: mark.words or ""})
        mark_lines(session, reader, str(version.id), one)
    outcome = AgreementOutcome(said.outcome)
    answer_plan(session, reader, str(version.id), outcome, said.words or "")
    end_code(session, actor, conversation_id)


def _line_saying(lines: tuple[PlanLine, ...], words: str) -> str:
    return next(line.line_key for line in lines if words in line.words)
