"""Builds the spaCy pipeline of a language, once: blank, with our own two components."""

from dataclasses import dataclass
from functools import cache

import spacy
import spacy_cymraeg  # noqa: F401  (registers Welsh with spaCy)
from spacy.language import Language
from spacy.tokens import Doc, Span

from outcome_mapping.clauses import clause_numbers
from outcome_mapping.context import Context, Qualification
from outcome_mapping.language import load_language
from outcome_mapping.lexicon import Rule, load_rules
from outcome_mapping.patterns import Match, PhraseTree


SPANS = "outcomes"
# spaCy takes them and a full stop for an abbreviation, and Welsh sentences often end so ("i.").
WORDS_OF_ONE_LETTER = "aeiouwy"
_MATCHES = "outcome_matches"
_CLAUSES = "outcome_clauses"
_QUALIFICATIONS = "outcome_qualifications"
_OPENING = "outcome_opening"


@dataclass(frozen=True)
class Reading:
    """A rule's words in a sentence, with what the words around them make of it."""

    rule: Rule
    span: Span
    qualification: Qualification | None
    cue: Span | None


@dataclass(frozen=True)
class Opening:
    """The words that open a sentence and say what to make of whoever the one before names."""

    qualification: Qualification
    cue: Span


@dataclass(frozen=True)
class SentenceRead:
    """What the rules found in a sentence."""

    readings: tuple[Reading, ...]
    opening: Opening | None


@Language.factory("outcome_ruler")
class OutcomeRuler:
    """Find every rule's words and keep them as spans that carry the rule's id."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name
        self._language = load_language(nlp.lang)
        self._rules = load_rules(nlp.lang)
        self._tree = PhraseTree(self._language, lambda text: _words(nlp.make_doc(text)))
        for number, rule in enumerate(self._rules):
            for phrase in rule.phrases:
                self._tree.add(number, phrase)

    def __call__(self, doc: Doc) -> Doc:
        """Read one sentence."""
        words = _words(doc)
        clauses = clause_numbers(words, self._language)
        matches = self._tree.matches(words, clauses)
        doc.user_data[_CLAUSES] = clauses
        doc.user_data[_MATCHES] = matches
        doc.spans[SPANS] = [
            Span(doc, match.start, match.end, label=self._rules[match.rule].id) for match in matches
        ]
        return doc


@Language.factory("outcome_context")
class OutcomeContext:
    """Qualify the spans that the ruler found."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name
        self._rules = load_rules(nlp.lang)
        self._context = Context(load_language(nlp.lang), lambda text: _words(nlp.make_doc(text)))

    def __call__(self, doc: Doc) -> Doc:
        """Qualify the spans of one sentence."""
        clauses: tuple[int, ...] = doc.user_data[_CLAUSES]
        matches: list[Match] = doc.user_data[_MATCHES]
        cues = self._context.cues(_words(doc), clauses)
        doc.user_data[_OPENING] = self._context.opening(cues)
        doc.user_data[_QUALIFICATIONS] = [
            self._context.qualify(match, self._rules[match.rule], cues, clauses)
            for match in matches
        ]
        return doc


def _words(doc: Doc) -> tuple[str, ...]:
    return tuple(token.norm_.lower() for token in doc)


@cache
def load_pipeline(language: str) -> Language:
    """Build a language's pipeline once and keep it."""
    nlp = spacy.blank(language)
    for word in load_language(language).short_forms:
        # spaCy types its tokeniser as any callable; a blank pipeline's takes special cases.
        nlp.tokenizer.add_special_case(word, [{"ORTH": word}])  # type: ignore[union-attr]
    for word in WORDS_OF_ONE_LETTER:
        ends = [{"ORTH": word}, {"ORTH": "."}]
        nlp.tokenizer.add_special_case(f"{word}.", ends)  # type: ignore[union-attr]
    nlp.add_pipe("outcome_ruler")
    nlp.add_pipe("outcome_context")
    return nlp


def read_sentence(text: str, language: str) -> SentenceRead:
    """Find and qualify every rule's words in one prepared sentence."""
    doc = load_pipeline(language)(text)
    rules = load_rules(language)
    matches: list[Match] = doc.user_data[_MATCHES]
    qualifications: list[Qualification | None] = doc.user_data[_QUALIFICATIONS]
    opening: Qualification | None = doc.user_data[_OPENING]
    readings = tuple(
        Reading(
            rule=rules[match.rule],
            span=span,
            qualification=qualification,
            cue=doc[qualification.start : qualification.end] if qualification else None,
        )
        for match, span, qualification in zip(
            matches, doc.spans[SPANS], qualifications, strict=True
        )
    )
    if not opening:
        return SentenceRead(readings, None)
    return SentenceRead(readings, Opening(opening, doc[opening.start : opening.end]))
