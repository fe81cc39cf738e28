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


PUBLISHED = FOLLOW_UPS / "what_matters.1.yaml"
FRIENDS = "friends_and_family"
STRENGTHS = "own_strengths"
CONCERN = "most_concerned_about"
MATTERS = "what_matters"
SUPPORT = "could_support_help"
COMMUNITY = "community"
ABOUT = "about_you"

# (language, where it was said, what was said, the prompt it leads to)
LEADS = (
    ("en", FRIENDS, "My sister Ann has a car.", "are_they_willing"),
    ("en", FRIENDS, "The neighbours are good.", "are_they_willing"),
    ("en", FRIENDS, "There is my son. I haven't asked if he is willing.", "are_they_willing"),
    ("en", FRIENDS, "My husband died. My daughter lives near.", "are_they_willing"),
    ("cy", FRIENDS, "Mae fy chwaer yn byw drws nesa.", "are_they_willing"),
    ("cy", FRIENDS, "Mae gen i ffrindiau da.", "are_they_willing"),
    ("cy", FRIENDS, "Mae'r gŵr yma o hyd.", "are_they_willing"),
    ("cy", FRIENDS, "Mae fy ngwr yma o hyd.", "are_they_willing"),
    ("en", FRIENDS, "My daughter does my shopping, she offered.", "what_it_costs_them"),
    ("cy", FRIENDS, "Mae fy merch yn mynd â fi i'r dre.", "what_it_costs_them"),
    ("en", ABOUT, "I look after my husband.", "own_needs_as_a_carer"),
    ("cy", ABOUT, "Dw i'n gofalu am fy ngŵr.", "own_needs_as_a_carer"),
    ("en", STRENGTHS, "I still cook my own dinners.", "what_it_costs_you"),
    ("en", STRENGTHS, "I’m stubborn, I get by.", "what_it_costs_you"),
    ("cy", STRENGTHS, "Dw i'n dal i goginio bob dydd.", "what_it_costs_you"),
    ("cy", STRENGTHS, "Rwy'n ymdopi.", "what_it_costs_you"),
    ("en", CONCERN, "My son worries about me on the stairs.", "whose_worry_is_it"),
    ("cy", CONCERN, "Mae'r mab yn poeni amdana i ar y grisiau.", "whose_worry_is_it"),
    ("en", CONCERN, "I am frightened of the stairs.", "own_view_of_the_risk"),
    ("cy", CONCERN, "Mae arna i ofn y grisiau.", "own_view_of_the_risk"),
    ("en", MATTERS, "Day centre two days a week.", "what_the_help_is_for"),
    ("cy", MATTERS, "Canolfan ddydd ddwywaith yr wythnos.", "what_the_help_is_for"),
    ("en", ABOUT, "I used to bowl on Thursdays.", "taking_it_up_again"),
    ("cy", ABOUT, "Roeddwn i'n arfer canu yn y côr.", "taking_it_up_again"),
    ("en", COMMUNITY, "There is a club, but no bus.", "getting_there"),
    ("cy", COMMUNITY, "Mae clwb yno, ond does dim bws.", "getting_there"),
    ("en", ABOUT, "Welsh is my first language.", "support_in_welsh"),
    ("cy", ABOUT, "Cymraeg yw iaith y cartref.", "support_in_welsh"),
    ("en", MATTERS, "I miss the lads at bowls.", "what_to_keep"),
    ("cy", MATTERS, "Dw i'n gweld eisiau'r hogia.", "what_to_keep"),
)

# (language, where it was said, what was said, the prompt that must not come of it)
NEAR_MISSES = (
    ("en", FRIENDS, "My sister Ann is happy to drive me.", "are_they_willing"),
    ("en", FRIENDS, "My husband died last year.", "are_they_willing"),
    ("en", FRIENDS, "My son, we don't speak.", "are_they_willing"),
    ("en", FRIENDS, "Friends and family? Nobody.", "are_they_willing"),
    ("en", FRIENDS, "I like nan bread.", "are_they_willing"),
    ("en", FRIENDS, "I season the food myself.", "are_they_willing"),
    (
        "en",
        FRIENDS,
        "Terry next door walks down with me, he likes the company.",
        "are_they_willing",
    ),
    ("en", ABOUT, "My sister Ann has a car.", "are_they_willing"),
    ("cy", FRIENDS, "Mae fy chwaer yn fodlon fy ngyrru.", "are_they_willing"),
    ("cy", FRIENDS, "Bu farw fy ngŵr llynedd.", "are_they_willing"),
    ("cy", FRIENDS, "Mae Merched y Wawr yn cwrdd yma.", "are_they_willing"),
    ("en", FRIENDS, "My daughter does my shopping and needs a break.", "what_it_costs_them"),
    ("en", FRIENDS, "My late husband, he looks after me from up there.", "what_it_costs_them"),
    ("cy", FRIENDS, "Mae fy merch yn mynd â fi, ac mae hi wedi blino.", "what_it_costs_them"),
    ("en", ABOUT, "I used to look after my mother.", "own_needs_as_a_carer"),
    ("en", ABOUT, "I look after my husband. I never get a break.", "own_needs_as_a_carer"),
    ("cy", ABOUT, "Roeddwn i'n arfer gofalu am fy mam.", "own_needs_as_a_carer"),
    ("en", STRENGTHS, "I still miss him.", "what_it_costs_you"),
    ("en", STRENGTHS, "I still cook, with a lot of pain.", "what_it_costs_you"),
    ("en", STRENGTHS, "I want to be independent.", "what_it_costs_you"),
    ("cy", STRENGTHS, "Dw i'n dal i golli Mam.", "what_it_costs_you"),
    ("cy", STRENGTHS, "Dw i'n benderfynol.", "what_it_costs_you"),
    ("cy", STRENGTHS, "Rwy'n ymdopi, ond mae'n boenus.", "what_it_costs_you"),
    ("en", CONCERN, "He wants me to come fishing.", "whose_worry_is_it"),
    ("en", CONCERN, "My son worries about me. I think I am fine.", "whose_worry_is_it"),
    ("cy", CONCERN, "Mae'r mab yn poeni amdana i. Dim ots gen i.", "whose_worry_is_it"),
    ("cy", CONCERN, "Mae'r coleg isio i mi ddewis cwrs.", "whose_worry_is_it"),
    ("cy", CONCERN, "I Huw gael mynd i'r sioe heb boeni amdana i.", "whose_worry_is_it"),
    ("en", CONCERN, "No worries at all.", "own_view_of_the_risk"),
    ("en", CONCERN, "He isn't frightened of it.", "own_view_of_the_risk"),
    ("en", CONCERN, "I am afraid of falling, but it is worth the risk.", "own_view_of_the_risk"),
    ("en", CONCERN, "I am afraid of the dark. A torch would do.", "own_view_of_the_risk"),
    ("cy", CONCERN, "Does dim ofn arna i.", "own_view_of_the_risk"),
    ("en", MATTERS, "A day centre, so that I see people.", "what_the_help_is_for"),
    ("en", MATTERS, "A day out at the centre of town.", "what_the_help_is_for"),
    ("cy", MATTERS, "Canolfan ddydd, er mwyn gweld pobl.", "what_the_help_is_for"),
    ("en", ABOUT, "I got used to the noise.", "taking_it_up_again"),
    ("en", ABOUT, "I gave up smoking.", "taking_it_up_again"),
    ("cy", ABOUT, "Dw i wedi arfer â'r sŵn.", "taking_it_up_again"),
    ("en", COMMUNITY, "No car, but I get the bus.", "getting_there"),
    ("en", COMMUNITY, "I've done the bus on my own nineteen times.", "getting_there"),
    ("cy", COMMUNITY, "Dim car, ond dw i'n dal y bws.", "getting_there"),
    ("en", ABOUT, "I bake Welsh cakes.", "support_in_welsh"),
    ("en", ABOUT, "Every engine on the Welsh Highland line.", "support_in_welsh"),
    ("cy", ABOUT, "Siân sy'n dod, a Chymraeg ydi ei hiaith hi.", "support_in_welsh"),
    ("en", ABOUT, "Welsh, and I prefer to speak it: in Welsh please.", "support_in_welsh"),
    ("cy", ABOUT, "Cymraeg: well gen i siarad hynny.", "support_in_welsh"),
    ("en", MATTERS, "I miss the lads, and I want to keep my garden.", "what_to_keep"),
)


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
