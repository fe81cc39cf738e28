"""The lexicons: which words speak to which tags, with the reason that is shown."""

from functools import cache
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from outcome_mapping.data import ROOT, BadDataError, Sentence, Strict, Wording, check_no_repeats
from outcome_mapping.data import read as read_file
from outcome_mapping.framework import Kind, load_framework


def _listed(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


Keys = Annotated[tuple[str, ...], BeforeValidator(_listed)]


class Gives(Strict):
    """The tags a rule stands for.

    A `mention` names where help could come from without saying that it does: it is never a
    strength by itself, but "no family" is a barrier and "my sister" answers question 9.
    """

    domain: Keys = ()
    statement: Keys = ()
    asset: Keys = ()
    mention: Keys = ()
    element: Keys = ()

    def domains(self) -> tuple[str, ...]:
        """List the domains, those of the statements included."""
        framework = load_framework()
        implied = (framework.domain_of(key) for key in self.statement)
        return tuple(dict.fromkeys((*self.domain, *implied)))


class Rule(Strict):
    """Phrases that mean one thing, with examples that hold and near misses that do not."""

    id: str
    gives: Gives
    score: float = Field(default=0.8, gt=0, le=1)
    reason: Wording
    phrases: tuple[Sentence, ...] = Field(min_length=1)
    examples: tuple[Sentence, ...] = Field(min_length=1)
    near_misses: tuple[Sentence, ...] = Field(min_length=1)


class Lexicon(Strict):
    """One file of rules in one language."""

    key: str
    language: str
    version: str
    description: Sentence
    source: Sentence
    last_reviewed: Sentence
    rules: tuple[Rule, ...]


@cache
def load_rules(language: str) -> tuple[Rule, ...]:
    """Load a language's rules once; an unknown key or a repeated id stops the start."""
    paths = sorted((ROOT / "lexicons" / language).glob("*.yaml"))
    lexicons = [read_file(path, Lexicon) for path in paths]
    rules = tuple(rule for lexicon in lexicons for rule in lexicon.rules)
    check_no_repeats(f"lexicons/{language}", [rule.id for rule in rules])
    for lexicon in lexicons:
        for rule in lexicon.rules:
            _check(lexicon, rule)
    return rules


def _check(lexicon: Lexicon, rule: Rule) -> None:
    where = f"lexicons/{lexicon.language}/{lexicon.key}: {rule.id}"
    if not rule.id.startswith(f"{lexicon.language}.{lexicon.key}."):
        raise BadDataError(f"{where}: the id must begin with the language and the file's key")
    framework = load_framework()
    named: tuple[tuple[Kind, Keys], ...] = (
        ("domain", rule.gives.domain),
        ("statement", rule.gives.statement),
        ("asset", rule.gives.asset + rule.gives.mention),
        ("element", rule.gives.element),
    )
    for kind, keys in named:
        unknown = set(keys) - set(framework.keys(kind))
        if unknown:
            raise BadDataError(f"{where}: no such {kind}: {', '.join(sorted(unknown))}")
    if {"STRENGTH", "CIRCUMSTANCE"} & set(rule.gives.element):
        raise BadDataError(f"{where}: strengths follow from assets; circumstances need no rule")
