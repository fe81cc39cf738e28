"""What an invented person said with pictures."""

from typing import Self

from pydantic import model_validator

from conversations import DataRecord, Sentence
from conversations.picture_boards import load_board


class StoryBoard(DataRecord):
    """The pictures that were placed, by their step, and who helped."""

    placed: dict[str, tuple[str, ...]]
    placed_by: Sentence | None = None
    interpreted_by: Sentence | None = None
    seen: Sentence | None = None

    @property
    def helpers(self) -> frozenset[str]:
        """Everybody who helped, by name."""
        return frozenset(name for name in (self.placed_by, self.interpreted_by) if name)

    @model_validator(mode="after")
    def _check_pictures(self) -> Self:
        board = load_board()
        for step, topics in self.placed.items():
            board.step(step)
            for topic in topics:
                board.topic(topic)
        if len(self.topics) != len(set(self.topics)):
            raise ValueError("a picture stands in two places")
        return self

    @property
    def topics(self) -> tuple[str, ...]:
        """Every picture that was placed."""
        return tuple(topic for topics in self.placed.values() for topic in topics)
