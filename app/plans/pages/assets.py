"""What is known of something a person can draw on, and the words that stand in no copy."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.forms import FieldError, Option
from app.i18n import Language, current_language
from app.i18n import gettext as _
from app.plans.asset_notes import Willingness
from app.plans.details import WHY_KEPT_BACK, WILLINGNESS
from app.plans.gathering import WorkingPlan
from app.plans.kept_back import KeptBackTag, WhyKeptBack
from app.plans.lines import QuoteLine
from app.plans.models import PlanAssetNote, PlanOutcome
from app.plans.pages.changes import FORM_ID, ChangePage, Showing, Typed, day_parts, outcome_options
from app.plans.pages.plan import words_language
from app.recording.queries import ConfirmedTagRow
from conversations import load_question_set


@dataclass(frozen=True)
class NotePage(ChangePage):
    """What is known of one asset."""

    words: str = ""
    words_language: Language | None = None
    typed: Typed = field(default_factory=dict)
    willingness: tuple[Option, ...] = ()
    outcomes: tuple[Option, ...] = ()
    why_kept_back: tuple[Option, ...] = ()


@dataclass(frozen=True)
class Words:
    """Confirmed words, with what may be done about them."""

    quote: str
    question: str
    href: str
    why: str = ""
    reason: str = ""
    lift: str = ""


@dataclass(frozen=True)
class KeptBackPage:
    """Every confirmed sentence: those kept out of every copy first, then the rest."""

    title: str
    back: str
    words_language: Language | None
    kept: tuple[Words, ...]
    others: tuple[Words, ...]


@dataclass(frozen=True)
class KeepBackPage:
    """Keeping one sentence out of every copy."""

    title: str
    back: str
    action: str
    quote: str
    words_language: Language | None
    why: str
    reasons: tuple[Option, ...]
    reason: str
    errors: tuple[FieldError, ...] = ()
    form_id: str = FORM_ID


def note_page(
    showing: Showing, line: QuoteLine, row: PlanAssetNote | None, outcomes: Sequence[PlanOutcome]
) -> NotePage:
    """Return the form about the asset on this line."""
    typed = _typed_note(row)
    if showing.typed:
        nothing = {**dict.fromkeys(typed, ""), "outcome_ids": ()}
        typed = {**nothing, "from_date": ("", "", ""), "until_date": ("", "", ""), **showing.typed}
    nobody_said = Option("", _("Nobody has said"))
    return NotePage(
        **showing.parts(_("More about this"), f"assets/{line.line_key}", "", is_new=True),
        words=line.words,
        words_language=words_language(showing.working),
        typed=typed,
        willingness=(nobody_said, *(Option(each, _(WILLINGNESS[each])) for each in Willingness)),
        outcomes=outcome_options(showing, outcomes),
        why_kept_back=(Option("", _("No: it is part of the plan")), *_why_kept_back()),
    )


def _why_kept_back() -> tuple[Option, ...]:
    return tuple(Option(each, _(WHY_KEPT_BACK[each])) for each in WhyKeptBack)


def _typed_note(row: PlanAssetNote | None) -> Typed:
    return {
        "whose": row.whose if row else "",
        "willingness": row.willingness if row else "",
        "from_date": day_parts(row.from_date if row else None),
        "until_date": day_parts(row.until_date if row else None),
        "cost_to_giver": row.cost_to_giver if row else "",
        "outcome_ids": tuple(row.outcome_ids.split()) if row else (),
        "helps": row.helps if row else "",
        "kept_back": row.kept_back if row else "",
        "kept_back_reason": row.kept_back_reason if row else "",
    }


def kept_back_page(
    working: WorkingPlan, kept: Sequence[KeptBackTag], others: Sequence[ConfirmedTagRow]
) -> KeptBackPage:
    """Return every confirmed sentence, to choose which stand in no copy."""
    base = f"/conversations/{working.conversation.id}/plan"
    questions = load_question_set(working.conversation.question_set)

    def prompt(key: str) -> str:
        return questions.question(key).prompt.in_(current_language())

    return KeptBackPage(
        title=_("Kept out of every copy"),
        back=base,
        words_language=words_language(working),
        kept=tuple(
            Words(
                tag.quote,
                prompt(tag.question_key),
                f"{base}/kept-back/{tag.tag_id}",
                _(WHY_KEPT_BACK[tag.why]),
                tag.reason,
                f"{base}/kept-back/{tag.kept_id}/lift",
            )
            for tag in kept
        ),
        others=tuple(
            Words(tag.quote, prompt(tag.question_key), f"{base}/kept-back/{tag.tag_id}")
            for tag in others
        ),
    )


def keep_back_page(
    working: WorkingPlan,
    tag: KeptBackTag | ConfirmedTagRow,
    typed: Typed,
    errors: tuple[FieldError, ...] = (),
) -> KeepBackPage:
    """Return the form that keeps one sentence back."""
    base = f"/conversations/{working.conversation.id}/plan/kept-back"
    was_why, was_reason = (tag.why.value, tag.reason) if isinstance(tag, KeptBackTag) else ("", "")
    return KeepBackPage(
        title=_("Keep this out of every copy"),
        back=base,
        action=f"{base}/{tag.tag_id}",
        quote=tag.quote,
        words_language=words_language(working),
        why=typed.get("why", was_why),
        reasons=_why_kept_back(),
        reason=typed.get("reason", was_reason),
        errors=errors,
    )
