"""What was said or written as lines of Easy Read: a sentence to a line, or left as it was."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from app.i18n import Language
from app.i18n import gettext as _
from app.plans.progress import ProgressRating
from app.plans.sheets.blocks import EasyLine, Look, Text
from app.plans.sheets.easy_words import PICTURES, easy_sentences


def lines_of(
    symbol: str,
    words: str,
    language: Language | None,
    marked: Callable[[str], str],
    note: str,
) -> Iterator[EasyLine]:
    """Yield the words, each sentence ``marked``; ``note`` says where no rule makes them easy."""
    says = _(PICTURES[symbol])
    sentences = easy_sentences(words)
    for sentence in sentences:
        yield EasyLine(symbol, says, (Text(marked(sentence), Look.SAID, language),))
    if not sentences and words.strip():
        left_alone = Text(note, Look.CAPTION)
        yield EasyLine(symbol, says, (Text(marked(words), Look.SAID, language), left_alone))


def rated(lines: Iterable[EasyLine], rating: ProgressRating | None) -> Iterator[EasyLine]:
    """Yield the lines, the last with its rating: that one says how far a step has come."""
    made = list(lines)
    if rating is not None and made:
        first, *others = made[-1].blocks
        made[-1] = replace(made[-1], blocks=(replace(first, rating=rating), *others))
    yield from made
