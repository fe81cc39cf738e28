"""What may be written in a plan's forms."""

import datetime as dt
import uuid
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, ValidationInfo, field_validator

from app.forms import Choice, Day, Form, Line, Name, OneOf, Required, Words
from app.i18n import N_
from app.i18n import gettext as _
from app.plans.asset_notes import Willingness
from app.plans.content import AgreementOutcome
from app.plans.kept_back import WhyKeptBack
from app.plans.ladder import SupportRung
from app.plans.lines import DoerKind, OutcomeKind
from app.plans.progress import NEEDS_A_REASON, ProgressRating, StepStatus
from app.plans.scales import ScaleKey, scale_called
from app.plans.sufficiency import Sufficiency, WhyMissing
from outcome_mapping.framework import load_framework


def _check_year(day: dt.date | None) -> dt.date | None:
    """Refuse the year 27, which somebody means as 2027."""
    if day is not None and not 1900 <= day.year <= 2200:
        raise ValueError(_("Enter the year in full, for example 2027."))
    return day


def _check_statements(keys: tuple[str, ...]) -> tuple[str, ...]:
    if not set(load_framework().keys("statement")).issuperset(keys):
        raise ValueError(_("Choose from the statements on the page."))
    return keys


PlanDay = Annotated[Day, AfterValidator(_check_year)]
SomeId = Annotated[uuid.UUID | None, BeforeValidator(lambda raw: raw or None)]
SomeNumber = Annotated[int | None, BeforeValidator(lambda raw: None if raw == "" else raw)]


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
    said_under: Choice = ""
    use_tag: str = ""


class MeaningForm(PlanForm):
    """What an outcome means to the person. Nothing here has to be answered."""

    many = frozenset({"statements"})
    why_it_matters: Line = ""
    statements: Annotated[tuple[str, ...], AfterValidator(_check_statements)] = ()
    baseline_words: Line = ""
    scale: Annotated[str, OneOf(*ScaleKey)] = ScaleKey.WORDS_ONLY
    baseline_value: SomeNumber = None
    hoped_for_value: SomeNumber = None
    target: Line = ""
    one_step_up: Line = ""

    @field_validator("baseline_value", "hoped_for_value")
    @classmethod
    def _check_on_scale(cls, value: int | None, info: ValidationInfo) -> int | None:
        scale = info.data.get("scale")
        if value is not None and scale and value not in scale_called(scale).numbers:
            raise ValueError(_("Choose one of the numbers on the scale."))
        return value


class EnoughForm(PlanForm):
    """Question 11 for one outcome."""

    enough: Annotated[
        str, OneOf(*Sufficiency, sentence=N_("Choose what the person said about it."))
    ] = ""
    enough_words: Line = ""


class GapForm(PlanForm):
    """Something that would have helped and was not there."""

    would_help: Annotated[Line, Required(N_("Write what would have helped."))] = ""
    why: Annotated[str, OneOf(*WhyMissing, sentence=N_("Choose why it was not there."))] = ""
    more: Line = ""


class StepForm(PlanForm):
    """A step. A missing name or date is asked about gently on the plan, never here."""

    action: Annotated[Line, Required(N_("Write what will be done."))] = ""
    doer_kind: Annotated[str, OneOf(*DoerKind, sentence=N_("Choose who will do it."))] = ""
    doer: Name = ""
    due_date: PlanDay = None
    outcome_id: SomeId = None
    rung: Annotated[str, OneOf("", *SupportRung)] = ""
    draws_on: Choice = ""
    why_a_service: Line = ""


class ReportForm(PlanForm):
    """How a step is going."""

    status: Annotated[
        str, OneOf(*StepStatus, sentence=N_("Choose what is being done about it."))
    ] = ""
    rating: Annotated[str, OneOf(*ProgressRating, sentence=N_("Choose how far it has come."))] = ""
    reason: Line = ""

    @field_validator("reason")
    @classmethod
    def _say_why(cls, reason: str, info: ValidationInfo) -> str:
        if info.data.get("status") in NEEDS_A_REASON and not reason:
            raise ValueError(_("Write why it is held up or has stopped."))
        return reason


class OrderForm(PlanForm):
    """Moving one outcome or step one place: "outcome ID up"."""

    move: Choice = ""


class NoteForm(PlanForm):
    """What is known about something to draw on. Nothing here has to be answered."""

    many = frozenset({"outcome_ids"})
    whose: Name = ""
    willingness: Annotated[str, OneOf("", *Willingness)] = ""
    from_date: PlanDay = None
    until_date: PlanDay = None
    cost_to_giver: Line = ""
    outcome_ids: tuple[uuid.UUID, ...] = ()
    helps: Line = ""
    kept_back: Annotated[str, OneOf("", *WhyKeptBack)] = ""
    kept_back_reason: Line = ""

    @field_validator("until_date")
    @classmethod
    def _check_order(cls, until: dt.date | None, info: ValidationInfo) -> dt.date | None:
        begins = info.data.get("from_date")
        if until is not None and begins is not None and until < begins:
            raise ValueError(_("It cannot end before it begins. Check both dates."))
        return until

    @field_validator("kept_back_reason")
    @classmethod
    def _say_why(cls, reason: str, info: ValidationInfo) -> str:
        if info.data.get("kept_back") and not reason:
            raise ValueError(_("Write why it is kept out of every copy."))
        return reason


class KeepBackForm(Form):
    """Keeping confirmed words out of every copy."""

    why: Annotated[str, OneOf(*WhyKeptBack, sentence=N_("Choose why it is kept back."))] = ""
    reason: Annotated[Line, Required(N_("Write why it is kept out of every copy."))] = ""


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
