"""The lines of the plan's page: their words, and all that stands round them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from app.i18n import gettext as _
from app.plans.asset_map import AssetMap
from app.plans.content import PlanContent
from app.plans.details import Detail
from app.plans.labels import PlanLabels
from app.plans.lines import DoerKind, QuoteLine, Section, StepLine
from app.plans.pages.threads import ThreadView
from app.recording.pages.wording import NOTHING_NOTICED, Wording


_DOER_ICONS: Final = {
    DoerKind.ME: "SELF",
    DoerKind.MY_PEOPLE: "PEOPLE",
    DoerKind.MY_COMMUNITY: "COMMUNITY",
    DoerKind.PRACTITIONER: "person",
    DoerKind.SERVICE: "SERVICES",
}


@dataclass(frozen=True)
class LineLink:
    """Something that may be done with one line; ``about`` says which line it is."""

    label: str
    href: str
    about: str
    icon: str = "edit"


@dataclass(frozen=True)
class Line:
    """One line of the plan with what stands over and under it."""

    words: str
    captions: tuple[str, ...]
    lead: str = ""
    details: tuple[Detail, ...] = ()
    thread: ThreadView | None = None
    links: tuple[LineLink, ...] = ()
    icon: str = ""
    number: int | None = None  # on the map of what they can draw on
    wording: Wording = NOTHING_NOTICED


@dataclass(frozen=True)
class Part:
    """Lines under one heading; ``key`` is that of the ring or element they are."""

    key: str
    heading: str
    lines: tuple[Line, ...]
    empty: str = ""


@dataclass(frozen=True)
class StepGroup:
    """The steps towards one outcome, or those that stand alone."""

    heading: str
    steps: tuple[Line, ...]


@dataclass(frozen=True)
class Round:
    """What stands round the lines of one plan."""

    labels: PlanLabels
    threads: Mapping[str, ThreadView]
    wordings: Mapping[str, Wording]
    drawn: AssetMap
    base: str

    def line(
        self, key: str, words: str, lead: str = "", links: tuple[LineLink, ...] = (), icon: str = ""
    ) -> Line:
        """Return one line with all that belongs to it."""
        return Line(
            words=words,
            captions=self.labels.captions[key],
            lead=lead,
            details=self.labels.details.get(key, ()),
            thread=self.threads.get(key),
            links=links,
            icon=icon,
            number=self.drawn.number_of(key),
            wording=self.wordings.get(key, NOTHING_NOTICED),
        )

    def quotes(self, lines: Sequence[QuoteLine]) -> tuple[Line, ...]:
        """Return words that were said, as lines."""
        return tuple(
            self.line(line.line_key, f"“{line.words.strip()}”", links=self._links(line))
            for line in lines
        )

    def _links(self, line: QuoteLine) -> tuple[LineLink, ...]:
        if self.drawn.number_of(line.line_key) is None:
            return ()
        href = f"{self.base}/assets/{line.line_key}"
        return (LineLink(_("More about it"), href, line.words, "add"),)


def what_matters(content: PlanContent, round_lines: Round, base: str) -> Part:
    """Return what matters: the outcomes once written, until then what was said."""
    written = tuple(
        round_lines.line(
            line.line_key,
            line.words,
            round_lines.labels.leads[line.line_key],
            _outcome_links(f"{base}/outcomes/{line.id}", number),
        )
        for number, line in enumerate(content.outcomes, start=1)
    )
    labels = round_lines.labels
    said = round_lines.quotes(content.what_matters)
    heading = labels.headings[Section.OUTCOMES]
    return Part("OUTCOME", heading, written or said, labels.empty[Section.WHAT_MATTERS])


def _outcome_links(here: str, number: int) -> tuple[LineLink, ...]:
    about = _("What matters, number %(number)s") % {"number": number}
    return (
        LineLink(_("Change"), here, about),
        LineLink(_("More about it"), f"{here}/meaning", about, "add"),
        LineLink(_("Is it enough?"), f"{here}/enough", about, "speech"),
    )


def part(key: str, section: Section, lines: Sequence[QuoteLine], round_lines: Round) -> Part:
    """Return the quotes of one ring, or of what stands beside the rings."""
    labels = round_lines.labels
    empty = labels.empty.get(section, "")
    return Part(key, labels.headings[section], round_lines.quotes(lines), empty)


def step_groups(content: PlanContent, round_lines: Round, base: str) -> tuple[StepGroup, ...]:
    """Return the steps under what they are for, then those that stand alone."""
    labels = round_lines.labels
    groups = []
    for outcome, steps in content.step_groups():
        alone = labels.other_steps if content.outcomes else ""
        heading = labels.towards[outcome.line_key] if outcome else alone
        lines = tuple(_step(step, round_lines, base) for step in steps)
        groups.append(StepGroup(heading, lines))
    return tuple(groups)


def _step(step: StepLine, round_lines: Round, base: str) -> Line:
    here = f"{base}/steps/{step.id}"
    links = (
        LineLink(_("Change"), here, step.action),
        LineLink(_("How is it going?"), f"{here}/going", step.action, "speech"),
    )
    return round_lines.line(
        step.line_key, step.action, links=links, icon=_DOER_ICONS[step.doer_kind]
    )
