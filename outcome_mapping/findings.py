"""What the mapper hands back: findings that explain themselves, and the tags they come to."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from outcome_mapping.framework import KINDS, Kind


@dataclass(frozen=True)
class Finding:
    """One tag that some words may stand for; `text[start:end]` are the very words.

    A suggestion and nothing more: only a practitioner, with the person, makes a tag of it.
    """

    kind: Kind
    key: str
    start: int
    end: int
    source: Literal["rule", "model"]
    rule: str
    score: float
    reason_en: str
    reason_cy: str
    qualifier: str | None = None

    def reason(self, language: str) -> str:
        """Give the reason in the reader's language."""
        return self.reason_cy if language == "cy" else self.reason_en

    def order(self) -> tuple[int, int, int, str, str]:
        """Order findings as they stand in the text, then by kind and key."""
        return (self.start, self.end, KINDS.index(self.kind), self.key, self.rule)


@dataclass(frozen=True)
class Tags:
    """The sorted keys that a text's findings come to."""

    domains: tuple[str, ...]
    assets: tuple[str, ...]
    elements: tuple[str, ...]


def summarise(findings: Iterable[Finding]) -> Tags:
    """Gather the keys; where nothing was found, something was still told."""
    keys: dict[Kind, set[str]] = {kind: set() for kind in KINDS}
    for finding in findings:
        keys[finding.kind].add(finding.key)
    return Tags(
        domains=tuple(sorted(keys["domain"])),
        assets=tuple(sorted(keys["asset"])),
        elements=tuple(sorted(keys["element"] or {"CIRCUMSTANCE"})),
    )
