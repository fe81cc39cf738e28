"""Sentences, languages and places in the exact text."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outcome_mapping.run_ons import LONG, LONGEST
from outcome_mapping.segmentation import LONGEST_CHUNK, prepare, sentences


def pieces(text: str) -> list[str]:
    """List a text's sentences as they stand."""
    return [text[sentence.start : sentence.end] for sentence in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I fell. She came!", ["I fell.", "She came!"]),
        ("No full stop here", ["No full stop here"]),
        ("It costs 3.50 a day", ["It costs 3.50 a day"]),
        ("I fell.She came round", ["I fell.", "She came round"]),
        ("One thing; another", ["One thing;", "another"]),
        ("Look at dewis.wales for more", ["Look at dewis.wales for more"]),
        ("", []),
        (" \n\t ", []),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text: str, expected: list[str]) -> None:
    assert pieces(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dr. Rees came. He left", ["Dr. Rees came.", "He left"]),
        ("Mrs. J. Evans rang. Happy", ["Mrs. J. Evans rang.", "Happy"]),
        ("Seen by GP. She is fine.", ["Seen by GP.", "She is fine."]),
        ("Ref'd to SW. and OT. by ward", ["Ref'd to SW. and OT. by ward"]),
        ("Up at 10.30 a.m. and out", ["Up at 10.30 a.m. and out"]),
        ("Out by 10.30 a.m. Home by two", ["Out by 10.30 a.m.", "Home by two"]),
        ("Paracetamol p.r.n. for pain", ["Paracetamol p.r.n. for pain"]),
        ("Uses approx. 3 a day", ["Uses approx. 3 a day"]),
        ("He was up at 3. Then he slept", ["He was up at 3.", "Then he slept"]),
        ("Is he coming? no. She is sad. Tired", ["Is he coming?", "no.", "She is sad.", "Tired"]),
        ("Cymorth, e.e. gwisgo. Merch yma", ["Cymorth, e.e. gwisgo.", "Merch yma"]),
        ("Pob bore, h.y. am wyth", ["Pob bore, h.y. am wyth"]),
        ("GC. a ThG. wedi galw. Iawn", ["GC. a ThG. wedi galw.", "Iawn"]),
        ("Parch. Huw Rees. Capel", ["Parch. Huw Rees.", "Capel"]),
    ],
)
def test_an_abbreviation_an_initial_or_a_time_ends_nothing(text: str, expected: list[str]) -> None:
    assert pieces(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- garden\n- chapel", ["- garden", "- chapel"]),
        ("* garden * chapel", ["* garden *", "chapel"]),
        ("• gardd\n• capel", ["• gardd", "• capel"]),
        ("1. garden 2. chapel 3. bus", ["1. garden", "2. chapel", "3. bus"]),
        ("1) gardd 2) capel", ["1) gardd", "2) capel"]),
        ("a) one\n(b) two", ["a) one", "(b) two"]),
        ("bullet point bus next bullet point lift", ["bullet point bus", "next bullet point lift"]),
        ("pwynt bwled bws llinell newydd car", ["pwynt bwled bws", "llinell newydd car"]),
        ("Open Mon - Fri 10 - 4", ["Open Mon - Fri 10 - 4"]),
        ("Garden:\nchapel", ["Garden:", "chapel"]),
    ],
)
def test_each_point_of_a_list_is_read_by_itself(text: str, expected: list[str]) -> None:
    assert pieces(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She said “no.” Then left.", ["She said “no.”", "Then left."]),
        (
            "Mr Jones said 'I'm not going.' He was calm.",
            ["Mr Jones said 'I'm not going.'", "He was calm."],
        ),
        ('"I can\'t!" she said. Then left', ['"I can\'t!" she said.', "Then left"]),
        ("I was... well, I fell", ["I was... well, I fell"]),
        ("I don't know… Going home", ["I don't know…", "Going home"]),
        ("Ddim yn siŵr... falle ddim", ["Ddim yn siŵr... falle ddim"]),
    ],
)
def test_a_quote_and_a_pause_stay_with_what_they_belong_to(text: str, expected: list[str]) -> None:
    assert pieces(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Health: she sleeps badly now.", ["Health:", "she sleeps badly now."]),
        ("Iechyd: mae hi'n cysgu'n wael.", ["Iechyd:", "mae hi'n cysgu'n wael."]),
        ("Family: none. Alone", ["Family: none.", "Alone"]),
        ("He asked me this: are you well now?", ["He asked me this:", "are you well now?"]),
    ],
)
def test_a_heading_is_parted_from_its_words_but_a_short_label_is_not(
    text: str, expected: list[str]
) -> None:
    assert pieces(text) == expected


def test_a_line_that_was_only_wrapped_is_read_as_one() -> None:
    wrapped = "This long line was wrapped by the programme that it was pasted\nfrom, not by hand."
    assert pieces(wrapped) == [wrapped]


ENGLISH_RUN_ON = (
    "so I get up about six and then I have to get him up and washed and dressed and that takes "
    "an hour and then I give him his breakfast but he won't always eat it because he thinks it "
    "is poisoned so I have to sit with him and by that time I'm late for work"
)
WELSH_RUN_ON = (
    "dwi'n codi tua chwech a wedyn dwi'n gorfod codi fo a'i molchi fo a'i wisgo fo ac mae hynny'n "
    "cymryd awr a wedyn dwi'n rhoi brecwast iddo fo ond tydi o ddim bob amser yn ei fwyta fo achos "
    "mae o'n meddwl bod o'n ddrwg felly dwi'n gorfod ista efo fo am hir"
)


@pytest.mark.parametrize("text", [ENGLISH_RUN_ON, WELSH_RUN_ON])
def test_speech_that_runs_on_is_cut_where_a_clause_opens(text: str) -> None:
    first, *rest = pieces(text)
    assert rest
    assert all(len(piece.split()) <= LONG for piece in (first, *rest))
    openers = ("and then", "but", "so", "because", "a wedyn", "ond", "achos", "felly", "ac mae")
    assert all(piece.startswith(openers) for piece in rest)


def test_a_list_is_not_cut_where_it_can_be_read_whole() -> None:
    text = "She likes " + "tea and buns and cake and " * 8 + "jam"
    assert pieces(text) == [text]


def test_a_quote_is_not_cut() -> None:
    quote = '"I said no and then I said no but they came because they could and I cried"'
    text = "The worker wrote down all of it and these were her very words on the form " + quote
    text += " and then she sat with me and made tea and we talked about the garden and the dog"
    assert any(quote in piece for piece in pieces(text))


@pytest.mark.parametrize(
    "bomb",
    [
        "word " * 20_000,
        "word, " * 20_000,
        "and I " * 20_000,
        '" a ' * 10_000,
        "' " * 10_000,
        "1. " * 10_000,
        "a) " * 10_000,
        ": " * 10_000,
        "A: " * 10_000,
        "." * 20_000,
        "(" * 20_000,
        "- " * 10_000,
        "\n" * 20_000,
        "🙂" * 20_000,
        "e\u0301" * 20_000,
        "new line " * 5_000,
    ],
)
def test_no_text_takes_long_or_leaves_a_sentence_too_long(bomb: str) -> None:
    began = time.process_time()
    longest = max((len(piece.split()) for piece in pieces(bomb)), default=0)
    assert longest <= LONGEST
    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    ("text", "given_language", "expected"),
    [
        ("I live on my own.", None, ["en"]),
        ("Dw i'n byw ar fy mhen fy hun.", None, ["cy"]),
        ("I live on my own. Dw i'n unig iawn ac mae hi'n oer.", None, ["en", "cy"]),
        ("Dw i'n unig. Capel.", None, ["cy", "cy"]),
        ("Capel.", "cy", ["cy"]),
        ("The carers are not there when I need them and it is hard.", "cy", ["en"]),
        # Few words are enough, whatever the language of the conversation.
        ("Mae'r tŷ yn oer.", "en", ["cy"]),
        ("My sister died.", "cy", ["en"]),
        ("Cododd y gofalwr.", "en", ["cy"]),
        # No small word of either language: a dictionary decides, and what it leaves open stays.
        ("Gwelodd Patel.", "en", ["en"]),
        ("Cwympodd eto.", "en", ["cy"]),
        ("Shingles.", "cy", ["en"]),
        ("Age Connects", "en", ["en"]),
        ("Dau visits x3/wk, does meds + shopping.", "en", ["en"]),
        ("14/3", "cy", ["cy"]),
    ],
)
def test_each_sentence_has_its_own_language(
    text: str, given_language: str | None, expected: list[str]
) -> None:
    assert [one.languages[0] for one in sentences(text, given_language)] == expected


def test_a_mixed_sentence_is_read_in_both_languages() -> None:
    [sentence] = sentences("Dw i'n mynd i'r capel ond the carers are always late with me.")
    assert set(sentence.languages) == {"en", "cy"}


def test_a_run_of_signs_is_shortened_and_the_words_after_it_keep_their_place() -> None:
    text = "Well" + "!" * 50 + " I fell"
    prepared = prepare(text, 0, len(text))
    start = prepared.text.index("fell")
    assert len(prepared.text) < 20
    assert text[slice(*prepared.original(start, start + 4))] == "fell"


def test_an_unbroken_run_of_letters_is_shortened() -> None:
    assert len(prepare("a" * 5000, 0, 5000).text) == LONGEST_CHUNK


def test_a_curly_apostrophe_reads_as_a_straight_one() -> None:
    assert prepare("I can’t", 0, 7).text == "I can't"


@given(st.text(st.characters(), max_size=200))
def test_every_letter_of_a_prepared_text_knows_its_place(text: str) -> None:
    for sentence in sentences(text):
        prepared = prepare(text, sentence.start, sentence.end)
        assert len(prepared.text) == len(prepared.offsets)
        assert list(prepared.offsets) == sorted(set(prepared.offsets))
        assert all(sentence.start <= place < sentence.end for place in prepared.offsets)


@given(st.lists(st.sampled_from(["and", "I", "a", "ond", "“", "”", "x,", "so"]), max_size=300))
def test_no_run_of_words_leaves_a_sentence_too_long(words: list[str]) -> None:
    assert all(len(piece.split()) <= LONGEST for piece in pieces(" ".join(words)))


@given(st.text(st.characters(), max_size=200))
def test_sentences_never_overlap_and_never_begin_or_end_in_space(text: str) -> None:
    end = 0
    for sentence in sentences(text):
        assert end <= sentence.start < sentence.end
        assert text[sentence.start : sentence.end].strip() == text[sentence.start : sentence.end]
        end = sentence.end
