"""Decisions by the handful, for tests of what practitioners keep."""

import uuid

from app.database import Database
from app.identity import StaffAccount
from app.recording.models import Answer, OutcomeTag, TagDecision
from app.recording.tagging import mapper_version


def decide(
    database: Database,
    answer: Answer,
    tag: tuple[str, str],
    *,
    rule: str = "en.home.house",
    kept: int = 0,
    set_aside: int = 0,
    withdrawn: int = 0,
    added: int = 0,
    version: str | None = None,
    by: StaffAccount | None = None,
) -> None:
    """Store so many decisions about one key, as if made one after another on other words."""
    states = ["confirmed"] * kept + ["set_aside"] * set_aside + ["withdrawn"] * withdrawn
    rows = [(state, rule) for state in states] + [("confirmed", "")] * added
    with database.writing() as session:
        for state, behind in rows:
            made = OutcomeTag(
                conversation_id=answer.conversation_id,
                answer_id=answer.id,
                # Only the place tells them apart; nobody reads these words.
                answer_version=uuid.uuid4().int % 2_000_000_000,
                kind=tag[0],
                key=tag[1],
                start=0,
                end=1,
                quote="I",
                suggestion_rule=behind,
                mapper_version=mapper_version() if version is None else version,
                state=state,
            )
            session.add(made)
            session.flush()
            session.add(
                TagDecision(
                    tag_id=made.id, state=state, decided_by=by.id if by else answer.saved_by
                )
            )
