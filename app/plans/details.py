"""What stands beside a line of the plan: each detail with its name, in the language being spoken.

A detail's words are the person's or somebody's own where ``is_said``; else they are ours. The
page, the PDF and the person's own page show the same details.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from app.i18n import N_, long_date
from app.i18n import gettext as _
from app.plans.asset_notes import AssetNote, Willingness
from app.plans.content import PlanContent
from app.plans.kept_back import WhyKeptBack
from app.plans.ladder import SupportRung
from app.plans.lines import OutcomeLine, QuoteLine, StepLine
from app.plans.progress import ProgressRating, StepProgress, StepStatus
from app.plans.scales import Placing, ScaleKey
from app.plans.sufficiency import Gap, Sufficiency, WhyMissing


@dataclass(frozen=True, slots=True)
class Detail:
    """One thing beside a line: what it is, and what was written."""

    label: str
    words: str
    is_said: bool = False  # somebody's own words, in the language of the conversation
    is_name: bool = False  # said, but a name: it takes no quotation marks
    rating: ProgressRating | None = None  # a page gives it a colour beside its words


SCALE_ENDS: Final = {
    ScaleKey.ONE_TO_TEN: N_("%(value)s, where 1 is not at all how I want it and 10 is just right"),
    ScaleKey.NOUGHT_TO_TEN: N_(
        "%(value)s, where 0 is not at all how I want it and 10 is just right"
    ),
    ScaleKey.ONE_TO_FIVE: N_("%(value)s, where 1 is not at all how I want it and 5 is just right"),
}
SUFFICIENCY: Final = {
    Sufficiency.ENOUGH: N_("What I have is enough"),
    Sufficiency.PARTLY: N_("What I have is partly enough"),
    Sufficiency.NOT_ENOUGH: N_("What I have is not enough"),
    Sufficiency.NOT_SURE: N_("I am not sure whether what I have is enough"),
}
WHY_MISSING: Final = {
    WhyMissing.NONE_HERE: N_("There is none round here"),
    WhyMissing.FULL: N_("It is full, or there is a waiting list"),
    WhyMissing.COST: N_("It costs too much"),
    WhyMissing.TRANSPORT: N_("There is no way of getting there"),
    WhyMissing.NOT_IN_WELSH: N_("It is not there in Welsh"),
    WhyMissing.NOT_ACCESSIBLE: N_("It cannot be got into or used"),
    WhyMissing.OTHER: N_("Another reason"),
}
WILLINGNESS: Final = {
    Willingness.WILLING: N_("Yes, they said so"),
    Willingness.NOT_ASKED: N_("They have not been asked yet"),
    Willingness.NOT_WILLING: N_("No, not now"),
}
RUNGS: Final = {
    SupportRung.UNIVERSAL: N_("Open to everybody"),
    SupportRung.INFORMATION_AND_ADVICE: N_("Information and advice"),
    SupportRung.UNIVERSAL_PLUS: N_("Open to everybody, with a little help to use it"),
    SupportRung.ASSISTANCE_AND_ADVOCACY: N_("Help to do it, or somebody to speak up with me"),
    SupportRung.EARLY_INTERVENTION: N_("Early help, to get back on my feet"),
    SupportRung.SHORT_TERM_INTENSIVE: N_("A lot of help for a short time"),
    SupportRung.LONG_TERM_SPECIALIST: N_("Specialist help for the long term"),
}
STATUSES: Final = {
    StepStatus.TO_DO: N_("Not started yet"),
    StepStatus.UNDER_WAY: N_("Under way"),
    StepStatus.HELD_UP: N_("Held up"),
    StepStatus.DONE: N_("Done"),
    StepStatus.STOPPED: N_("Stopped"),
}
WHY_KEPT_BACK: Final = {
    WhyKeptBack.THIRD_PARTY: N_("It is about somebody else, who has not agreed to it"),
    WhyKeptBack.IN_CONFIDENCE: N_("It was told in confidence"),
    WhyKeptBack.RESTRICTED: N_("A copy of it could put somebody at risk"),
}
RATINGS: Final = {
    ProgressRating.COMPLETE: N_("Complete"),
    ProgressRating.ALMOST_COMPLETE: N_("Almost complete"),
    ProgressRating.SOME_PROGRESS: N_("Some progress"),
    ProgressRating.NO_PROGRESS: N_("No progress"),
}


def plan_details(
    content: PlanContent, statements: Mapping[str, str]
) -> dict[str, tuple[Detail, ...]]:
    """Return every line's details by its key; ``statements`` names each outcome statement."""
    outcomes = {line.id: line.words for line in content.outcomes}
    assets = {line.line_key: line.words for line in content.asset_lines()}
    return {
        **{line.line_key: tuple(_of_outcome(line, statements)) for line in content.outcomes},
        **{line.line_key: tuple(_of_asset(line, outcomes)) for line in content.asset_lines()},
        **{step.line_key: tuple(_of_step(step, assets)) for step in content.steps},
    }


def _of_outcome(line: OutcomeLine, statements: Mapping[str, str]) -> Iterator[Detail]:
    yield from _said(_("Why it matters to me"), line.why_it_matters)
    for key in line.statements if statements else ():
        yield Detail(_("It speaks to"), statements.get(key, key))
    if line.baseline:
        yield from _of_placing(line.baseline)
    yield from _said(_("Where I would like to be"), line.target)
    yield from _said(_("One step up would look like this"), line.one_step_up)
    if line.enough:
        yield Detail(_("Is what I have enough?"), _(SUFFICIENCY[line.enough]))
    yield from _said(_("In my words"), line.enough_words)
    for gap in line.gaps:
        yield from _of_gap(gap)


def _of_placing(placing: Placing) -> Iterator[Detail]:
    yield from _said(_("Where I am now"), placing.words)
    for label, value in (
        (_("How I see it now, as a number"), placing.value),
        (_("The number I hope for"), placing.hoped_for),
    ):
        if placing.scale and value is not None:
            yield Detail(label, _(SCALE_ENDS[placing.scale]) % {"value": value})


def _of_gap(gap: Gap) -> Iterator[Detail]:
    yield Detail(_("This would have helped"), gap.would_help, is_said=True)
    if gap.why is WhyMissing.OTHER and gap.more:  # "another reason" says nothing beside the reason
        yield from _said(_("Why it was not there"), gap.more)
        return
    yield Detail(_("Why it was not there"), _(WHY_MISSING[gap.why]))
    yield from _said(_("More about why"), gap.more)


def _of_asset(line: QuoteLine, outcomes: Mapping[str, str]) -> Iterator[Detail]:
    note = line.note
    if note is None:
        return
    if note.whose:
        yield Detail(_("Whose it is"), note.whose, is_said=True, is_name=True)
    if note.willingness:
        yield Detail(_("Are they willing?"), _(WILLINGNESS[note.willingness]))
    yield from _of_days(note)
    yield from _said(_("What it costs whoever gives it"), note.cost_to_giver)
    for outcome_id in note.outcome_ids:
        yield from _said(_("It helps with"), outcomes.get(outcome_id, ""))
    yield from _said(_("How it helps"), note.helps)


def _of_days(note: AssetNote) -> Iterator[Detail]:
    for label, day in ((_("From"), note.from_date), (_("Until"), note.until_date)):
        if day:
            yield Detail(label, long_date(day))


def _of_step(step: StepLine, assets: Mapping[str, str]) -> Iterator[Detail]:
    yield from _said(_("It uses"), assets.get(step.draws_on or "", ""))
    if step.rung:
        yield Detail(_("Kind of help"), _(RUNGS[step.rung]))
    yield from _said(_("Why a service"), step.why_a_service)
    if step.found_in:
        yield Detail(_("From the directory"), step.found_in.name)
        yield Detail(_("Taken from it on"), long_date(step.found_in.on))
        yield from _said(_("Telephone"), step.found_in.phone)
    if step.progress:
        yield from _of_progress(step.progress)


def _of_progress(progress: StepProgress) -> Iterator[Detail]:
    said = going(progress.status, progress.rating, progress.on)
    yield Detail(_("How it is going"), said, rating=progress.rating)
    yield from _said(_("Why"), progress.reason)


def going(status: StepStatus, rating: ProgressRating, on: dt.date) -> str:
    """Say in words what is being done about a step and how far it had come on that day."""
    sentence = _("%(status)s. %(rating)s, on %(date)s.")
    return sentence % {
        "status": _(STATUSES[status]),
        "rating": _(RATINGS[rating]),
        "date": long_date(on),
    }


def _said(label: str, words: str) -> Iterator[Detail]:
    if words:
        yield Detail(label, words, is_said=True)
