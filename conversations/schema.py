"""The shape of a question set: questions, skip reasons and their two languages, read strictly."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, ValidationError, model_validator

from conversations.data_files import DataFileError, DataRecord, Sentence, explain, read_yaml


QUESTION_SETS = Path(__file__).parent / "question_sets"
# How many questions a published set has, so that none is lost or added without a word.
HOW_MANY = MappingProxyType({"what_matters": 11, "pathway": 10})

Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$")]
ElementKey = Literal["CIRCUMSTANCE", "OUTCOME", "BARRIER", "RISK", "STRENGTH"]
WelshStatus = Literal["draft", "official"]


class Bilingual(DataRecord):
    """One sentence in both languages; neither may be missing."""

    en: Sentence
    cy: Sentence

    def in_(self, language: str) -> str:
        """Give the sentence in one language, refusing a language there is no wording for."""
        if language == "cy":
            return self.cy
        if language == "en":
            return self.en
        raise ValueError(f"There is no wording in the language “{language}”.")


class Question(DataRecord):
    """One question as it is asked, with the quiet prompts that may follow it."""

    key: Key
    number: int
    element: ElementKey | None
    cy_status: WelshStatus
    prompt: Bilingual
    help: Bilingual | None = None
    follow_ups: Annotated[tuple[Bilingual, ...], Field(max_length=3)] = ()


class SkipReason(DataRecord):
    """Why a question was passed over."""

    key: Key
    label: Bilingual


class LifeStage(DataRecord):
    """The part of a life that a journey is told about."""

    key: Key
    label: Bilingual


class QuestionSet(DataRecord):
    """A published, numbered set of questions, never edited afterwards.

    A set with a ``purpose`` of its own is asked only with an agreement to that purpose.
    """

    key: Key
    version: Annotated[int, Field(ge=1)]
    description: Bilingual
    source: Sentence
    last_reviewed: date
    cy_status: WelshStatus
    purpose: Bilingual | None = None
    wording_notes: tuple[Sentence, ...] = ()
    life_stages: tuple[LifeStage, ...] = ()
    questions: tuple[Question, ...]
    skip_reasons: Annotated[tuple[SkipReason, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _check_questions(self) -> Self:
        _check_each_key_once([question.key for question in self.questions])
        _check_each_key_once([reason.key for reason in self.skip_reasons])
        _check_each_key_once([stage.key for stage in self.life_stages])
        how_many = HOW_MANY.get(self.key)
        if len(self.questions) != how_many:
            raise ValueError(
                f"there must be {how_many} questions and there are {len(self.questions)}"
            )
        for place, question in enumerate(self.questions, start=1):
            if question.number != place:
                raise ValueError(f"“{question.key}” is question {place}, not {question.number}")
        return self

    @property
    def name(self) -> str:
        """The name the set is stored and loaded under, such as what_matters.1."""
        return f"{self.key}.{self.version}"

    @property
    def keys(self) -> tuple[str, ...]:
        """The question keys in the order they are asked."""
        return tuple(question.key for question in self.questions)

    def question(self, key: str) -> Question:
        """Give one question, refusing a key the set does not have."""
        return self.questions[self._position(key)]

    def skip_reason(self, key: str) -> SkipReason:
        """Give one reason for skipping, refusing a key the set does not have."""
        for reason in self.skip_reasons:
            if reason.key == key:
                return reason
        raise KeyError(f"{self.name} has no reason for skipping called “{key}”.")

    def life_stage(self, key: str) -> LifeStage:
        """Give one life stage, refusing a key the set does not have."""
        for stage in self.life_stages:
            if stage.key == key:
                return stage
        raise KeyError(f"{self.name} has no life stage called “{key}”.")

    def next_key(self, key: str) -> str | None:
        """Give the key of the question after this one, or None after the last."""
        following = self.keys[self._position(key) + 1 :]
        return following[0] if following else None

    def previous_key(self, key: str) -> str | None:
        """Give the key of the question before this one, or None before the first."""
        position = self._position(key)
        return self.keys[position - 1] if position else None

    def _position(self, key: str) -> int:
        try:
            return self.keys.index(key)
        except ValueError:
            raise KeyError(f"{self.name} has no question called “{key}”.") from None


def read_question_set(path: Path) -> QuestionSet:
    """Read a question set from a file, so that a faulty one stops the start and not a visit."""
    raw = read_yaml(path)
    try:
        question_set = QuestionSet.model_validate(raw)
    except ValidationError as error:
        raise explain(path, error, raw) from error
    if path.stem != question_set.name:
        raise DataFileError(f"{path.name}: key and version say {question_set.name}.")
    return question_set


@cache
def load_question_set(name: str = "what_matters.1") -> QuestionSet:
    """Load a published question set by name, once for the life of the process."""
    if name not in {path.stem for path in QUESTION_SETS.glob("*.yaml")}:
        raise DataFileError(f"{name}.yaml: there is no question set of this name.")
    return read_question_set(QUESTION_SETS / f"{name}.yaml")


def _check_each_key_once(keys: Sequence[str]) -> None:
    twice = [key for key, count in Counter(keys).items() if count > 1]
    if twice:
        raise ValueError(f"the key “{twice[0]}” is used more than once")
