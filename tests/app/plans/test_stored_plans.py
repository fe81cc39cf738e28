"""A plan somebody was given stays readable, whichever release it was stored by."""

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path

from app.plans.asset_notes import AssetNote, Willingness
from app.plans.composition import (
    DoerKind,
    OutcomeKind,
    PersonalOutcome,
    PlanContent,
    Step,
    compose_plan,
    quote_line_key,
)
from app.plans.content import SCHEMA_VERSION
from app.plans.ladder import SupportRung
from app.plans.lines import Section
from app.plans.progress import ProgressRating, StepProgress, StepStatus
from app.plans.scales import Placing, ScaleKey
from app.plans.sufficiency import Gap, Sufficiency, WhyMissing
from tests.app.plans.plan_samples import confirmed, conversation


STORED = Path(__file__).parent / "stored"
GOING = StepProgress(StepStatus.UNDER_WAY, ProgressRating.SOME_PROGRESS, "", dt.date(2027, 2, 1))
SISTER = quote_line_key(Section.MY_PEOPLE, "conversation-1", "My sister drives")


def full_plan() -> PlanContent:
    """Return a plan in which everything that may be written is written."""
    said = conversation(confirmed("PEOPLE", "My sister drives"), confirmed("SELF", "I bake"))
    note = AssetNote(
        "Siân",
        Willingness.WILLING,
        dt.date(2027, 1, 1),
        dt.date(2027, 3, 1),
        "Her petrol",
        ("o1",),
        "She takes me",
    )
    outcome = PersonalOutcome(
        "o1",
        "I want to sing again",
        OutcomeKind.CHANGE,
        why_it_matters="It is who I am",
        statements=("LEARN-2",),
        baseline=Placing("I hum in the kitchen", ScaleKey.ONE_TO_TEN, 3, 7),
        target="In the front row",
        one_step_up="One practice",
        enough=Sufficiency.PARTLY,
        enough_words="Not the getting there",
        gaps=(Gap("g1", "A bus after four", WhyMissing.TRANSPORT, "None since June"),),
    )
    step = Step(
        "s1",
        "Drive me on Thursdays",
        "Siân",
        DoerKind.MY_PEOPLE,
        outcome_id="o1",
        rung=SupportRung.UNIVERSAL,
        draws_on=SISTER,
        why_a_service="",
        progress=GOING,
    )
    return compose_plan(replace(said, notes={SISTER: note}), outcomes=[outcome], steps=[step])


def test_a_plan_stored_before_outcomes_had_more_to_them_still_reads() -> None:
    stored = (STORED / "schema_1.json").read_text(encoding="utf-8")
    plan = PlanContent.from_json(stored)
    assert [line.words for line in plan.all_lines()] == [
        "I want to sing again",
        "I bake",
        "My sister drives",
        "The choir keeps a chair",
        "The nurse comes",
        "No bus after four",
        "I would stop going out",
        "Ring the choir",
    ]
    (outcome,), (step,) = plan.outcomes, plan.steps
    assert (outcome.baseline, outcome.enough, outcome.gaps, outcome.statements) == (
        None,
        None,
        (),
        (),
    )
    assert (step.rung, step.progress, plan.strengths.me[0].note) == (None, None, None)


def test_a_plan_stored_before_says_the_same_as_one_composed_now_of_the_same_words() -> None:
    said = conversation(confirmed("SELF", "I bake"))
    outcome = PersonalOutcome("o", "I want to sing", OutcomeKind.CHANGE)
    now = compose_plan(said, outcomes=[outcome])
    was = json.loads(now.to_json())
    was["schema_version"] = 1
    for name in list(was["content"]["outcomes"][0]):
        if name not in ("line_key", "id", "words", "kind", "target_date", "domains"):
            del was["content"]["outcomes"][0][name]
    del was["content"]["strengths"]["me"][0]["note"]
    assert PlanContent.from_json(json.dumps(was)).is_same_plan_as(now)


def test_everything_that_may_be_written_reads_back_exactly() -> None:
    plan = full_plan()
    assert f'"schema_version":{SCHEMA_VERSION}' in plan.to_json()
    assert PlanContent.from_json(plan.to_json()) == plan
    assert plan.strengths.my_people[0].note is not None
    assert plan.strengths.me[0].note is None


def test_news_of_a_step_makes_no_other_plan_but_another_step_does() -> None:
    plan = full_plan()
    (step,) = plan.steps
    news = replace(plan, steps=(replace(step, progress=None),))
    other = replace(plan, steps=(replace(step, rung=SupportRung.UNIVERSAL_PLUS),))
    assert plan.is_same_plan_as(news)
    assert not plan.is_same_plan_as(other)
