"""The audit trail as a page: when, who, what, and to which kind of thing; never any words."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app import clock
from app.accounts.audit_words import action_in_words, subject_in_words
from app.accounts.queries import TRAIL_LENGTH
from app.audit import AuditEvent
from app.i18n import gettext as _
from app.i18n import long_date


@dataclass(frozen=True)
class AuditPage:
    """Some of the audit trail, newest first."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    older_path: str
    is_latest: bool


def audit_page(
    events: Sequence[AuditEvent], names: Mapping[uuid.UUID, str], *, is_latest: bool
) -> AuditPage:
    """Return the page of these events; ``names`` are the names of staff by account id."""
    last = events[-1].sequence if len(events) == TRAIL_LENGTH else None
    return AuditPage(
        title=_("Audit trail"),
        columns=(_("When"), _("Who"), _("What they did"), _("What it was about"), _("Reference")),
        rows=tuple(_row(event, names) for event in events),
        older_path="" if last is None else f"/audit/before/{last}",
        is_latest=is_latest,
    )


def _row(event: AuditEvent, names: Mapping[uuid.UUID, str]) -> tuple[str, ...]:
    at = clock.local(event.at)
    return (
        _("%(date)s at %(time)s") % {"date": long_date(at.date()), "time": f"{at:%H:%M:%S}"},
        _who(event, names),
        action_in_words(event.action),
        subject_in_words(event.subject_kind),
        "" if event.subject_id is None else event.subject_id.hex[:8],
    )


def _who(event: AuditEvent, names: Mapping[uuid.UUID, str]) -> str:
    if event.actor_kind == "staff" and event.actor_id is not None:
        return names.get(event.actor_id, _("A member of staff"))
    by_kind = {
        "staff": _("A member of staff"),
        "person": _("The person, with their code"),
        "system": _("This product, by itself"),
    }
    return by_kind.get(event.actor_kind, _("Somebody who was not signed in"))
