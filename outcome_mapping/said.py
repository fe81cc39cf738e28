"""Says which rules' words stand where in a text, and what the words around make of them.

The words around are those of the same sentence, and those that open one of the next: "My husband is
my carer. He hits me."
"""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Span

from outcome_mapping.context import Qualification
from outcome_mapping.findings import Finding
from outcome_mapping.lexicon import Rule
from outcome_mapping.pipeline import Opening, Reading, read_sentence
from outcome_mapping.segmentation import Prepared, Sentence, prepare, sentences


QUOTE_LENGTH = 60
# "He" is whoever was named last, and not long ago.
SENTENCES_BACK = 2


@dataclass(frozen=True)
class Place:
    """A sentence in the exact text, made safe to read."""

    text: str
    sentence: Sentence
    prepared: Prepared

    def speaks(self) -> bool:
        """Tell whether there are words here at all."""
        return any(letter.isalnum() for letter in self.prepared.text)

    def holds(self, finding: Finding) -> bool:
        """Tell whether a finding begins here."""
        return self.sentence.start <= finding.start < self.sentence.end

    def words(self) -> int:
        """Count the words."""
        return len(self.prepared.text.split())

    def quote(self, start: int, end: int) -> str:
        """Give some of the words, not too many, as a reason may repeat them."""
        words = " ".join(self.text[start:end].split())
        return words if len(words) <= QUOTE_LENGTH else words[: QUOTE_LENGTH - 1] + "…"

    def quote_span(self, span: Span) -> str:
        """Give the words of a span of what was read."""
        return self.quote(*self.prepared.original(span.start_char, span.end_char))


@dataclass(frozen=True)
class Said:
    """A rule's words in the exact text, and what other words, quoted as the cue, make of them."""

    rule: Rule
    start: int
    end: int
    by: Qualification | None = None
    cue: str = ""


def places_of(text: str, language: str | None = None) -> tuple[Place, ...]:
    """Cut a text into sentences that are safe to read."""
    return tuple(
        Place(text, sentence, prepare(text, sentence.start, sentence.end))
        for sentence in sentences(text, language)
    )


def said_in(places: Iterable[Place]) -> Iterator[list[Said]]:
    """Find every rule's words in each sentence, once what bears on it has been read."""
    waiting: deque[list[Said]] = deque()
    for place in places:
        here: list[Said] = []
        for language in place.sentence.languages if place.speaks() else ():
            read = read_sentence(place.prepared.text, language)
            if read.opening:
                _tell_of_before(waiting, place, read.opening)
            here += [_said(place, reading) for reading in read.readings]
        waiting.append(here)
        if len(waiting) > SENTENCES_BACK:
            yield waiting.popleft()
    yield from waiting


def _said(place: Place, reading: Reading) -> Said:
    start, end = place.prepared.original(reading.span.start_char, reading.span.end_char)
    cue = place.quote_span(reading.cue) if reading.cue else ""
    return Said(reading.rule, start, end, reading.qualification, cue)


def _tell_of_before(before: Iterable[list[Said]], place: Place, opening: Opening) -> None:
    """Let what opens a sentence hold for whoever the nearest sentence before it names."""
    told, cue = opening.qualification, place.quote_span(opening.cue)
    naming = [said for said in before if any(told.rule.speaks_of(one.rule) for one in said)]
    for said in naming[-1:]:
        said[:] = [replace(one, by=told, cue=cue) if _stands(one, told) else one for one in said]


def _stands(one: Said, told: Qualification) -> bool:
    """Tell whether words give a strength that nothing has taken away yet, and this does."""
    return any(
        told.withholds(asset) and not (one.by and one.by.withholds(asset))
        for asset in one.rule.gives.asset
    )
