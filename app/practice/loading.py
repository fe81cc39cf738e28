"""Fill the practice room: invented teams, staff and people, through the product's own actions.

Everything happens as it would at a screen, with its audit events; only the days are set back, so
that what was said in spring was also answered in spring.
"""

import uuid
from pathlib import Path
from typing import Final

from sqlmodel import Session, select

from app import audit
from app.accounts.actions import create_account
from app.accounts.passwords import PRACTICE_PASSWORD, SHORTEST_IN_PRACTICE
from app.database import Database
from app.directory.actions import load_entries
from app.directory.files import read_file
from app.i18n import Language, as_language, speaking
from app.identity import ROLE_LABELS, Actor, Role, StaffAccount, Team, actor_for
from app.people.actions import PersonDetails, add_person
from app.practice.answering import answer_as_told
from app.practice.conversing import hold_conversation
from app.practice.planning import make_plan, plan_again
from app.practice.stories import load_stories, load_teams
from app.practice.story import Story
from app.settings import Settings
from outcome_mapping.framework import KINDS, load_framework


# Invented groups and services in the towns of the stories; every number is one kept for drama.
DIRECTORY: Final = Path(__file__).parent / "directory.json"
_HERE: Final = uuid.UUID("3f1d8a52-6f0e-4a57-9d43-9a5a1d0c7e11")

# Beside the two practitioners that the stories name.
_OTHERS: Final = (
    ("leader", "Mair Eleri Huws", Role.TEAM_LEADER, "arfon", "cy"),
    ("leader2", "Paul Whitcombe", Role.TEAM_LEADER, "taf", "en"),
    ("commissioner", "Anwen Tudor", Role.COMMISSIONER, None, "en"),
    ("administrator", "Glyn Salisbury", Role.ADMINISTRATOR, None, "en"),
)


def sign_ins() -> tuple[tuple[str, str, str], ...]:
    """Return who can sign in to the practice room: name, password and role."""
    practitioners = [
        (practitioner.username, PRACTICE_PASSWORD, f"Practitioner, {team.name.en}")
        for team in load_teams()
        for practitioner in team.practitioners
    ]
    teams = {team.key: team.name.en for team in load_teams()}
    others = [
        (name, PRACTICE_PASSWORD, ROLE_LABELS[role] + (f", {teams[team]}" if team else ""))
        for name, _full_name, role, team, _language in _OTHERS
    ]
    return (*practitioners, *others)


def load_once(database: Database) -> bool:
    """Load the practice data unless somebody is there already; say whether it was loaded."""
    with database.writing() as session:
        if session.exec(select(StaffAccount.id).limit(1)).first() is not None:
            return False
        with speaking("en"):
            _load(session)
    return True


def throw_away(settings: Settings) -> None:
    """Delete the practice room's database; the key stays."""
    if not settings.is_practice:
        raise RuntimeError("Only the practice room can be thrown away.")
    for path in settings.data_dir.glob("*.db*"):
        path.unlink()


def _load(session: Session) -> None:
    actors = _make_staff(session)
    load_entries(session, audit.SYSTEM, read_file(DIRECTORY))
    legal = {kind: frozenset(load_framework().keys(kind)) for kind in KINDS}
    for story in load_stories(legal):
        _load_story(session, actors[story.practitioner], story)


def _make_staff(session: Session) -> dict[str, Actor]:
    teams = {team.key: Team(name_en=team.name.en, name_cy=team.name.cy) for team in load_teams()}
    session.add_all(teams.values())
    session.flush()
    staff = [
        (member.username, member.name, Role.PRACTITIONER, team.key, "en")
        for team in load_teams()
        for member in team.practitioners
    ]
    return {
        row[0]: _make_account(session, *row[:3], teams[row[3]] if row[3] else None, row[4])
        for row in (*staff, *_OTHERS)
    }


def _make_account(
    session: Session, username: str, name: str, role: Role, team: Team | None, language: str
) -> Actor:
    account = create_account(
        session,
        audit.SYSTEM,
        username=username,
        name=name,
        role=role,
        password=PRACTICE_PASSWORD,
        team_id=team.id if team else None,
        language=as_language(language) or "en",
        shortest=SHORTEST_IN_PRACTICE,
    )
    return actor_for(account)


def _load_story(session: Session, actor: Actor, story: Story) -> None:
    person_id = add_person(session, actor, uuid.uuid5(_HERE, story.key), _details(story))
    for conversation in sorted(story.conversations, key=lambda each: each.held_on):
        root = uuid.uuid5(_HERE, conversation.key)
        conversation_id = hold_conversation(session, actor, person_id, conversation, root)
        version = make_plan(session, actor, conversation_id, conversation, root)
        if version is not None:
            answer_as_told(session, actor, conversation_id, version, conversation, root)
            plan_again(session, actor, conversation_id, conversation, root)


def _details(story: Story) -> PersonDetails:
    born = story.person.date_of_birth
    return PersonDetails(
        name=story.person.name,
        preferred_name=story.person.preferred_name or "",
        date_of_birth=born.isoformat() if born else "",
        language=_spoken(story),
        communication_needs=story.person.communication_needs or "",
        home_area=story.person.home_area or "",
    )


def _spoken(story: Story) -> Language:
    return as_language(story.person.language.value) or story.conversations[0].plan_language
