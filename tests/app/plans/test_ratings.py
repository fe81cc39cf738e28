"""How far a step has come, in every form: a colour, dots and the words, and each can be read."""

import datetime as dt
import io
import re

import pytest
from pypdf import PdfReader
from reportlab.lib.colors import Color

from app.i18n import LANGUAGES, Language, gettext, speaking
from app.plans.composition import DoerKind, PlanContent, Step, compose_plan
from app.plans.details import RATINGS
from app.plans.page_alone import page_alone
from app.plans.pdf.ink import INK
from app.plans.pdf.rating import RATING_MARKS
from app.plans.progress import ProgressRating, StepProgress, StepStatus
from app.plans.sheets.blocks import Text, inside
from app.plans.sheets.forms import PRINTED, DocumentForm
from app.static_files import STATIC
from tests.app.plans.plan_samples import conversation, printed, sheet


EACH = pytest.mark.parametrize("rating", ProgressRating)


def rated(rating: ProgressRating) -> PlanContent:
    progress = StepProgress(StepStatus.UNDER_WAY, rating, "", dt.date(2027, 3, 1))
    step = Step("s", "Ring the choir", "Siân", DoerKind.MY_PEOPLE, progress=progress)
    return compose_plan(conversation(), steps=[step])


def brightness(colour: Color) -> float:
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.red, colour.green, colour.blue)
    ]
    shine: float = 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    return shine


def contrast(one: Color, other: Color) -> float:
    light, dark = sorted((brightness(one), brightness(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@EACH
def test_the_words_and_the_dots_can_be_read_on_their_ground(rating: ProgressRating) -> None:
    mark = RATING_MARKS[rating]
    assert contrast(INK, mark.ground) >= 4.5
    assert contrast(mark.colour, mark.ground) >= 4.5


def test_no_two_ratings_differ_by_their_colour_alone() -> None:
    assert len({mark.full for mark in RATING_MARKS.values()}) == len(ProgressRating)


def fills(pdf: bytes) -> list[tuple[float, ...]]:
    """Return every colour that something is filled with."""
    pages = (page.get_contents() for page in PdfReader(io.BytesIO(pdf)).pages)
    drawn = b"\n".join(page.get_data() for page in pages if page is not None).decode("latin-1")
    return [
        tuple(map(float, found)) for found in re.findall(r"([\d.]+) ([\d.]+) ([\d.]+) rg", drawn)
    ]


def is_filled_with(pdf: bytes, colour: Color) -> bool:
    wanted = (colour.red, colour.green, colour.blue)
    return any(
        all(abs(one - other) < 0.003 for one, other in zip(fill, wanted, strict=True))
        for fill in fills(pdf)
    )


@EACH
@pytest.mark.parametrize("form", PRINTED)
def test_every_printed_form_draws_the_rating_of_a_step(
    rating: ProgressRating, form: DocumentForm
) -> None:
    mark = RATING_MARKS[rating]
    for language in LANGUAGES:
        pdf = printed(rated(rating), language, form)
        assert is_filled_with(pdf, mark.ground)
        assert is_filled_with(pdf, mark.colour)


@EACH
@pytest.mark.parametrize("form", PRINTED)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_rating_stands_with_its_own_words(
    rating: ProgressRating, form: DocumentForm, language: Language
) -> None:
    with speaking(language):
        words = gettext(RATINGS[rating])
    made = sheet(rated(rating), language, form)
    cells = [
        cell for block in inside(made.blocks) for row in getattr(block, "rows", ()) for cell in row
    ]
    texts = [each for each in (*inside(made.blocks), *cells) if isinstance(each, Text)]
    [found] = [text for text in texts if text.rating]
    assert found.rating is rating
    assert words in found.words
    assert f'class="rating rating--{rating}"' in page_alone(made)


def test_a_page_of_its_own_brings_the_look_of_every_rating() -> None:
    look = (STATIC / "css/rating.css").read_text("utf-8")
    signs = re.findall(r"\.rating--(\w+) .*--rating-sign: \"(.{3})\"", look)
    assert {name: sign.count("●") for name, sign in signs} == {
        str(rating): mark.full for rating, mark in RATING_MARKS.items()
    }
