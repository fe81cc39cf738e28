"""How far a conversation has come: which questions were talked about, skipped or left."""

from collections.abc import Iterable
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, Self

from conversations.schema import QuestionSet


Status = Literal["answered", "skipped", "left"]


@dataclass(frozen=True)
class AnswerState:
    """What progress needs to know of one answer; the words themselves stay where they are."""

    question_key: str
    has_words: bool
    skip_reason: str | None = None

    @property
    def status(self) -> Status:
        """Say how the question stands; words outweigh a reason for skipping."""
        if self.has_words:
            return "answered"
        return "skipped" if self.skip_reason else "left"


@dataclass(frozen=True)
class Progress:
    """A count of questions, never a percentage of a person."""

    status: MappingProxyType[str, Status]

    @classmethod
    def of(cls, status: dict[str, Status]) -> Self:
        """Freeze the statuses, which arrive in the order the questions are asked."""
        return cls(MappingProxyType(dict(status)))

    @property
    def total(self) -> int:
        """How many questions the set has."""
        return len(self.status)

    @property
    def talked_about(self) -> int:
        """How many questions have an answer in words."""
        return len(self._with("answered"))

    @property
    def skipped(self) -> int:
        """How many questions were passed over with a reason."""
        return len(self._with("skipped"))

    @property
    def left(self) -> tuple[str, ...]:
        """The questions with neither words nor a reason, in the order they are asked."""
        return self._with("left")

    @property
    def next_key(self) -> str | None:
        """The first question left, or None when none is."""
        return self.left[0] if self.left else None

    def _with(self, wanted: Status) -> tuple[str, ...]:
        return tuple(key for key, status in self.status.items() if status == wanted)


def progress(question_set: QuestionSet, states: Iterable[AnswerState]) -> Progress:
    """Count the answers against the question set; a question never mentioned counts as left."""
    status: dict[str, Status] = dict.fromkeys(question_set.keys, "left")
    seen: set[str] = set()
    for state in states:
        question_set.question(state.question_key)
        if state.skip_reason is not None:
            question_set.skip_reason(state.skip_reason)
        if state.question_key in seen:
            raise ValueError(f"The question “{state.question_key}” has two answers.")
        seen.add(state.question_key)
        status[state.question_key] = state.status
    return Progress.of(status)
