"""What more a practice plan may say: what outcomes mean, how steps go, what is known of help."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from app.plans.asset_notes import Willingness
from app.plans.kept_back import WhyKeptBack
from app.plans.kinship import Relation
from app.plans.ladder import SupportRung
from app.plans.plan_kinds import Advocacy, CarerOffer, Payments
from app.plans.progress import ProgressRating, StepStatus
from app.plans.sharing import CopyShape
from app.plans.sufficiency import Sufficiency, WhyMissing
from conversations import DataRecord, Sentence


class StoryMeaning(DataRecord):
    """Why an outcome matters, where the person is with it, and where they would like to be.

    What was not said is left out: a published account does not say everything a plan may hold.
    """

    why_it_matters: Sentence | None = None
    statements: tuple[str, ...] = ()
    now: Sentence | None = None
    number_now: int | None = None
    number_hoped_for: int | None = None
    target: Sentence | None = None
    one_step_up: Sentence | None = None


class StoryGap(DataRecord):
    """Something that would have helped, and why it was not there."""

    would_help: Sentence
    why: WhyMissing
    more: Sentence | None = None


class StoryEnough(DataRecord):
    """What the person said to question 11 about one outcome."""

    answer: Sufficiency
    words: Sentence | None = None
    gaps: tuple[StoryGap, ...] = ()


class StoryReport(DataRecord):
    """How a step was going on one day."""

    day: date
    status: StepStatus
    rating: ProgressRating
    reason: Sentence | None = None


class StoryNote(DataRecord):
    """What is known of something to draw on; ``helps_outcomes`` are counted from 0."""

    ring: Literal["me", "my_people", "my_community", "services"]
    quote: Sentence
    whose: Sentence
    willingness: Willingness | None = None
    from_date: date | None = None
    until_date: date | None = None
    cost_to_giver: Sentence | None = None
    helps_outcomes: tuple[int, ...] = ()
    helps: Sentence | None = None
    kept_back: WhyKeptBack | None = None
    kept_back_reason: Sentence | None = None


class StoryKeptBack(DataRecord):
    """Confirmed words that stand in no copy."""

    quote: Sentence
    why: WhyKeptBack
    reason: Sentence


class StoryStep(DataRecord):
    """Who will do what by when, towards which outcome (counted from 0)."""

    action: Sentence
    doer: Sentence
    doer_kind: Literal["me", "my_people", "my_community", "practitioner", "service"]
    due_date: date | None = None
    outcome: Annotated[int, Field(ge=0)]
    rung: SupportRung | None = None
    uses: Sentence | None = None
    why_a_service: Sentence | None = None
    reports: tuple[StoryReport, ...] = ()


class StoryStatute(DataRecord):
    """What a statutory plan records; what nobody has written yet is left out."""

    kind: Literal["care_and_support", "carers_support"]
    decided_by: Sentence | None = None
    decided_on: date | None = None
    eligible_needs: Sentence | None = None
    monitoring: Sentence | None = None
    payments: Payments | None = None
    payment_needs: Sentence | None = None
    payment_amount: Sentence | None = None
    payment_frequency: Sentence | None = None
    carer: CarerOffer | None = None
    carer_on: date | None = None
    advocacy: Advocacy | None = None
    advocate: Sentence | None = None
    enquiry: Literal["none"] | None = None


class StoryCopy(DataRecord):
    """Somebody who was given a copy of the plan, or was not."""

    recipient: Sentence
    relation: Relation
    form: CopyShape
    language: Literal["cy", "en"]
    day: date
    withheld_because: Sentence | None = None


class StoryThen(DataRecord):
    """What was added after the person answered, and the day the plan was saved again."""

    saved_on: date
    steps: Annotated[tuple[StoryStep, ...], Field(min_length=1)]


class StoryAgreement(DataRecord):
    """What the person said to the plan as a whole."""

    outcome: Literal["agreed", "agreed_in_part", "not_agreed", "could_not_take_part"]
    words: Sentence | None = None


class StoryMark(DataRecord):
    """What the person said to one line of the plan."""

    line_contains: Sentence
    mark: Literal["thats_me", "not_what_i_said"]
    words: Sentence | None = None
