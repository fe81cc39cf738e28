"""The whole plan as blocks, from top to bottom: what matters, strengths, then the rest.

A section that is new to plans is one function here and one line in ``_SECTIONS``; the ordinary
PDF, large print, their pages and the plain text then all have it.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from app.i18n import Language, as_language
from app.plans.asset_map import asset_map
from app.plans.content import PlanContent
from app.plans.details import Detail
from app.plans.labels import PlanLabels
from app.plans.lines import DoerKind, OutcomeLine, QuoteLine, Section, StepLine
from app.plans.sheets.blocks import (
    Block,
    Card,
    Heading,
    Listing,
    Look,
    MapOfAssets,
    Scan,
    Sheet,
    Size,
    Table,
    Text,
)


RINGS: Final = {
    Section.ME: "SELF",
    Section.MY_PEOPLE: "PEOPLE",
    Section.MY_COMMUNITY: "COMMUNITY",
    Section.SERVICES: "SERVICES",
    Section.BARRIERS: "BARRIER",
    Section.RISKS: "RISK",
}
DOERS: Final = {
    DoerKind.ME: "SELF",
    DoerKind.MY_PEOPLE: "PEOPLE",
    DoerKind.MY_COMMUNITY: "COMMUNITY",
    DoerKind.PRACTITIONER: "SERVICES",
    DoerKind.SERVICE: "SERVICES",
}


def plan_sheet(content: PlanContent, labels: PlanLabels, size: Size = Size.ORDINARY) -> Sheet:
    """Return the whole plan in reading order."""
    blocks = [
        block for section in _SECTIONS for block in section(content, labels) if block is not None
    ]
    return Sheet(
        language=labels.language,
        size=size,
        title=labels.title if size is Size.ORDINARY else labels.large_title,
        head=labels.head,
        foot=labels.foot,
        kind=labels.kind,
        page=labels.page,
        blocks=tuple(blocks),
        cannot_print=labels.cannot_print,
    )


def spoken_in(content: PlanContent, labels: PlanLabels) -> Language | None:
    """Return the language of the person's words where it is one, and not the sheet's own."""
    spoken = as_language(content.facts.language)
    return spoken if spoken != labels.language else None


def quoted(words: str) -> str:
    """Return somebody's words as a quotation."""
    return f"“{words.strip()}”"


def _opening(content: PlanContent, labels: PlanLabels) -> Iterator[Block]:
    yield Heading(labels.title, 1, "title")
    yield Text(content.facts.person_name, Look.NAME)
    yield Text(labels.description, Look.DESCRIPTION)
    yield Card(
        "FACTS",
        (
            Table(labels.about, (), labels.facts, (9, 11)),
            Text(labels.statement, Look.CAPTION),
        ),
    )
    for notice in labels.notices:
        yield Card("NOTICE", (Text(notice),))


def _what_matters(content: PlanContent, labels: PlanLabels) -> Iterator[Block]:
    yield Heading(labels.headings[Section.OUTCOMES], 2, Section.OUTCOMES)
    for number, outcome in enumerate(content.outcomes, start=1):
        yield _outcome(content, outcome, number, labels)
    if content.what_matters:
        yield Card("PLAIN", (_quotes(content, content.what_matters, labels, Look.WANTED),))
    elif not content.outcomes:
        yield Text(labels.empty[Section.WHAT_MATTERS])


def _outcome(content: PlanContent, outcome: OutcomeLine, number: int, labels: PlanLabels) -> Card:
    lead = f"{number}.  {labels.leads[outcome.line_key]}"
    return Card(
        "PLAIN",
        (
            Heading(lead, 3, outcome.line_key, leads=True),
            Text(outcome.words, Look.WANTED, spoken_in(content, labels)),
            *_captions(outcome.line_key, labels),
            *_details(content, outcome.line_key, labels),
        ),
    )


def _strengths(content: PlanContent, labels: PlanLabels) -> Iterator[Block]:
    yield Heading(labels.strengths, 2, "strengths")
    drawn = asset_map(content)
    if drawn.places:
        names = tuple((key, labels.headings[ring]) for ring, key in RINGS.items())
        yield MapOfAssets(drawn, names, labels.map_says, labels.map_numbers)
    yield _ring(content, Section.ME, content.strengths.me, labels)
    yield _ring(content, Section.MY_PEOPLE, content.strengths.my_people, labels)
    yield _ring(content, Section.MY_COMMUNITY, content.strengths.my_community, labels)
    if content.services:
        yield _ring(content, Section.SERVICES, content.services, labels)


def _ring(
    content: PlanContent, section: Section, lines: Sequence[QuoteLine], labels: PlanLabels
) -> Card:
    ring = RINGS[section]
    title = Heading(labels.headings[section], 3, section, of=ring)
    if not lines:
        return Card(ring, (title, Text(labels.empty[section], Look.CAPTION)))
    return Card(ring, (title, _quotes(content, lines, labels)))


def _barriers(content: PlanContent, labels: PlanLabels) -> Iterator[Block]:
    yield from _under_heading(content, Section.BARRIERS, content.barriers, labels)


def _risks(content: PlanContent, labels: PlanLabels) -> Iterator[Block]:
    yield from _under_heading(content, Section.RISKS, content.risks, labels)


def _under_heading(
    content: PlanContent, section: Section, lines: Sequence[QuoteLine], labels: PlanLabels
) -> Iterator[Block]:
    if lines:
        yield Heading(labels.headings[section], 2, section)
        yield Card(RINGS[section], (_quotes(content, lines, labels),))


def _steps(content: PlanContent, labels: PlanLabels) -> Iterator[Block]:
    yield Heading(labels.headings[Section.STEPS], 2, Section.STEPS)
    if not content.steps:
        yield Text(labels.empty[Section.STEPS])
    for outcome, steps in content.step_groups():
        if outcome is not None:
            yield Heading(labels.towards[outcome.line_key], 3, f"towards-{outcome.line_key}")
        elif content.outcomes:
            yield Heading(labels.other_steps, 3, "other-steps")
        yield Listing(tuple((_step(content, step, labels),) for step in steps))


def _step(content: PlanContent, step: StepLine, labels: PlanLabels) -> Card:
    words = Text(step.action, Look.SAID, spoken_in(content, labels))
    return Card(
        DOERS[step.doer_kind],
        (
            words,
            *_captions(step.line_key, labels, Look.DETAIL),
            *_details(content, step.line_key, labels),
        ),
    )


def _statute(content: PlanContent, labels: PlanLabels) -> Iterator[Block]:
    if labels.statute:
        yield Heading(labels.statute_heading, 2, "statute")
        yield _details_table(content, labels.statute_heading, labels.statute, labels)


def _review(_content: PlanContent, labels: PlanLabels) -> Iterator[Block]:
    yield Heading(labels.looking_again, 2, "review")
    for sentence in labels.review:
        yield Text(sentence)


def _agreement(content: PlanContent, labels: PlanLabels) -> Iterator[Block]:
    yield Heading(labels.agreement_heading, 2, "agreement")
    for sentence in labels.agreement:
        yield Text(sentence)
    if content.agreement and content.agreement.words:
        words = Text(content.agreement.words, Look.SAID, spoken_in(content, labels))
        yield Card("PLAIN", (words,))
    if labels.address:
        beside = tuple(map(Text, labels.answering))
        yield Scan(labels.address, labels.address_says, beside, labels.answering_in_text)


def _quotes(
    content: PlanContent,
    lines: Sequence[QuoteLine],
    labels: PlanLabels,
    look: Look = Look.SAID,
) -> Listing:
    spoken = spoken_in(content, labels)
    drawn = asset_map(content)
    return Listing(
        tuple(
            (
                Text(_numbered(drawn.number_of(line.line_key), line.words), look, spoken),
                *_captions(line.line_key, labels),
                *_details(content, line.line_key, labels),
            )
            for line in lines
        )
    )


def _captions(line_key: str, labels: PlanLabels, look: Look = Look.CAPTION) -> tuple[Text, ...]:
    return tuple(Text(caption, look) for caption in labels.captions[line_key])


def _numbered(number: int | None, words: str) -> str:
    """Return the words as a quotation, after their number on the map if they are on it."""
    return quoted(words) if number is None else f"{number}.  {quoted(words)}"


def _details(content: PlanContent, line_key: str, labels: PlanLabels) -> Iterator[Table]:
    """Yield what stands beside a line, each detail headed by its name."""
    details = labels.details.get(line_key, ())
    if details:
        yield _details_table(content, labels.about_line, details, labels)


def _details_table(
    content: PlanContent, title: str, details: Sequence[Detail], labels: PlanLabels
) -> Table:
    spoken = spoken_in(content, labels)
    rows = tuple(
        (
            each.label,
            Text(each.words, language=spoken if each.is_said else None, rating=each.rating),
        )
        for each in details
    )
    return Table(title, (), rows, (9, 11))


_SECTIONS: Final[tuple[Callable[[PlanContent, PlanLabels], Iterator[Block]], ...]] = (
    _opening,
    _what_matters,
    _strengths,
    _barriers,
    _risks,
    _steps,
    _statute,
    _review,
    _agreement,
)
