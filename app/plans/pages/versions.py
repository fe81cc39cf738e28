"""What is shown about a saved version: the person's answer, and a PDF that is not there yet."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from app.forms import FieldError, Option
from app.i18n import Language
from app.i18n import gettext as _
from app.plans.content import AgreementOutcome
from app.plans.gathering import WorkingPlan
from app.plans.models import Agreement, PlanVersion
from app.plans.pages.changes import FORM_ID
from app.plans.pages.plan import saved_on, words_language


NONE_YET: Final = "none"
BEING_MADE: Final = "waiting"
FAILED: Final = "failed"


@dataclass(frozen=True)
class AgreementPage:
    """What the person answered, written down for them."""

    title: str
    action: str
    back: str
    version_id: str
    version: str
    has_changed_since: bool
    is_conflict: bool
    outcome: str
    outcomes: tuple[Option, ...]
    words: str
    words_language: Language | None
    errors: tuple[FieldError, ...] = ()
    form_id: str = FORM_ID


@dataclass(frozen=True)
class DocumentPage:
    """Why there is no PDF to show at this moment, and what to do."""

    title: str
    state: str
    sentence: str
    back: str
    look_again: str
    make_again: str


def agreement_page(
    working: WorkingPlan,
    latest: PlanVersion,
    typed: Mapping[str, Any],
    errors: tuple[FieldError, ...] = (),
    *,
    is_conflict: bool = False,
) -> AgreementPage:
    """Return the form for writing down an answer about the latest version."""
    base = f"/conversations/{working.conversation.id}/plan"
    saved = {"number": latest.number, "date": saved_on(latest)}
    return AgreementPage(
        title=_("What the person said about the plan"),
        action=f"{base}/agreement",
        back=base,
        version_id=str(latest.id),
        version=_("This is about version %(number)s, saved on %(date)s.") % saved,
        has_changed_since=not working.is_saved,
        is_conflict=is_conflict,
        outcome=typed.get("outcome", ""),
        outcomes=_outcomes(),
        words=typed.get("words", ""),
        words_language=words_language(working),
        errors=errors,
    )


def document_page(working: WorkingPlan, language: Language, state: str | None) -> DocumentPage:
    """Return the page that stands in for a PDF; ``state`` is how the latest job is going."""
    base = f"/conversations/{working.conversation.id}/plan"
    if working.latest is None:
        shown = NONE_YET
    elif state == "failed" or state is None:
        shown = FAILED
    else:
        shown = BEING_MADE
    sentences = {
        NONE_YET: _(
            "No version of this plan has been saved yet. "
            "Open the plan and save a version; the PDF is made from it."
        ),
        BEING_MADE: _("The PDF is being made. It takes a few seconds. The plan itself is safe."),
        FAILED: _("The PDF could not be made. The plan itself is safe: make the PDF again."),
    }
    return DocumentPage(
        title=_("My plan as a PDF"),
        state=shown,
        sentence=sentences[shown],
        back=base,
        look_again=f"{base}.pdf?language={language}",
        make_again=f"{base}/documents",
    )


def _outcomes() -> tuple[Option, ...]:
    return (
        Option(AgreementOutcome.AGREED, _("Agrees with the plan")),
        Option(AgreementOutcome.AGREED_IN_PART, _("Agrees with part of it")),
        Option(AgreementOutcome.NOT_AGREED, _("Does not agree")),
        Option(AgreementOutcome.COULD_NOT_TAKE_PART, _("Could not take part in agreeing it")),
    )


def agreement_note(working: WorkingPlan, agreement: Agreement, written_by: str) -> str:
    """Say who gave the answer, or that the plan has changed since it was given."""
    if not working.is_saved:
        return _(
            "The plan has changed since the person answered. "
            "Save it as a new version, and then ask them about it again."
        )
    return answered_by(agreement, written_by)


def answered_by(agreement: Agreement, written_by: str) -> str:
    """Say whether the person answered themselves, or who wrote their answer down."""
    if agreement.given_by == "person":
        return _("The person answered with their own code.")
    return _("Written down for the person by %(name)s.") % {"name": written_by}
