"""Progress counts questions, agrees with itself, and never scores a person."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations import AnswerState, load_question_set
from conversations.progress import progress


QUESTIONS = load_question_set()
REASONS = [reason.key for reason in QUESTIONS.skip_reasons]

states = st.lists(st.sampled_from(QUESTIONS.keys), unique=True).flatmap(
    lambda keys: st.tuples(
        *[
            st.builds(
                AnswerState,
                question_key=st.just(key),
                has_words=st.booleans(),
                skip_reason=st.none() | st.sampled_from(REASONS),
            )
            for key in keys
        ]
    )
)


def test_before_the_first_word_everything_is_left() -> None:
    at_start = progress(QUESTIONS, [])
    assert at_start.left == QUESTIONS.keys
    assert (at_start.talked_about, at_start.skipped, at_start.total) == (0, 0, 11)


def test_a_skipped_question_is_not_talked_about() -> None:
    after = progress(QUESTIONS, [AnswerState("risks", False, "does_not_wish_to_say")])
    assert (after.talked_about, after.skipped) == (0, 1)
    assert after.status["risks"] == "skipped"


def test_words_outweigh_an_earlier_reason_for_skipping() -> None:
    after = progress(QUESTIONS, [AnswerState("risks", True, "not_relevant_now")])
    assert after.status["risks"] == "answered"


def test_an_answer_opened_but_empty_is_still_left() -> None:
    assert "about_you" in progress(QUESTIONS, [AnswerState("about_you", False)]).left


def test_the_next_question_is_the_first_one_left() -> None:
    done = [AnswerState("about_you", True), AnswerState("most_concerned_about", True)]
    assert progress(QUESTIONS, done).next_key == "what_has_been_happening"


def test_there_is_no_next_question_when_none_is_left() -> None:
    assert progress(QUESTIONS, [AnswerState(key, True) for key in QUESTIONS.keys]).next_key is None


@given(states)
def test_every_question_is_answered_skipped_or_left(answers: tuple[AnswerState, ...]) -> None:
    result = progress(QUESTIONS, answers)
    assert result.talked_about + result.skipped + len(result.left) == result.total == 11


@given(states)
def test_the_order_answers_came_in_makes_no_difference(answers: tuple[AnswerState, ...]) -> None:
    assert progress(QUESTIONS, answers) == progress(QUESTIONS, answers[::-1])


def test_an_answer_to_an_unknown_question_is_refused() -> None:
    with pytest.raises(KeyError, match="shoe_size"):
        progress(QUESTIONS, [AnswerState("shoe_size", True)])


def test_an_unknown_reason_for_skipping_is_refused() -> None:
    with pytest.raises(KeyError, match="in_a_hurry"):
        progress(QUESTIONS, [AnswerState("risks", False, "in_a_hurry")])


def test_two_answers_to_one_question_are_refused() -> None:
    twice = [AnswerState("risks", True), AnswerState("risks", False)]
    with pytest.raises(ValueError, match="two answers"):
        progress(QUESTIONS, twice)
