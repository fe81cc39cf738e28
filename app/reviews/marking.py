"""What the person says: about each line of the version they were shown, and about the whole."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from sqlmodel import Session

from app import audit, clock
from app.errors import NotFound, NotNow
from app.i18n import gettext as _
from app.plans.actions import record_agreement
from app.plans.content import AgreementOutcome
from app.reviews import queries
from app.reviews.access import Reader
from app.reviews.models import LineMark
from app.reviews.queries import ShownPlan


class Mark(StrEnum):
    """What a person may say about one line. Stored by value: never rename one."""

    THATS_ME = "thats_me"
    NOT_WHAT_I_SAID = "not_what_i_said"


class PlanHasChanged(Exception):
    """The page was about a version that is no longer the one shown."""


@dataclass(frozen=True)
class Said:
    """What one screen sends: the line that was answered, if any, and the words beside each line."""

    line_key: str = ""
    mark: Mark | None = None
    words: Mapping[str, str] = field(default_factory=dict)


def mark_lines(session: Session, reader: Reader, version_id: str, said: Said) -> None:
    """Keep what the person said about lines, until they have answered for the whole plan."""
    shown = _shown_now(session, reader, version_id)
    if shown.is_answered:
        raise NotNow(
            _(
                "You have already told us what you think of this plan. "
                "Nothing is lost. If you want to change something, talk to your practitioner."
            )
        )
    spoken_of = {*said.words, *([said.line_key] if said.mark else [])}
    if not {line.line_key for line in shown.content.all_lines()}.issuperset(spoken_of):
        raise NotFound
    for line_key in sorted(spoken_of):
        _keep(session, reader, shown, line_key, said)


def _keep(session: Session, reader: Reader, shown: ShownPlan, line_key: str, said: Said) -> None:
    row = shown.marks.get(line_key)
    mark = said.mark if line_key == said.line_key else None
    words = said.words.get(line_key, row.words if row else "")
    if row is None and mark is None and not words:
        return
    if mark is None:
        mark = Mark(row.mark) if row else Mark.NOT_WHAT_I_SAID
    if row is not None and (row.mark, row.words) == (mark, words):
        return
    if row is None:
        row = LineMark(
            plan_version_id=shown.version.id,
            line_key=line_key,
            mark=mark,
            review_code_id=reader.code_id,
        )
    row.mark = mark.value
    row.words = words
    row.review_code_id = reader.code_id
    row.marked_at = clock.now()
    session.add(row)
    by = audit.the_person(reader.code_id)
    audit.record(session, by, "marked_plan_line", subject_of(shown), mark=mark.value)


def answer_plan(
    session: Session, reader: Reader, version_id: str, outcome: AgreementOutcome, words: str
) -> None:
    """Keep the person's answer about the very version they were shown, and no other."""
    shown = _shown_now(session, reader, version_id)
    if shown.is_answered:
        return  # sent twice, or from a second screen: the first answer stands
    by = audit.the_person(reader.code_id)
    record_agreement(session, by, shown.version, outcome, words, "person")


def subject_of(shown: ShownPlan) -> audit.Subject:
    """Return what the person reads and answers, for the audit trail."""
    return audit.Subject("plan_version", shown.version.id, shown.plan.person_id)


def _shown_now(session: Session, reader: Reader, version_id: str) -> ShownPlan:
    queries.hold_review(session, reader.plan_id)
    shown = queries.shown_plan(session, reader.plan_id)
    if str(shown.version.id) != version_id:
        raise PlanHasChanged
    return shown
