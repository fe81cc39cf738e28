"""The one door to the mapper: an answer's words go in, pencilled suggestions come out.

Runs as a job, after the answer is safe. If the mapper fails, the answer stands without suggestions
and the page says so.
"""

import uuid
from dataclasses import dataclass
from functools import cache
from typing import Final

from sqlmodel import Session, col, delete

from app.database import Database
from app.jobs import handles
from app.recording.models import Answer, Conversation, Suggestion
from outcome_mapping.findings import Finding
from outcome_mapping.mapper import OutcomeMapper
from outcome_mapping.segmentation import sentences


JOB: Final = "tag_answer"
# The codebook: circumstances are told nearly everywhere, so pencilling them says nothing. A person
# may still add the tag.
NEARLY_ALWAYS: Final = "CIRCUMSTANCE"


@dataclass(frozen=True)
class Stretch:
    """Where one sentence of an answer stands."""

    start: int
    end: int


def sentences_of(words: str, language: str) -> tuple[Stretch, ...]:
    """Cut an answer into its sentences, as the mapper does."""
    return tuple(Stretch(found.start, found.end) for found in sentences(words, _spoken(language)))


@handles(JOB)
def tag_answer(database: Database, answer_id: uuid.UUID) -> None:
    """Suggest tags for the answer's words, unless they change while we look at them."""
    with database.reading() as session:
        answer = session.get(Answer, answer_id)
        if answer is None or answer.tagged_version == answer.version:
            return
        conversation = session.get(Conversation, answer.conversation_id)
    language = conversation.language if conversation else ""
    found = find_suggestions(answer, language)
    with database.writing() as session:
        current = session.get(Answer, answer_id, with_for_update=True)
        if current is None or current.version != answer.version:
            return  # a newer wording has a job of its own
        store_suggestions(session, current, found)


def find_suggestions(answer: Answer, language: str) -> tuple[Suggestion, ...]:
    """Return what the mapper finds in the person's words; the practitioner's view is never read."""
    if not answer.words:
        return ()
    findings = _mapper().find(
        answer.words, question=answer.question_key, language=_spoken(language)
    )
    return tuple(
        _suggestion(answer, finding) for finding in findings if finding.key != NEARLY_ALWAYS
    )


def store_suggestions(session: Session, answer: Answer, found: tuple[Suggestion, ...]) -> None:
    """Put these suggestions in place of the earlier ones; what people decided is not touched."""
    session.exec(delete(Suggestion).where(col(Suggestion.answer_id) == answer.id))
    session.add_all(found)
    answer.tagged_version = answer.version
    session.add(answer)


def _suggestion(answer: Answer, finding: Finding) -> Suggestion:
    place = f"{answer.version}:{finding.kind}:{finding.key}:{finding.start}:{finding.end}"
    return Suggestion(
        # The same finding in the same wording has the same id, however often the job runs, so that
        # a page on somebody's screen still means what it shows.
        id=uuid.uuid5(answer.id, place),
        answer_id=answer.id,
        answer_version=answer.version,
        kind=finding.kind,
        key=finding.key,
        start=finding.start,
        end=finding.end,
        source=finding.source,
        rule=finding.rule,
        score=finding.score,
        qualifier=finding.qualifier or "",
        reason_en=finding.reason_en,
        reason_cy=finding.reason_cy,
        mapper_version=OutcomeMapper.version,
    )


def _spoken(language: str) -> str | None:
    return language if language in ("cy", "en") else None


@cache
def _mapper() -> OutcomeMapper:
    return OutcomeMapper()
