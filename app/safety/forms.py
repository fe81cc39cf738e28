"""What the forms about a worry send, read strictly."""

import datetime as dt
import re
import uuid
from typing import Annotated

from pydantic import AfterValidator, Field, ValidationInfo, field_validator

from app import clock
from app.forms import Choice, Day, Form, Line, Name, Required, Words
from app.i18n import N_
from app.i18n import gettext as _


def _not_to_come(day: dt.date | None) -> dt.date | None:
    if day is not None and day > clock.today():
        raise ValueError(_("Enter the day they were told, which cannot be after today."))
    return day


def _a_time(written: str) -> str:
    if written and not re.fullmatch(r"([01]?\d|2[0-3])[:.][0-5]\d", written):
        raise ValueError(_("Enter the time with hours and minutes, for example 14:20."))
    return written.replace(".", ":")


class StepForm(Form):
    """What was done about a worry, and who was told when."""

    operation_id: uuid.UUID = Field(default_factory=uuid.uuid4)
    done: Words = ""
    told_whom: Line = ""
    told_on: Annotated[Day, AfterValidator(_not_to_come)] = None
    told_time: Annotated[Choice, AfterValidator(_a_time)] = ""

    @field_validator("told_on")
    @classmethod
    def _check_day(cls, day: dt.date | None, info: ValidationInfo) -> dt.date | None:
        if info.data.get("told_whom") and day is None:
            raise ValueError(_("Enter the day they were told."))
        return day


class AdditionForm(StepForm):
    """Something more: what was done or who was told must be there."""

    @field_validator("told_whom")
    @classmethod
    def _check_something(cls, told_whom: str, info: ValidationInfo) -> str:
        if not told_whom and not info.data.get("done"):
            raise ValueError(_("Write what was done, or who was told."))
        return told_whom


class WorryForm(StepForm):
    """A worry as it is first written down."""

    person: uuid.UUID | None = None
    about: Name = ""
    worried: Name = ""
    seen: Annotated[Words, Required(N_("Write what was seen or said."))] = ""
    whose_words: Annotated[Line, Required(N_("Write whose words these are, or who saw it."))] = ""
    wishes: Line = ""

    @field_validator("person", mode="before")
    @classmethod
    def _nobody(cls, chosen: object) -> object:
        return chosen or None

    @field_validator("about")
    @classmethod
    def _check_about(cls, about: str, info: ValidationInfo) -> str:
        if not about and info.data.get("person") is None:
            raise ValueError(_("Choose or write who you are worried about."))
        return about
