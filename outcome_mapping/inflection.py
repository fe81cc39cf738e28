"""Spells out the shapes a word may take: English endings, Welsh initial mutations."""

from collections.abc import Mapping


_VOWELS = "aeiou"
_WELSH_VOWELS = "aeiouwyâêîôûŵŷ"
_UNCHANGING = ("ch", "dd", "ff", "ph", "th", "ts", "si")
# The longest beginning first: `ll` and `rh` are letters of their own.
_MUTATIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ll", ("l",)),
    ("rh", ("r",)),
    ("p", ("b", "mh", "ph")),
    ("t", ("d", "nh", "th")),
    ("c", ("g", "ngh", "ch")),
    ("b", ("f", "m")),
    ("d", ("dd", "n")),
    ("g", ("", "ng")),
    ("m", ("f",)),
)


def shapes(word: str, language: str, irregular: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """List a word with all its shapes, the word itself first."""
    if word in irregular:
        return (word, *irregular[word])
    return _mutated(word) if language == "cy" else _inflected(word)


def _mutated(word: str) -> tuple[str, ...]:
    if word.startswith(_UNCHANGING):
        return (word,)
    if word[0] in _WELSH_VOWELS:
        return (word, "h" + word)
    for beginning, replacements in _MUTATIONS:
        if word.startswith(beginning):
            rest = word[len(beginning) :]
            return (word, *(replacement + rest for replacement in replacements if rest))
    return (word,)


def _inflected(word: str) -> tuple[str, ...]:
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        stem = word[:-1]
        return (word, stem + "ies", stem + "ied", word + "ing")
    if word.endswith("e"):
        return (word, word + "s", word + "d", word[:-1] + "ing")
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return (word, word + "es", word + "ed", word + "ing")
    doubled = word + word[-1] if _doubles(word) else word
    return (word, word + "s", doubled + "ed", doubled + "ing")


def _doubles(word: str) -> bool:
    if len(word) < 3 or word[-1] in "aeiouwxy":
        return False
    middle = word[-2] in _VOWELS and word[-3] not in _VOWELS
    return middle and sum(letter in _VOWELS for letter in word) == 1
