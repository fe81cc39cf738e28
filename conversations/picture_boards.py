"""Boards of pictures for people with little speech: topics, and the three steps they are placed on.

Published data, never edited afterwards: what somebody placed is kept against the version.
"""

from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Final, Self

from pydantic import Field, StringConstraints, ValidationError, model_validator

from conversations.data_files import DataFileError, DataRecord, Sentence, explain, read_yaml
from conversations.prompts import DomainKey
from conversations.schema import Bilingual, Key, WelshStatus


BOARDS = Path(__file__).parent / "boards"
IN_FORCE: Final = "everyday.1"

Symbol = Annotated[str, StringConstraints(pattern=r"^[a-z]+(-[a-z]+)*$")]


class Step(DataRecord):
    """One of the three steps."""

    key: Key
    symbol: Symbol
    label: Bilingual


class Topic(DataRecord):
    """One picture that can be placed."""

    key: Key
    domain: DomainKey
    symbol: Symbol
    label: Bilingual


class PictureBoard(DataRecord):
    """A published, numbered board."""

    key: Key
    version: Annotated[int, Field(ge=1)]
    name_: Annotated[Bilingual, Field(alias="name")]
    source: Sentence
    last_reviewed: date
    cy_status: WelshStatus
    steps: Annotated[tuple[Step, ...], Field(min_length=3, max_length=3)]
    topics: Annotated[tuple[Topic, ...], Field(min_length=1, max_length=40)]

    @model_validator(mode="after")
    def _check_each_once(self) -> Self:
        for keys in (
            [step.key for step in self.steps],
            [topic.key for topic in self.topics],
            [*(step.symbol for step in self.steps), *(topic.symbol for topic in self.topics)],
        ):
            twice = [key for key, count in Counter(keys).items() if count > 1]
            if twice:
                raise ValueError(f"“{twice[0]}” is used more than once")
        return self

    @property
    def name(self) -> str:
        """The name the board is stored and loaded under, such as everyday.1."""
        return f"{self.key}.{self.version}"

    def topic(self, key: str) -> Topic:
        """Give one topic, refusing a key the board does not have."""
        for topic in self.topics:
            if topic.key == key:
                return topic
        raise KeyError(f"{self.name} has no picture called “{key}”.")

    def step(self, key: str) -> Step:
        """Give one step, refusing a key the board does not have."""
        for step in self.steps:
            if step.key == key:
                return step
        raise KeyError(f"{self.name} has no step called “{key}”.")

    def next_topic(self, after: str, placed: frozenset[str]) -> str | None:
        """Give the next picture that is not placed yet, going round to the first; or none."""
        keys = [topic.key for topic in self.topics]
        start = keys.index(after) + 1 if after in keys else 0
        round_ = keys[start:] + keys[:start]
        return next((key for key in round_ if key not in placed and key != after), None)


def read_board(path: Path) -> PictureBoard:
    """Read a board from a file, refusing a faulty one."""
    raw = read_yaml(path)
    try:
        board = PictureBoard.model_validate(raw)
    except ValidationError as error:
        raise explain(path, error, raw) from error
    if path.stem != board.name:
        raise DataFileError(f"{path.name}: key and version say {board.name}.")
    return board


@cache
def load_board(name: str = IN_FORCE) -> PictureBoard:
    """Load a published board by name, once for the life of the process."""
    if name not in {path.stem for path in BOARDS.glob("*.yaml")}:
        raise DataFileError(f"{name}.yaml: there is no board of this name.")
    return read_board(BOARDS / f"{name}.yaml")
