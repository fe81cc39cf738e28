"""The plan as the person reads it: one line after another, strengths first, in plain words."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from app.forms import FieldError
from app.i18n import Language, as_language, current_language, long_date, ngettext
from app.i18n import gettext as _
from app.plans.content import PlanContent
from app.plans.details import Detail
from app.plans.labels import PlanLabels, plan_labels
from app.plans.lines import PlanLine, Section
from app.plans.pages.ways_to_read import WayToRead, ways_to_read
from app.reviews.forms import words_field
from app.reviews.marking import Mark
from app.reviews.models import LineMark
from app.reviews.queries import ShownPlan


# Strengths come before anything else; services and what is hard come after what matters.
READING_ORDER: Final = (
    (Section.ME, "SELF"),
    (Section.MY_PEOPLE, "PEOPLE"),
    (Section.MY_COMMUNITY, "COMMUNITY"),
    (Section.WHAT_MATTERS, "OUTCOME"),
    (Section.OUTCOMES, "OUTCOME"),
    (Section.SERVICES, "SERVICES"),
    (Section.BARRIERS, "BARRIER"),
    (Section.RISKS, "RISK"),
    (Section.STEPS, "plan"),
)


@dataclass(frozen=True)
class ReadLine:
    """One line of the plan, with what the person has said about it so far."""

    key: str
    anchor: str
    lead: str
    words: str
    language: Language | None
    captions: tuple[str, ...]
    details: tuple[Detail, ...]
    is_me: bool
    is_not_said: bool
    said: str
    has_room: bool
    field: str
    save_as: str
    is_open: bool
    is_kept: bool
    errors: tuple[FieldError, ...]


@dataclass(frozen=True)
class ReadPart:
    """One part of the plan with its lines."""

    heading: str
    anchor: str
    icon: str
    lines: tuple[ReadLine, ...]


@dataclass(frozen=True)
class ReadPage:
    """The plan in the person's words, one line after another."""

    title: str
    from_talk: str
    notices: tuple[str, ...]
    has_changed: bool
    parts: tuple[ReadPart, ...]
    progress: str
    version: str
    review: tuple[str, ...]
    is_answered: bool
    pdf: str
    ways: tuple[WayToRead, ...]
    errors: tuple[FieldError, ...]
    form_id: str = "my-lines"


@dataclass(frozen=True)
class LinePage:
    """One line, put back into the page it came from."""

    title: str
    line: ReadLine
    progress: str


def read_page(
    shown: ShownPlan,
    *,
    has_changed: bool = False,
    has_pdf: bool = False,
    typed: Mapping[str, str] | None = None,
    errors: tuple[FieldError, ...] = (),
) -> ReadPage:
    """Return the plan to be read; ``typed`` are words on the screen that are not kept yet."""
    content = _in_plain_words(shown.content)
    labels = plan_labels(content, language=current_language(), domains={})
    lines = {
        line.line_key: _line(shown, labels, line, typed or {}, errors)
        for line in content.all_lines()
    }
    facts = content.facts
    talked = {"name": facts.practitioner_name, "date": long_date(facts.held_on)}
    return ReadPage(
        title=_("My plan"),
        from_talk=_("This is from your talk with %(name)s on %(date)s.") % talked,
        notices=labels.notices,
        has_changed=has_changed,
        parts=tuple(_parts(content, labels, lines)),
        progress=progress_of(shown),
        version=str(shown.version.id),
        review=labels.review,
        is_answered=shown.is_answered,
        pdf="/my-plan/plan.pdf" if has_pdf else "",
        ways=ways_to_read("/my-plan/as"),
        errors=errors,
    )


def line_page(shown: ShownPlan, line_key: str) -> LinePage:
    """Return one line as it is now kept."""
    page = read_page(shown)
    lines = {line.key: line for part in page.parts for line in part.lines}
    return LinePage(title=page.title, line=lines[line_key], progress=page.progress)


def progress_of(shown: ShownPlan) -> str:
    """Say how many lines the person has answered, in words."""
    keys = [line.line_key for line in shown.content.all_lines()]
    done = sum(key in shown.marks for key in keys)
    counted = {"num": done, "total": len(keys)}
    return ngettext("%(num)s of %(total)s lines read", "%(num)s of %(total)s lines read", done) % (
        counted
    )


def _in_plain_words(content: PlanContent) -> PlanContent:
    """Leave out the names of the well-being domains: they are the office's words."""
    plain = tuple(replace(outcome, domains=()) for outcome in content.outcomes)
    return replace(content, outcomes=plain)


def _line(
    shown: ShownPlan,
    labels: PlanLabels,
    line: PlanLine,
    typed: Mapping[str, str],
    errors: tuple[FieldError, ...],
) -> ReadLine:
    mark = shown.marks.get(line.line_key)
    name = words_field(line.line_key)
    is_not_said = mark is not None and mark.mark == Mark.NOT_WHAT_I_SAID
    said = typed.get(line.line_key, mark.words if mark else "")
    return ReadLine(
        key=line.line_key,
        anchor=f"line-{line.line_key}",
        lead=labels.leads.get(line.line_key, ""),
        words=line.words,
        language=as_language(shown.content.facts.language),
        captions=labels.captions.get(line.line_key, ()),
        details=labels.details.get(line.line_key, ()),
        is_me=mark is not None and not is_not_said,
        is_not_said=is_not_said,
        said=said,
        has_room=is_not_said or bool(said) or line.line_key in typed,
        field=name,
        save_as=_save_as(mark, line.line_key),
        is_open=not shown.is_answered,
        is_kept=bool(said) and mark is not None and mark.words == said,
        errors=tuple(FieldError("words", each.sentence) for each in errors if each.field == name),
    )


def _save_as(mark: LineMark | None, line_key: str) -> str:
    return f"{mark.mark if mark else Mark.NOT_WHAT_I_SAID} {line_key}"


def _parts(
    content: PlanContent, labels: PlanLabels, lines: Mapping[str, ReadLine]
) -> list[ReadPart]:
    by_section: dict[Section, list[ReadLine]] = {}
    for line in content.all_lines():
        by_section.setdefault(line.section, []).append(lines[line.line_key])
    return [
        ReadPart(labels.headings[section], f"part-{section}", icon, tuple(by_section[section]))
        for section, icon in READING_ORDER
        if section in by_section
    ]
