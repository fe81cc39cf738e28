"""What the pages of a review may send."""

from dataclasses import dataclass
from typing import Annotated, ClassVar, Final

from starlette.datastructures import FormData

from app.forms import Choice, FieldError, Form, Line, Name, OneOf, Reading, Required, Secret
from app.i18n import N_
from app.plans.content import AgreementOutcome
from app.reviews.marking import Mark, Said
from app.text import LINE_LIMIT, TextRefused, clean_text


_CHOOSE: Final = N_("Choose what you think of your plan.")


class MakeCodeForm(Form):
    """Make a code; sent again in the other language, it carries the code that is on the screen."""

    operation_id: Choice = ""
    code: Choice = ""


class EndCodeForm(Form):
    """Nothing but the form token."""


class CodeForm(Form):
    """The code as it was typed."""

    code: Annotated[Name, Required(N_("Type your code."))] = ""


class LeaveForm(Form):
    """Nothing but the form token."""


class AnswerForm(Form):
    """What the person thinks of the whole plan, about the version they read."""

    version: Choice = ""
    outcome: Annotated[Choice, OneOf(*AgreementOutcome, sentence=_CHOOSE)] = ""
    words: Line = ""


class MarksForm(Form):
    """The answer to one line, and the words beside every line where there is room for them.

    All of them are sent together, so that no button leaves typed words behind.
    """

    many: ClassVar[frozenset[str]] = frozenset({"line", "words"})
    version: Choice = ""
    answer: Choice = ""
    line: tuple[Choice, ...] = ()
    words: tuple[Secret, ...] = ()


@dataclass(frozen=True)
class Marks:
    """What one screen sent about the lines, with any fault beside the words it belongs to."""

    version: str
    said: Said
    typed: dict[str, str]
    errors: tuple[FieldError, ...]


def read_marks(reading: Reading[MarksForm]) -> Marks | None:
    """Return what was sent about the lines; nothing if the page did not offer it."""
    form = reading.form
    if form is None or len(form.line) != len(form.words):
        return None
    typed = dict(zip(form.line, form.words, strict=True))
    words, errors = _cleaned(typed)
    mark, _space, line_key = form.answer.partition(" ")
    if form.answer and (mark not in list(Mark) or not line_key):
        return None
    said = Said(line_key, Mark(mark) if form.answer else None, words)
    return Marks(form.version, said, typed, errors)


def typed_words(sent: FormData) -> dict[str, str]:
    """Return the words beside each line as they were typed, to be shown again."""
    lines = [str(key) for key in sent.getlist("line")]
    return dict(zip(lines, (str(words) for words in sent.getlist("words")), strict=False))


def words_field(line_key: str) -> str:
    """Return the id of the field for words beside a line."""
    return f"words-{line_key}"


def _cleaned(typed: dict[str, str]) -> tuple[dict[str, str], tuple[FieldError, ...]]:
    words: dict[str, str] = {}
    errors: list[FieldError] = []
    for line_key, raw in typed.items():
        try:
            words[line_key] = clean_text(raw, limit=LINE_LIMIT)
        except TextRefused as refused:
            errors.append(FieldError(words_field(line_key), str(refused)))
    return words, tuple(errors)
