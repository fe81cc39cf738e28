"""The eleven questions are the published ones, in both languages, and a faulty file is refused."""

import hashlib
import unicodedata
from pathlib import Path
from typing import Any

import pytest
import yaml

from conversations import Bilingual, DataFileError, load_question_set, read_question_set
from conversations.schema import QUESTION_SETS


ELEVEN_QUESTIONS = (
    "Tell me a bit about yourself.",
    "Tell me a bit about what's been happening?",
    "What are you most concerned about?",
    "Can we spend a little time exploring what matters to you?",
    "What things prevent you from being able to achieve the things that matter to you?",
    "Could support help you to achieve the things that matter to you?",
    "What are the risks if you are unable to achieve the things that matter to you?",
    "What skills and strengths do you have that will help you achieve the things that matter"
    " to you?",
    "What skills, capacity and support do you think your friends and family have to offer that"
    " might help you achieve the things that matter to you?"
    " (E.g. do you share any common interests)",
    "What skills, capacity and support do you think the community has to offer that could help"
    " you achieve the things that matter to you?",
    "Are the skills, support and capacity available sufficient to enable you to achieve the"
    " things that matter to you?",
)
PUBLISHED = QUESTION_SETS / "what_matters.1.yaml"
PUBLISHED_SHA256 = "3d83945633cf5c032c1c847b7d9232b8a1a0376dcfa4209c0fdf98af382eaa89"


@pytest.fixture
def raw() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(PUBLISHED.read_text(encoding="utf-8"))
    return loaded


def refusal(tmp_path: Path, raw: dict[str, Any]) -> str:
    """Write a faulty copy and give back the sentence it is refused with."""
    path = tmp_path / "what_matters.1.yaml"
    path.write_text(yaml.safe_dump(raw, allow_unicode=True), encoding="utf-8")
    with pytest.raises(DataFileError) as refused:
        read_question_set(path)
    return str(refused.value)


def test_the_eleven_questions_are_verbatim() -> None:
    prompts = tuple(question.prompt.en for question in load_question_set().questions)
    assert prompts == ELEVEN_QUESTIONS


def test_the_published_file_is_unchanged() -> None:
    assert hashlib.sha256(PUBLISHED.read_bytes()).hexdigest() == PUBLISHED_SHA256


def test_only_the_third_question_has_official_welsh() -> None:
    official = [q.key for q in load_question_set().questions if q.cy_status == "official"]
    assert official == ["most_concerned_about"]


def test_every_question_has_an_open_follow_up_prompt() -> None:
    assert all(1 <= len(q.follow_ups) <= 3 for q in load_question_set().questions)


def test_no_follow_up_prompt_is_asked_twice() -> None:
    prompts = [f.cy for q in load_question_set().questions for f in q.follow_ups]
    assert len(prompts) == len(set(prompts))


def test_the_text_is_composed_as_the_database_keeps_it() -> None:
    text = PUBLISHED.read_text(encoding="utf-8")
    assert unicodedata.is_normalized("NFC", text)


def test_the_four_reasons_for_skipping_are_offered() -> None:
    assert [reason.key for reason in load_question_set().skip_reasons] == [
        "not_discussed",
        "does_not_wish_to_say",
        "could_not_answer",
        "not_relevant_now",
    ]


def test_following_next_from_the_first_question_visits_all_eleven() -> None:
    question_set = load_question_set()
    visited = ["about_you"]
    while following := question_set.next_key(visited[-1]):
        visited.append(following)
    assert tuple(visited) == question_set.keys


def test_previous_undoes_next() -> None:
    question_set = load_question_set()
    for key in question_set.keys[:-1]:
        following = question_set.next_key(key)
        assert following is not None
        assert question_set.previous_key(following) == key


def test_nothing_comes_before_the_first_question() -> None:
    assert load_question_set().previous_key("about_you") is None


def test_an_unknown_question_is_refused_by_name() -> None:
    with pytest.raises(KeyError, match="favourite_colour"):
        load_question_set().question("favourite_colour")


def test_an_unknown_reason_for_skipping_is_refused_by_name() -> None:
    with pytest.raises(KeyError, match="in_a_hurry"):
        load_question_set().skip_reason("in_a_hurry")


def test_a_sentence_is_given_in_the_language_asked_for() -> None:
    prompt = load_question_set().question("most_concerned_about").prompt
    assert prompt.in_("cy") == "Beth sy'n eich poeni fwyaf?"
    assert prompt.in_("en") == "What are you most concerned about?"


def test_a_language_without_wording_is_refused() -> None:
    with pytest.raises(ValueError, match="fr"):
        Bilingual(en="Hello", cy="Helo").in_("fr")


def test_a_key_the_schema_does_not_know_is_refused(tmp_path: Path, raw: dict[str, Any]) -> None:
    raw["questions"][3]["colour"] = "teal"
    message = refusal(tmp_path, raw)
    assert "what_matters.1.yaml: questions > what_matters > colour" in message


def test_two_questions_with_one_key_are_refused(tmp_path: Path, raw: dict[str, Any]) -> None:
    raw["questions"][1]["key"] = "about_you"
    assert "“about_you” is used more than once" in refusal(tmp_path, raw)


def test_a_yaml_key_written_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "what_matters.1.yaml"
    text = PUBLISHED.read_text(encoding="utf-8")
    path.write_text(text.replace("version: 1\n", "version: 1\nversion: 1\n"), encoding="utf-8")
    with pytest.raises(DataFileError, match="“version” is written twice"):
        read_question_set(path)


def test_missing_welsh_is_refused(tmp_path: Path, raw: dict[str, Any]) -> None:
    del raw["questions"][6]["prompt"]["cy"]
    assert "questions > risks > prompt > cy: Field required" in refusal(tmp_path, raw)


def test_blank_welsh_is_refused(tmp_path: Path, raw: dict[str, Any]) -> None:
    raw["questions"][6]["prompt"]["cy"] = "  "
    assert "questions > risks > prompt > cy" in refusal(tmp_path, raw)


def test_ten_questions_are_refused(tmp_path: Path, raw: dict[str, Any]) -> None:
    raw["questions"].pop()
    assert "there must be 11 questions and there are 10" in refusal(tmp_path, raw)


def test_a_question_out_of_its_place_is_refused(tmp_path: Path, raw: dict[str, Any]) -> None:
    questions = raw["questions"]
    questions[0], questions[1] = questions[1], questions[0]
    assert "“what_has_been_happening” is question 1, not 2" in refusal(tmp_path, raw)


def test_a_fourth_follow_up_prompt_is_refused(tmp_path: Path, raw: dict[str, Any]) -> None:
    raw["questions"][0]["follow_ups"].append({"en": "And?", "cy": "A?"})
    assert "questions > about_you > follow_ups" in refusal(tmp_path, raw)


def test_a_file_whose_name_and_version_differ_is_refused(
    tmp_path: Path, raw: dict[str, Any]
) -> None:
    raw["version"] = 2
    assert "key and version say what_matters.2" in refusal(tmp_path, raw)


@pytest.mark.parametrize("name", ["what_matters.99", "../schema", ""])
def test_a_set_that_is_not_published_is_refused(name: str) -> None:
    with pytest.raises(DataFileError, match="there is no question set of this name"):
        load_question_set(name)


def test_a_question_set_cannot_be_changed_once_loaded() -> None:
    question = load_question_set().question("risks")
    with pytest.raises(ValueError, match="frozen"):
        question.number = 12  # type: ignore[misc]
