"""The plan as a page: the person's words first, strengths before any service."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from app import clock
from app.i18n import Language, as_language, current_language, long_date
from app.i18n import gettext as _
from app.plans.content import DoerKind, PlanContent, QuoteLine, Section, StepLine
from app.plans.gathering import WorkingPlan
from app.plans.gentle_checks import gentle_checks
from app.plans.labels import PlanLabels, gentle_sentence
from app.plans.models import PlanVersion
from app.recording.pages.parts import Fact
from app.recording.pages.way import WayStep, way_through
from app.recording.pages.wording import NOTHING_NOTICED, Wording


_DOER_ICONS: Final = {
    DoerKind.ME: "SELF",
    DoerKind.MY_PEOPLE: "PEOPLE",
    DoerKind.MY_COMMUNITY: "COMMUNITY",
    DoerKind.PRACTITIONER: "person",
    DoerKind.SERVICE: "SERVICES",
}


@dataclass(frozen=True)
class Line:
    """One line of the plan with what stands over and under it."""

    words: str
    captions: tuple[str, ...]
    lead: str = ""
    edit_href: str = ""
    edit_label: str = ""
    icon: str = ""
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
class Download:
    """A way to the PDF in one language."""

    label: str
    href: str
    language: Language


@dataclass(frozen=True)
class PlanPage:
    """The whole plan, and what may be done with it."""

    title: str
    base: str
    way: tuple[WayStep, ...]
    heard_href: str
    review_href: str
    person_name: str
    description: str
    kind: str
    statement: str
    draft: str
    version: str
    facts: tuple[Fact, ...]
    notices: tuple[str, ...]
    words_language: Language | None
    is_empty: bool
    what_matters: Part
    has_outcomes: bool
    strengths_heading: str
    rings: tuple[Part, ...]
    alongside: tuple[Part, ...]  # after the person's own: services, what hinders, risks
    steps_heading: str
    steps_empty: str
    step_groups: tuple[StepGroup, ...]
    review_heading: str
    review: tuple[str, ...]
    review_link: str
    agreement_heading: str
    agreement: tuple[str, ...]
    agreement_words: str
    agreement_note: str
    can_answer: bool
    checks: tuple[str, ...]
    seen: str
    is_saved: bool
    downloads: tuple[Download, ...]
    has_changed_meanwhile: bool = False


def plan_page(
    working: WorkingPlan,
    labels: PlanLabels,
    *,
    seen: str,
    wordings: Mapping[str, Wording],
    agreement_note: str = "",
    has_changed_meanwhile: bool = False,
) -> PlanPage:
    """Return the plan as it is shown."""
    content = working.content
    base = f"/conversations/{working.conversation.id}/plan"
    return PlanPage(
        title=labels.title,
        base=base,
        way=way_through(working.conversation.id, "plan"),
        heard_href=f"/conversations/{working.conversation.id}/heard",
        review_href=f"/conversations/{working.conversation.id}/review",
        person_name=content.facts.person_name,
        description=labels.description,
        kind=labels.kind,
        statement=labels.statement,
        draft=labels.head,
        version=_version_sentence(working),
        facts=tuple(Fact(label, value) for label, value in labels.facts),
        notices=labels.notices,
        words_language=words_language(working),
        is_empty=not content.all_lines(),
        what_matters=_what_matters(content, labels, base, wordings),
        has_outcomes=bool(content.outcomes),
        strengths_heading=labels.strengths,
        rings=(
            _part("SELF", Section.ME, content.strengths.me, labels),
            _part("PEOPLE", Section.MY_PEOPLE, content.strengths.my_people, labels),
            _part("COMMUNITY", Section.MY_COMMUNITY, content.strengths.my_community, labels),
        ),
        alongside=(
            _part("SERVICES", Section.SERVICES, content.services, labels),
            _part("BARRIER", Section.BARRIERS, content.barriers, labels),
            _part("RISK", Section.RISKS, content.risks, labels),
        ),
        steps_heading=labels.headings[Section.STEPS],
        steps_empty=labels.empty[Section.STEPS],
        step_groups=_step_groups(content, labels, base, wordings),
        review_heading=labels.looking_again,
        review=labels.review,
        review_link=_("Change the date") if content.review_date else _("Set the date"),
        agreement_heading=labels.agreement_heading,
        agreement=labels.agreement,
        agreement_words=content.agreement.words if content.agreement else "",
        agreement_note=agreement_note,
        can_answer=working.latest is not None,
        checks=tuple(gentle_sentence(check) for check in gentle_checks(content)),
        seen=seen,
        is_saved=working.is_saved,
        downloads=_downloads(working, base),
        has_changed_meanwhile=has_changed_meanwhile,
    )


def words_language(working: WorkingPlan) -> Language | None:
    """Return the one language the words were said in, so that a reader aloud says them right."""
    return as_language(working.conversation.language)


def plan_language(working: WorkingPlan) -> Language:
    """Return the language the person asked to have their plan in."""
    return as_language(working.conversation.plan_language) or current_language()


def _version_sentence(working: WorkingPlan) -> str:
    latest = working.latest
    if latest is None:
        return _("This plan has not been saved as a version yet.")
    sentence = (
        _("Version %(number)s, saved on %(date)s.")
        if working.is_saved
        else _("Changed since version %(number)s was saved on %(date)s.")
    )
    return sentence % {"number": latest.number, "date": saved_on(latest)}


def saved_on(version: PlanVersion) -> str:
    """Return the day a version was saved, written out."""
    return long_date(clock.local(version.made_at).date())


def _what_matters(
    content: PlanContent, labels: PlanLabels, base: str, wordings: Mapping[str, Wording]
) -> Part:
    written = tuple(
        Line(
            words=line.words,
            captions=labels.captions[line.line_key],
            lead=labels.leads[line.line_key],
            edit_href=f"{base}/outcomes/{line.id}",
            edit_label=_("Change what matters, number %(number)s") % {"number": number},
            wording=wordings.get(line.line_key, NOTHING_NOTICED),
        )
        for number, line in enumerate(content.outcomes, start=1)
    )
    said = _quotes(content.what_matters, labels)
    heading = labels.headings[Section.OUTCOMES]
    return Part("OUTCOME", heading, written or said, labels.empty[Section.WHAT_MATTERS])


def _part(key: str, section: Section, lines: Sequence[QuoteLine], labels: PlanLabels) -> Part:
    empty = labels.empty.get(section, "")
    return Part(key, labels.headings[section], _quotes(lines, labels), empty)


def _quotes(lines: Sequence[QuoteLine], labels: PlanLabels) -> tuple[Line, ...]:
    return tuple(Line(f"“{line.words.strip()}”", labels.captions[line.line_key]) for line in lines)


def _step_groups(
    content: PlanContent, labels: PlanLabels, base: str, wordings: Mapping[str, Wording]
) -> tuple[StepGroup, ...]:
    groups = []
    for outcome, steps in content.step_groups():
        alone = labels.other_steps if content.outcomes else ""
        heading = labels.towards[outcome.line_key] if outcome else alone
        lines = tuple(_step(step, labels, base, wordings) for step in steps)
        groups.append(StepGroup(heading, lines))
    return tuple(groups)


def _step(step: StepLine, labels: PlanLabels, base: str, wordings: Mapping[str, Wording]) -> Line:
    return Line(
        words=step.action,
        captions=labels.captions[step.line_key],
        edit_href=f"{base}/steps/{step.id}",
        edit_label=_("Change this step: %(step)s") % {"step": step.action},
        icon=_DOER_ICONS[step.doer_kind],
        wording=wordings.get(step.line_key, NOTHING_NOTICED),
    )


def _downloads(working: WorkingPlan, base: str) -> tuple[Download, ...]:
    if working.latest is None:
        return ()
    number = {"number": working.latest.number}
    links = {
        "cy": Download(
            _("Version %(number)s as a PDF in Welsh") % number, f"{base}.pdf?language=cy", "cy"
        ),
        "en": Download(
            _("Version %(number)s as a PDF in English") % number, f"{base}.pdf?language=en", "en"
        ),
    }
    first = plan_language(working)
    return (links[first], links["en" if first == "cy" else "cy"])
