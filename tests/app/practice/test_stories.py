"""The practice people are invented, varied, and every tag rests on words that were said."""

import unicodedata
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from app.practice.stories import STORIES, load_stories, load_teams
from app.practice.story import Story, StoryConversation, TagKind
from conversations import ConversationLanguage, DataFileError, load_question_set


STATEMENTS_PER_DOMAIN = {
    "RIGHTS": 6,
    "HEALTH": 3,
    "PROTECT": 3,
    "LEARN": 2,
    "RELATE": 2,
    "CONTRIB": 2,
    "SOCECON": 5,
    "HOME": 1,
}
LEGAL_KEYS: dict[TagKind, frozenset[str]] = {
    "domain": frozenset(STATEMENTS_PER_DOMAIN),
    "statement": frozenset(
        f"{domain}-{number}"
        for domain, count in STATEMENTS_PER_DOMAIN.items()
        for number in range(1, count + 1)
    ),
    "asset": frozenset({"SELF", "PEOPLE", "COMMUNITY", "SERVICES"}),
    "element": frozenset({"CIRCUMSTANCE", "OUTCOME", "BARRIER", "RISK", "STRENGTH"}),
}
QUARTERS = {
    "2026-Q2": (date(2026, 4, 1), date(2026, 6, 30)),
    "2026-Q3": (date(2026, 7, 1), date(2026, 9, 30)),
    "2026-Q4": (date(2026, 10, 1), date(2026, 11, 20)),
}


@pytest.fixture(scope="module")
def stories() -> tuple[Story, ...]:
    return load_stories(LEGAL_KEYS)


@pytest.fixture(scope="module")
def conversations(stories: tuple[Story, ...]) -> tuple[StoryConversation, ...]:
    return tuple(conversation for story in stories for conversation in story.conversations)


@pytest.fixture
def raw() -> dict[str, Any]:
    text = (STORIES / "yusuf_warsame.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.safe_load(text)
    return loaded


def refusal(folder: Path, raw: dict[str, Any]) -> str:
    """Write a faulty story and give back the sentence it is refused with."""
    path = folder / "yusuf_warsame.yaml"
    path.write_text(yaml.safe_dump(raw, allow_unicode=True), encoding="utf-8")
    with pytest.raises(DataFileError) as refused:
        load_stories(LEGAL_KEYS, folder=folder)
    return str(refused.value)


def in_quarter(conversation: StoryConversation, quarter: str) -> bool:
    first, last = QUARTERS[quarter]
    return first <= conversation.held_on <= last


def test_at_least_ten_people_are_invented(stories: tuple[Story, ...]) -> None:
    assert len([story for story in stories if not story.is_quoted]) >= 10


def test_each_team_has_invented_people(stories: tuple[Story, ...]) -> None:
    people = Counter(story.team for story in stories if not story.is_quoted)
    assert set(people) == {team.key for team in load_teams()} == {"arfon", "taf"}
    assert min(people.values()) >= 4


def test_exactly_two_conversations_are_quoted_and_say_from_where(
    conversations: tuple[StoryConversation, ...],
) -> None:
    sources = {c.key: c.quoted_from for c in conversations if c.quoted_from}
    assert sources == {
        "claire_quoted": "004_d52363ea32e88e77.txt, section 8",
        "south_ayrshire_residents_quoted": "000_7c770458249a2d8c.txt,"
        " measures and indicators of success",
    }


@pytest.mark.parametrize("quarter", QUARTERS)
def test_each_of_the_last_three_quarters_has_conversations(
    conversations: tuple[StoryConversation, ...], quarter: str
) -> None:
    assert sum(in_quarter(conversation, quarter) for conversation in conversations) >= 3


def test_every_conversation_falls_in_the_last_three_quarters(
    conversations: tuple[StoryConversation, ...],
) -> None:
    assert all(any(in_quarter(c, quarter) for quarter in QUARTERS) for c in conversations)


def test_one_quarter_has_both_counts_to_hide_and_counts_to_show(
    stories: tuple[Story, ...],
) -> None:
    people = Counter(
        domain
        for story in stories
        if not story.is_quoted
        for domain in {
            tag.key
            for conversation in story.conversations
            if conversation.status == "complete" and in_quarter(conversation, "2026-Q3")
            for tag in conversation.tags
            if tag.kind == "domain"
        }
    )
    assert max(people.values()) >= 8
    assert min(people.values()) < 8


def test_every_domain_asset_and_element_is_spoken_of(
    conversations: tuple[StoryConversation, ...],
) -> None:
    spoken = {(tag.kind, tag.key) for c in conversations for tag in c.tags}
    for kind in ("domain", "asset", "element"):
        assert {key for found, key in spoken if found == kind} == LEGAL_KEYS[kind]


def test_a_tags_place_gives_back_its_quote(conversations: tuple[StoryConversation, ...]) -> None:
    for conversation in conversations:
        for tag in conversation.tags:
            text = getattr(conversation.answers[tag.question], tag.place.field)
            assert text[tag.place.start : tag.place.end] == tag.quote


def test_a_strength_always_names_whose_it_is(
    conversations: tuple[StoryConversation, ...],
) -> None:
    for conversation in conversations:
        for words in conversation.confirmed:
            assert ("STRENGTH" in words.elements) == bool(words.assets), words.quote


def test_every_reason_for_skipping_is_met(conversations: tuple[StoryConversation, ...]) -> None:
    met = {answer.skip_reason for c in conversations for answer in c.answers.values()}
    assert met >= {reason.key for reason in load_question_set().skip_reasons}


def test_a_complete_conversation_leaves_no_question_open(
    conversations: tuple[StoryConversation, ...],
) -> None:
    for conversation in conversations:
        if conversation.status == "complete":
            questions = load_question_set(conversation.kind.question_set)
            assert set(conversation.answers) == set(questions.keys)


def test_a_complete_invented_conversation_has_a_plan(
    conversations: tuple[StoryConversation, ...],
) -> None:
    for conversation in conversations:
        if conversation.kind.looks_back:
            assert conversation.plan is None
        elif conversation.status == "complete" and not conversation.quoted_from:
            assert conversation.plan is not None
            assert 2 <= len(conversation.plan.outcomes) <= 3
            assert 2 <= len(conversation.plan.steps) <= 5


def test_people_answer_in_welsh_in_english_in_both_and_in_another_language(
    conversations: tuple[StoryConversation, ...],
) -> None:
    assert {conversation.language for conversation in conversations} == set(ConversationLanguage)


def test_every_kind_of_agreement_is_met(conversations: tuple[StoryConversation, ...]) -> None:
    agreements = [c.plan.agreement for c in conversations if c.plan]
    met = {agreement.outcome for agreement in agreements if agreement}
    assert met == {"agreed", "agreed_in_part", "not_agreed", "could_not_take_part"}
    assert None in agreements


def test_one_conversation_has_only_just_begun(
    conversations: tuple[StoryConversation, ...],
) -> None:
    assert min(len(conversation.answers) for conversation in conversations) == 1


def test_the_text_is_composed_as_the_database_keeps_it() -> None:
    for path in STORIES.glob("*.yaml"):
        assert unicodedata.is_normalized("NFC", path.read_text(encoding="utf-8")), path.name


def test_a_quote_nobody_said_is_refused(tmp_path: Path, raw: dict[str, Any]) -> None:
    raw["conversations"][0]["confirmed"][0]["quote"] = "I was a ship's captain."
    assert "does not stand exactly once under about_you" in refusal(tmp_path, raw)


def test_a_quote_that_stands_twice_is_refused(tmp_path: Path, raw: dict[str, Any]) -> None:
    raw["conversations"][0]["confirmed"][0]["quote"] = "I have"
    assert "does not stand exactly once" in refusal(tmp_path, raw)


def test_a_tag_outside_the_framework_is_refused(tmp_path: Path, raw: dict[str, Any]) -> None:
    raw["conversations"][0]["confirmed"][0]["domains"] = ["WEALTH"]
    assert "there is no domain “WEALTH”" in refusal(tmp_path, raw)


def test_a_statement_without_its_domain_is_refused(tmp_path: Path, raw: dict[str, Any]) -> None:
    raw["conversations"][0]["confirmed"][0]["statements"] = ["HOME-1"]
    assert "HOME-1 stands without its domain" in refusal(tmp_path, raw)


def test_an_answer_to_an_unknown_question_is_refused(tmp_path: Path, raw: dict[str, Any]) -> None:
    raw["conversations"][0]["answers"]["shoe_size"] = {"words": "Nine."}
    assert "yusuf_warsame.yaml: what_matters.1 has no question" in refusal(tmp_path, raw)


def test_a_skipped_question_with_words_is_refused(tmp_path: Path, raw: dict[str, Any]) -> None:
    raw["conversations"][0]["answers"]["risks"]["words"] = "None."
    assert "a skipped question has no words" in refusal(tmp_path, raw)


def test_a_speaker_who_was_not_there_is_refused(tmp_path: Path, raw: dict[str, Any]) -> None:
    raw["conversations"][0]["answers"]["about_you"]["speaker"] = "A neighbour"
    assert "A neighbour answers about_you but was not there" in refusal(tmp_path, raw)


def test_an_outcome_the_person_did_not_say_is_refused(tmp_path: Path, raw: dict[str, Any]) -> None:
    raw["conversations"][0]["plan"]["outcomes"][0]["words"] = "To comply with the care plan"
    assert "was not said under what_matters" in refusal(tmp_path, raw)


def test_a_step_due_before_the_conversation_is_refused(tmp_path: Path, raw: dict[str, Any]) -> None:
    raw["conversations"][0]["plan"]["steps"][0]["due_date"] = date(2026, 8, 19)
    assert "every date of a plan comes after its conversation" in refusal(tmp_path, raw)


def test_a_step_towards_no_outcome_is_refused(tmp_path: Path, raw: dict[str, Any]) -> None:
    raw["conversations"][0]["plan"]["steps"][0]["outcome"] = 2
    assert "a step towards an outcome that is not there" in refusal(tmp_path, raw)


def test_a_mark_on_a_line_the_plan_does_not_have_is_refused(
    tmp_path: Path, raw: dict[str, Any]
) -> None:
    mark = {"line_contains": "bingo", "mark": "not_what_i_said"}
    raw["conversations"][0]["plan"]["marks"] = [mark]
    assert "“bingo” is in 0 lines, not one" in refusal(tmp_path, raw)


def test_a_plan_before_the_conversation_is_complete_is_refused(
    tmp_path: Path, raw: dict[str, Any]
) -> None:
    raw["conversations"][0]["status"] = "in_progress"
    assert "a plan comes of a complete conversation" in refusal(tmp_path, raw)


def test_a_practitioner_of_another_team_is_refused(tmp_path: Path, raw: dict[str, Any]) -> None:
    raw["team"] = "arfon"
    assert "practitioner2 is not in arfon" in refusal(tmp_path, raw)


def test_a_key_the_schema_does_not_know_is_refused(tmp_path: Path, raw: dict[str, Any]) -> None:
    raw["person"]["eligible"] = True
    assert "yusuf_warsame.yaml: person > eligible" in refusal(tmp_path, raw)


def test_two_stories_with_one_conversation_key_are_refused(
    tmp_path: Path, raw: dict[str, Any]
) -> None:
    twin = {**raw, "key": "a_twin"}
    text = yaml.safe_dump(twin, allow_unicode=True)
    (tmp_path / "a_twin.yaml").write_text(text, encoding="utf-8")
    assert "yusuf_warsame_august is used already" in refusal(tmp_path, raw)


def test_a_story_named_differently_from_its_file_is_refused(
    tmp_path: Path, raw: dict[str, Any]
) -> None:
    raw["key"] = "somebody_else"
    assert "the story's key is somebody_else" in refusal(tmp_path, raw)
