"""Every saved version of a plan, and what changed between any two, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from app.forms import Option
from app.i18n import N_, Language, long_date
from app.i18n import gettext as _
from app.plans.content import Agreement, AgreementOutcome
from app.plans.gathering import WorkingPlan
from app.plans.models import PlanVersion
from app.plans.pages.plan import saved_on, words_language
from app.plans.what_changed import Change, ChangeKind


NOW: Final = "now"
_ANSWERS: Final = {
    None: N_("Not agreed yet"),
    AgreementOutcome.AGREED: N_("Agreed on %(date)s"),
    AgreementOutcome.AGREED_IN_PART: N_("Agreed in part on %(date)s"),
    AgreementOutcome.NOT_AGREED: N_("Not agreed, said on %(date)s"),
    AgreementOutcome.COULD_NOT_TAKE_PART: N_("Could not take part, on %(date)s"),
}
_KINDS: Final = {
    ChangeKind.ADDED: N_("Added"),
    ChangeKind.TAKEN_OUT: N_("Taken out"),
    ChangeKind.REWORDED: N_("Put into other words"),
    ChangeKind.BESIDE: N_("The words are the same; what stands beside them is not"),
}


@dataclass(frozen=True)
class VersionRow:
    """One saved version, and whether it was agreed."""

    sentence: str
    answer: str
    is_agreed: bool
    href: str


@dataclass(frozen=True)
class ChangedLine:
    """One change in words: what happened, in which part, and what was and is written."""

    kind: str
    part: str
    before: str
    after: str
    gone: tuple[str, ...]
    come: tuple[str, ...]


@dataclass(frozen=True)
class VersionsPage:
    """Every version, and the changes between the two that were chosen."""

    title: str
    back: str
    action: str
    versions: tuple[VersionRow, ...]
    choices: tuple[Option, ...]
    earlier: str
    later: str
    compared: str
    changes: tuple[ChangedLine, ...]
    words_language: Language | None


def versions_page(
    working: WorkingPlan,
    versions: Sequence[tuple[PlanVersion, Agreement | None]],
    earlier: str,
    later: str,
    changes: Sequence[Change] | None,
) -> VersionsPage:
    """Return the versions, and what changed between two where there are two."""
    base = f"/conversations/{working.conversation.id}/plan"
    choices = tuple(
        Option(str(version.number), _("Version %(number)s") % {"number": version.number})
        for version, _answer in versions
    )
    now = () if working.is_saved else (Option(NOW, _("As it stands now, not saved yet")),)
    names = {option.value: option.label for option in (*now, *choices)}
    return VersionsPage(
        title=_("Versions and what changed"),
        back=base,
        action=f"{base}/versions",
        versions=tuple(_row(version, answer, base) for version, answer in versions),
        choices=(*now, *choices),
        earlier=earlier,
        later=later,
        compared=_compared(names, earlier, later, changes),
        changes=tuple(_line(change) for change in changes or ()),
        words_language=words_language(working),
    )


def _row(version: PlanVersion, answer: Agreement | None, base: str) -> VersionRow:
    saved = {"number": version.number, "date": saved_on(version)}
    return VersionRow(
        sentence=_("Version %(number)s, saved on %(date)s.") % saved,
        answer=answer_in_words(answer),
        is_agreed=answer is not None and answer.outcome is AgreementOutcome.AGREED,
        href=f"{base}/versions/{version.number}",
    )


def answer_in_words(answer: Agreement | None) -> str:
    """Return whether a version was agreed, and when; no full stop."""
    day = {"date": long_date(answer.on)} if answer else {}
    return _(_ANSWERS[answer.outcome if answer else None]) % day


def _compared(
    names: dict[str, str], earlier: str, later: str, changes: Sequence[Change] | None
) -> str:
    if changes is None:
        return _("There is one version only, so there is nothing to compare yet.")
    pair = {"earlier": names[earlier], "later": names[later]}
    if not changes:
        return _("Nothing changed. Compared: “%(earlier)s” and “%(later)s”.") % pair
    return _("What changed. Compared: “%(earlier)s” and “%(later)s”.") % pair


def _line(change: Change) -> ChangedLine:
    return ChangedLine(
        kind=_(_KINDS[change.kind]),
        part=change.part,
        before=change.before,
        after=change.after if change.after != change.before else "",
        gone=change.gone,
        come=change.come,
    )
