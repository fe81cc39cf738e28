"""What the practitioner sees of the person's review, and the code on the one page that shows it."""

import datetime as dt
from dataclasses import dataclass
from typing import Final

from app import clock
from app.i18n import N_, Language, as_language, current_language, long_date, speaking
from app.i18n import gettext as _
from app.plans.content import AgreementOutcome
from app.plans.lines import PlanLine
from app.plans.models import Agreement, PlanVersion
from app.recording.models import Conversation
from app.recording.pages.parts import Fact
from app.recording.pages.way import WayStep, way_through
from app.reviews.marking import Mark
from app.reviews.models import LineMark, ReviewCode, ReviewSession
from app.reviews.queries import ShownPlan, is_usable


_OUTCOMES: Final = {
    AgreementOutcome.AGREED: N_("Agrees with the plan"),
    AgreementOutcome.AGREED_IN_PART: N_("Agrees with part of it"),
    AgreementOutcome.NOT_AGREED: N_("Does not agree"),
    AgreementOutcome.COULD_NOT_TAKE_PART: N_("Could not take part in agreeing it"),
}


@dataclass(frozen=True)
class SaidLine:
    """One line of the plan and what the person said about it."""

    plan_words: str
    words: str
    language: Language | None


@dataclass(frozen=True)
class SaidGroup:
    """The lines about which the person said the same thing."""

    heading: str
    icon: str
    lines: tuple[SaidLine, ...]


@dataclass(frozen=True)
class SaidVersion:
    """What the person said about one version."""

    heading: str
    anchor: str
    answer: str
    answer_words: str
    groups: tuple[SaidGroup, ...]


@dataclass(frozen=True)
class ReviewPage:
    """Where the person's review has got to."""

    title: str
    back: str
    way: tuple[WayStep, ...]
    action: str
    operation_id: str
    to_be_shown: str  # empty: nothing is saved yet
    code: tuple[Fact, ...]
    has_live_code: bool
    tells_of_risks: bool
    already_made: bool
    versions: tuple[SaidVersion, ...]


@dataclass(frozen=True)
class Handout:
    """What the person is given, in the language of their plan."""

    language: Language
    heading: str
    go_to: str
    address: str
    type_this: str
    code: str
    until: str
    safe: str


@dataclass(frozen=True)
class CodePage:
    """The only page that ever shows the code."""

    title: str
    action: str
    back: str
    operation_id: str
    handout: Handout
    form_id: str = "same-page"


@dataclass(frozen=True)
class CodeState:
    """The newest code of a plan, and when it was last used."""

    row: ReviewCode
    opened: ReviewSession | None
    most_tries: int

    @property
    def is_out_of_tries(self) -> bool:
        """Say whether wrong tries have ended it."""
        return self.row.wrong_tries >= self.most_tries

    @property
    def is_live(self) -> bool:
        """Say whether the code opens the plan now."""
        return is_usable(self.row) and not self.is_out_of_tries


def review_page(
    conversation: Conversation,
    *,
    operation_id: str,
    latest: PlanVersion | None,
    code: CodeState | None,
    versions: tuple[ShownPlan, ...],
    tells_of_risks: bool,
    already_made: bool = False,
) -> ReviewPage:
    """Return the practitioner's page; ``versions`` are those the person was shown, newest first."""
    base = f"/conversations/{conversation.id}"
    return ReviewPage(
        title=_("Show the plan to the person"),
        back=f"{base}/plan",
        way=way_through(conversation.id, "review"),
        action=f"{base}/review",
        operation_id=operation_id,
        to_be_shown=_to_be_shown(latest, versions, code),
        code=_code_facts(code, versions),
        has_live_code=code is not None and code.is_live,
        tells_of_risks=tells_of_risks,
        already_made=already_made,
        versions=tuple(_version(shown) for shown in versions),
    )


def code_page(
    conversation: Conversation, grouped: str, ends: dt.datetime, address: str, operation_id: str
) -> CodePage:
    """Return the page that shows the code, once."""
    base = f"/conversations/{conversation.id}/review"
    return CodePage(
        title=_("A code for the person"),
        action=base,
        back=base,
        operation_id=operation_id,
        handout=_handout(conversation, grouped, ends, address),
    )


def _handout(conversation: Conversation, grouped: str, ends: dt.datetime, address: str) -> Handout:
    language = as_language(conversation.plan_language) or current_language()
    with speaking(language):
        return Handout(
            language=language,
            heading=_("Read your plan"),
            go_to=_("1. On a phone or computer, go to:"),
            address=address,
            type_this=_("2. Type this code:"),
            code=grouped,
            until=_("The code works until %(when)s.") % {"when": _moment(ends)},
            safe=_("Keep it safe. Anyone who has this code can read your plan."),
        )


def _moment(moment: dt.datetime) -> str:
    at = clock.local(moment)
    return _("%(date)s at %(time)s") % {"date": long_date(at.date()), "time": f"{at:%H:%M}"}


def _to_be_shown(
    latest: PlanVersion | None, versions: tuple[ShownPlan, ...], code: CodeState | None
) -> str:
    if latest is None:
        return ""
    about = {
        "number": latest.number,
        "date": long_date(clock.local(latest.made_at).date()),
    }
    is_live = code is not None and code.is_live
    if is_live and versions and versions[0].version.id == latest.id:
        return _("The code opens version %(number)s of the plan, saved on %(date)s.") % about
    return (
        _("A new code shows the person version %(number)s of the plan, saved on %(date)s.") % about
    )


def _code_facts(code: CodeState | None, versions: tuple[ShownPlan, ...]) -> tuple[Fact, ...]:
    if code is None:
        return ()
    rows = [
        Fact(_("Code"), _state(code)),
        Fact(_("Made"), _moment(code.row.made_at)),
        Fact(_("Runs out"), _moment(code.row.expires_at)),
        Fact(
            _("Last used"),
            _moment(code.opened.started_at) if code.opened else _("Not used yet"),
        ),
    ]
    if versions:
        number = {"number": versions[0].version.number}
        rows.append(Fact(_("Plan shown"), _("Version %(number)s") % number))
    return tuple(rows)


def _state(code: CodeState) -> str:
    if code.is_out_of_tries:
        return _("Ended, because a wrong code was typed too many times")
    if code.row.ended_at is not None:
        return _("Ended")
    return _("Works now") if code.is_live else _("Has run out")


def _version(shown: ShownPlan) -> SaidVersion:
    shared = shown.version.shared_at or shown.version.made_at
    about = {"number": shown.version.number, "date": long_date(clock.local(shared).date())}
    return SaidVersion(
        heading=_("Version %(number)s, shown on %(date)s") % about,
        anchor=f"version-{shown.version.number}",
        answer=_answer(shown.answer),
        answer_words=shown.answer.words if shown.answer else "",
        groups=tuple(group for group in _groups(shown) if group.lines),
    )


def _answer(answer: Agreement | None) -> str:
    if answer is None:
        return ""
    given = {
        "answer": _(_OUTCOMES[AgreementOutcome(answer.outcome)]),
        "when": _moment(answer.given_at),
    }
    if answer.given_by == "person":
        return _("%(answer)s. The person's own answer, on %(when)s.") % given
    return _("%(answer)s. Written down for the person on %(when)s.") % given


def _groups(shown: ShownPlan) -> tuple[SaidGroup, ...]:
    language = as_language(shown.content.facts.language)
    by_mark: dict[str, list[SaidLine]] = {}
    for line in shown.content.all_lines():
        mark = shown.marks.get(line.line_key)
        key = mark.mark if mark else ""
        by_mark.setdefault(key, []).append(_said(line, mark, language))
    return (
        SaidGroup(_("Not what I said"), "set-aside", tuple(by_mark.get(Mark.NOT_WHAT_I_SAID, ()))),
        SaidGroup(_("That's me"), "confirmed", tuple(by_mark.get(Mark.THATS_ME, ()))),
        SaidGroup(_("Not answered yet"), "waiting", tuple(by_mark.get("", ()))),
    )


def _said(line: PlanLine, mark: LineMark | None, language: Language | None) -> SaidLine:
    return SaidLine(line.words, mark.words if mark else "", language)
