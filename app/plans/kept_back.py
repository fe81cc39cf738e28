"""Words that stand in no copy of a plan: about somebody else, told in confidence, or restricted.

They are of another type than ``ConfirmedTag``, so no plan can be composed of them; and what was
stored before somebody kept them back goes through the same gate each time that it is read.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final, TypeVar

from app.plans.asset_notes import AssetNote
from app.plans.content import PlanContent
from app.plans.lines import OutcomeLine, QuoteLine, StepLine, Strengths


class WhyKeptBack(StrEnum):
    """Why words stand in no copy. Stored by value: never rename one."""

    THIRD_PARTY = "third_party"
    IN_CONFIDENCE = "in_confidence"
    RESTRICTED = "restricted"


@dataclass(frozen=True, slots=True)
class KeptBack:
    """The words that are kept back, and the answer they were said in."""

    answer_id: str
    words: str


@dataclass(frozen=True, slots=True)
class KeptBackTag:
    """A confirmed tag whose words are kept back. No plan takes one: it is no ``ConfirmedTag``."""

    tag_id: str
    question_key: str
    quote: str
    kept_id: str
    why: WhyKeptBack
    reason: str


# Fewer words than this say nothing by themselves: "my sister" may stand in any other line.
_TELLING: Final = 3
_WORD: Final = re.compile(r"\w+")

_WRITTEN_BY_LAW: Final = (
    *("eligible_needs", "monitoring", "decided_by", "advocate"),
    *("payment_needs", "payment_amount", "payment_frequency"),
)

_Words = tuple[str, ...]


class Gate:
    """What may pass into a plan, given what is kept back."""

    def __init__(self, kept: Iterable[KeptBack], notes_on: Iterable[str] = ()) -> None:
        self._kept = tuple((each.answer_id, _words(each.words)) for each in kept)
        self._notes_on = frozenset(notes_on)  # the lines whose notes are kept back

    def lets_pass(self, words: str, answer_ids: Iterable[str] = ()) -> bool:
        """Tell whether these words hold nothing that is kept back, nor any part of it.

        Where they were said in the same answer, a part or an overlap is enough to stop them;
        anywhere else it takes the whole of what is kept back, word for word.
        """
        said = _words(words)
        from_answers = frozenset(answer_ids)
        return not any(
            _share(said, kept) if answer_id in from_answers else _repeats(said, kept)
            for answer_id, kept in self._kept
        )

    def open_part(self, content: PlanContent) -> PlanContent:
        """Return the plan without what is kept back: the only plan that anybody is shown."""
        if not self._kept and not self._notes_on:
            return content
        rings = content.strengths
        return replace(
            content,
            outcomes=tuple(
                self._open_outcome(line) for line in content.outcomes if self.lets_pass(line.words)
            ),
            outcome_quotes=self._quotes(content.outcome_quotes),
            strengths=Strengths(
                self._quotes(rings.me),
                self._quotes(rings.my_people),
                self._quotes(rings.my_community),
            ),
            services=self._quotes(content.services),
            barriers=self._quotes(content.barriers),
            risks=self._quotes(content.risks),
            steps=tuple(
                self._open_step(step) for step in content.steps if self.lets_pass(step.action)
            ),
            unplaced_strengths=self._quotes(content.unplaced_strengths),
            statute=content.statute and self._blanked(content.statute, *_WRITTEN_BY_LAW),
        )

    def _quotes(self, lines: Iterable[QuoteLine]) -> tuple[QuoteLine, ...]:
        passed = []
        for line in lines:
            if self.lets_pass(line.words, (source.answer_id for source in line.sources)):
                passed.append(replace(line, note=self._open_note(line)))
        return tuple(passed)

    def _open_note(self, line: QuoteLine) -> AssetNote | None:
        if line.note is None or line.line_key in self._notes_on:
            return None
        return self._blanked(line.note, "whose", "cost_to_giver", "helps")

    def _open_outcome(self, line: OutcomeLine) -> OutcomeLine:
        written = self._blanked(line, "why_it_matters", "target", "one_step_up", "enough_words")
        return replace(
            written,
            baseline=line.baseline and self._blanked(line.baseline, "words"),
            gaps=tuple(
                self._blanked(gap, "more") for gap in line.gaps if self.lets_pass(gap.would_help)
            ),
        )

    def _open_step(self, step: StepLine) -> StepLine:
        written = self._blanked(step, "doer", "why_a_service")
        return replace(written, progress=step.progress and self._blanked(step.progress, "reason"))

    def _blanked(self, thing: "_Thing", *names: str) -> "_Thing":
        """Return the thing with each of these fields emptied in which kept-back words stand."""
        held = {name: "" for name in names if not self.lets_pass(getattr(thing, name))}
        return replace(thing, **held) if held else thing  # type: ignore[type-var]


_Thing = TypeVar("_Thing")


def _words(text: str) -> _Words:
    return tuple(_WORD.findall(text.casefold()))


def _repeats(said: _Words, kept: _Words) -> bool:
    return len(kept) >= _TELLING and _stands_in(kept, said)


def _share(said: _Words, kept: _Words) -> bool:
    return _stands_in(kept, said) or _stands_in(said, kept) or _overlap(said, kept)


def _stands_in(few: _Words, many: _Words) -> bool:
    length = len(few)
    return length > 0 and any(
        many[place : place + length] == few for place in range(len(many) - length + 1)
    )


def _overlap(one: _Words, other: _Words) -> bool:
    """Tell whether one runs over into the other by as many words as tell something."""
    return any(
        one[-length:] == other[:length] or other[-length:] == one[:length]
        for length in range(_TELLING, min(len(one), len(other)))
    )
