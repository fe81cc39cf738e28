"""A plan as it reads, line by line, in one language: what two versions are compared by. Pure."""

from collections.abc import Iterator

from app.plans.content import PlanContent
from app.plans.labels import PlanLabels
from app.plans.what_changed import ToldLine


def told(content: PlanContent, labels: PlanLabels) -> tuple[ToldLine, ...]:
    """Return every line with what stands beside it, then what stands outside the lines."""
    lines = [
        ToldLine(
            line.line_key,
            labels.headings[line.section],
            line.words,
            tuple(_beside(line.line_key, labels)),
        )
        for line in content.all_lines()
    ]
    about = [
        ToldLine("kind", labels.kind_heading, labels.banner),
        *(
            ToldLine(
                f"statute {detail.label}", labels.statute_heading, f"{detail.label}: {detail.words}"
            )
            for detail in labels.statute
        ),
        ToldLine("review", labels.looking_again, labels.review[0]),
    ]
    return (*lines, *about)


def _beside(key: str, labels: PlanLabels) -> Iterator[str]:
    if key in labels.leads:
        yield labels.leads[key]
    yield from labels.captions.get(key, ())
    for detail in labels.details.get(key, ()):
        yield f"{detail.label}: {detail.words}"
