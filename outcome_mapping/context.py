"""Qualifies a found span: said not to be so, in the past, hoped for, or somebody else's."""

from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from typing import Literal

from pydantic import Field

from outcome_mapping.data import ROOT, BadDataError, Sentence, Strict, Wording, check_no_repeats
from outcome_mapping.data import read as read_file
from outcome_mapping.framework import load_framework
from outcome_mapping.language import LanguageData
from outcome_mapping.lexicon import Rule
from outcome_mapping.patterns import Match, PhraseTree, Tokenise


Qualifier = Literal[
    "negated",
    "absent",
    "lost",
    "past",
    "hoped_for",
    "unwilling",
    "out_of_reach",
    "time_limited",
    "uncertain",
    "someone_else",
    "harmful",
    "as_said",
]
Direction = Literal["forward", "backward", "both"]
FARTHEST = 60
# So many words may stand before a cue that opens a sentence: "Sometimes".
OPENING_WORDS = 1
# What is said not to be so is no barrier and no risk; it is still what was talked about.
_UNSAYS = frozenset({"negated", "absent"})


class ContextRule(Strict):
    """Words that change what the words near them mean.

    `as_said` is for look-alikes ("no problem", "not only", "can't complain"): they shield their
    stretch from a shorter cue inside it, and unsay the barrier that seems to stand there.
    `clause_before` is for cues that open a clause of their own and speak of the one before:
    "until Christmas", "but he frightens me". `sentence_before` is for cues that hold only where
    they open a clause or a sentence, and then for whoever is named before: "He frightens me."
    """

    id: str
    qualifier: Qualifier
    direction: Direction
    reach: int = Field(default=10, ge=1, le=40)
    gives: Literal["BARRIER", "OUTCOME", "RISK"] | None = None
    mentions: bool = False
    clause_before: bool = False
    sentence_before: bool = False
    only: tuple[str, ...] = ()
    reason: Wording
    phrases: tuple[Sentence, ...] = Field(min_length=1)
    examples: tuple[Sentence, ...] = Field(min_length=1)
    near_misses: tuple[Sentence, ...] = Field(min_length=1)

    def speaks_of(self, rule: Rule) -> bool:
        """Tell whether this can hold for what a lexicon rule's words name."""
        named = set(rule.gives.asset + rule.gives.mention)
        return not self.only or not named.isdisjoint(self.only)


class ContextRules(Strict):
    """One language's context rules."""

    key: str
    language: str
    version: str
    description: Sentence
    source: Sentence
    last_reviewed: Sentence
    rules: tuple[ContextRule, ...]


@cache
def load_context_rules(language: str) -> tuple[ContextRule, ...]:
    """Load a language's context rules once, strictly."""
    loaded = read_file(ROOT / "context_rules" / f"{language}.yaml", ContextRules)
    check_no_repeats(f"context_rules/{language}", [rule.id for rule in loaded.rules])
    for rule in loaded.rules:
        unknown = set(rule.only) - set(load_framework().keys("asset"))
        if unknown:
            raise BadDataError(f"context_rules/{language}: {rule.id}: no such asset: {unknown}")
    return loaded.rules


@dataclass(frozen=True)
class Qualification:
    """The context rule that holds for a span, and the cue's words (as token places)."""

    rule: ContextRule
    start: int
    end: int

    def withholds(self, asset: str) -> bool:
        """Tell whether an asset so qualified is not to be counted; one for a time is there now."""
        if self.rule.qualifier == "time_limited":
            return False
        return not self.rule.only or asset in self.rule.only

    def unsays(self) -> bool:
        """Tell whether a barrier or risk so qualified is said not to be there."""
        return self.rule.qualifier in _UNSAYS or self.rule.qualifier == "as_said"


class Context:
    """All context rules of a language, ready to qualify matches."""

    def __init__(self, language: LanguageData, tokenise: Tokenise) -> None:
        self._rules = load_context_rules(language.language)
        self._tree = PhraseTree(language, tokenise)
        for number, rule in enumerate(self._rules):
            for phrase in rule.phrases:
                self._tree.add(number, phrase)

    def cues(self, words: tuple[str, ...], clauses: tuple[int, ...]) -> list[Match]:
        """Find the cues of a sentence, less those that a longer look-alike shields."""
        found = self._tree.matches(words, clauses)
        shielded = [0] * len(words)
        for cue in found:
            if self._shields(cue):
                for place in range(cue.start, cue.end):
                    shielded[place] = max(shielded[place], cue.end - cue.start)
        return [
            cue
            for cue in found
            if self._shields(cue) or max(shielded[cue.start : cue.end]) < cue.end - cue.start
        ]

    def qualify(
        self, match: Match, of: Rule, cues: list[Match], clauses: tuple[int, ...]
    ) -> Qualification | None:
        """Give the nearest cue that holds for a match, if any does."""
        near = _near(match, cues)
        shields = [cue for cue in near if self._shields(cue) and _overlap(cue, match)]
        if shields and not of.gives.asset:
            cue = shields[0]
            return Qualification(rule=self._rules[cue.rule], start=cue.start, end=cue.end)
        if not of.gives.asset and self._brings_its_own(match, near):
            return None
        holding = [
            (self._only_limits(cue), _distance(cue, match), cue.start - cue.end, cue.rule, cue)
            for cue in near
            if not self._shields(cue)
            and self._holds(self._rules[cue.rule], cue, match, of, clauses)
        ]
        if not holding:
            return None
        cue = min(holding, key=lambda entry: entry[:4])[4]
        return Qualification(rule=self._rules[cue.rule], start=cue.start, end=cue.end)

    def opening(self, cues: list[Match]) -> Qualification | None:
        """Give the cue that opens a sentence and speaks of the one before, if one does."""
        for cue in cues:
            if self._rules[cue.rule].sentence_before and cue.start <= OPENING_WORDS:
                return Qualification(rule=self._rules[cue.rule], start=cue.start, end=cue.end)
        return None

    def _shields(self, cue: Match) -> bool:
        return self._rules[cue.rule].qualifier == "as_said"

    def _only_limits(self, cue: Match) -> bool:
        return self._rules[cue.rule].qualifier == "time_limited"

    def _brings_its_own(self, match: Match, near: list[Match]) -> bool:
        """Tell whether a match holds its own "can't", which another one nearby does not unsay."""
        return any(
            _within(cue, match) and self._rules[cue.rule].qualifier in _UNSAYS for cue in near
        )

    def _holds(
        self, rule: ContextRule, cue: Match, match: Match, of: Rule, clauses: tuple[int, ...]
    ) -> bool:
        if not rule.speaks_of(of) or (rule.sentence_before and not _opens_clause(cue, clauses)):
            return False
        places = range(cue.start, cue.end)
        if _overlap(cue, match):
            if not of.gives.asset:
                return False
            if not match.filling.isdisjoint(places):
                return True
            if _within(cue, match):
                return False
        ahead = cue.start < match.start
        if rule.direction == ("backward" if ahead else "forward"):
            return False
        cue_clauses = {clauses[place] for place in places}
        nearest = clauses[match.start] if ahead else clauses[match.end - 1]
        if rule.clause_before:
            cue_clauses |= {number - 1 for number in cue_clauses}
        return nearest in cue_clauses and _distance(cue, match) <= rule.reach


def _near(match: Match, cues: list[Match]) -> list[Match]:
    """Leave out cues too far away to hold, so that a very long sentence is read in good time."""
    first = bisect_left(cues, match.start - FARTHEST, key=lambda cue: cue.start)
    last = bisect_left(cues, match.end + FARTHEST, key=lambda cue: cue.start)
    return cues[first:last]


def _opens_clause(cue: Match, clauses: tuple[int, ...]) -> bool:
    return cue.start == 0 or clauses[cue.start - 1] != clauses[cue.start]


def _overlap(cue: Match, match: Match) -> bool:
    return cue.start < match.end and match.start < cue.end


def _within(cue: Match, match: Match) -> bool:
    return match.start <= cue.start and cue.end <= match.end


def _distance(cue: Match, match: Match) -> int:
    return max(match.start - cue.end, cue.start - match.end, 0)
