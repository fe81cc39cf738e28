"""Tracing each line of a plan back to what was said, through the tags that were confirmed."""

import uuid
from collections.abc import Mapping

from sqlmodel import Session

from app import clock
from app.plans.composition import same_words
from app.plans.gathering import WorkingPlan
from app.plans.lines import OutcomeLine, QuoteLine, StepLine
from app.plans.models import PlanOutcome, PlanStep
from app.plans.queries import gate_of, list_outcomes, list_steps
from app.plans.threads import Heard, TagKept, Thread, WrittenDown
from app.recording.queries import (
    ConfirmedTagRow,
    answers_of,
    list_confirmed_tags,
    list_decisions,
    list_participants,
    staff_names,
)
from app.recording.tagging import sentences_of
from conversations import ParticipantRole


def trace_plan(session: Session, working: WorkingPlan) -> Mapping[str, Thread]:
    """Return the thread of every line that the plan shows, by its key."""
    return _Tracer(session, working).threads()


class _Tracer:
    """One plan being traced: everything that its lines may come from, read once."""

    def __init__(self, session: Session, working: WorkingPlan) -> None:
        conversation = working.conversation
        self._working = working
        self._held_on = conversation.held_on
        self._language = conversation.language
        self._gate = gate_of(session, conversation.id, working.plan)
        self._tags = list_confirmed_tags(session, conversation.id)
        self._answers = answers_of(session, conversation.id)
        self._speakers = {row.id: row for row in list_participants(session, conversation.id)}
        self._outcomes = {str(row.id): row for row in list_outcomes(session, working.plan)}
        self._steps = {str(row.id): row for row in list_steps(session, working.plan)}
        self._kept = self._decisions(session)
        writers = {row.written_by for row in self._outcomes.values() if row.written_by}
        writers |= {row.written_by for row in self._steps.values() if row.written_by}
        self._names = staff_names(session, {*writers, conversation.practitioner_id})

    def threads(self) -> dict[str, Thread]:
        """Return the thread of every line."""
        content = self._working.content
        found = {line.line_key: self._of_quote(line) for line in content.quote_lines()}
        found |= {line.line_key: self._of_outcome(line) for line in content.outcomes}
        return found | {step.line_key: self._of_step(step) for step in content.steps}

    def _decisions(self, session: Session) -> dict[uuid.UUID, TagKept]:
        """Return for each tag who keeps it, since when."""
        decisions = list_decisions(session, [tag.tag_id for tag in self._tags])
        last = {tag_id: made[-1] for tag_id, made in decisions.items() if made}
        names = staff_names(session, {each.decided_by for each in last.values()})
        kept = {}
        for tag in self._tags:
            made = last.get(tag.tag_id)
            by = names.get(made.decided_by, "") if made else ""
            on = clock.local(made.decided_at).date() if made else None
            kept[tag.tag_id] = TagKept(tag.kind, tag.key, by, on)
        return kept

    def _of_quote(self, line: QuoteLine) -> Thread:
        answers = {source.answer_id for source in line.sources}
        tags = [tag for tag in self._tags if str(tag.answer_id) in answers]
        on_words = [tag for tag in tags if same_words(tag.quote) == same_words(line.words)]
        once = {tag.answer_id: tag for tag in reversed(on_words)}
        return Thread(tuple(self._heard(tag) for tag in reversed(once.values())))

    def _of_outcome(self, line: OutcomeLine) -> Thread:
        row = self._outcomes[line.id]
        return Thread(self._behind_outcome(row), self._written(row))

    def _behind_outcome(self, row: PlanOutcome) -> tuple[Heard, ...]:
        tag = next((each for each in self._tags if each.tag_id == row.tag_id), None)
        if tag is not None:
            is_open = self._gate.lets_pass(tag.quote, [str(tag.answer_id)])
            return (self._heard(tag),) if is_open else ()
        answer = self._answers.get(row.said_under or "")
        if answer is None or not answer.words:
            return ()
        speaker = self._speakers.get(answer.speaker_id) if answer.speaker_id else None
        words = self._sentence_round(row.words, answer.words) or answer.words
        if not self._gate.lets_pass(words, [str(answer.id)]):
            return ()
        said_by = self._another(speaker.name) if speaker else ""
        return (Heard(words, answer.question_key, said_by, self._held_on),)

    def _of_step(self, step: StepLine) -> Thread:
        row = self._steps[step.id]
        outcome = self._outcomes.get(step.outcome_id or "")
        assets = [
            line for line in self._working.content.asset_lines() if line.line_key == step.draws_on
        ]
        drawn_on = tuple(heard for line in assets for heard in self._of_quote(line).heard)
        behind = self._behind_outcome(outcome) if outcome else ()
        shown = {line.id: line.words for line in self._working.content.outcomes}
        towards = shown.get(step.outcome_id or "", "")
        return Thread((*behind, *drawn_on), self._written(row), towards)

    def _heard(self, tag: ConfirmedTagRow) -> Heard:
        beside = [
            each
            for each in self._tags
            if each.answer_id == tag.answer_id
            and (each.quote in tag.quote or tag.quote in each.quote)
        ]
        return Heard(
            self._sentence(tag),
            tag.question_key,
            self._another(tag.speaker),
            tag.first_said_on or self._held_on,
            tuple(dict.fromkeys(self._kept[each.tag_id] for each in beside)),
        )

    def _another(self, speaker: str) -> str:
        """Return who said it, or nothing where it was the person themselves."""
        own = {row.name for row in self._speakers.values() if row.role == ParticipantRole.PERSON}
        return "" if speaker in own else speaker

    def _sentence(self, tag: ConfirmedTagRow) -> str:
        """Return the sentence the words stand in, unless another part of it is kept back."""
        answer = self._answers.get(tag.question_key)
        sentence = self._sentence_round(tag.quote, answer.words if answer else "")
        is_open = self._gate.lets_pass(sentence, [str(tag.answer_id)])
        return sentence if sentence and is_open else tag.quote

    def _sentence_round(self, words: str, answer: str) -> str:
        """Return the sentence or sentences in which the words stand; empty if they do not."""
        start = answer.find(words)
        if start < 0 or not words:
            return ""
        end = start + len(words)
        cut = [
            each
            for each in sentences_of(answer, self._language)
            if each.start < end and start < each.end
        ]
        first = min([start, *(each.start for each in cut)])
        last = max([end, *(each.end for each in cut)])
        return answer[first:last].strip()

    def _written(self, row: PlanOutcome | PlanStep) -> WrittenDown:
        """Say who wrote it; before this was kept, it was whoever held the conversation."""
        conversation = self._working.conversation
        by = self._names.get(row.written_by or conversation.practitioner_id, "")
        on = clock.local(row.written_at).date() if row.written_at else conversation.held_on
        return WrittenDown(by, on)
