"""To which question a sentence of free notes may belong: a suggestion, never a decision.

It reads lists of words, and is told what the tagger heard in the sentence where there is one. The
lists alone are enough, so that a browser without signal can suggest from the same data.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Final, Self

from pydantic import Field, ValidationError, model_validator

from conversations.data_files import DataFileError, DataRecord, Sentence, explain, read_yaml
from conversations.phrases import TONGUES, Tongue, WordList, read
from conversations.schema import Key, WelshStatus


CUES = Path(__file__).parent / "cues"
# What a word of a list is worth beside what the tagger heard, which counts from 0 to 1.
CUE_WEIGHT: Final = 0.85
# Less than this is a guess, and a guess is not shown.
ENOUGH: Final = 0.5
NOTHING_HEARD: Final[Mapping[str, float]] = MappingProxyType({})


class Cue(DataRecord):
    """One question, and the words that lead to it."""

    question: Key
    words: WordList


class Cues(DataRecord):
    """The words for every question of a set; where several are met, the first wins."""

    key: Key  # that of the question set
    version: Annotated[int, Field(ge=1)]
    source: Sentence
    cy_status: WelshStatus
    cues: Annotated[tuple[Cue, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _check_each_question_once(self) -> Self:
        questions = [cue.question for cue in self.cues]
        if len(questions) != len(set(questions)):
            raise ValueError("a question has two lists of words")
        return self

    @property
    def name(self) -> str:
        """The name the cues are loaded under, such as what_matters.1."""
        return f"{self.key}.{self.version}"


@dataclass(frozen=True)
class SuggestedQuestion:
    """Where a sentence may belong, and the words of it that say so, if a list held them."""

    question: str
    heard: str = ""


def suggest_question(
    sentence: str,
    cues: Cues,
    *,
    tagger: Mapping[str, float] = NOTHING_HEARD,
    tongues: tuple[Tongue, ...] = TONGUES,
) -> SuggestedQuestion | None:
    """Return the likeliest question for a sentence, or none where nothing speaks for one.

    ``tagger`` says how far what the tagger heard is what each question leads one to expect, from
    0 to 1.
    """
    reading = read(sentence)
    best, worth = None, 0.0
    for cue in cues.cues:
        found = cue.words.find(reading, tongues)
        score = tagger.get(cue.question, 0.0) + (CUE_WEIGHT if found else 0.0)
        if score >= ENOUGH and score > worth:
            best, worth = SuggestedQuestion(cue.question, found[0].words if found else ""), score
    return best


def read_cues(path: Path) -> Cues:
    """Read the cues from a file, refusing a faulty one."""
    raw = read_yaml(path)
    try:
        cues = Cues.model_validate(raw)
    except ValidationError as error:
        raise explain(path, error, raw) from error
    if path.stem != cues.name:
        raise DataFileError(f"{path.name}: key and version say {cues.name}.")
    return cues


@cache
def cues_of(question_set: str) -> Cues | None:
    """Load the newest cues of a question set, by the set's key; a set may have none."""
    files = [read_cues(path) for path in CUES.glob(f"{question_set}.*.yaml")]
    return max(files, key=lambda cues: cues.version, default=None)
