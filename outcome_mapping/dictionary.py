"""A Welsh dictionary of forms: what a form belongs to, and with that, whether a word is Welsh.

`simplemma` knows 400,000 forms, mutated and inflected, by Welsh lists that others keep. Only its
plain look-up is used: it guesses nothing, and keeps nothing of what it is asked.
"""

from typing import Final

from simplemma.strategies import DictionaryLookupStrategy


_DICTIONARY: Final = DictionaryLookupStrategy()


def load_dictionary() -> None:
    """Load the dictionary once, which takes half a second."""
    dictionary_form("")


def dictionary_form(word: str) -> str | None:
    """Return what a Welsh form belongs to ("gwrddais" to "cwrdd"), or nothing if unknown."""
    return _DICTIONARY.get_lemma(word, "cy")
