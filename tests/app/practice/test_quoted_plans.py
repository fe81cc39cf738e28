"""The plans of published conversations are made of the published words, and of nothing else."""

from collections.abc import Iterator

import pytest

from app.practice.stories import load_stories
from app.practice.story import StoryConversation, StoryPlan


@pytest.fixture(scope="module")
def quoted() -> list[StoryConversation]:
    return [c for story in load_stories() if story.is_quoted for c in story.conversations]


def written_in(plan: StoryPlan) -> Iterator[str]:
    """Yield everything a plan says in words of the person's or of whoever wrote it."""
    for outcome in plan.outcomes:
        yield outcome.words
        if outcome.meaning:
            meaning = outcome.meaning
            yield from filter(None, (meaning.why_it_matters, meaning.now))
            yield from filter(None, (meaning.target, meaning.one_step_up))
        if outcome.enough:
            yield from filter(None, [outcome.enough.words])
            for gap in outcome.enough.gaps:
                yield from filter(None, (gap.would_help, gap.more))
    for step in plan.steps:
        yield from filter(None, (step.action, step.doer, step.uses, step.why_a_service))
    for note in plan.notes:
        yield from filter(None, (note.quote, note.whose, note.cost_to_giver, note.helps))


def test_nothing_is_put_into_a_quoted_persons_mouth(quoted: list[StoryConversation]) -> None:
    assert all(answer.view is None for c in quoted for answer in c.answers.values())
    for conversation in quoted:
        plan = conversation.plan
        assert plan is not None
        assert plan.agreement is None
        assert not plan.marks
        said = " ".join(answer.words or "" for answer in conversation.answers.values()).casefold()
        names = {conversation.participants[0].name.split(",")[0]}
        for words in written_in(plan):
            assert words in names or words.rstrip(".").casefold() in said, words


def test_nobody_is_given_a_day_a_number_or_a_yes_that_they_never_said(
    quoted: list[StoryConversation],
) -> None:
    for plan in (conversation.plan for conversation in quoted if conversation.plan):
        assert not any(step.due_date or step.reports for step in plan.steps)
        assert not any(outcome.target_date for outcome in plan.outcomes)
        assert not any(o.meaning.number_now for o in plan.outcomes if o.meaning)
        assert not any(note.willingness or note.from_date for note in plan.notes)
