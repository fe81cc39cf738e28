"""Welsh is glossed and short forms written out for the model; each knows what it stands for."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outcome_mapping.gloss import Gloss, for_the_model, gloss, written_out
from outcome_mapping.said import places_of


SHORT = "poc POC DN GP's f/t x2 (4x salt SALT PAs s/w/ sw. ! 😀 é"
WELSH = "dw i'n ddim teulu mae fy merch yn helpu capel ŵyr o'dd 😀 é ( “ ’ ymweld â'r"


@pytest.mark.parametrize(
    ("welsh", "words"),
    [
        ("Dw i ar ben fy hun.", "on my own"),
        ("Mae'r tŷ yn oer.", "house"),
        ("Mae fy nhŷ yn oer.", "house"),
        ("Mae ei chath wedi marw.", "cat"),
        ("Mae fy ngŵr yn sâl.", "husband"),
        ("Sgen i ddim teulu.", "not"),
        ("Mae 'nhŷ yn oer.", "house"),
        ("Dywedodd 'diolch' wrtha i.", "thanks"),
        ("Mae'n chwarae bêl-droed ar-lein.", "football online"),
        ("Y merched sy'n dod yn y bore.", "come in the morning"),
        ("Pan fydd o wedi blino.", "when he has"),
        ("Mae 'nghoes i'n brifo.", "leg hurt"),
        # English words stay what they are, and are not taken for a mutation or a slip.
        ("The money is tight ar y foment.", "the money"),
        ("He's losing weight yn gyflym.", "losing weight"),
        # Who is hurt or helped stands before the verb in Welsh, and often once more behind it.
        ("Mae o'n fy nharo i.", "hit me"),
        ("Ma' fe'n 'y mwrw i.", "hit me"),
        ("Mae hi'n ei wisgo fo.", "dress him"),
        ("Mae o'n ei slapio hi.", "slap her"),
        ("Maen nhw'n ein hanwybyddu ni.", "ignore us"),
        ("Mae Mam yn eu nôl nhw.", "fetch them"),
        ("Hi sy'n fy nghodi i.", "get me up"),
        ("Mae hi'n ei helpu.", "help him or her"),
        # Not in the glossary, but a form of a word that is.
        ("Coginiasoch i bawb.", "cook"),
        # As people speak, north and south: a plural, an "e" that is an "a", a verb.
        ("Sgen i'm sgilia felly.", "skills"),
        ("Ma'r llythrenne'n fach.", "letters"),
        ("Ma' hi'n byta o'r bwcad.", "bucket"),
        ("Smo fi'n smwddo.", "iron"),
        ("Ma' tenantieth 'da fi.", "tenancy"),
        # A letter out of turn, too many, missing or wrong.
        ("Mae'n gwiethio yno.", "work"),
        ("Dw i'n helppu yn yr ysgol.", "help"),
        ("Mae gen i frindiau da.", "friends"),
        ("Fy nghymdogqon sy'n galw.", "neighbours"),
    ],
)
def test_words_phrases_and_mutated_forms_are_known(welsh: str, words: str) -> None:
    assert words in gloss(welsh).text


@pytest.mark.parametrize(
    ("welsh", "words"),
    [
        ("Dyma fy nhad i.", "my father"),
        ("Yn fy nhŷ i mae'r cyfarfod.", "my house"),
    ],
)
def test_what_is_somebodys_own_is_not_done_to_them(welsh: str, words: str) -> None:
    assert words in gloss(welsh).text


def test_a_form_without_its_circumflex_is_known() -> None:
    assert gloss("ty").text == gloss("tŷ").text == "house"


def test_a_word_nobody_glossed_stays_as_it_is() -> None:
    assert gloss("Xyzzy").text == "xyzzy"


def test_a_place_in_the_gloss_leads_back_to_the_welsh_words() -> None:
    text = "Faswn i'n licio mynd yn ôl i'r capel."
    found = gloss(text)
    at = found.text.index("chapel")
    start, end = found.original(at, at + len("chapel"))
    assert "capel" in text[start:end]


def test_only_the_welsh_sentences_of_a_text_are_glossed() -> None:
    text = "My daughter does my shopping. Mae fy merch yn helpu gyda'r siopa."
    found = for_the_model(places_of(text))
    assert found.text.startswith("My daughter does my shopping.")
    assert "merch" not in found.text


@pytest.mark.parametrize(
    ("short", "words"),
    [
        ("POC in place, 4x daily.", "package of care in place, four times daily."),
        ("poc in place", "package of care in place"),
        ("DNs visit Mon/Thurs", "district nurses visit Mon/Thurs"),
        ("Works f/t, dtr helps.", "Works full time, daughter helps."),
        ("Seen by SALT", "Seen by speech therapist"),
        ("No salt in his food. Pa said so, and ta very much.",) * 2,
        ("Works at the hospital with others.",) * 2,
    ],
)
def test_what_practitioners_shorten_is_written_out(short: str, words: str) -> None:
    assert written_out(short).text == words


def test_a_place_in_what_is_written_out_leads_back_to_the_short_form() -> None:
    text = "She has a POC twice a day."
    found = for_the_model(places_of(text))
    at = found.text.index("package of care")
    start, end = found.original(at, at + len("package of care"))
    assert text[start:end] == "POC"


@pytest.mark.parametrize("put", [gloss, written_out])
@given(
    text=st.one_of(
        st.text(max_size=200),
        st.lists(st.sampled_from([*WELSH.split(), *SHORT.split()])).map(" ".join),
    )
)
@settings(deadline=None)
def test_every_letter_of_a_gloss_has_its_place_in_the_text(
    put: Callable[[str], Gloss], text: str
) -> None:
    found = put(text)
    assert len(found.text) == len(found.places)
    assert all(0 <= start < end <= len(text) for start, end in found.places)


@given(st.text(st.characters(), max_size=200))
@settings(deadline=None)
def test_what_the_model_reads_always_leads_back_to_the_text(text: str) -> None:
    found = for_the_model(places_of(text, "cy"))
    assert len(found.text) == len(found.places)
    assert all(0 <= start < end <= len(text) for start, end in found.places)
