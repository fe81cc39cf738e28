"""The one door to the mapper: an answer's words go in, pencilled suggestions come out.

Runs as a job, after the answer is safe. If the mapper fails, or the words are too much for it, the
answer stands without suggestions and the page says so. A new version of the mapper reads again what
nobody has decided upon.
"""

import time
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from sqlmodel import Session, col, delete, or_, select

from app.database import Database
from app.jobs import enqueue, handles
from app.recording.models import Answer, Conversation, OutcomeTag, Suggestion
from app.recording.pauses import silence
from outcome_mapping.findings import Finding
from outcome_mapping.mapper import OutcomeMapper, TooMuchToReadError
from outcome_mapping.questions import Prior, load_priors
from outcome_mapping.rule_layer import hear
from outcome_mapping.said import places_of
from outcome_mapping.segmentation import sentences


JOB: Final = "tag_answer"
AFRESH: Final = "suggest_afresh"
_THE_FIRST: Final = uuid.UUID(int=0)
_PATIENCE: Final = 0.8  # seconds of a processor, for all the sentences of one page
_STEP: Final = 20  # answers at a time, so that what is asked for now never waits long
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


def mapper_version() -> str:
    """Return the version of the mapper in force."""
    return OutcomeMapper.version


def has_been_read(answer: Answer) -> bool:
    """Say whether a mapper has read this wording, or has given it up."""
    return answer.version in (answer.tagged_version, answer.gave_up_version)


@handles(JOB)
def tag_answer(database: Database, answer_id: uuid.UUID) -> None:
    """Suggest tags for the answer's words, unless they change while we look at them."""
    with database.reading() as session:
        answer = session.get(Answer, answer_id)
        if answer is None or not _is_to_read(session, answer):
            return
        conversation = session.get(Conversation, answer.conversation_id)
    language = conversation.language if conversation else ""
    found: tuple[Suggestion, ...] | None
    try:
        found = find_suggestions(answer, language)
    except TooMuchToReadError:
        found = None
    with database.writing() as session:
        current = session.get(Answer, answer_id, with_for_update=True)
        if current is None or current.version != answer.version:
            return  # a newer wording has a job of its own
        if _is_to_read(session, current):
            _store(session, current, found)


def _is_to_read(session: Session, answer: Answer) -> bool:
    """Say whether this version of the mapper has the wording still to read.

    Another version has read it: then only where nobody has decided anything.
    """
    if not has_been_read(answer):
        return True
    return answer.tagged_by != mapper_version() and not _is_decided(session, answer.id)


def _is_decided(session: Session, answer_id: uuid.UUID) -> bool:
    statement = select(OutcomeTag.id).where(col(OutcomeTag.answer_id) == answer_id).limit(1)
    return session.exec(statement).first() is not None


def suggest_afresh_from_the_start(session: Session) -> None:
    """Have this version read again, a few at a time, what an earlier one read."""
    enqueue(session, AFRESH, _THE_FIRST)


@handles(AFRESH)
def suggest_afresh(database: Database, after: uuid.UUID) -> None:
    """Have the next few answers read again that nobody has decided upon, then go on from there."""
    decided = select(OutcomeTag.id).where(col(OutcomeTag.answer_id) == col(Answer.id))
    read_before = or_(
        col(Answer.tagged_version) == col(Answer.version),
        col(Answer.gave_up_version) == col(Answer.version),
    )
    statement = (
        select(Answer.id)
        .where(col(Answer.id) > after, read_before)
        .where(col(Answer.tagged_by) != mapper_version(), ~decided.exists())
        .order_by(col(Answer.id))
        .limit(_STEP)
    )
    with database.writing() as session:
        found = session.exec(statement).all()
        for answer_id in found:
            enqueue(session, JOB, answer_id)
        if len(found) == _STEP:
            enqueue(session, AFRESH, found[-1])


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


def questions_heard(
    session: Session, some: Iterable[str], language: str
) -> Iterator[Mapping[str, float]]:
    """Say of each sentence how far the rules hear in it what each question leads one to expect.

    Somebody waits for the page: what there is no time to read is not heard.
    """
    quiet = silence(session, mapper_version())
    begun: float | None = None
    for sentence in some:
        if begun is not None and time.thread_time() - begun > _PATIENCE:
            yield {}
            continue
        heard = hear(places_of(sentence, _spoken(language)))
        begun = begun or time.thread_time()  # the first time of all loads the language, too
        let_speak = [one for one in heard.findings if not quiet.covers(one.rule, one.kind, one.key)]
        evidence = replace(heard, findings=tuple(let_speak)).evidence()
        yield {prior.key: worth for prior in load_priors() if (worth := _worth(prior, evidence))}


def _worth(prior: Prior, evidence: Mapping[tuple[str, str], float]) -> float:
    return max(
        evidence.get(("element", prior.element or ""), 0.0),
        evidence.get(("asset", prior.asset or ""), 0.0),
    )


def _store(session: Session, answer: Answer, found: tuple[Suggestion, ...] | None) -> None:
    """Put these suggestions in place of the earlier ones; what people decided is not touched.

    What has stopped suggesting is left out. Nothing found is not the same as given up.
    """
    answer.tagged_by = mapper_version()
    session.add(answer)
    session.exec(delete(Suggestion).where(col(Suggestion.answer_id) == answer.id))
    if found is None:
        answer.gave_up_version = answer.version
        return
    answer.tagged_version = answer.version
    quiet = silence(session, mapper_version())
    session.add_all(row for row in found if not quiet.covers(row.rule, row.kind, row.key))


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
        mapper_version=mapper_version(),
    )


def _spoken(language: str) -> str | None:
    return language if language in ("cy", "en") else None


@cache
def _mapper() -> OutcomeMapper:
    return OutcomeMapper()
