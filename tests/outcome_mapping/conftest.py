"""What the tests of the tagger share."""

from collections.abc import Callable

import pytest

from outcome_mapping.mapper import OutcomeMapper
from outcome_mapping.pipeline import Reading, read_sentence
from outcome_mapping.segmentation import prepare, sentences


@pytest.fixture(scope="session")
def mapper() -> OutcomeMapper:
    """Give the mapper; it keeps nothing between texts."""
    return OutcomeMapper()


@pytest.fixture(scope="session")
def read_text() -> Callable[[str, str], list[Reading]]:
    """Give a reader of whole texts, rule by rule."""

    def read(text: str, language: str) -> list[Reading]:
        return [
            reading
            for sentence in sentences(text, language)
            for one in sentence.languages
            for reading in read_sentence(
                prepare(text, sentence.start, sentence.end).text, one
            ).readings
        ]

    return read
