"""More about one outcome: what it means to the person, and whether what there is is enough."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain

from app.forms import Option
from app.i18n import Language, current_language
from app.i18n import gettext as _
from app.plans.details import SUFFICIENCY, WHY_MISSING
from app.plans.models import PlanGap, PlanOutcome
from app.plans.pages.changes import ChangePage, Showing, Typed
from app.plans.pages.plan import words_language
from app.plans.scales import ScaleKey, scale_called
from app.plans.sufficiency import Sufficiency, WhyMissing
from app.recording.queries import ConfirmedTagRow
from outcome_mapping.framework import load_framework


@dataclass(frozen=True)
class MeaningPage(ChangePage):
    """What an outcome means to the person; none of it has to be answered."""

    words: str = ""
    words_language: Language | None = None
    typed: Typed = field(default_factory=dict)
    offered: tuple[Option, ...] = ()  # statements confirmed already, on these words first
    others: tuple[Option, ...] = ()
    statements: tuple[str, ...] = ()
    scale: str = ""
    numbers: tuple[Option, ...] = ()
    scale_hint: str = ""


@dataclass(frozen=True)
class GapRow:
    """One thing that would have helped, and how to take it out again."""

    would_help: str
    why: str
    more: str
    remove: str


@dataclass(frozen=True)
class EnoughPage(ChangePage):
    """Question 11 for one outcome, and what is missing for it."""

    words: str = ""
    words_language: Language | None = None
    enough: str = ""
    answers: tuple[Option, ...] = ()
    enough_words: str = ""
    gaps: tuple[GapRow, ...] = ()
    add: str = ""
    would_help: str = ""
    why: str = ""
    reasons: tuple[Option, ...] = ()
    more: str = ""


def meaning_page(
    showing: Showing, row: PlanOutcome, tags: Sequence[ConfirmedTagRow], scale: str
) -> MeaningPage:
    """Return the form; a number that is there already keeps the scale it was given on."""
    typed = _typed_meaning(row, scale)
    if showing.typed:
        typed = {**dict.fromkeys(typed, ""), "statements": (), **showing.typed}
    offered, others = _statements(row, tags)
    shown_scale = scale_called(typed.get("scale") or scale)
    return MeaningPage(
        **showing.parts(
            _("More about what matters"), f"outcomes/{row.id}/meaning", "", is_new=True
        ),
        words=row.words,
        words_language=words_language(showing.working),
        typed=typed,
        offered=offered,
        others=others,
        statements=typed.get("statements", ()),
        scale=shown_scale.key,
        numbers=(
            Option("", _("Not asked, or not as a number")),
            *(Option(str(number), str(number)) for number in shown_scale.numbers),
        )
        if shown_scale.numbers
        else (),
        scale_hint=_scale_hint(shown_scale.key),
    )


def _here(row: PlanOutcome) -> str:
    return f"outcomes/{row.id}"


def _scale_hint(key: ScaleKey) -> str:
    scale = scale_called(key)
    sentence = _(
        "%(lowest)s is not at all how they want it, and %(highest)s is just right. It is how they "
        "see this one thing today; it is never added up and never says anything about a person."
    )
    return sentence % {"lowest": scale.lowest, "highest": scale.highest}


def _typed_meaning(row: PlanOutcome, scale: str) -> Typed:
    return {
        "why_it_matters": row.why_it_matters or "",
        "statements": tuple((row.statements or "").split()),
        "baseline_words": row.baseline_words or "",
        "scale": row.scale or scale,
        "baseline_value": _number(row.baseline_value),
        "hoped_for_value": _number(row.hoped_for_value),
        "target": row.target or "",
        "one_step_up": row.one_step_up or "",
    }


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def _statements(
    row: PlanOutcome, tags: Sequence[ConfirmedTagRow]
) -> tuple[tuple[Option, ...], tuple[Option, ...]]:
    """Return the statements confirmed in this conversation, those on the outcome's words first."""
    source = next((tag for tag in tags if tag.tag_id == row.tag_id), None)
    confirmed = [tag for tag in tags if tag.kind == "statement"]
    beside = [
        tag
        for tag in confirmed
        if source and (tag.answer_id, tag.quote) == (source.answer_id, source.quote)
    ]
    first = tuple(dict.fromkeys(tag.key for tag in chain(beside, confirmed)))
    language = current_language()
    framework = load_framework()
    named = {
        key: framework.label("statement", key, language) for key in framework.keys("statement")
    }
    return (
        tuple(Option(key, named[key]) for key in first),
        tuple(Option(key, label) for key, label in named.items() if key not in first),
    )


def enough_page(
    showing: Showing, row: PlanOutcome, gaps: Sequence[PlanGap], gap: Typed | None = None
) -> EnoughPage:
    """Return question 11 for this outcome; ``gap`` is a gap that was typed and is not kept yet."""
    typed = showing.typed or {"enough": row.enough or "", "enough_words": row.enough_words or ""}
    here = _here(row)
    gap = gap or {}
    return EnoughPage(
        **showing.parts(_("Is it enough?"), f"{here}/enough", "", is_new=True),
        words=row.words,
        words_language=words_language(showing.working),
        enough=typed.get("enough", ""),
        answers=tuple(Option(each, _(SUFFICIENCY[each])) for each in Sufficiency),
        enough_words=typed.get("enough_words", ""),
        gaps=tuple(
            GapRow(
                each.would_help,
                _(WHY_MISSING[WhyMissing(each.why)]),
                each.more,
                f"{showing.base}/{here}/gaps/{each.id}/remove",
            )
            for each in gaps
            if each.outcome_id == row.id
        ),
        add=f"{showing.base}/{here}/gaps",
        would_help=gap.get("would_help", ""),
        why=gap.get("why", ""),
        reasons=tuple(Option(each, _(WHY_MISSING[each])) for each in WhyMissing),
        more=gap.get("more", ""),
    )
