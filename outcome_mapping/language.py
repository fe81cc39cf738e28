"""What reading a language takes: its small words, abbreviations, clause openers, word lists."""

from functools import cache

from outcome_mapping.data import ROOT, Sentence, Strict
from outcome_mapping.data import read as read_file


LANGUAGES = ("en", "cy")


class LanguageData(Strict):
    """One language's reading habits, kept as data so that adding one is not a change of code."""

    language: str
    description: Sentence
    function_words: frozenset[str]
    short_forms: tuple[str, ...]
    abbreviations: frozenset[str]
    closing_abbreviations: frozenset[str]
    clause_openers: frozenset[str]
    run_on_openers: frozenset[str]
    joining_words: frozenset[str]
    subjects: frozenset[str]
    possessives: frozenset[str]
    verbs: frozenset[str]
    irregular: dict[str, tuple[str, ...]]
    word_lists: dict[str, tuple[str, ...]]


@cache
def load_language(language: str) -> LanguageData:
    """Load a language's data once."""
    return read_file(ROOT / "languages" / f"{language}.yaml", LanguageData)
