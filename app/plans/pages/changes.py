"""The small forms of a plan: an outcome, a step, the review date."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.forms import FieldError, Option
from app.i18n import Language, current_language, long_date
from app.i18n import gettext as _
from app.plans.gathering import WorkingPlan
from app.plans.lines import OutcomeKind
from app.plans.models import PlanOutcome
from app.plans.pages.plan import words_language
from app.plans.pages.wording import wording_of_outcome
from app.recording.pages.wording import NOTHING_NOTICED, Wording
from app.recording.queries import ConfirmedTagRow
from conversations import load_question_set


DayParts = tuple[str, str, str]
Typed = Mapping[str, Any]

FORM_ID = "plan-change"


@dataclass(frozen=True)
class QuoteChoice:
    """Words the person said that an outcome can be written from."""

    tag_id: str
    words: str
    is_used: bool


@dataclass(frozen=True)
class ChangePage:
    """What each of these forms has: where it goes, what it was made on, and what stands now."""

    title: str
    action: str
    back: str
    version: int
    operation_id: str
    errors: tuple[FieldError, ...]
    is_conflict: bool
    stands_now: str  # after a conflict, what somebody else saved meanwhile
    remove: str  # where the form that takes it out goes; empty while it is new
    form_id: str = FORM_ID


@dataclass(frozen=True)
class OutcomePage(ChangePage):
    """A personal outcome being written."""

    words: str = ""
    words_language: Language | None = None
    kind: str = ""
    kinds: tuple[Option, ...] = ()
    target_date: DayParts = ("", "", "")
    tag_id: str = ""
    said_under: str = ""
    questions: tuple[Option, ...] = ()
    quotes: tuple[QuoteChoice, ...] = ()
    more: tuple[Option, ...] = ()  # where there is more to write about it, once it is kept
    wording: Wording = NOTHING_NOTICED


@dataclass(frozen=True)
class ReviewDatePage(ChangePage):
    """The review date being set."""

    review_date: DayParts = ("", "", "")


@dataclass(frozen=True)
class Showing:
    """How a form is shown: fresh, with its faults, or after a conflict."""

    working: WorkingPlan
    typed: Typed
    errors: tuple[FieldError, ...] = ()
    is_conflict: bool = False
    # The person's own words, by the question they were said under.
    said: Mapping[str, str] = field(default_factory=dict)

    @property
    def all_said(self) -> tuple[str, ...]:
        """Return all that the person said themselves."""
        return tuple(self.said.values())

    @property
    def base(self) -> str:
        """Return the plan's own address."""
        return f"/conversations/{self.working.conversation.id}/plan"

    def parts(self, title: str, path: str, stands_now: str, *, is_new: bool) -> dict[str, Any]:
        """Return what every one of these pages is made with."""
        # After a conflict the next press of the button is a new decision, made on what is seen now.
        typed: Typed = {} if self.is_conflict else self.typed
        return {
            "title": title,
            "action": f"{self.base}/{path}",
            "back": self.base,
            "version": typed.get("version", self.working.version),
            "operation_id": typed.get("operation_id") or str(uuid.uuid4()),
            "errors": self.errors,
            "is_conflict": self.is_conflict,
            "stands_now": stands_now if self.is_conflict else "",
            "remove": "" if is_new else f"{self.base}/{path}/remove",
        }


def outcome_page(
    showing: Showing,
    row: PlanOutcome | None,
    quotes: Sequence[ConfirmedTagRow],
    used: frozenset[uuid.UUID],
) -> OutcomePage:
    """Return the form of an outcome, new or there already."""
    typed = showing.typed or _typed_outcome(row)
    title = _("What matters to the person") if row is None else _("Change what matters")
    path = f"outcomes/{row.id}" if row else "outcomes/new"
    return OutcomePage(
        **showing.parts(title, path, row.words if row else "", is_new=row is None),
        words=typed.get("words", ""),
        words_language=words_language(showing.working),
        kind=typed.get("kind", ""),
        kinds=_outcome_kinds(),
        target_date=typed.get("target_date", ("", "", "")),
        tag_id=typed.get("tag_id", ""),
        said_under=typed.get("said_under", ""),
        questions=_questions(showing),
        quotes=tuple(QuoteChoice(str(q.tag_id), q.quote, q.tag_id in used) for q in quotes),
        wording=_wording_of_kept_outcome(showing, row),
    )


def _questions(showing: Showing) -> tuple[Option, ...]:
    """Return the questions under which the person said something, to say where words are from."""
    conversation = showing.working.conversation
    questions = load_question_set(conversation.question_set)
    return (
        Option("", _("Not under one question")),
        *(
            Option(key, questions.question(key).prompt.in_(current_language()))
            for key in questions.keys
            if key in showing.said
        ),
    )


def _wording_of_kept_outcome(showing: Showing, row: PlanOutcome | None) -> Wording:
    """Look over what is kept; while somebody is still writing, the coach is silent."""
    if row is None or showing.typed:
        return NOTHING_NOTICED
    return wording_of_outcome(row.words, showing.all_said, words_language(showing.working))


def review_date_page(showing: Showing) -> ReviewDatePage:
    """Return the form of the review date."""
    plan = showing.working.plan
    now = plan.review_date if plan else None
    stands_now = showing.working.content.review_date
    return ReviewDatePage(
        **showing.parts(
            _("When to look at the plan again"),
            "review-date",
            long_date(stands_now) if stands_now else "",
            is_new=True,
        ),
        review_date=showing.typed.get("review_date", day_parts(now)),
    )


def day_parts(day: dt.date | None) -> DayParts:
    """Return a date as its three boxes."""
    return (str(day.day), str(day.month), str(day.year)) if day else ("", "", "")


def typed_from_quote(typed: Typed, quote: ConfirmedTagRow, others: frozenset[str]) -> Typed:
    """Return the form with the quote in it; words somebody typed themselves are kept before it."""
    words = typed.get("words", "").strip()
    own = "" if words in others else words
    return {**typed, "words": f"{own}\n{quote.quote}".strip(), "tag_id": str(quote.tag_id)}


def _typed_outcome(row: PlanOutcome | None) -> Typed:
    if row is None:
        return {}
    return {
        "words": row.words,
        "kind": row.kind,
        "target_date": day_parts(row.target_date),
        "tag_id": str(row.tag_id or ""),
        "said_under": row.said_under or "",
    }


def _outcome_kinds() -> tuple[Option, ...]:
    return (
        Option(OutcomeKind.CHANGE, _("Something I want to change")),
        Option(OutcomeKind.KEEP, _("Something I want to keep as it is")),
        Option(OutcomeKind.TREATED, _("How I want to be treated")),
    )


def outcome_options(showing: Showing, outcomes: Sequence[PlanOutcome]) -> tuple[Option, ...]:
    """Return what matters, to choose from; of one that is kept back, no more than that it is."""
    shown = {line.id for line in showing.working.content.outcomes}
    hidden = _("Kept out of every copy")
    return tuple(
        Option(str(row.id), shortened(row.words) if str(row.id) in shown else hidden)
        for row in outcomes
    )


def shortened(words: str) -> str:
    """Return words on one line, short enough to choose from."""
    line = " ".join(words.split())
    return line if len(line) <= 120 else line[:119].rstrip() + "…"
