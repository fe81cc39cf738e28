"""The plan as a page: the person's words first, strengths before any service."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app import clock
from app.i18n import Language, as_language, current_language, long_date
from app.i18n import gettext as _
from app.plans.asset_map import AssetMap, asset_map
from app.plans.gathering import WorkingPlan
from app.plans.gentle_checks import gentle_checks
from app.plans.labels import PlanLabels, gentle_sentence
from app.plans.lines import Section
from app.plans.models import PlanVersion
from app.plans.pages.beside import Beside, CopyRow, beside
from app.plans.pages.lines import Part, Round, StepGroup, part, step_groups, what_matters
from app.plans.pages.threads import ThreadView
from app.plans.pages.ways_to_read import WayToRead, ways_to_read
from app.recording.pages.board_summary import BoardSummary
from app.recording.pages.parts import Fact
from app.recording.pages.way import WayStep, way_through
from app.recording.pages.wording import Wording


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
    pictures: BoardSummary | None
    what_matters: Part
    has_outcomes: bool
    can_be_ordered: bool
    strengths_heading: str
    map: AssetMap
    ring_names: Mapping[str, str]
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
    ways: tuple[WayToRead, ...]
    beside: Beside
    has_changed_meanwhile: bool = False


def plan_page(
    working: WorkingPlan,
    labels: PlanLabels,
    *,
    seen: str,
    wordings: Mapping[str, Wording],
    threads: Mapping[str, ThreadView],
    pictures: BoardSummary | None = None,
    copies: Sequence[CopyRow] = (),
    agreement_note: str = "",
    has_changed_meanwhile: bool = False,
) -> PlanPage:
    """Return the plan as it is shown."""
    content = working.content
    base = f"/conversations/{working.conversation.id}/plan"
    drawn = asset_map(content)
    round_lines = Round(labels, threads, wordings, drawn, base)
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
        what_matters=what_matters(content, round_lines, base),
        pictures=pictures,
        has_outcomes=bool(content.outcomes),
        can_be_ordered=len(content.outcomes) > 1 or len(content.steps) > 1,
        strengths_heading=labels.strengths,
        map=drawn,
        ring_names={
            "SELF": labels.headings[Section.ME],
            "PEOPLE": labels.headings[Section.MY_PEOPLE],
            "COMMUNITY": labels.headings[Section.MY_COMMUNITY],
            "SERVICES": labels.headings[Section.SERVICES],
        },
        rings=(
            part("SELF", Section.ME, content.strengths.me, round_lines),
            part("PEOPLE", Section.MY_PEOPLE, content.strengths.my_people, round_lines),
            part("COMMUNITY", Section.MY_COMMUNITY, content.strengths.my_community, round_lines),
        ),
        alongside=(
            part("SERVICES", Section.SERVICES, content.services, round_lines),
            part("BARRIER", Section.BARRIERS, content.barriers, round_lines),
            part("RISK", Section.RISKS, content.risks, round_lines),
        ),
        steps_heading=labels.headings[Section.STEPS],
        steps_empty=labels.empty[Section.STEPS],
        step_groups=step_groups(content, round_lines, base),
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
        ways=ways_to_read(f"{base}/as") if working.latest else (),
        beside=beside(content, labels, base, copies),
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


def _downloads(working: WorkingPlan, base: str) -> tuple[Download, ...]:
    if working.latest is None:
        return ()
    return downloads_of(working.latest, f"{base}.pdf", plan_language(working))


def downloads_of(version: PlanVersion, address: str, first: Language) -> tuple[Download, ...]:
    """Return the way to one version's PDF in each language, one language first."""
    number = {"number": version.number}
    links = {
        "cy": Download(
            _("Version %(number)s as a PDF in Welsh") % number, f"{address}?language=cy", "cy"
        ),
        "en": Download(
            _("Version %(number)s as a PDF in English") % number, f"{address}?language=en", "en"
        ),
    }
    return (links[first], links["en" if first == "cy" else "cy"])
