"""What the two libraries cannot see of each other: their data agree."""

from app.practice.stories import load_stories
from conversations import follow_ups_of, load_question_set
from outcome_mapping.framework import load_framework


def test_every_questions_home_element_is_in_the_framework() -> None:
    elements = set(load_framework().keys("element"))
    homes = {question.element for question in load_question_set().questions} - {None}
    assert homes
    assert homes <= elements


def test_follow_up_prompts_can_ask_about_each_domain_that_nobody_has_touched() -> None:
    follow_ups = follow_ups_of("what_matters")
    assert follow_ups is not None
    asked = [prompt.untouched for prompt in follow_ups.prompts if prompt.untouched]
    assert sorted(asked) == sorted(load_framework().keys("domain"))


def test_the_practice_stories_use_the_frameworks_keys() -> None:
    framework = load_framework()
    legal = {
        kind: frozenset(framework.keys(kind))
        for kind in ("domain", "statement", "asset", "element")
    }
    assert load_stories(legal)  # type: ignore[arg-type]


def test_the_framework_is_the_national_one_by_count() -> None:
    framework = load_framework()
    counts = [len(framework.keys(kind)) for kind in ("domain", "statement", "asset", "element")]
    assert counts == [8, 24, 4, 5]
