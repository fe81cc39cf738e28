"""The national well-being domains, outcome statements, assets and elements, in both languages."""

from functools import cache
from typing import Literal

from pydantic import Field

from outcome_mapping.data import ROOT, BadDataError, Sentence, Strict, Wording, check_no_repeats
from outcome_mapping.data import read as read_file


Kind = Literal["domain", "statement", "asset", "element"]
KINDS: tuple[Kind, ...] = ("domain", "statement", "asset", "element")


class Domain(Strict):
    """One of the eight areas of well-being in section 2(2) of the Act."""

    key: str
    order: int
    en: Sentence
    cy: Sentence
    adult_aspect: Wording | None = None
    child_aspect: Wording | None = None
    source: Sentence


class Statement(Strict):
    """One of the outcome statements of the national well-being statement."""

    key: str
    domain: str
    en: Sentence
    cy: Sentence
    cy_status: Literal["draft", "official"]
    note: str | None = None


class Asset(Strict):
    """Where something that helps comes from, nearest to the person first."""

    key: str
    order: int
    ring: int = Field(ge=1, le=4)
    question: tuple[int, ...]
    en: Sentence
    cy: Sentence
    description: Wording


class Element(Strict):
    """One of the five elements of the assessment that an utterance may speak to."""

    key: str
    order: int
    en: Sentence
    cy: Sentence
    description: Wording


class _File(Strict):
    key: str
    version: str
    description: Sentence
    source: Sentence
    last_reviewed: Sentence


class _Wellbeing(_File):
    domains: tuple[Domain, ...]
    statements: tuple[Statement, ...]


class _Assets(_File):
    assets: tuple[Asset, ...]


class _Elements(_File):
    elements: tuple[Element, ...]


class Framework(Strict):
    """Everything a tag may be called; keys are stored, labels are looked up here."""

    version: str
    domains: tuple[Domain, ...]
    statements: tuple[Statement, ...]
    assets: tuple[Asset, ...]
    elements: tuple[Element, ...]

    def entries(self, kind: Kind) -> tuple[Domain | Statement | Asset | Element, ...]:
        """List what stands under one kind of tag, in the order it is shown."""
        table: dict[Kind, tuple[Domain | Statement | Asset | Element, ...]] = {
            "domain": self.domains,
            "statement": self.statements,
            "asset": self.assets,
            "element": self.elements,
        }
        return table[kind]

    def keys(self, kind: Kind) -> tuple[str, ...]:
        """List the keys of one kind of tag, in the order they are shown."""
        return tuple(entry.key for entry in self.entries(kind))

    def label(self, kind: Kind, key: str, language: str) -> str:
        """Name a tag in the reader's language."""
        for entry in self.entries(kind):
            if entry.key == key:
                return entry.cy if language == "cy" else entry.en
        raise KeyError(f"{kind} {key}")

    def domain_of(self, statement_key: str) -> str:
        """Tell which domain an outcome statement belongs to."""
        for statement in self.statements:
            if statement.key == statement_key:
                return statement.domain
        raise KeyError(statement_key)


def _check(framework: Framework) -> None:
    for kind in KINDS:
        check_no_repeats(f"frameworks: {kind}", list(framework.keys(kind)))
    for statement in framework.statements:
        if statement.domain not in framework.keys("domain"):
            raise BadDataError(f"frameworks: {statement.key} is under no known domain")


@cache
def load_framework() -> Framework:
    """Load the framework in force, once; anything missing or unknown stops the start."""
    folder = ROOT / "frameworks"
    wellbeing = read_file(folder / "wellbeing_2016.1.yaml", _Wellbeing)
    framework = Framework(
        version=wellbeing.version,
        domains=tuple(sorted(wellbeing.domains, key=lambda domain: domain.order)),
        statements=wellbeing.statements,
        assets=read_file(folder / "assets.1.yaml", _Assets).assets,
        elements=read_file(folder / "elements.1.yaml", _Elements).elements,
    )
    _check(framework)
    return framework
