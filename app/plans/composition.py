"""Composing a plan from what was confirmed: pure, and closed by type to anything pending.

A suggestion that nobody has confirmed is another type and cannot be passed; should it be passed
all the same, ``compose_plan`` refuses it.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum

from app.plans.asset_notes import AssetNote
from app.plans.content import (
    Agreement,
    AgreementOutcome,
    Participant,
    PlanContent,
    PlanFacts,
    PlanUnreadable,
)
from app.plans.gentle_checks import GentleCheck, gentle_checks
from app.plans.ladder import SupportRung
from app.plans.lines import (
    DoerKind,
    FoundIn,
    OutcomeKind,
    OutcomeLine,
    PlanLine,
    QuoteLine,
    Section,
    Source,
    StepLine,
    Strengths,
)
from app.plans.plan_kinds import Statute
from app.plans.progress import StepProgress
from app.plans.scales import Placing
from app.plans.sufficiency import Gap, Sufficiency


__all__ = [
    "Agreement",
    "AgreementOutcome",
    "ConfirmedConversation",
    "ConfirmedTag",
    "DoerKind",
    "GentleCheck",
    "OutcomeKind",
    "Participant",
    "PersonalOutcome",
    "PlanContent",
    "PlanLine",
    "PlanUnreadable",
    "Section",
    "Step",
    "TagKind",
    "compose_plan",
    "gentle_checks",
]


class TagKind(StrEnum):
    """What a tag says about the words: a domain, a statement, an asset or an element."""

    DOMAIN = "domain"
    STATEMENT = "statement"
    ASSET = "asset"
    ELEMENT = "element"


@dataclass(frozen=True, slots=True)
class ConfirmedTag:
    """A tag a practitioner has confirmed, with the very words it was confirmed on."""

    kind: TagKind
    key: str
    quote: str
    question_key: str
    speaker_label: str | None
    answer_id: str
    first_said_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class PersonalOutcome:
    """What the person wants, in their words."""

    id: str
    words: str
    kind: OutcomeKind
    target_date: dt.date | None = None
    domains: tuple[str, ...] = ()
    why_it_matters: str = ""
    statements: tuple[str, ...] = ()
    baseline: Placing | None = None
    target: str = ""
    one_step_up: str = ""
    enough: Sufficiency | None = None
    enough_words: str = ""
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """What somebody will do, and by when."""

    id: str
    action: str
    doer: str
    doer_kind: DoerKind
    due_date: dt.date | None = None
    outcome_id: str | None = None
    rung: SupportRung | None = None
    draws_on: str | None = None
    why_a_service: str = ""
    progress: StepProgress | None = None
    found_in: FoundIn | None = None


@dataclass(frozen=True, slots=True)
class ConfirmedConversation:
    """One conversation as the plan may know it: facts, and tags somebody confirmed."""

    id: str
    person_name: str
    preferred_name: str | None
    kind: str
    held_on: dt.date
    practitioner_name: str
    participants: tuple[Participant, ...]
    language: str
    quoted_from: str | None
    tags: tuple[ConfirmedTag, ...]
    # What was written down about things to draw on, by the line each stands on.
    notes: Mapping[str, AssetNote] = field(default_factory=dict)


def compose_plan(
    conversation: ConfirmedConversation,
    *,
    outcomes: Iterable[PersonalOutcome] = (),
    steps: Iterable[Step] = (),
    review_date: dt.date | None = None,
    version_number: int = 1,
    agreement: Agreement | None = None,
    statute: Statute | None = None,
) -> PlanContent:
    """Compose the plan, strengths first; the same conversation always gives the same plan."""
    check_confirmed(conversation.tags)
    quotes = _Quotes(conversation)
    return PlanContent(
        facts=_facts(conversation),
        version_number=version_number,
        outcomes=tuple(_outcome_line(outcome) for outcome in outcomes),
        outcome_quotes=quotes.tagged(TagKind.ELEMENT, "OUTCOME", Section.WHAT_MATTERS),
        strengths=Strengths(
            me=quotes.tagged(TagKind.ASSET, "SELF", Section.ME),
            my_people=quotes.tagged(TagKind.ASSET, "PEOPLE", Section.MY_PEOPLE),
            my_community=quotes.tagged(TagKind.ASSET, "COMMUNITY", Section.MY_COMMUNITY),
        ),
        services=quotes.tagged(TagKind.ASSET, "SERVICES", Section.SERVICES),
        barriers=quotes.tagged(TagKind.ELEMENT, "BARRIER", Section.BARRIERS),
        risks=quotes.tagged(TagKind.ELEMENT, "RISK", Section.RISKS),
        steps=tuple(_step_line(step) for step in steps),
        review_date=review_date,
        agreement=agreement,
        unplaced_strengths=quotes.strengths_without_a_ring(),
        statute=statute,
    )


def check_confirmed(tags: Iterable[object]) -> None:
    """Refuse anything that is not exactly a confirmed tag, for callers that types did not stop."""
    for tag in tags:
        if type(tag) is not ConfirmedTag:
            raise TypeError(f"A plan takes confirmed tags only, not {type(tag).__name__}.")


class _Quotes:
    """The confirmed words of one conversation, ready to be gathered into lines."""

    def __init__(self, conversation: ConfirmedConversation) -> None:
        self._conversation = conversation

    def tagged(self, kind: TagKind, key: str, section: Section) -> tuple[QuoteLine, ...]:
        """Return one line for each different quote with this tag, in the order they were said."""
        tags = [tag for tag in self._conversation.tags if tag.kind is kind and tag.key == key]
        return self._lines(tags, section)

    def strengths_without_a_ring(self) -> tuple[QuoteLine, ...]:
        """Return strengths from answers in which no asset was confirmed, so nobody knows whose."""
        tags = self._conversation.tags
        placed = {tag.answer_id for tag in tags if tag.kind is TagKind.ASSET}
        strengths = [
            tag
            for tag in tags
            if tag.kind is TagKind.ELEMENT and tag.key == "STRENGTH" and tag.answer_id not in placed
        ]
        return self._lines(strengths, Section.ME)

    def _lines(self, tags: list[ConfirmedTag], section: Section) -> tuple[QuoteLine, ...]:
        said: dict[str, list[ConfirmedTag]] = {}
        for tag in tags:
            said.setdefault(same_words(tag.quote), []).append(tag)
        return tuple(
            QuoteLine(
                # Keyed on the words within this conversation, so that a mark stays with its line
                # when others come, go or move, and when the same words turn up a second time.
                line_key=(key := _line_key(section, self._conversation.id, words)),
                section=section,
                words=together[0].quote,
                sources=_sources(together),
                domains=self._domains_of(together),
                note=self._conversation.notes.get(key),
            )
            for words, together in said.items()
        )

    def _domains_of(self, together: list[ConfirmedTag]) -> tuple[str, ...]:
        places = {(tag.answer_id, tag.quote) for tag in together}
        return tuple(
            dict.fromkeys(
                tag.key
                for tag in self._conversation.tags
                if tag.kind is TagKind.DOMAIN and (tag.answer_id, tag.quote) in places
            )
        )


def _facts(conversation: ConfirmedConversation) -> PlanFacts:
    return PlanFacts(
        person_name=conversation.person_name,
        preferred_name=conversation.preferred_name,
        kind=conversation.kind,
        held_on=conversation.held_on,
        practitioner_name=conversation.practitioner_name,
        participants=conversation.participants,
        language=conversation.language,
        quoted_from=conversation.quoted_from,
    )


def _outcome_line(outcome: PersonalOutcome) -> OutcomeLine:
    said = {each.name: getattr(outcome, each.name) for each in fields(outcome)}
    return OutcomeLine(line_key=_line_key(Section.OUTCOMES, outcome.id), **said)


def _step_line(step: Step) -> StepLine:
    said = {each.name: getattr(step, each.name) for each in fields(step)}
    return StepLine(line_key=_line_key(Section.STEPS, step.id), **said)


def _sources(tags: list[ConfirmedTag]) -> tuple[Source, ...]:
    return tuple(
        dict.fromkeys(
            Source(tag.answer_id, tag.question_key, tag.speaker_label, tag.first_said_on)
            for tag in tags
        )
    )


def same_words(quote: str) -> str:
    """Return the quote without what does not make it different: case, spaces, outer marks."""
    words = " ".join(quote.casefold().split())
    return words.strip(" .,;:!?'\"“”‘’") or words


def quote_line_key(section: Section, conversation_id: str, quote: str) -> str:
    """Return the key of the line these words stand on in this part of the conversation's plan."""
    return _line_key(section, conversation_id, same_words(quote))


def _line_key(section: Section, *source: str) -> str:
    digest = hashlib.sha256(json.dumps([section, *source]).encode()).hexdigest()
    return f"{section}-{digest[:20]}"
