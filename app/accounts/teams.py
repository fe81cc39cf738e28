"""Teams, as the administrator names them."""

from sqlmodel import Session, col, or_, select

from app import audit
from app.audit import By, Subject
from app.identity import Team


def team_named(session: Session, by: By, name: str) -> Team:
    """Return the team with this name in either language, made now if there is none."""
    named = or_(col(Team.name_en) == name, col(Team.name_cy) == name)
    team = session.exec(select(Team).where(named)).first()
    if team is None:
        team = Team(name_en=name, name_cy=name)
        session.add(team)
        session.flush()
        audit.record(session, by, "team_made", Subject("team", team.id))
    return team
