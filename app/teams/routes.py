"""The team page: HTTP in, a page out."""

from typing import Annotated

from fastapi import APIRouter, Request, Response
from sqlmodel import Session

from app import audit
from app.access import Permission, requires
from app.database import ReadSession, database_of
from app.errors import NotFound
from app.i18n import current_language
from app.identity import Actor, Team
from app.periods import Quarter, quarters_between
from app.recording.pauses import open_pauses, unread
from app.recording.tagging import mapper_version
from app.teams import queries, suggestion_routes
from app.teams.pages import WaitingCounts, team_page
from app.teams.sorting import read_sorting
from app.teams.suggestion_pages import pause_notice
from app.teams.tables import TeamCounts
from app.templating import page
from outcome_mapping.framework import load_framework


router = APIRouter()
router.include_router(suggestion_routes.router)

MOST_QUARTERS = 8


@router.get("/team")
def show_team(
    request: Request,
    session: ReadSession,
    actor: Annotated[Actor, requires(Permission.SEE_TEAM_COUNTS)],
    period: str = "",
    sort: str = "",
) -> Response:
    """Show what is waiting in the actor's own team, and what people there say matters."""
    team = session.get(Team, actor.team_id) if actor.team_id else None
    if team is None:
        raise NotFound
    days = queries.first_and_last_day(session, team.id)
    quarters = quarters_between(*days) if days else ()
    shown = team_page(
        team.name(current_language()),
        pause_notice(unread(session, actor, open_pauses(session, mapper_version()))),
        _waiting(session, team),
        quarters,
        _counts(session, team, _chosen(period, quarters), quarters) if quarters else None,
        load_framework(),
        read_sorting(sort),
    )
    audit.record_view(database_of(request), audit.staff(actor), audit.Subject("team", team.id))
    return page(request, "teams/team.html", shown, block="content")


def _chosen(asked: str, quarters: tuple[Quarter, ...]) -> Quarter:
    """Return the quarter asked for, or the latest: a stale address shows something sensible."""
    return next((one for one in quarters if one.label == asked), quarters[-1])


def _counts(
    session: Session, team: Team, quarter: Quarter, quarters: tuple[Quarter, ...]
) -> TeamCounts:
    framework = load_framework()
    domain_of = {statement.key: statement.domain for statement in framework.statements}
    recent = quarters[-MOST_QUARTERS:]
    return TeamCounts(
        quarter=quarter,
        held=queries.held(session, team.id, quarter),
        confirmed=queries.count_confirmed(session, team.id, quarter),
        domains=queries.count_by_domain(session, team.id, quarter, domain_of),
        statements=queries.count_by_key(session, team.id, quarter, "statement"),
        assets=queries.count_by_key(session, team.id, quarter, "asset"),
        recent=recent,
        by_quarter=queries.count_by_quarter(session, team.id, recent[0], recent[-1]),
        gaps=queries.count_gaps(session, team.id, quarter),
    )


def _waiting(session: Session, team: Team) -> WaitingCounts:
    return WaitingCounts(
        to_finish=queries.waiting_to_finish(session, team.id),
        for_plan=queries.waiting_for_plan(session, team.id),
        for_answer=queries.waiting_for_answer(session, team.id),
        for_change=queries.waiting_for_change(session, team.id),
    )
