"""The plan from top to bottom as paragraphs and cards: what matters, strengths, then the rest."""

from collections.abc import Iterator, Sequence
from typing import Any

from reportlab.platypus import CondPageBreak, Flowable, Paragraph, Spacer

from app.plans.content import OutcomeLine, PlanContent, QuoteLine, Section, StepLine
from app.plans.labels import PlanLabels
from app.plans.pdf import ink
from app.plans.pdf.card import KEPT_WHOLE, Card, Heading
from app.plans.pdf.icons import DOER_MARKS, FACTS, HINDRANCE, NOTICE, PLAIN, SECTION_MARKS
from app.plans.pdf.words import has_unprintable, pdf_text, pieces


# A heading starts the next page unless the first card under it, kept whole or cut, fits here too.
_ROOM_FOR_A_GROUP = KEPT_WHOLE + 32
_ROOM_FOR_A_PART = _ROOM_FOR_A_GROUP + 54


def plan_story(content: PlanContent, labels: PlanLabels) -> list[Flowable]:
    """Return the whole plan in reading order."""
    return [
        *_opening(content, labels),
        *_what_matters(content, labels),
        *_strengths(content, labels),
        *_quotes_under_heading(Section.BARRIERS, content.barriers, labels),
        *_quotes_under_heading(Section.RISKS, content.risks, labels),
        *_steps(content, labels),
        *_review(labels),
        *_agreement(content, labels),
    ]


def _opening(content: PlanContent, labels: PlanLabels) -> Iterator[Flowable]:
    yield Heading(
        pdf_text(labels.title, bold=True), ink.TITLE, plain=labels.title, key="title", level=0
    )
    yield from _paragraphs(content.facts.person_name, ink.NAME)
    yield from _paragraphs(labels.description, ink.DESCRIPTION)
    yield Spacer(0, 8)
    rows = [
        Paragraph(f"{pdf_text(label + ':', bold=True)} {pdf_text(value)}", ink.FACT)
        for label, value in labels.facts
    ]
    statement = list(_paragraphs(labels.statement, ink.CAPTION))
    yield Card([*rows, Spacer(0, 6), *statement], FACTS)
    notices = [*labels.notices]
    if has_unprintable(_all_words(content)):
        notices.append(labels.cannot_print)
    for notice in notices:
        yield Card(list(_paragraphs(notice, ink.BODY)), NOTICE)


def _what_matters(content: PlanContent, labels: PlanLabels) -> Iterator[Flowable]:
    yield from _heading(labels.headings[Section.OUTCOMES], Section.OUTCOMES)
    for number, outcome in enumerate(content.outcomes, start=1):
        yield _outcome_card(outcome, number, labels)
    if content.what_matters:
        yield Card(list(_quotes(content.what_matters, labels, ink.LARGE_WORDS)), PLAIN)
    elif not content.outcomes:
        yield from _paragraphs(labels.empty[Section.WHAT_MATTERS], ink.BODY)


def _outcome_card(outcome: OutcomeLine, number: int, labels: PlanLabels) -> Card:
    lead = f"{number}.  {labels.leads[outcome.line_key]}"
    return Card(
        [
            *_paragraphs(lead, ink.LEAD, bold=True),
            *_paragraphs(outcome.words, ink.LARGE_WORDS),
            *_captions(outcome.line_key, labels),
        ],
        PLAIN,
    )


def _strengths(content: PlanContent, labels: PlanLabels) -> Iterator[Flowable]:
    yield from _heading(labels.strengths, "strengths")
    rings = (
        (Section.ME, content.strengths.me),
        (Section.MY_PEOPLE, content.strengths.my_people),
        (Section.MY_COMMUNITY, content.strengths.my_community),
    )
    for section, lines in rings:
        yield _ring_card(section, lines, labels)
    if content.services:
        yield _ring_card(Section.SERVICES, content.services, labels)


def _ring_card(section: Section, lines: Sequence[QuoteLine], labels: PlanLabels) -> Card:
    mark = SECTION_MARKS[section]
    title = Paragraph(pdf_text(labels.headings[section], bold=True), ink.card_title(mark.colour))
    title.keepWithNext = True
    if not lines:
        return Card([title, *_paragraphs(labels.empty[section], ink.CAPTION)], mark)
    return Card([title, *_quotes(lines, labels, ink.WORDS)], mark)


def _quotes_under_heading(
    section: Section, lines: Sequence[QuoteLine], labels: PlanLabels
) -> Iterator[Flowable]:
    if lines:
        yield from _heading(labels.headings[section], section)
        yield Card(list(_quotes(lines, labels, ink.WORDS)), HINDRANCE)


def _steps(content: PlanContent, labels: PlanLabels) -> Iterator[Flowable]:
    yield from _heading(labels.headings[Section.STEPS], Section.STEPS)
    if not content.steps:
        yield from _paragraphs(labels.empty[Section.STEPS], ink.BODY)
    for outcome, steps in content.step_groups():
        if outcome is not None or content.outcomes:
            name = labels.towards[outcome.line_key] if outcome else labels.other_steps
            yield CondPageBreak(_ROOM_FOR_A_GROUP)
            yield from _paragraphs(name, ink.GROUP, bold=True)
        for step in steps:
            yield _step_card(step, labels)


def _step_card(step: StepLine, labels: PlanLabels) -> Card:
    mark = DOER_MARKS[step.doer_kind]
    words = _paragraphs(step.action, ink.WORDS)
    return Card([*words, *_captions(step.line_key, labels, ink.DETAIL)], mark)


def _review(labels: PlanLabels) -> Iterator[Flowable]:
    yield from _heading(labels.looking_again, "review")
    for sentence in labels.review:
        yield from _paragraphs(sentence, ink.BODY)


def _agreement(content: PlanContent, labels: PlanLabels) -> Iterator[Flowable]:
    yield from _heading(labels.agreement_heading, "agreement")
    for sentence in labels.agreement:
        yield from _paragraphs(sentence, ink.BODY)
    if content.agreement and content.agreement.words:
        yield Card(list(_paragraphs(content.agreement.words, ink.WORDS)), PLAIN)


def _heading(words: str, key: str) -> Iterator[Flowable]:
    yield CondPageBreak(_ROOM_FOR_A_PART)
    yield Heading(pdf_text(words, bold=True), ink.HEADING, plain=words, key=key, level=1)


def _quotes(lines: Sequence[QuoteLine], labels: PlanLabels, style: Any) -> Iterator[Flowable]:
    for place, line in enumerate(lines):
        if place:
            yield Spacer(0, 9)
        yield from _paragraphs(f"“{line.words.strip()}”", style)
        yield from _captions(line.line_key, labels)


def _captions(line_key: str, labels: PlanLabels, style: Any = ink.CAPTION) -> Iterator[Flowable]:
    for caption in labels.captions[line_key]:
        yield from _paragraphs(caption, style)


def _paragraphs(words: str, style: Any, *, bold: bool = False) -> Iterator[Flowable]:
    for piece in pieces(words):
        yield Paragraph(pdf_text(piece, bold=bold), style)


def _all_words(content: PlanContent) -> Iterator[str]:
    facts = content.facts
    yield from (facts.person_name, facts.preferred_name or "", facts.practitioner_name)
    yield facts.quoted_from or ""
    yield from (someone.name for someone in facts.participants)
    yield from (line.words for line in content.all_lines())
    yield from (
        source.speaker_label or "" for line in content.all_lines() for source in line.sources
    )
    yield from (step.doer for step in content.steps)
    yield content.agreement.words if content.agreement else ""
