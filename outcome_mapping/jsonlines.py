"""Tags JSON lines, one conversation's words a line; a bad line is named and the run goes on."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from outcome_mapping.findings import Finding, summarise
from outcome_mapping.language import LANGUAGES
from outcome_mapping.mapper import OutcomeMapper, TooMuchToReadError
from outcome_mapping.questions import prior_for


class BadLineError(ValueError):
    """Say what is wrong with a line without repeating any of its words."""


@dataclass(frozen=True)
class TagLine:
    """One line of output, and whether the input line could be read."""

    output: dict[str, Any]
    failed: bool

    def as_json(self) -> str:
        """Write the line as one line of JSON."""
        return json.dumps(self.output, ensure_ascii=False)


def tag_lines(lines: Iterable[str]) -> Iterator[TagLine]:
    """Tag each line in order; blank lines are passed over."""
    mapper = OutcomeMapper()
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield TagLine(output=_tagged(mapper, line), failed=False)
        except BadLineError as problem:
            yield TagLine(output={"line": number, "error": str(problem)}, failed=True)


def _tagged(mapper: OutcomeMapper, line: str) -> dict[str, Any]:
    given = _read(line)
    language = _language(given)
    question = given.get("question")
    if question is not None and prior_for(question) is None:
        raise BadLineError("The question is not one of the eleven.")
    try:
        findings = mapper.find(given["text"], question=question, language=language)
    except TooMuchToReadError:
        raise BadLineError("The text takes too long to read.") from None
    tags = summarise(findings)
    return {
        "id": given["id"],
        "domains": list(tags.domains),
        "assets": list(tags.assets),
        "elements": list(tags.elements),
        "findings": [_written(finding, language or "en") for finding in findings],
    }


def _read(line: str) -> dict[str, Any]:
    try:
        given = json.loads(line)
    except (ValueError, RecursionError):
        # The parser's own message would repeat the line.
        raise BadLineError("The line is not JSON.") from None
    if not isinstance(given, dict):
        raise BadLineError("The line is not a JSON object.")
    if not isinstance(given.get("id"), str | int) or isinstance(given.get("id"), bool):
        raise BadLineError("The line needs an id that is text or a number.")
    if not isinstance(given.get("text"), str):
        raise BadLineError("The line needs a text.")
    if any("\ud800" <= letter <= "\udfff" for letter in f"{given['id']}{given['text']}"):
        raise BadLineError("The line holds half a character; save it as UTF-8.")
    return given


def _language(given: dict[str, Any]) -> str | None:
    language = given.get("lang")
    if language is not None and language not in LANGUAGES:
        raise BadLineError("The lang must be en or cy.")
    return language


def _written(finding: Finding, language: str) -> dict[str, Any]:
    return {
        "kind": finding.kind,
        "key": finding.key,
        "start": finding.start,
        "end": finding.end,
        "source": finding.source,
        "rule": finding.rule,
        "score": finding.score,
        "reason": finding.reason(language),
    }
