"""How suggestions are made, for anybody: what is read, what never is, and how well it does."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.i18n import gettext as _
from app.i18n import ngettext
from app.recording.figures import Figures
from app.recording.models import SuggestionPause
from app.recording.pages.subjects import as_heading, subject_label
from app.recording.track_record import MODEL, RULE


@dataclass(frozen=True)
class HowSuggestionsPage:
    """What differs from one installation to the next; the rest stands in the template."""

    title: str
    version: str
    columns: tuple[object, ...]
    figures: tuple[tuple[str, ...], ...]
    paused: tuple[str, ...]
    paused_rules: str


def how_suggestions_page(
    version: str, figures: Figures | None, pauses: Iterable[SuggestionPause]
) -> HowSuggestionsPage:
    """Say how suggestions are made here, now."""
    subjects = [(pause.kind, pause.key) for pause in pauses]
    # The name of a rule says something to a team leader, and nothing to anybody else.
    rules = [(kind, key) for kind, key in subjects if kind == RULE and not key.startswith(MODEL)]
    return HowSuggestionsPage(
        title=_("How suggestions are made"),
        version=version,
        columns=(
            {"label": _("What is marked")},
            {"label": _("In English"), "numeric": True},
            {"label": _("In Welsh"), "numeric": True},
        ),
        figures=_rows(figures) if figures else (),
        paused=tuple(as_heading(subject_label(*one)) for one in subjects if one not in rules),
        paused_rules=_rules_line(len(rules)),
    )


def _rules_line(how_many: int) -> str:
    if not how_many:
        return ""
    sentence = ngettext("One rule has been stopped.", "%(num)s rules have been stopped.", how_many)
    return sentence % {"num": how_many}


def _rows(figures: Figures) -> tuple[tuple[str, ...], ...]:
    measured = (
        (_("Areas of well-being"), figures.domains),
        (_("What helps"), figures.assets),
        (_("What it tells us"), figures.elements),
    )
    return tuple((label, _two_places(macro.en), _two_places(macro.cy)) for label, macro in measured)


def _two_places(figure: float) -> str:
    # The decimal point is the same in Welsh and in English.
    return f"{figure:.2f}"
