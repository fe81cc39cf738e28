import ast
import datetime as dt
import io
import re
import time
import unicodedata
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from reportlab.platypus import Paragraph

import app
from app.plans.composition import (
    Agreement,
    AgreementOutcome,
    DoerKind,
    Step,
    compose_plan,
)
from app.plans.pdf import PlanCannotBeDrawn, print_sheet
from app.plans.sheets.forms import PRINTED, DocumentForm
from tests.app.plans.eight_plans import HOSTILE, WELSH, everything_long
from tests.app.plans.plan_samples import (
    confirmed,
    conversation,
    element,
    plan_saying,
    printed,
)


ReadPdf = Callable[..., str]

FORMS = pytest.mark.parametrize("form", PRINTED)


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@FORMS
@pytest.mark.parametrize("words", [*HOSTILE, WELSH])
def test_words_in_are_words_out(words: str, form: DocumentForm, read_pdf: ReadPdf) -> None:
    text = read_pdf(printed(plan_saying(words), form=form))
    assert f"“{' '.join(words.split())}”" in " ".join(text.split())


def test_decomposed_welsh_letters_print_as_whole_letters(read_pdf: ReadPdf) -> None:
    assert WELSH in " ".join(
        read_pdf(printed(plan_saying(unicodedata.normalize("NFD", WELSH)))).split()
    )


@pytest.mark.parametrize("words", ["Da iawn 😀 👩‍👩‍👧 ❤️", "☐ ☑ ✓ → ½ €"])
def test_emoji_and_symbols_come_out_as_they_went_in(words: str, read_pdf: ReadPdf) -> None:
    pdf = printed(plan_saying(words))
    assert squeezed(words) in squeezed(read_pdf(pdf))
    assert "empty box" not in read_pdf(pdf)


@FORMS
@pytest.mark.parametrize("words", ["李娜", "سارة"])
def test_characters_no_font_has_stay_in_the_text_and_the_plan_says_so(
    words: str, form: DocumentForm, read_pdf: ReadPdf
) -> None:
    text = read_pdf(printed(plan_saying(f"My name is {words}"), form=form))
    # Poppler turns a run of Arabic the right way round for reading; paper has it box by box.
    assert words in text or words[::-1] in text
    assert "empty box" in " ".join(text.split())


@pytest.mark.parametrize("words", ["\x00nul", "\ud800 alone", "tab\there"])
def test_text_that_slipped_past_the_edge_still_prints(words: str, read_pdf: ReadPdf) -> None:
    assert words.split()[-1].strip("\x00") in read_pdf(printed(plan_saying(words)))


# Poppler reorders right-to-left runs and rearranges combining marks as it reads, so these are left
# to the sentences above; every other assigned character is fair.
LEFT_TO_RIGHT = st.characters(exclude_categories=("C", "M"), exclude_characters="\xa0\xad").filter(
    lambda character: unicodedata.bidirectional(character) not in ("R", "AL", "AN")
)


@settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.text(LEFT_TO_RIGHT, min_size=1, max_size=300))
def test_any_words_in_are_the_words_out(read_pdf: ReadPdf, words: str) -> None:
    text = read_pdf(printed(plan_saying(words)))
    assert squeezed(unicodedata.normalize("NFC", words)) in squeezed(text)


@FORMS
def test_eleven_answers_at_the_limit_print_whole_within_five_seconds(
    form: DocumentForm, read_pdf: ReadPdf
) -> None:
    quotes = [(f"answer{n} some ordinary words said slowly. " * 520)[:20_000] for n in range(11)]
    started = time.process_time()
    pdf = printed(plan_saying(*quotes), form=form)
    assert time.process_time() - started <= 5
    note = "These are my own words. They have not been made easier."
    words = re.sub(r"(\d+\.\s+)?“|”", "", read_pdf(pdf).replace(note, "")).split()
    assert words[words.index("answer0") :][: sum(len(quote.split()) for quote in quotes)] == [
        word for quote in quotes for word in quote.split()
    ]


@FORMS
@pytest.mark.parametrize("letters", ["ŵ<", "😀a", "a李", "(."])
def test_a_word_of_twenty_thousand_letters_prints_whole(
    letters: str, form: DocumentForm, read_pdf: ReadPdf
) -> None:
    started = time.process_time()
    pdf = printed(plan_saying(letters * 10_000), form=form)
    assert time.process_time() - started <= 5
    assert letters * 10_000 in squeezed(read_pdf(pdf))


@FORMS
def test_five_thousand_line_breaks_print_every_line(form: DocumentForm, read_pdf: ReadPdf) -> None:
    started = time.process_time()
    pdf = printed(plan_saying("\n".join(f"line{n}" for n in range(5_000))), form=form)
    assert time.process_time() - started <= 5
    assert read_pdf(pdf).count("line") == 5_000


@FORMS
def test_no_part_of_a_plan_is_too_long_to_print(form: DocumentForm, read_pdf: ReadPdf) -> None:
    text = read_pdf(printed(everything_long(), form=form))
    assert re.sub(r"[“”]", "", text).split().count("word") == 20_000


@FORMS
def test_a_map_of_very_many_things_still_fits_its_page(form: DocumentForm) -> None:
    services = [confirmed("SERVICES", f"Service {n}") for n in range(300)]
    assert printed(compose_plan(conversation(*services)), form=form).startswith(b"%PDF")


@FORMS
def test_the_same_plan_gives_the_same_bytes(form: DocumentForm) -> None:
    plan = plan_saying(WELSH, "one", "two 😀 李")
    assert printed(plan, form=form) == printed(plan, form=form)


def test_plans_drawn_at_the_same_time_hold_nobody_elses_words(read_pdf: ReadPdf) -> None:
    canaries = [f"canary{n}ŵ" for n in range(24)]
    with ThreadPoolExecutor(8) as pool:
        pdfs = list(pool.map(lambda canary: printed(plan_saying(canary)), canaries))
    assert [re.findall(r"canary\d+ŵ", read_pdf(pdf)) for pdf in pdfs] == [[c] for c in canaries]


@pytest.mark.parametrize(
    ("language", "draft", "foot"),
    [
        ("en", "DRAFT – not yet agreed", "Page 2 of {pages}"),
        ("cy", "DRAFFT – heb gytuno arno eto", "Tudalen 2 o {pages}"),
    ],
)
def test_draft_stands_in_words_on_every_page(
    language: str, draft: str, foot: str, read_pdf: ReadPdf
) -> None:
    pdf = printed(plan_saying("some words " * 1_500), language)
    pages = read_pdf(pdf, body_only=False).split("\f")[:-1]
    assert len(pages) > 2
    assert all(draft in page for page in pages)
    assert foot.format(pages=len(pages)) in pages[1]


def test_an_agreed_plan_does_not_say_draft(read_pdf: ReadPdf) -> None:
    agreed = Agreement(AgreementOutcome.AGREED, "Ie", dt.date(2027, 1, 9))
    text = read_pdf(printed(plan_saying("words").with_agreement(agreed)), body_only=False)
    assert "DRAFT" not in text
    assert "I agreed this plan on 9 January 2027." in text


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        ("what_matters_conversation", "It is not an assessment"),
        ("adult_assessment_s19", "section 19"),
        ("child_assessment_s21", "section 21"),
        ("carer_assessment_s24", "section 24"),
    ],
)
def test_the_plan_says_what_kind_of_conversation_it_came_from(
    kind: str, says: str, read_pdf: ReadPdf
) -> None:
    plan = compose_plan(conversation(confirmed("SELF", "words"), kind=kind))
    assert says in read_pdf(printed(plan))


def test_quoted_words_are_said_to_be_quoted(read_pdf: ReadPdf) -> None:
    plan = compose_plan(conversation(quoted_from="A published report"))
    sentence = "The words in this plan are quoted from a published document: A published report"
    assert sentence in " ".join(read_pdf(printed(plan)).split())


def test_a_step_says_who_and_when_in_words(read_pdf: ReadPdf) -> None:
    step = Step("s", "Ring the choir", "Siân", DoerKind.MY_PEOPLE, dt.date(2027, 2, 1))
    text = read_pdf(printed(compose_plan(conversation(), steps=[step])))
    assert "Who: Siân (one of my people)\nWhen: by 1 February 2027" in text


def test_strengths_come_before_services_on_paper(read_pdf: ReadPdf) -> None:
    plan = compose_plan(conversation(confirmed("SERVICES", "Nurse"), confirmed("SELF", "Baking")))
    text = read_pdf(printed(plan))
    heading = text.rindex("Services that help me")  # its name stands on the map before
    assert text.index("Baking") < heading < text.index("Nurse")


@pytest.mark.parametrize("lines", range(24, 30))
def test_no_heading_stands_alone_at_the_foot_of_a_page(lines: int, read_pdf: ReadPdf) -> None:
    matters = element("OUTCOME", "\n".join(f"Line {number}" for number in range(lines)))
    hinders = element("BARRIER", "\n".join(["The bus"] * (lines % 7 + 1)))
    plan = compose_plan(conversation(matters, hinders))
    feet = [page.split("\n")[-2] for page in read_pdf(printed(plan)).split("\f")[:-1]]
    assert not {"My strengths", "What gets in my way", "Next steps"} & set(feet)


def test_the_file_says_its_title_and_language_and_nobodys_name() -> None:
    reader = PdfReader(io.BytesIO(printed(plan_saying("geiriau"), "cy")))
    information = {key: str(value) for key, value in (reader.metadata or {}).items()}
    assert information["/Title"] == "Fy nghynllun"
    assert information["/Author"] == information["/Creator"] == ""
    assert str(reader.root_object["/Lang"]) == "cy"
    assert not any("Gwen" in value for value in information.values())


def fonts_in(pdf: bytes) -> Iterator[Any]:
    reader = PdfReader(io.BytesIO(pdf))
    for number in range(1, len(reader.xref[0]) + 1):
        thing = reader.get_object(number)
        if isinstance(thing, dict) and thing.get("/Type") == "/Font":
            yield thing


def test_every_font_is_embedded_and_none_is_helvetica() -> None:
    pdf = printed(plan_saying(WELSH, "😀 ✓ 李"))
    fonts = list(fonts_in(pdf))
    assert len(fonts) >= 5
    assert all("/FontFile2" in font["/FontDescriptor"] for font in fonts)
    assert b"Helvetica" not in pdf


@FORMS
def test_nothing_in_the_file_can_act(form: DocumentForm) -> None:
    pdf = printed(plan_saying(*HOSTILE), form=form)
    for word in (b"/JavaScript", b"/URI", b"/EmbeddedFile", b"/Launch", b"/Annots"):
        assert word not in pdf


def test_the_sections_are_bookmarked() -> None:
    outline: Any = PdfReader(io.BytesIO(printed(plan_saying("words")))).outline
    titles = [entry.title for entry in outline[1] if not isinstance(entry, list)]
    assert outline[0].title == "My plan"
    assert titles[:2] == ["What matters to me", "My strengths"]


def test_a_plan_that_cannot_be_drawn_says_so_without_the_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_: object) -> None:
        raise ValueError("secret words")

    monkeypatch.setattr(Paragraph, "wrap", fail)
    with pytest.raises(PlanCannotBeDrawn) as failed:
        printed(plan_saying("secret words"))
    assert "secret" not in str(failed.value)
    assert failed.value.__cause__ is None
    assert failed.value.__context__ is None


def test_one_door_leads_to_reportlab() -> None:
    folder = Path(app.__file__).parent
    door = Path(str(print_sheet.__code__.co_filename)).parent
    others = [file for file in folder.rglob("*.py") if door not in file.parents]
    imports = [
        file.name
        for file in others
        for node in ast.walk(ast.parse(file.read_text()))
        if "reportlab" in (getattr(node, "module", None) or "")
        or any(
            "reportlab" in name.name
            for name in getattr(node, "names", []) or []
            if isinstance(name, ast.alias)
        )
    ]
    assert imports == []
