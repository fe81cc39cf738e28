"""The forms of one plan: each says all of it, in order, in one language."""

from itertools import pairwise

import pytest

from app.i18n import LANGUAGES
from app.plans.sheets.blocks import Heading, Look, Scan, Text, inside
from app.plans.sheets.forms import DocumentForm
from app.plans.sheets.text import as_text
from tests.app.plans.eight_plans import EIGHT_PLANS, HOSTILE, in_english_and_agreed, whole
from tests.app.plans.plan_samples import ADDRESS, plan_saying, sheet


FORMS = [DocumentForm.PDF, DocumentForm.LARGE_PRINT, DocumentForm.EASY_READ, DocumentForm.TEXT]


def joined(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("plan", EIGHT_PLANS)
def test_every_form_says_every_line_of_the_plan(plan: str, language: str, form: str) -> None:
    content = EIGHT_PLANS[plan]()
    said = joined(" ".join(sheet(content, language, DocumentForm(form)).all_words()))
    without_marks = said.replace("” “", " ")
    for line in content.all_lines():
        assert joined(line.words) in without_marks


def test_plain_text_reads_from_top_to_bottom() -> None:
    text = as_text(sheet(whole(), "en", DocumentForm.TEXT))
    assert text.startswith("DRAFT – not yet agreed\n\nMy plan\n=======\nGwenllian Prŷs\n")
    assert "1.  Something I want to change\nRwy'n isio canu eto.\n" in text
    assert "* Ffonio'r côr\n    Who: Siân (one of my people)\n    When: by 1 February 2027" in text
    assert text.index("My strengths") < text.index("Services that help me")
    assert text.rstrip().endswith("What Matters conversation")


@pytest.mark.parametrize("words", HOSTILE)
def test_plain_text_keeps_the_words_as_they_were_said(words: str) -> None:
    assert joined(words) in joined(as_text(sheet(plan_saying(words), "en", DocumentForm.TEXT)))


def test_the_persons_words_are_marked_as_the_language_they_were_said_in() -> None:
    spoken = {
        (language, text.language)
        for language in LANGUAGES
        for text in sheet(whole(), language, DocumentForm.PDF).texts()
        if isinstance(text, Text) and text.look in (Look.WANTED, Look.SAID)
    }
    assert spoken == {("en", "cy"), ("cy", None)}


@pytest.mark.parametrize("form", FORMS)
def test_headings_never_skip_a_level(form: DocumentForm) -> None:
    levels = [
        block.level
        for block in inside(sheet(whole(), "en", form).blocks)
        if isinstance(block, Heading)
    ]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("form", FORMS)
def test_the_address_to_scan_holds_no_code_and_no_name(form: DocumentForm) -> None:
    content = in_english_and_agreed()
    scans = [b for b in inside(sheet(content, "en", form).blocks) if isinstance(b, Scan)]
    assert [scan.address for scan in scans] == [ADDRESS]
    assert ADDRESS in scans[0].says
