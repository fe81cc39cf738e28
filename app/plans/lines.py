"""The lines of a plan: outcomes, words that were said, steps, and where each comes from. Pure."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from app.plans.asset_notes import AssetNote
from app.plans.ladder import SupportRung
from app.plans.progress import StepProgress
from app.plans.scales import Placing
from app.plans.sufficiency import Gap, Sufficiency


class OutcomeKind(StrEnum):
    """Whether a person wants something to change, to stay, or to be treated in a certain way."""

    CHANGE = "change"
    KEEP = "keep"
    TREATED = "treated"


class DoerKind(StrEnum):
    """Who takes a step: the rings first, then people paid to help."""

    ME = "me"
    MY_PEOPLE = "my_people"
    MY_COMMUNITY = "my_community"
    PRACTITIONER = "practitioner"
    SERVICE = "service"


class Section(StrEnum):
    """The parts of a plan that hold lines a person can answer, in reading order."""

    WHAT_MATTERS = "what_matters"
    OUTCOMES = "outcomes"
    ME = "me"
    MY_PEOPLE = "my_people"
    MY_COMMUNITY = "my_community"
    SERVICES = "services"
    BARRIERS = "barriers"
    RISKS = "risks"
    STEPS = "steps"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a quote was said: the answer, its question, and the speaker if not the person.

    ``first_said_on`` is the day of an earlier conversation, where the words were kept from one.
    """

    answer_id: str
    question_key: str
    speaker_label: str | None
    first_said_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class QuoteLine:
    """Words said in the conversation, once, with every place they were said."""

    line_key: str
    section: Section
    words: str
    sources: tuple[Source, ...]
    domains: tuple[str, ...]
    note: AssetNote | None = None  # what somebody wrote down about something to draw on


@dataclass(frozen=True, slots=True)
class OutcomeLine:
    """A personal outcome as the plan shows it."""

    line_key: str
    id: str
    words: str
    kind: OutcomeKind
    target_date: dt.date | None
    domains: tuple[str, ...]
    why_it_matters: str = ""
    statements: tuple[str, ...] = ()
    baseline: Placing | None = None
    target: str = ""
    one_step_up: str = ""
    enough: Sufficiency | None = None
    enough_words: str = ""
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundIn:
    """The entry of the directory that a step was taken from."""

    name: str
    phone: str
    on: dt.date


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step as the plan shows it."""

    line_key: str
    id: str
    action: str
    doer: str
    doer_kind: DoerKind
    due_date: dt.date | None
    outcome_id: str | None
    rung: SupportRung | None = None
    draws_on: str | None = None  # the line of the strength it uses
    why_a_service: str = ""  # why nothing nearer to ordinary life would do
    progress: StepProgress | None = None
    found_in: FoundIn | None = None


@dataclass(frozen=True, slots=True)
class Strengths:
    """The three rings: what I bring, my people, my community. Services stand outside them."""

    me: tuple[QuoteLine, ...]
    my_people: tuple[QuoteLine, ...]
    my_community: tuple[QuoteLine, ...]


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One line a person can answer with "that's me" or "not what I said"."""

    line_key: str
    section: Section
    words: str
    sources: tuple[Source, ...]
