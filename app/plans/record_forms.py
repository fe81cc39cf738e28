"""What may be written beside a plan: its kind in law, copies, warnings, and what was found."""

import datetime as dt
import uuid
from typing import Annotated

from pydantic import ValidationInfo, field_validator

from app import clock
from app.forms import Form, Line, Name, OneOf, Required, Words
from app.i18n import LANGUAGES, N_
from app.i18n import gettext as _
from app.plans.forms import PlanDay, PlanForm, SomeId
from app.plans.kinship import Relation
from app.plans.lines import DoerKind
from app.plans.plan_kinds import Advocacy, CarerOffer, Payments, PlanKind
from app.plans.sharing import CopyShape


class KindForm(PlanForm):
    """Which kind of plan it is."""

    kind: Annotated[str, OneOf(*PlanKind, sentence=N_("Choose which kind of plan this is."))] = ""


class StatuteForm(PlanForm):
    """What a statutory plan records. Nothing is required: unfinished is kept as it is."""

    assessed_on: PlanDay = None
    decided_by: Name = ""
    decided_on: PlanDay = None
    eligible_needs: Words = ""
    monitoring: Words = ""
    payments: Annotated[str, OneOf("", *Payments)] = ""
    payment_needs: Words = ""
    payment_amount: Name = ""
    payment_frequency: Name = ""
    carer: Annotated[str, OneOf("", *CarerOffer)] = ""
    carer_on: PlanDay = None
    advocacy: Annotated[str, OneOf("", *Advocacy)] = ""
    advocate: Name = ""
    enquiry: Annotated[str, OneOf("", "none", "concluded")] = ""
    enquiry_conclusion: Words = ""


class TakeForm(PlanForm):
    """A step made from an entry of the directory."""

    action: Annotated[Line, Required(N_("Write what will be done."))] = ""
    doer_kind: Annotated[str, OneOf(*DoerKind, sentence=N_("Choose who will do it."))] = ""
    doer: Name = ""
    due_date: PlanDay = None
    outcome_id: SomeId = None


class CopyForm(Form):
    """A copy that somebody was given, or was not."""

    operation_id: uuid.UUID
    number: int
    what: Annotated[
        str, OneOf("given", "withheld", sentence=N_("Choose whether it was given or withheld."))
    ] = ""
    recipient: Annotated[Name, Required(N_("Write who it was for."))] = ""
    relation: Annotated[
        str, OneOf(*Relation, sentence=N_("Choose who they are to the person."))
    ] = ""
    form: Annotated[str, OneOf(*CopyShape, sentence=N_("Choose in which form."))] = ""
    language: Annotated[str, OneOf(*LANGUAGES, sentence=N_("Choose in which language."))] = ""
    on: PlanDay = None
    reason: Words = ""
    warned_of: str = ""
    choice: Annotated[str, OneOf("", "give", "not_give")] = ""
    despite: Words = ""

    @field_validator("on")
    @classmethod
    def _a_day_that_has_been(cls, on: dt.date | None) -> dt.date | None:
        if on is None:
            raise ValueError(_("Write the day."))
        if on > clock.today():
            raise ValueError(_("This day has not come yet."))
        return on

    @field_validator("reason")
    @classmethod
    def _why_withheld(cls, reason: str, info: ValidationInfo) -> str:
        if info.data.get("what") == "withheld" and not reason:
            raise ValueError(_("Write why it was withheld."))
        return reason


class HarmForm(Form):
    """Somebody colleagues should think about before anything is shared with them."""

    operation_id: uuid.UUID
    name: Annotated[Name, Required(N_("Write their name, as people call them."))] = ""
    reason: Annotated[Words, Required(N_("Write why, so that colleagues can understand."))] = ""


class LiftForm(Form):
    """Lifting a note needs no words."""
