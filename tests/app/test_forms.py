import datetime as dt
from typing import Annotated, ClassVar

import pytest
from starlette.datastructures import FormData

from app.forms import Day, Form, Name, OneOf, Reading, Required, Words, read_form
from app.i18n import N_, speaking


class VisitForm(Form):
    many: ClassVar[frozenset[str]] = frozenset({"days"})

    name: Annotated[Name, Required(N_("Enter an answer"))] = ""
    words: Words = ""
    kind: Annotated[str, OneOf("here", "there")] = "here"
    when: Day = None
    days: tuple[str, ...] = ()


def read(**sent: str) -> Reading[VisitForm]:
    return read_form(VisitForm, FormData([(k.replace("_", "-"), v) for k, v in sent.items()]))


def test_a_good_form_is_read_whole() -> None:
    reading = read_form(
        VisitForm,
        FormData(
            [
                ("name", "Siân"),
                ("when-day", "5"),
                ("when-month", "1"),
                ("when-year", "2027"),
                ("days", "Llun"),
                ("days", "Mawrth"),
            ]
        ),
    )
    assert reading.form is not None
    assert reading.form.when == dt.date(2027, 1, 5)
    assert reading.form.days == ("Llun", "Mawrth")


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "A", "kind": "elsewhere"}, "kind"),
        ({"name": "A", "when_day": "31", "when_month": "2", "when_year": "2027"}, "when"),
        ({"name": "A", "when_day": "x", "when_month": "", "when_year": ""}, "when"),
        ({"name": "A", "when_day": "1", "when_month": "1", "when_year": "9" * 20}, "when"),
        ({"name": "A", "words": "x" * 20_001}, "words"),
        ({"name": "A", "words": "lost \ufffd"}, "words"),
        ({"name": "A", "role": "administrator"}, "role"),
    ],
)
def test_each_fault_is_a_sentence_beside_its_field(sent: dict[str, str], field: str) -> None:
    reading = read(**sent)
    assert reading.form is None
    assert [error.field for error in reading.errors] == [field]
    sentence = reading.errors[0].sentence
    assert sentence[0].isupper()
    assert sentence.endswith((".", "answer"))


def test_what_was_typed_is_still_there_when_a_form_is_refused() -> None:
    reading = read(name="", words="A long story", when_day="31", when_month="2", when_year="")
    assert reading.typed["words"] == "A long story"
    assert reading.typed["when"] == ("31", "2", "")


def test_faults_are_told_in_welsh() -> None:
    with speaking("en"):
        english = read(name="A", kind="elsewhere").errors[0].sentence
    with speaking("cy"):
        welsh = read(name="A", kind="elsewhere").errors[0].sentence
    assert welsh
    assert welsh != english
