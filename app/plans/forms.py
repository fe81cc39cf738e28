"""What may be written in a plan's forms."""

import datetime as dt
import uuid
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, ValidationInfo, field_validator

from app.forms import Day, Form, Line, Name, OneOf, Required, Words
from app.i18n import N_
from app.i18n import gettext as _
from app.plans.content import AgreementOutcome, DoerKind, OutcomeKind


def _check_year(day: dt.date | None) -> dt.date | None:
    """Refuse the year 27, which somebody means as 2027."""
    if day is not None and not 1900 <= day.year <= 2200:
        raise ValueError(_("Enter the year in full, for example 2027."))
    return day


PlanDay = Annotated[Day, AfterValidator(_check_year)]
SomeId = Annotated[uuid.UUID | None, BeforeValidator(lambda raw: raw or None)]


class PlanForm(Form):
    """What every change to a plan says: which operation it is, and the version it was made on."""

    operation_id: uuid.UUID
    version: int


class RemoveForm(PlanForm):
    """Taking something out needs no words."""


class OutcomeForm(PlanForm):
    """A personal outcome."""

    words: Annotated[Words, Required(N_("Write what matters, in the person's own words."))] = ""
    kind: Annotated[
        str, OneOf(*OutcomeKind, sentence=N_("Choose whether this is to change or to stay."))
    ] = ""
    target_date: PlanDay = None
    tag_id: SomeId = None
    use_tag: str = ""


class StepForm(PlanForm):
    """A step. A missing name or date is asked about gently on the plan, never here."""

    action: Annotated[Line, Required(N_("Write what will be done."))] = ""
    doer_kind: Annotated[str, OneOf(*DoerKind, sentence=N_("Choose who will do it."))] = ""
    doer: Name = ""
    due_date: PlanDay = None
    outcome_id: SomeId = None


class ReviewDateForm(PlanForm):
    """When the plan is looked at again; left empty, no day is set."""

    review_date: PlanDay = None


class SaveForm(Form):
    """Saving a version: ``seen`` marks what was on the screen."""

    seen: str = ""


class AgreementForm(Form):
    """What the person answered, written down for them."""

    version_id: uuid.UUID
    outcome: Annotated[
        str, OneOf(*AgreementOutcome, sentence=N_("Choose what the person answered."))
    ] = ""
    words: Words = ""

    @field_validator("words")
    @classmethod
    def _say_which_part(cls, words: str, info: ValidationInfo) -> str:
        if info.data.get("outcome") == AgreementOutcome.AGREED_IN_PART and not words:
            raise ValueError(_("Write which part they do not agree with, in their own words."))
        return words
