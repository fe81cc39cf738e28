"""What stands beside each line is said in whole sentences, in either language."""

from enum import StrEnum

import pytest

from app.i18n import LANGUAGES, Language, gettext, speaking
from app.plans import details
from app.plans.asset_notes import Willingness
from app.plans.details import Detail, plan_details
from app.plans.ladder import SupportRung
from app.plans.progress import ProgressRating, StepStatus
from app.plans.scales import ScaleKey, scale_called
from app.plans.sufficiency import Sufficiency, WhyMissing
from tests.app.plans.test_stored_plans import full_plan


SCALE = "where 1 is not at all how I want it and 10 is just right"


def said_about(line_key: str, language: Language = "en") -> dict[str, str]:
    with speaking(language):
        found = plan_details(full_plan(), {"LEARN-2": "I can do the things that matter to me"})
    return {detail.label: detail.words for detail in found[line_key]}


def test_an_outcome_shows_all_that_was_written_about_it() -> None:
    (outcome,) = full_plan().outcomes
    assert said_about(outcome.line_key) == {
        "Why it matters to me": "It is who I am",
        "It speaks to": "I can do the things that matter to me",
        "Where I am now": "I hum in the kitchen",
        "How I see it now, as a number": f"3, {SCALE}",
        "The number I hope for": f"7, {SCALE}",
        "Where I would like to be": "In the front row",
        "One step up would look like this": "One practice",
        "Is what I have enough?": "What I have is partly enough",
        "In my words": "Not the getting there",
        "This would have helped": "A bus after four",
        "Why it was not there": "There is no way of getting there",
        "More about why": "None since June",
    }


def test_something_to_draw_on_shows_whose_it_is_and_what_it_costs_them() -> None:
    (sister,) = full_plan().strengths.my_people
    assert said_about(sister.line_key) == {
        "Whose it is": "Siân",
        "Are they willing?": "Yes, they said so",
        "From": "1 January 2027",
        "Until": "1 March 2027",
        "What it costs whoever gives it": "Her petrol",
        "It helps with": "I want to sing again",
        "How it helps": "She takes me",
    }


def test_a_step_shows_what_it_uses_and_how_it_is_going() -> None:
    (step,) = full_plan().steps
    assert said_about(step.line_key) == {
        "It uses": "My sister drives",
        "Kind of help": "Open to everybody",
        "How it is going": "Under way. Some progress, on 1 February 2027.",
    }


def test_welsh_details_are_welsh_and_the_persons_own_words_stay_their_own() -> None:
    (outcome,) = full_plan().outcomes
    english, welsh = said_about(outcome.line_key, "en"), said_about(outcome.line_key, "cy")
    assert not set(english) & set(welsh)
    assert "It is who I am" in welsh.values()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("names", "table"),
    [
        (Sufficiency, details.SUFFICIENCY),
        (WhyMissing, details.WHY_MISSING),
        (Willingness, details.WILLINGNESS),
        (SupportRung, details.RUNGS),
        (StepStatus, details.STATUSES),
        (ProgressRating, details.RATINGS),
    ],
)
def test_everything_that_may_be_chosen_has_its_own_words(
    names: type[StrEnum], table: dict[object, str], language: Language
) -> None:
    with speaking(language):
        said = [gettext(table[each]) for each in list(names)]
    assert len(set(said)) == len(list(names))


def test_a_scale_offers_its_numbers_and_one_in_words_offers_none() -> None:
    assert scale_called("one_to_ten").numbers == tuple(range(1, 11))
    assert scale_called("nought_to_ten").numbers[0] == 0
    assert scale_called("one_to_five").numbers == (1, 2, 3, 4, 5)
    assert scale_called("words_only").numbers == ()
    assert set(details.SCALE_ENDS) == set(ScaleKey) - {ScaleKey.WORDS_ONLY}


def test_the_statements_an_outcome_speaks_to_are_the_offices_words_and_may_be_left_out() -> None:
    (outcome,) = full_plan().outcomes
    shown = plan_details(full_plan(), {})[outcome.line_key]
    assert all(isinstance(each, Detail) and each.label != "It speaks to" for each in shown)
