"""Which words lead to which prompts, in both languages, with what only looks like them."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from conversations import DataFileError, load_question_set
from conversations.phrases import Tongue
from conversations.prompts import (
    FOLLOW_UPS,
    FollowUps,
    Talk,
    follow_ups_of,
    prompts_for,
    read_follow_ups,
)
from tests.conversations.cases import (
    ABOUT,
    CONCERN,
    FRIENDS,
    LEADS,
    MATTERS,
    NEAR_MISSES,
    STRENGTHS,
    SUPPORT,
)


PUBLISHED = FOLLOW_UPS / "what_matters.1.yaml"


def load_follow_ups() -> FollowUps:
    follow_ups = follow_ups_of("what_matters")
    assert follow_ups is not None
    return follow_ups


def test_a_question_set_may_have_no_prompts() -> None:
    assert follow_ups_of("no_such_questions") is None


QUIET = {ABOUT: "Much.", CONCERN: "Little.", MATTERS: "Some.", SUPPORT: "Perhaps."}


def keys(talk: Talk, question: str | None = None) -> list[str]:
    chosen = prompts_for(talk, load_follow_ups(), question)
    return [prompt.follow_up.key for prompt in chosen]


def alone(talk: Talk, key: str) -> bool:
    """Say whether a prompt is worth asking, however many others come before it."""
    follow_ups = load_follow_ups()
    only = follow_ups.model_copy(
        update={"prompts": tuple(p for p in follow_ups.prompts if p.key == key)}
    )
    assert only.prompts, key
    return bool(prompts_for(talk, only, None))


@pytest.mark.parametrize(("tongue", "where", "said", "prompt"), LEADS)
def test_these_words_lead_to_this_prompt(
    tongue: Tongue, where: str, said: str, prompt: str
) -> None:
    assert alone(Talk({where: said}, tongues=(tongue,)), prompt)


@pytest.mark.parametrize(("tongue", "where", "said", "prompt"), NEAR_MISSES)
def test_these_words_do_not(tongue: Tongue, where: str, said: str, prompt: str) -> None:
    assert not alone(Talk({where: said}, tongues=(tongue,)), prompt)


def test_every_prompt_about_words_is_in_the_table_in_both_languages_and_missed_in_one() -> None:
    by_words = {p.key for p in load_follow_ups().prompts if p.said}
    assert {(row[0], row[3]) for row in LEADS} >= {(t, k) for t in ("en", "cy") for k in by_words}
    assert {row[3] for row in NEAR_MISSES} == by_words


@pytest.mark.parametrize(
    ("said", "tongue", "prompt"),
    [
        ("I have debts.", "en", "touch_living"),
        ("Mae'r tŷ'n oer.", "cy", "touch_home"),
        ("I go to choir.", "en", "touch_learning"),
        ("Mae gen i deulu.", "cy", "touch_people"),
        ("The doctor came.", "en", "touch_health"),
        ("Dw i'n gwirfoddoli.", "cy", "touch_giving"),
        ("Nobody listens.", "en", "touch_rights"),
        ("Dw i ddim yn teimlo'n saff.", "cy", "touch_safety"),
    ],
)
def test_a_domain_is_asked_about_until_somebody_touches_it(
    said: str, tongue: Tongue, prompt: str
) -> None:
    assert alone(Talk(QUIET), prompt)
    assert not alone(Talk({**QUIET, STRENGTHS: said}, tongues=(tongue,)), prompt)


def test_a_confirmed_tag_touches_a_domain_whatever_the_words() -> None:
    assert not alone(Talk(QUIET, confirmed_domains={"HOME"}), "touch_home")


def test_no_domain_is_missed_before_four_questions_were_talked_about() -> None:
    assert keys(Talk({ABOUT: "Much.", CONCERN: "Little.", MATTERS: "Some."})) == []


def test_one_untouched_domain_is_asked_about_at_a_time() -> None:
    assert keys(Talk(QUIET)) == ["touch_home"]


def test_feeling_safe_is_asked_about_only_with_nobody_else_there() -> None:
    assert alone(Talk(QUIET), "touch_safety")
    assert not alone(Talk(QUIET, is_alone=False), "touch_safety")


def test_three_at_most_and_one_put_away_makes_room_for_the_next() -> None:
    said = {
        FRIENDS: "My sister does my shopping.",
        STRENGTHS: "I get by.",
        CONCERN: "I am frightened.",
        SUPPORT: "A care package.",
    }
    first = keys(Talk(said))
    assert first == ["are_they_willing", "what_it_costs_them", "what_it_costs_you"]
    after = keys(Talk(said, put_away={"what_it_costs_them"}))
    assert after == ["are_they_willing", "what_it_costs_you", "own_view_of_the_risk"]


def test_a_prompt_stands_beside_its_own_questions_only() -> None:
    talk = Talk({FRIENDS: "My sister."})
    assert keys(talk, FRIENDS) == ["are_they_willing"]
    assert keys(talk, MATTERS) == []


def test_a_prompt_says_which_words_brought_it_up_as_they_were_written() -> None:
    talk = Talk({FRIENDS: "Well. My SISTER’s lovely"})
    assert [p.heard for p in prompts_for(talk, load_follow_ups(), FRIENDS)] == ["SISTER"]


def test_nothing_said_brings_up_nothing() -> None:
    assert keys(Talk({})) == []


def test_every_question_that_is_named_exists() -> None:
    known = set(load_question_set().keys)
    for prompt in load_follow_ups().prompts:
        read = {key for heard in (*prompt.said, *prompt.not_said) for key in heard.answers}
        assert {*prompt.shown_on, *prompt.answered, *read} <= known, prompt.key


def test_every_prompt_is_an_open_question_that_names_no_verdict() -> None:
    for prompt in load_follow_ups().prompts:
        assert prompt.ask.en.endswith("?"), prompt.key
        assert prompt.ask.cy.endswith("?"), prompt.key
        assert prompt.because.en.endswith("."), prompt.key


@pytest.fixture
def raw() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(PUBLISHED.read_text(encoding="utf-8"))
    return loaded


def refusal(tmp_path: Path, raw: dict[str, Any]) -> str:
    path = tmp_path / "what_matters.1.yaml"
    path.write_text(yaml.safe_dump(raw, allow_unicode=True), encoding="utf-8")
    with pytest.raises(DataFileError) as refused:
        read_follow_ups(path)
    return str(refused.value)


def test_a_missing_translation_is_refused_with_the_prompts_key(
    tmp_path: Path, raw: dict[str, Any]
) -> None:
    del raw["prompts"][0]["ask"]["cy"]
    assert "prompts > are_they_willing > ask > cy" in refusal(tmp_path, raw)


def test_a_list_nobody_wrote_is_refused(tmp_path: Path, raw: dict[str, Any]) -> None:
    del raw["words"]["willing"]
    assert "no list of words called “willing”" in refusal(tmp_path, raw)


def test_a_list_nobody_reads_is_refused(tmp_path: Path, raw: dict[str, Any]) -> None:
    raw["words"]["idle"] = {"en": ["idle"], "cy": ["segur"]}
    assert "no prompt reads the list of words “idle”" in refusal(tmp_path, raw)


def test_a_pattern_where_a_phrase_should_be_is_refused(tmp_path: Path, raw: dict[str, Any]) -> None:
    raw["words"]["willing"]["en"].append("(happy|glad) to")
    assert "has a sign in it that no list reads" in refusal(tmp_path, raw)
