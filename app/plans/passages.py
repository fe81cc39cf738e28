"""Where confirmed words stand in what was told, and what was said just before them. Pure."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from conversations.phrases import sentences


# "Mr. Evans" is no end of a sentence.
_TITLE_AT_THE_END: Final = re.compile(
    r"\b(?:mr|mrs|ms|dr|prof|rev|parch|cllr|cyng|st)\.$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence that tells of harm, and the sentences before it, the nearest last."""

    words: str
    before: tuple[str, ...] = ()


def passages_of(quote: str, texts: Iterable[str]) -> tuple[Passage, ...]:
    """Return each sentence of the quote as it stands in the texts, with what went before it.

    Where the words stand in none of them any more, the quote itself is all there is.
    """
    found = [passage for text in texts for passage in _in_text(quote, text)]
    return tuple(dict.fromkeys(found)) or tuple(_in_text(quote, quote))


def in_sentences(words: str) -> tuple[str, ...]:
    """Return words sentence by sentence."""
    joined: list[str] = []
    for sentence in sentences(words):
        if joined and _TITLE_AT_THE_END.search(joined[-1]):
            joined[-1] = f"{joined[-1]} {sentence}"
        else:
            joined.append(sentence)
    return tuple(joined) or (words,)


def _in_text(quote: str, text: str) -> Iterator[Passage]:
    told = in_sentences(text)
    ends = list(_ends(told, text))
    for match in re.finditer(re.escape(quote), text) if quote else ():
        for place, (start, end) in enumerate(ends):
            if start < match.end() and match.start() < end:
                yield Passage(told[place], told[:place])


def _ends(told: Iterable[str], text: str) -> Iterator[tuple[int, int]]:
    """Return where each sentence begins and ends in the text."""
    at = 0
    for sentence in told:
        first = sentence.split()[0] if sentence.split() else sentence
        start = max(text.find(first, at), at)
        at = min(start + len(sentence), len(text))
        yield start, at
