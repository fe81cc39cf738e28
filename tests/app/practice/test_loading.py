from pathlib import Path

import pytest
from sqlmodel import col, select

from app.database import Database
from app.identity import StaffAccount, Team
from app.people.models import Person
from app.plans.documents import write_for_cli
from app.plans.models import Agreement, Plan
from app.practice.loading import load_once, sign_ins
from app.practice.stories import load_stories
from app.recording.models import Answer, Conversation, OutcomeTag
from app.reviews.models import LineMark, ReviewCode


@pytest.fixture
def loaded(database: Database) -> Database:
    assert load_once(database)
    return database


def test_at_least_eight_invented_people_live_in_two_teams(loaded: Database) -> None:
    with loaded.reading() as session:
        quoted = set(
            session.exec(select(Conversation.person_id).where(col(Conversation.quoted_from) != ""))
        )
        people = [p for p in session.exec(select(Person)) if p.id not in quoted]
        teams = session.exec(select(Team)).all()
    assert len(people) >= 8
    assert len(quoted) == 2
    assert {person.team_id for person in people} == {team.id for team in teams}
    assert len(teams) == 2


def test_everything_that_was_said_is_there_word_for_word(loaded: Database) -> None:
    said = {
        answer.words
        for story in load_stories()
        for conversation in story.conversations
        for answer in conversation.answers.values()
        if answer.words
    }
    with loaded.reading() as session:
        kept = {answer.words for answer in session.exec(select(Answer))}
    assert said <= kept


def test_people_have_answered_their_plans_in_every_way(loaded: Database) -> None:
    with loaded.reading() as session:
        outcomes = {row.outcome for row in session.exec(select(Agreement))}
        marks = {row.mark for row in session.exec(select(LineMark))}
        open_codes = session.exec(select(ReviewCode).where(col(ReviewCode.ended_at).is_(None)))
        assert open_codes.all() == []
    assert outcomes == {"agreed", "agreed_in_part", "not_agreed", "could_not_take_part"}
    assert marks == {"thats_me", "not_what_i_said"}


def test_loading_twice_changes_nothing(loaded: Database) -> None:
    with loaded.reading() as session:
        before = len(session.exec(select(OutcomeTag.id)).all())
    assert not load_once(loaded)
    with loaded.reading() as session:
        assert len(session.exec(select(OutcomeTag.id)).all()) == before


def test_the_people_one_can_sign_in_as_are_there(loaded: Database) -> None:
    with loaded.reading() as session:
        usernames = set(session.exec(select(StaffAccount.username)))
    assert {name for name, _password, _role in sign_ins()} == usernames


def test_the_file_of_the_practice_room_holds_no_readable_words(loaded: Database) -> None:
    path = loaded.engine.url.database
    assert path is not None
    for suffix in ("", "-wal"):
        content = Path(path + suffix).read_bytes()
        for words in ("Gwenllian", "Nhŷ Uchaf", "Hayden", "behaviour support"):
            assert words.encode() not in content


def test_every_plan_can_be_drawn_in_both_languages(loaded: Database) -> None:
    with loaded.reading() as session:
        conversations = list(session.exec(select(Plan.conversation_id)))
    assert len(conversations) >= 8
    for conversation_id in conversations:
        for language in ("en", "cy"):
            pdf = write_for_cli(loaded, conversation_id, language)
            assert pdf.startswith(b"%PDF")
