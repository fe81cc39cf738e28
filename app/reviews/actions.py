"""What happens to a code: made, tried, used to open the plan, ended."""

import datetime as dt
import uuid
from dataclasses import dataclass

from sqlmodel import Session

from app import audit, clock
from app.errors import NotNow
from app.i18n import gettext as _
from app.identity import Actor, new_token
from app.operations import Operation, digest, find_receipt
from app.plans.actions import share_version
from app.plans.models import Plan
from app.plans.queries import get_plan_for_conversation, latest_version
from app.recording.queries import get_conversation
from app.reviews import queries
from app.reviews.codes import Code, new_code
from app.reviews.models import ReviewCode, ReviewSession


@dataclass(frozen=True)
class MadeCode:
    """A code that was just made: ``code`` is shown once and kept nowhere."""

    row: ReviewCode
    code: Code


def make_code(
    session: Session,
    actor: Actor,
    conversation_id: uuid.UUID,
    *,
    fresh: Code,
    secret_hash: str,
    operation_id: uuid.UUID,
    lives: dt.timedelta,
) -> MadeCode | None:
    """Show the latest version to the person and keep a new code for it; the old code ends.

    ``secret_hash`` was worked out before, because that is slow on purpose and must hold no lock.
    Sent twice, nothing more happens and nothing is returned: a code is never shown again.
    """
    get_conversation(session, actor, conversation_id, to_change=True)
    content = digest(operation_id, "make_review_code", str(conversation_id))
    if find_receipt(session, operation_id, actor_id=actor.id, content_digest=content):
        return None
    plan = get_plan_for_conversation(session, actor, conversation_id)
    version = latest_version(session, plan.id) if plan else None
    if plan is None or version is None:
        raise NotNow(_("There is no saved plan to show yet. Save the plan first, then come back."))
    _end_all(session, audit.staff(actor), plan)
    share_version(session, audit.staff(actor), version)
    code = _with_a_locator_of_its_own(session, fresh)
    made = ReviewCode(
        plan_id=plan.id,
        locator=code.locator,
        secret_hash=secret_hash,
        made_by=actor.id,
        expires_at=clock.now() + lives,
    )
    session.add(made)
    session.add(
        Operation(
            id=operation_id,
            actor_id=actor.id,
            subject_id=made.id,
            content_digest=content,
            version=version.number,
        )
    )
    audit.record(session, audit.staff(actor), "made_review_code", _subject(made, plan))
    return MadeCode(made, code)


def _with_a_locator_of_its_own(session: Session, code: Code) -> Code:
    while queries.find_code(session, code.locator) is not None:
        code = Code(new_code().locator, code.secret)
    return code


def end_code(session: Session, actor: Actor, conversation_id: uuid.UUID) -> None:
    """End the plan's code and close the plan wherever it is open; ended twice is ended once."""
    get_conversation(session, actor, conversation_id, to_change=True)
    plan = get_plan_for_conversation(session, actor, conversation_id)
    if plan is not None:
        _end_all(session, audit.staff(actor), plan)


def _end_all(session: Session, by: audit.By, plan: Plan) -> None:
    moment = clock.now()
    for code in queries.codes_not_ended(session, plan.id):
        code.ended_at = moment
        session.add(code)
        audit.record(session, by, "ended_review_code", _subject(code, plan))
    # Those of codes that wrong tries ended are still open: they close here as well.
    for opened in queries.sessions_not_ended(session, plan.id):
        opened.ended_at = moment
        session.add(opened)
    session.flush()


def take_try(session: Session, code: Code | None, *, most: int) -> ReviewCode | None:
    """Use up one try at a code before it is checked, so that guesses sent at once all count."""
    row = queries.find_code(session, code.locator, to_change=True) if code else None
    if row is None or not queries.is_usable(row) or row.wrong_tries >= most:
        return None
    row.wrong_tries += 1
    session.add(row)
    return row


def refuse_try(session: Session, code_id: uuid.UUID | None, *, most: int) -> None:
    """Note a code that opened nothing; the last wrong try ends the code."""
    audit.record(
        session, audit.NOBODY, "review_code_refused", audit.Subject("review_code", code_id)
    )
    if code_id is None:
        return
    row = session.get(ReviewCode, code_id, with_for_update=True)
    if row is None or row.ended_at is not None or row.wrong_tries < most:
        return
    row.ended_at = clock.now()
    session.add(row)
    plan = session.get_one(Plan, row.plan_id)
    audit.record(session, audit.SYSTEM, "ended_review_code", _subject(row, plan))


def open_plan(session: Session, code_id: uuid.UUID, *, lives: dt.timedelta) -> str | None:
    """Open the plan in this browser and return its token; nothing if the code ended meanwhile."""
    row = session.get(ReviewCode, code_id, with_for_update=True)
    if row is None or not queries.is_usable(row):
        return None
    row.wrong_tries -= 1  # it was right: the try is given back
    session.add(row)
    token, token_sha256 = new_token()
    opened = ReviewSession(
        review_code_id=row.id,
        token_sha256=token_sha256,
        expires_at=min(clock.now() + lives, row.expires_at),
    )
    session.add(opened)
    plan = session.get_one(Plan, row.plan_id)
    audit.record(session, audit.the_person(row.id), "opened_plan_with_code", _subject(row, plan))
    return token


def stay_open(session: Session, session_id: uuid.UUID, *, lives: dt.timedelta) -> None:
    """Let the plan stay open while the person is answering, never longer than their code lives."""
    opened = session.get(ReviewSession, session_id, with_for_update=True)
    if opened is None or opened.ended_at is not None:
        return
    code = session.get_one(ReviewCode, opened.review_code_id)
    opened.expires_at = min(clock.now() + lives, code.expires_at)
    session.add(opened)


def close_plan(session: Session, session_id: uuid.UUID) -> None:
    """Close the plan in this browser."""
    opened = session.get(ReviewSession, session_id, with_for_update=True)
    if opened is None or opened.ended_at is not None:
        return
    opened.ended_at = clock.now()
    session.add(opened)
    code = session.get_one(ReviewCode, opened.review_code_id)
    plan = session.get_one(Plan, code.plan_id)
    audit.record(session, audit.the_person(code.id), "closed_plan", _subject(code, plan))


def _subject(code: ReviewCode, plan: Plan) -> audit.Subject:
    return audit.Subject("review_code", code.id, plan.person_id)
