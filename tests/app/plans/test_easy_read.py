"""Easy Read: our sentences are short, the person's are theirs, and every line has its picture."""

import re

import pytest

from app.i18n import LANGUAGES, Language, speaking
from app.i18n import gettext as _
from app.plans.pdf.ink import type_of
from app.plans.sheets.blocks import EasyLine, Heading, Look, Sheet, Size, Text, inside
from app.plans.sheets.easy_words import HARD_WORDS, MOST_WORDS, PICTURES, easy_sentences
from app.plans.sheets.forms import DocumentForm
from app.plans.sheets.symbols import SYMBOLS
from tests.app.plans.eight_plans import EIGHT_PLANS, whole
from tests.app.plans.plan_samples import plan_saying, sheet


LONG = "I would like to go to the chapel and the choir and the shop and the sea every week."


def easy(words: str = "I sing.", language: str = "en") -> Sheet:
    return sheet(plan_saying(words), language, DocumentForm.EASY_READ)


def ours(easy_sheet: Sheet) -> list[str]:
    """Return the sentences that are ours: neither the person's words nor a step as written."""
    return [
        sentence
        for text in easy_sheet.texts()
        if isinstance(text, Heading) or text.look in (Look.BODY, Look.CAPTION)
        for sentence in re.split(r"(?<=[.?!])\s+", text.words)
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("plan", EIGHT_PLANS)
def test_no_sentence_of_ours_is_longer_than_fifteen_words(plan: str, language: str) -> None:
    made = sheet(EIGHT_PLANS[plan](), language, DocumentForm.EASY_READ)
    assert [each for each in ours(made) if len(each.split()) > MOST_WORDS] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_meaning_of_a_hard_word_is_longer_than_fifteen_words(language: Language) -> None:
    with speaking(language):
        meanings = [_(means) for _word, means in HARD_WORDS.values()]
    assert max(len(means.split()) for means in meanings) <= MOST_WORDS


def said(easy_sheet: Sheet) -> list[str]:
    return [
        text.words
        for text in easy_sheet.texts()
        if isinstance(text, Text) and text.look is Look.SAID
    ]


def test_the_persons_sentences_stand_one_to_a_line() -> None:
    assert said(easy("I sing in the choir. I bake. Who else would?")) == [
        "“I sing in the choir.”",
        "“I bake.”",
        "“Who else would?”",
    ]


@pytest.mark.parametrize("words", [LONG, "I bake. " * 9, f"I bake. {LONG}"])
def test_words_no_rule_makes_easy_are_shown_as_they_are_and_said_to_be(words: str) -> None:
    made = easy(words)
    assert said(made) == [f"“{words.strip()}”"]
    assert "These are my own words. They have not been made easier." in [
        text.words for text in made.texts()
    ]


def test_short_words_are_not_said_to_be_left_alone() -> None:
    assert not any("made easier" in text.words for text in easy().texts())


@pytest.mark.parametrize(
    ("words", "sentences"),
    [
        ("Mr. Jones rings. He is kind.", ("Mr. Jones rings.", "He is kind.")),
        ("St. Mary's has a rota.", ("St. Mary's has a rota.",)),
        ("line one\nline two", ("line one", "line two")),
        ("  ", ()),
    ],
)
def test_sentences_end_where_they_end(words: str, sentences: tuple[str, ...]) -> None:
    assert easy_sentences(words) == sentences


@pytest.mark.parametrize("words", ["I sing. I bake!", "Rwy'n canu. “Ydw.” Wir?", LONG])
def test_no_word_is_lost_in_the_splitting(words: str) -> None:
    whole_again = " ".join(part.strip("“”") for part in said(easy(words)))
    assert re.sub(r"\W+", " ", whole_again) == re.sub(r"\W+", " ", words)


def test_words_said_in_the_other_language_are_marked_and_explained() -> None:
    made = easy("Rwy'n canu yn y côr.")
    assert {
        text.language for text in made.texts() if isinstance(text, Text) and text.look is Look.SAID
    } == {"cy"}
    assert "I spoke Welsh. My own words stay in Welsh." in [text.words for text in made.texts()]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("plan", EIGHT_PLANS)
def test_every_line_has_a_picture_that_is_drawn_and_named(plan: str, language: str) -> None:
    made = sheet(EIGHT_PLANS[plan](), language, DocumentForm.EASY_READ)
    lines = [block for block in inside(made.blocks) if isinstance(block, EasyLine)]
    assert lines
    assert {line.symbol for line in lines} <= set(SYMBOLS)
    assert all(line.says for line in lines)


def test_every_drawing_has_a_name_and_every_name_a_drawing() -> None:
    assert set(PICTURES) == set(SYMBOLS)


def words_explained(made: Sheet) -> set[str]:
    return {
        block.words
        for block in made.blocks
        if isinstance(block, Heading) and block.key.startswith("word-")
    }


def test_hard_words_are_explained_where_the_plan_uses_them_and_only_there() -> None:
    assert "Services" in words_explained(sheet(whole(), "en", DocumentForm.EASY_READ))
    explained = words_explained(easy())
    assert "Services" not in explained
    assert {"Draft", "Assessment", "What Matters conversation"} <= explained


def test_nothing_in_easy_read_is_smaller_than_fourteen_points_and_in_large_print_eighteen() -> None:
    for size, least in ((Size.EASY, 14), (Size.LARGE, 18)):
        sizes = type_of(size)
        styles = (*sizes.looks.values(), sizes.title, sizes.heading, sizes.group, sizes.lead)
        drawn = [*(style.fontSize for style in (*styles, sizes.card_title, sizes.fact)), sizes.foot]
        assert min(drawn) >= least
