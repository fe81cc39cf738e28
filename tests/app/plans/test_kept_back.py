"""What is kept back passes no gate, wherever in a plan it stands."""

from dataclasses import replace
from typing import Any

import pytest

from app.plans.composition import compose_plan
from app.plans.kept_back import Gate, KeptBack
from app.plans.lines import QuoteLine, Section, Source
from tests.app.plans.plan_samples import confirmed, conversation
from tests.app.plans.test_stored_plans import full_plan


SECRET = "My brother drinks and hits the wall"
GATE = Gate([KeptBack("answer-9", SECRET)])


@pytest.mark.parametrize(
    ("words", "answer", "passes"),
    [
        (SECRET, "answer-9", False),
        ("my  brother drinks, and hits the wall!", "answer-9", False),
        ("hits the wall", "answer-9", False),
        ("and hits the wall when he loses", "answer-9", False),
        ("drinks", "answer-9", False),
        ("My brother mends bikes", "answer-9", True),
        (f"She said: {SECRET}.", "another", False),
        ("hits the wall", "another", True),
        ("I drink tea", "another", True),
        ("", "answer-9", True),
    ],
)
def test_the_words_their_parts_and_their_overlaps_are_stopped(
    words: str, answer: str, passes: bool
) -> None:
    assert GATE.lets_pass(words, [answer]) is passes


def test_two_words_kept_back_stop_nothing_but_what_was_said_with_them() -> None:
    gate = Gate([KeptBack("a", "My brother")])
    assert gate.lets_pass("My brother mends bikes", ["b"])
    assert not gate.lets_pass("My brother mends bikes", ["a"])


def test_with_nothing_kept_back_a_plan_is_as_it_was() -> None:
    plan = full_plan()
    assert Gate([]).open_part(plan) is plan
    assert GATE.open_part(plan) == plan


def changed(thing: Any, **fields: Any) -> Any:
    """Return the thing with other values in these fields, whatever it is."""
    return replace(thing, **fields)


def planted(path: tuple[str, ...]) -> Any:
    """Return a full plan with the kept-back words standing in one place of it."""
    plan: Any = full_plan()
    if path[0] == "quote":
        line = QuoteLine("k", Section(path[1]), SECRET, (Source("x", "q", None),), ())
        rings = {"me", "my_people", "my_community"}
        if path[1] in rings:
            return changed(plan, strengths=changed(plan.strengths, **{path[1]: (line,)}))
        name = "outcome_quotes" if path[1] == "what_matters" else path[1]
        return changed(plan, **{name: (line,)}, outcomes=())
    (outcome,), (step,), (person,) = plan.outcomes, plan.steps, plan.strengths.my_people
    if path[0] == "outcome":
        return changed(plan, outcomes=(changed(outcome, **{path[1]: SECRET}),))
    if path[0] == "baseline":
        placing = changed(outcome.baseline, words=SECRET)
        return changed(plan, outcomes=(changed(outcome, baseline=placing),))
    if path[0] == "gap":
        gap = changed(outcome.gaps[0], **{path[1]: SECRET})
        return changed(plan, outcomes=(changed(outcome, gaps=(gap,)),))
    if path[0] == "step":
        return changed(plan, steps=(changed(step, **{path[1]: SECRET}),))
    if path[0] == "progress":
        going = changed(step.progress, reason=SECRET)
        return changed(plan, steps=(changed(step, progress=going),))
    note = changed(person.note, **{path[1]: SECRET})
    people = (changed(person, note=note),)
    return changed(plan, strengths=changed(plan.strengths, my_people=people))


@pytest.mark.parametrize(
    "path",
    [
        *(
            ("quote", section)
            for section in list(Section)
            if section not in (Section.OUTCOMES, Section.STEPS)
        ),
        *(
            ("outcome", name)
            for name in ("words", "why_it_matters", "target", "one_step_up", "enough_words")
        ),
        ("baseline",),
        ("gap", "would_help"),
        ("gap", "more"),
        *(("step", name) for name in ("action", "doer", "why_a_service")),
        ("progress",),
        *(("note", name) for name in ("whose", "cost_to_giver", "helps")),
    ],
    ids="-".join,
)
def test_no_place_in_a_plan_lets_kept_back_words_through(path: tuple[str, ...]) -> None:
    plan = planted(path)
    assert SECRET in plan.to_json()
    assert SECRET not in GATE.open_part(plan).to_json()


def test_the_rest_of_a_line_stays_when_one_detail_is_kept_back() -> None:
    (outcome,) = GATE.open_part(planted(("outcome", "why_it_matters"))).outcomes
    assert (outcome.words, outcome.why_it_matters) == ("I want to sing again", "")
    assert outcome.target == "In the front row"


def test_words_said_twice_are_kept_back_from_the_line_they_share() -> None:
    plan = compose_plan(
        conversation(
            confirmed("PEOPLE", SECRET, answer="answer-9"),
            confirmed("PEOPLE", SECRET, answer="answer-2"),
        )
    )
    assert GATE.open_part(plan).strengths.my_people == ()
