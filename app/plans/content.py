"""What a plan says: the frozen content that the page, the PDF and the person's review all read.

Pure: it knows no web, no database and no printing. A stored version is this content as JSON.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from pydantic import TypeAdapter, ValidationError

from app.plans.lines import OutcomeLine, PlanLine, QuoteLine, Section, StepLine, Strengths
from app.plans.plan_kinds import Statute


SCHEMA_VERSION: Final = 2
# Whatever came in with a later form has a default that says "nothing was written about this".
_READABLE: Final = frozenset({1, SCHEMA_VERSION})


class AgreementOutcome(StrEnum):
    """What the person answered when asked whether the plan is right."""

    AGREED = "agreed"
    AGREED_IN_PART = "agreed_in_part"
    NOT_AGREED = "not_agreed"
    COULD_NOT_TAKE_PART = "could_not_take_part"


class PlanUnreadable(ValueError):
    """A stored plan cannot be read back; the message never repeats what it held."""


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody who was there; ``speaks`` where some of the words are theirs."""

    name: str
    role: str
    speaks: bool


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """Whose plan it is and which conversation it comes from."""

    person_name: str
    preferred_name: str | None
    kind: str
    held_on: dt.date
    practitioner_name: str
    participants: tuple[Participant, ...]
    language: str
    quoted_from: str | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """What the person answered about the whole plan, in their words where they gave any."""

    outcome: AgreementOutcome
    words: str
    on: dt.date


@dataclass(frozen=True, slots=True)
class AgreedBefore:
    """The last version that the person agreed to, where this one is later and says more or else."""

    number: int
    on: dt.date


@dataclass(frozen=True, slots=True)
class PlanContent:
    """Everything one version of a plan shows, strengths before anything else is asked of anyone."""

    facts: PlanFacts
    version_number: int
    outcomes: tuple[OutcomeLine, ...]
    outcome_quotes: tuple[QuoteLine, ...]
    strengths: Strengths
    services: tuple[QuoteLine, ...]
    barriers: tuple[QuoteLine, ...]
    risks: tuple[QuoteLine, ...]
    steps: tuple[StepLine, ...]
    review_date: dt.date | None
    agreement: Agreement | None
    # Confirmed as a strength in an answer where nobody has yet said whose: asked about, not shown.
    unplaced_strengths: tuple[QuoteLine, ...]
    statute: Statute | None = None  # a plan that section 54 asks for; none: the default kind
    agreed_before: AgreedBefore | None = None  # known when it is read, and never stored

    @property
    def is_draft(self) -> bool:
        """A plan is a draft until the person has agreed all of it."""
        return self.agreement is None or self.agreement.outcome is not AgreementOutcome.AGREED

    @property
    def what_matters(self) -> tuple[QuoteLine, ...]:
        """The person's own words about what matters, shown until outcomes are written from them."""
        return () if self.outcomes else self.outcome_quotes

    def step_groups(self) -> tuple[tuple[OutcomeLine | None, tuple[StepLine, ...]], ...]:
        """Return the steps under their outcomes, then those that stand alone; none is left out."""
        known = {outcome.id for outcome in self.outcomes}
        groups: list[tuple[OutcomeLine | None, tuple[StepLine, ...]]] = [
            (outcome, tuple(step for step in self.steps if step.outcome_id == outcome.id))
            for outcome in self.outcomes
        ]
        groups.append((None, tuple(step for step in self.steps if step.outcome_id not in known)))
        return tuple((outcome, steps) for outcome, steps in groups if steps)

    def quote_lines(self) -> Iterator[QuoteLine]:
        """Yield the quotes the plan shows, in reading order."""
        yield from self.what_matters
        yield from self.strengths.me
        yield from self.strengths.my_people
        yield from self.strengths.my_community
        yield from self.services
        yield from self.barriers
        yield from self.risks

    def all_lines(self) -> tuple[PlanLine, ...]:
        """Return every line a person can answer, in reading order."""
        outcomes = [
            PlanLine(line.line_key, Section.OUTCOMES, line.words, ()) for line in self.outcomes
        ]
        quotes = [
            PlanLine(line.line_key, line.section, line.words, line.sources)
            for line in self.quote_lines()
        ]
        steps = [
            PlanLine(step.line_key, Section.STEPS, step.action, ())
            for _, group in self.step_groups()
            for step in group
        ]
        return (*outcomes, *quotes, *steps)

    def asset_lines(self) -> tuple[QuoteLine, ...]:
        """Return what the person can draw on, nearest to them first, then services."""
        rings = self.strengths
        return (*rings.me, *rings.my_people, *rings.my_community, *self.services)

    def is_same_plan_as(self, other: "PlanContent") -> bool:
        """Tell whether both show the same; how a step is going is news, and no other plan."""
        return self._as_agreed() == other._as_agreed()

    def _as_agreed(self) -> "PlanContent":
        steps = tuple(replace(step, progress=None) for step in self.steps)
        return replace(self, steps=steps, unplaced_strengths=(), agreed_before=None)

    def with_agreement(self, agreement: Agreement | None) -> "PlanContent":
        """Return this version as it reads once the person has answered; nothing else changes."""
        return replace(self, agreement=agreement)

    def since_agreed(self, before: AgreedBefore | None) -> "PlanContent":
        """Return this plan knowing the version that was agreed before it, if there was one."""
        return replace(self, agreed_before=before)

    def to_json(self) -> str:
        """Return the content as JSON that ``from_json`` gives back unchanged."""
        return _SNAPSHOTS.dump_json(_Snapshot(SCHEMA_VERSION, self)).decode()

    @staticmethod
    def from_json(stored: str) -> "PlanContent":
        """Read a stored version, or refuse one this release cannot read."""
        try:
            snapshot = _SNAPSHOTS.validate_json(stored)
        except ValidationError:
            raise PlanUnreadable("A stored plan could not be read.") from None
        if snapshot.schema_version not in _READABLE:
            raise PlanUnreadable("A stored plan was written in a form this release cannot read.")
        return snapshot.content


@dataclass(frozen=True, slots=True)
class _Snapshot:
    schema_version: int
    content: PlanContent


_SNAPSHOTS: Final = TypeAdapter(_Snapshot)
