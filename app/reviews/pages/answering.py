"""What the person thinks of the whole plan: the question, the thanks, and a plan that changed."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app import clock
from app.forms import FieldError, Option
from app.i18n import gettext as _
from app.i18n import long_date, ngettext
from app.plans.content import AgreementOutcome
from app.plans.pages.ways_to_read import WayToRead, ways_to_read
from app.reviews.marking import Mark
from app.reviews.queries import ShownPlan


@dataclass(frozen=True)
class AnswerPage:
    """What the person thinks of the whole plan."""

    title: str
    version: str
    not_said: str
    outcomes: tuple[Option, ...]
    outcome: str
    words: str
    errors: tuple[FieldError, ...]
    form_id: str = "answer"


@dataclass(frozen=True)
class ChangedPage:
    """The plan has changed: nothing was kept, and what was typed is still here to read."""

    title: str
    typed: tuple[str, ...]


@dataclass(frozen=True)
class ThanksPage:
    """What the person said, and what happens next."""

    title: str
    said: str
    next_steps: tuple[str, ...]
    until: str
    pdf: str
    ways: tuple[WayToRead, ...]


def answer_page(
    shown: ShownPlan,
    typed: Mapping[str, Any],
    errors: tuple[FieldError, ...] = (),
) -> AnswerPage:
    """Return the page that asks about the whole plan."""
    not_said = sum(mark.mark == Mark.NOT_WHAT_I_SAID for mark in shown.marks.values())
    return AnswerPage(
        title=_("What do you think of your plan?"),
        version=str(typed.get("version") or shown.version.id),
        not_said=_not_said(not_said),
        outcomes=(
            Option(AgreementOutcome.AGREED, _("I agree")),
            Option(AgreementOutcome.AGREED_IN_PART, _("I agree with some of it")),
            Option(AgreementOutcome.NOT_AGREED, _("I do not agree")),
            Option(AgreementOutcome.COULD_NOT_TAKE_PART, _("I could not take part")),
        ),
        outcome=str(typed.get("outcome", "")),
        words=str(typed.get("words", "")),
        errors=errors,
    )


def changed_page(*typed: str) -> ChangedPage:
    """Return the page that asks the person to read the plan again."""
    return ChangedPage(
        title=_("Your plan has changed. Please read it again"),
        typed=tuple(words for words in typed if words.strip()),
    )


def thanks_page(shown: ShownPlan, ends: dt.datetime, *, has_pdf: bool) -> ThanksPage:
    """Return the page after the answer: what was said, what happens next, and how to change it."""
    outcome = AgreementOutcome(shown.answer.outcome) if shown.answer else AgreementOutcome.AGREED
    said, next_steps = _after(outcome)
    return ThanksPage(
        title=_("Thank you"),
        said=said,
        next_steps=(
            *next_steps,
            _("You can change your mind. Tell your practitioner and they will write it down."),
        ),
        until=_("You can read your plan with your code until %(date)s.")
        % {"date": long_date(clock.local(ends).date())},
        pdf="/my-plan/plan.pdf" if has_pdf else "",
        ways=ways_to_read("/my-plan/as"),
    )


def _not_said(count: int) -> str:
    if not count:
        return ""
    return ngettext(
        "You told us that %(num)s line is not what you said.",
        "You told us that %(num)s lines are not what you said.",
        count,
    ) % {"num": count}


def _after(outcome: AgreementOutcome) -> tuple[str, tuple[str, ...]]:
    sees = _("Your practitioner will see your answer and your words.")
    talks = _("They will talk with you about what is not right, and change the plan with you.")
    after = {
        AgreementOutcome.AGREED: (
            _("You said that you agree with your plan."),
            (sees, _("The word DRAFT is taken off your plan.")),
        ),
        AgreementOutcome.AGREED_IN_PART: (
            _("You said that you agree with some of your plan."),
            (sees, talks),
        ),
        AgreementOutcome.NOT_AGREED: (
            _("You said that you do not agree with your plan. That is all right."),
            (sees, talks),
        ),
        AgreementOutcome.COULD_NOT_TAKE_PART: (
            _("You said that you could not take part. That is all right."),
            (
                sees,
                _(
                    "You can ask for someone to help you have your say. "
                    "They are called an advocate."
                ),
            ),
        ),
    }
    return after[outcome]
