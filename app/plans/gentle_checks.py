"""Gentle checks on a plan: things worth another look, never a reason to stop anybody."""

import re
from enum import StrEnum
from itertools import chain

from app.plans.asset_notes import Willingness
from app.plans.content import PlanContent
from app.plans.lines import DoerKind, OutcomeLine, StepLine
from app.plans.sufficiency import Sufficiency


class GentleCheck(StrEnum):
    """What may be worth another look; each has its own sentence on the page."""

    NO_OUTCOME = "no_outcome"
    OUTCOME_NOT_IN_OWN_WORDS = "outcome_not_in_own_words"
    NO_STRENGTHS = "no_strengths"
    STRENGTH_WITHOUT_RING = "strength_without_ring"
    STEP_WITHOUT_DOER = "step_without_doer"
    STEP_WITHOUT_DATE = "step_without_date"
    SERVICE_BEFORE_A_RING = "service_before_a_ring"
    ENOUGH_NOT_ASKED = "enough_not_asked"
    NOTHING_NOTED_AS_MISSING = "nothing_noted_as_missing"
    SOMEBODY_NOT_ASKED = "somebody_not_asked"
    NO_REVIEW_DATE = "no_review_date"


# "i" is both the English pronoun and the Welsh one.
_FIRST_PERSON = frozenset(
    {"i", "me", "my", "mine", "myself", "we", "us", "our", "ours"}
    | {"fi", "mi", "fy", "fyf", "dwi", "rwy", "rydw", "dw", "wyf", "finnau", "minnau", "ni", "ein"}
)
_WORD = re.compile(r"\w+")
_TELLING_LENGTH = 5


def gentle_checks(content: PlanContent) -> tuple[GentleCheck, ...]:
    """Return what may be worth another look, each once, in the order of the page."""
    strengths = content.strengths
    findings = {
        GentleCheck.NO_OUTCOME: not content.outcomes,
        GentleCheck.OUTCOME_NOT_IN_OWN_WORDS: _some_outcome_is_in_other_words(content),
        GentleCheck.NO_STRENGTHS: not any(
            (strengths.me, strengths.my_people, strengths.my_community)
        ),
        GentleCheck.STRENGTH_WITHOUT_RING: bool(content.unplaced_strengths),
        GentleCheck.STEP_WITHOUT_DOER: any(_nobody_does(step) for step in content.steps),
        GentleCheck.STEP_WITHOUT_DATE: any(step.due_date is None for step in content.steps),
        GentleCheck.SERVICE_BEFORE_A_RING: any(
            step.doer_kind is DoerKind.SERVICE and not (step.draws_on or step.why_a_service.strip())
            for step in content.steps
        ),
        GentleCheck.ENOUGH_NOT_ASKED: any(line.enough is None for line in content.outcomes),
        GentleCheck.NOTHING_NOTED_AS_MISSING: any(
            line.enough is Sufficiency.NOT_ENOUGH and not line.gaps for line in content.outcomes
        ),
        GentleCheck.SOMEBODY_NOT_ASKED: any(
            line.note is not None and line.note.willingness is Willingness.NOT_ASKED
            for line in content.asset_lines()
        ),
        GentleCheck.NO_REVIEW_DATE: content.review_date is None,
    }
    return tuple(check for check, found in findings.items() if found)


def _nobody_does(step: StepLine) -> bool:
    """Tell whether a step still needs a name; the person's own does not."""
    return step.doer_kind is not DoerKind.ME and not step.doer.strip()


def _some_outcome_is_in_other_words(content: PlanContent) -> bool:
    quotes = chain(content.outcome_quotes, content.quote_lines(), content.unplaced_strengths)
    said = frozenset(chain.from_iterable(_telling_words(line.words) for line in quotes))
    return any(not _sounds_like_the_person(outcome, said) for outcome in content.outcomes)


def _sounds_like_the_person(outcome: OutcomeLine, said: frozenset[str]) -> bool:
    words = frozenset(_WORD.findall(outcome.words.casefold()))
    return bool(words & _FIRST_PERSON) or bool(_telling_words(outcome.words) & said)


def _telling_words(words: str) -> frozenset[str]:
    """Return the words long enough to be somebody's own rather than anybody's."""
    found = _WORD.findall(words.casefold())
    return frozenset(word for word in found if len(word) >= _TELLING_LENGTH)
