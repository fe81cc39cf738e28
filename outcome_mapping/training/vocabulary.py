"""Keeps the pieces of words that Welsh and English need, out of a hundred languages' pieces.

A piece stays when some text of the project, or a word of the two word lists, is read with it. What
is left out costs nothing but a longer way round: any word can still be spelt with shorter pieces.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

from outcome_mapping.language import LANGUAGES
from outcome_mapping.lexicon import load_rules


SPECIAL: Final = 4  # beginning, padding, end, unknown
UNKNOWN: Final = 3
SIGNS: Final = "▁âêîôûŵŷáàäéèëíìïóòöúùüẃẁẅýỳÿ€£…–—½¼°"
STRAIGHT: Final = {"’": "'", "‘": "'", "“": '"', "”": '"'}


@dataclass(frozen=True)
class Vocabulary:
    """The kept pieces' places in the starting weights, and a tokeniser that knows only them."""

    rows: tuple[int, ...]
    tokenizer: Tokenizer


def choose_vocabulary(pieces: list[tuple[str, float]], texts: Iterable[str]) -> Vocabulary:
    """Read all there is to read with every piece, and keep those that were of use."""
    every = _tokenizer(pieces)
    used = set(range(SPECIAL)) | {
        number
        for number, (piece, _score) in enumerate(pieces)
        if len(piece.replace("▁", "")) <= 1 and (piece.isascii() or piece[-1] in SIGNS)
    }
    for encoding in every.encode_batch([*texts, *_known_words()], add_special_tokens=False):
        used.update(encoding.ids)
    rows = tuple(sorted(used))
    return Vocabulary(rows, _tokenizer([pieces[row] for row in rows]))


def _tokenizer(pieces: list[tuple[str, float]]) -> Tokenizer:
    tokenizer = Tokenizer(models.Unigram(pieces, unk_id=UNKNOWN, byte_fallback=False))
    steps: list[normalizers.Normalizer] = [
        normalizers.Replace(curly, straight) for curly, straight in STRAIGHT.items()
    ]
    steps += [normalizers.NFKC(), normalizers.Lowercase(), normalizers.Replace(Regex(r"\s+"), " ")]
    tokenizer.normalizer = normalizers.Sequence(steps)
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    return tokenizer


def _known_words() -> Iterator[str]:
    for language in LANGUAGES:
        for rule in load_rules(language):
            yield from rule.examples
            yield from rule.near_misses
        words = DefaultDictionaryFactory().get_dictionary(language)
        for form, lemma in sorted(words.items()):
            yield from (_text(form), _text(lemma))


def _text(word: str | bytes) -> str:
    return word.decode("utf-8") if isinstance(word, bytes) else word
