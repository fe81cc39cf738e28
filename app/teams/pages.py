"""The team page: what is waiting, then what people say matters, as charts and the same numbers."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from app.forms import Option
from app.i18n import gettext as _
from app.i18n import long_date, ngettext
from app.periods import Quarter
from app.teams.queries import Waiting
from app.teams.sorting import Sorting
from app.teams.suggestion_pages import PauseNotice
from app.teams.tables import CountTable, TeamCounts, count_tables
from outcome_mapping.framework import Framework


@dataclass(frozen=True)
class WaitingCounts:
    """How many of each kind of thing are waiting in the team."""

    to_finish: Waiting
    for_plan: Waiting
    for_answer: Waiting
    for_change: Waiting


@dataclass(frozen=True)
class WaitingLine:
    """One thing that is waiting, in a sentence."""

    sentence: str
    since: str


@dataclass(frozen=True)
class TeamPage:
    """What the template shows."""

    title: str
    stopped: PauseNotice | None
    waiting: tuple[WaitingLine, ...]
    has_conversations: bool
    periods: tuple[Option, ...]
    period: str
    period_heading: str
    sorted_by: str
    summary: tuple[str, ...]
    has_tags: bool
    tables: tuple[CountTable, ...]


def team_page(
    team_name: str,
    stopped: PauseNotice | None,
    waiting: WaitingCounts,
    quarters: Sequence[Quarter],
    counts: TeamCounts | None,
    framework: Framework,
    sorting: Sorting,
) -> TeamPage:
    """Return the page; without ``counts`` the team has held no conversation yet."""
    return TeamPage(
        title=team_name,
        stopped=stopped,
        waiting=_waiting_lines(waiting),
        has_conversations=counts is not None,
        periods=tuple(Option(one.label, one.months) for one in reversed(quarters)),
        period=counts.quarter.label if counts else "",
        period_heading=counts.quarter.months if counts else "",
        sorted_by=sorting.name,
        summary=_summary(counts) if counts else (),
        has_tags=counts is not None and counts.confirmed.tags > 0,
        tables=count_tables(counts, framework, sorting) if counts else (),
    )


def _waiting_lines(waiting: WaitingCounts) -> tuple[WaitingLine, ...]:
    finish, plan = waiting.to_finish, waiting.for_plan
    answer, change = waiting.for_answer, waiting.for_change
    lines = (
        (
            change,
            ngettext(
                "%(num)s plan the person does not agree with, or agrees with only in part",
                "%(num)s plans the person does not agree with, or agrees with only in part",
                change.how_many,
            ),
        ),
        (
            answer,
            ngettext(
                "%(num)s plan shown to the person and not answered yet",
                "%(num)s plans shown to the person and not answered yet",
                answer.how_many,
            ),
        ),
        (
            plan,
            ngettext(
                "%(num)s finished conversation without a saved plan",
                "%(num)s finished conversations without a saved plan",
                plan.how_many,
            ),
        ),
        (
            finish,
            ngettext(
                "%(num)s conversation still in progress",
                "%(num)s conversations still in progress",
                finish.how_many,
            ),
        ),
    )
    return tuple(
        WaitingLine(sentence % {"num": f"{one.how_many:,}"}, _since(one.since))
        for one, sentence in lines
        if one.how_many
    )


def _since(day: dt.date | None) -> str:
    if day is None:
        return ""
    return _("The oldest is from a conversation on %(date)s.") % {"date": long_date(day)}


def _summary(counts: TeamCounts) -> tuple[str, ...]:
    held, confirmed = counts.held, counts.confirmed
    return (
        _("Conversations held: %(conversations)s, with this many different people: %(people)s.")
        % {"conversations": f"{held.conversations:,}", "people": f"{held.people:,}"},
        _(
            "With at least one confirmed tag: %(conversations)s conversations, "
            "%(people)s different people."
        )
        % {"conversations": f"{confirmed.conversations:,}", "people": f"{confirmed.people:,}"},
    )
