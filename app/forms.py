"""What a browser may send: forms as strict models, and their faults as sentences beside the field.

A form that is refused is shown again with everything that was typed. Unknown fields are refused,
so nothing can be set that the page did not offer.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar, Generic, TypeVar

from fastapi import Depends, Request
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, ValidationError
from starlette.datastructures import FormData

from app.errors import CrossSite
from app.i18n import N_
from app.i18n import gettext as _
from app.receipts import note_content
from app.security import is_own_form
from app.text import ANSWER_LIMIT, LINE_LIMIT, NAME_LIMIT, clean_text, readable, without_unseen


def _cleaned(limit: int, *, one_line: bool) -> BeforeValidator:
    return BeforeValidator(lambda raw: clean_text(str(raw), limit=limit, one_line=one_line))


class Required(AfterValidator):
    """Refuse an empty field with the given sentence (mark it with ``N_``)."""

    def __init__(self, sentence: str) -> None:
        def check(value: Any) -> Any:
            if value in ("", None):
                raise ValueError(_(sentence))
            return value

        super().__init__(check)


class OneOf(AfterValidator):
    """Refuse a choice that was not offered."""

    def __init__(self, *choices: str, sentence: str = N_("Choose one of the answers.")) -> None:
        def check(value: str) -> str:
            if value not in choices:
                raise ValueError(_(sentence))
            return value

        super().__init__(check)


def _read_date(raw: Any) -> dt.date | None:
    if raw is None or isinstance(raw, dt.date):
        return raw
    parts = [part.strip() for part in raw]
    if not any(parts):
        return None
    try:
        day, month, year = (int(part) for part in parts)
        return dt.date(year, month, day)
    except (ValueError, OverflowError):
        raise ValueError(_("Enter a real date, for example 27 3 2027.")) from None


Words = Annotated[str, _cleaned(ANSWER_LIMIT, one_line=False)]
Line = Annotated[str, _cleaned(LINE_LIMIT, one_line=False)]
Name = Annotated[str, _cleaned(NAME_LIMIT, one_line=True)]
Choice = Annotated[str, _cleaned(NAME_LIMIT, one_line=True)]
Secret = Annotated[str, BeforeValidator(str)]  # passwords and codes are used exactly as typed
Day = Annotated[dt.date | None, BeforeValidator(_read_date)]


class Form(BaseModel):
    """The base of every form. ``many`` names the fields that may be sent more than once."""

    model_config = ConfigDict(extra="forbid", frozen=True, validate_default=True)
    many: ClassVar[frozenset[str]] = frozenset()

    csrf_token: str = ""
    switch_language: str = ""


@dataclass(frozen=True)
class FieldError:
    """One fault: which field, and the sentence to show beside it and in the summary."""

    field: str
    sentence: str


@dataclass(frozen=True)
class Option:
    """One answer that a form offers, as the form parts show it."""

    value: str
    label: str
    hint: str = ""
    lang: str = ""


F = TypeVar("F", bound=Form)


@dataclass(frozen=True)
class Reading(Generic[F]):
    """A form as it was read: the form if it is good, else its faults; always what was typed."""

    form: F | None
    errors: tuple[FieldError, ...] = ()
    typed: Mapping[str, Any] = field(default_factory=dict)


def read_form(model: type[F], sent: FormData) -> Reading[F]:
    """Read what was sent as this form; a date comes as name-day, name-month and name-year."""
    typed = _typed(model, sent)
    try:
        return Reading(model.model_validate(typed), typed=typed)
    except ValidationError as refused:
        faults = {str(error["loc"][0]): _sentence(error) for error in refused.errors()}
    return Reading(
        None, tuple(FieldError(name, sentence) for name, sentence in faults.items()), typed
    )


def _typed(model: type[Form], sent: FormData) -> dict[str, Any]:
    typed: dict[str, Any] = {}
    for name in sent:
        stem, _dash, part = name.rpartition("-")
        if part in ("day", "month", "year") and stem in model.model_fields:
            typed[stem] = tuple(_text(sent.get(f"{stem}-{p}")) for p in ("day", "month", "year"))
        elif name in model.many:
            typed[name] = tuple(_text(value) for value in sent.getlist(name))
        else:
            typed[name] = _text(sent.get(name))
    return typed


def _text(value: Any) -> str:
    return without_unseen(value) if isinstance(value, str) else ""


def _sentence(error: Any) -> str:
    # Pydantic puts "Value error, " before our own sentences; its own are not fit to show.
    if error["type"] == "value_error":
        return str(error["ctx"]["error"])
    if error["type"] == "extra_forbidden":
        return _("This page sent something it should not have. Load it again and try once more.")
    return _("This could not be read. Check it and try again.")


async def what_was_sent(request: Request) -> FormData:
    """Return the fields of the form that was sent, whoever sent it."""
    received = await request.form(max_files=0, max_fields=400)
    return FormData(
        [(readable(name), readable(str(value))) for name, value in received.multi_items()]
    )


async def _posted(request: Request) -> FormData:
    note_content(request, await request.body())
    form = await what_was_sent(request)
    token = request.headers.get("x-csrftoken") or _text(form.get("csrf_token"))
    if not is_own_form(request, token):
        raise CrossSite
    return form


PostedForm = Annotated[FormData, Depends(_posted)]
