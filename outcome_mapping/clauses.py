"""Numbers the clauses of a sentence, so that "no" in one is not heard in the next."""

from collections.abc import Sequence

from outcome_mapping.language import LanguageData


_ALWAYS = frozenset(';:()[]"“”')
_LOOK_AHEAD = 6


def clause_numbers(words: Sequence[str], language: LanguageData) -> tuple[int, ...]:
    """Give each word its clause; a list ("no family, friends or neighbours") stays together."""
    numbers: list[int] = []
    current = 0
    for position, word in enumerate(words):
        if position and _opens(words, position, language):
            current += 1
        numbers.append(current)
        if word in _ALWAYS:
            current += 1
    return tuple(numbers)


def _opens(words: Sequence[str], position: int, language: LanguageData) -> bool:
    word = words[position]
    if word in _ALWAYS or word in language.clause_openers:
        return True
    if word != "," and word not in language.joining_words:
        return False
    following = _after(words, position)
    if not following:
        return False
    if following[0] in language.subjects:
        return True
    return following[0] in language.possessives and any(
        later in language.verbs for later in following[1:]
    )


def _after(words: Sequence[str], position: int) -> list[str]:
    """Take the words up to the next comma, past a second joining word such as ", and"."""
    following = list(words[position + 1 : position + 1 + _LOOK_AHEAD])
    if "," in following:
        following = following[: following.index(",")]
    return following
