"""The map of strengths on paper: tall, never cut, and no reason for an empty page."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from app.i18n import LANGUAGES, Language
from app.plans.composition import DoerKind, OutcomeKind, PersonalOutcome, Step, compose_plan
from app.plans.sheets.forms import DocumentForm
from tests.app.plans.eight_plans import EIGHT_PLANS
from tests.app.plans.plan_samples import confirmed, conversation, printed


WITH_A_MAP = [name for name, made in EIGHT_PLANS.items() if made().strengths.me]
SHORT = [name for name in WITH_A_MAP if name != "eleven answers at the limit"]


def filled(pdf: bytes, folder: Path) -> list[float]:
    """Return how far down each page the words go, as a share of the room for them."""
    file = folder / "plan.pdf"
    file.write_bytes(pdf)
    command = ["pdftotext", "-bbox", str(file), "-"]
    said = subprocess.run(command, check=True, capture_output=True, timeout=60).stdout.decode()
    pages = said.split("<page ")[1:]
    ends = [[float(end) for end in re.findall(r'yMax="([\d.]+)"', page)] for page in pages]
    return [max((end for end in page if end < 760), default=0) / 760 for page in ends]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", [DocumentForm.PDF, DocumentForm.LARGE_PRINT])
# After the map in "hostile" comes one long list: it could only fill the page by being cut.
@pytest.mark.parametrize("name", [name for name in SHORT if name != "hostile"])
def test_no_page_is_left_white_before_the_map_of_strengths(
    name: str, form: DocumentForm, language: Language, tmp_path: Path
) -> None:
    *pages, _last = filled(printed(EIGHT_PLANS[name](), language, form), tmp_path)
    assert min(pages) > 0.7, pages


@pytest.mark.parametrize("form", [DocumentForm.PDF, DocumentForm.LARGE_PRINT])
@pytest.mark.parametrize("name", SHORT)
def test_the_map_of_strengths_is_drawn_once_with_its_caption_under_it(
    name: str, form: DocumentForm, read_pdf: Callable[..., str]
) -> None:
    pages = read_pdf(printed(EIGHT_PLANS[name](), form=form)).split("\f")
    said = [" ".join(page.split()) for page in pages]
    [page] = [page for page in said if "The numbers are those in the lists" in page]
    assert "My people" in page[: page.index("The numbers are those")]


@pytest.mark.parametrize("form", [DocumentForm.PDF, DocumentForm.LARGE_PRINT])
def test_a_plan_is_drawn_wherever_on_a_page_its_map_begins(form: DocumentForm) -> None:
    for much in range(0, 48, 2):
        wanted = PersonalOutcome("o", "I want to sing. " * (1 + much * 3), OutcomeKind.KEEP)
        step = Step("s", "Ring the choir. " * 20, "Siân", DoerKind.MY_PEOPLE)
        content = compose_plan(
            conversation(confirmed("SELF", "I bake.")), outcomes=[wanted], steps=[step]
        )
        assert printed(content, "en", form).startswith(b"%PDF")
