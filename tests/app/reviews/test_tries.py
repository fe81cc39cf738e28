"""Tries are counted under a lock: on both databases."""

import datetime as dt

import pytest
from fastapi import FastAPI
from sqlmodel import select

from app.database import Database
from app.reviews.actions import open_plan, refuse_try, take_try
from app.reviews.codes import read_code
from app.reviews.models import ReviewCode
from app.reviews.queries import find_open_session
from tests.app.reviews.review_samples import make_review


SAME_LIFE = dt.timedelta(minutes=60)


@pytest.mark.both_databases
def test_guesses_sent_at_once_are_each_counted_before_any_is_checked(
    app: FastAPI, database: Database
) -> None:
    code = read_code(make_review(app, database).code())
    taken = []
    for _ in range(7):
        with database.writing() as session:
            taken.append(take_try(session, code, most=5))
    assert [row is not None for row in taken] == [True] * 5 + [False] * 2


@pytest.mark.both_databases
def test_a_right_try_is_given_back(app: FastAPI, database: Database) -> None:
    code = read_code(make_review(app, database).code())
    for _ in range(9):
        with database.writing() as session:
            row = take_try(session, code, most=5)
            assert row is not None
        with database.writing() as session:
            assert open_plan(session, row.id, lives=SAME_LIFE)


@pytest.mark.both_databases
def test_a_code_ended_while_it_was_being_checked_opens_nothing(
    app: FastAPI, database: Database
) -> None:
    review = make_review(app, database)
    code = read_code(review.code())
    with database.writing() as session:
        row = take_try(session, code, most=5)
        assert row is not None
    review.staff_browser().post(f"{review.path}/end")
    with database.writing() as session:
        assert open_plan(session, row.id, lives=SAME_LIFE) is None


@pytest.mark.both_databases
def test_the_last_wrong_try_ends_the_code(app: FastAPI, database: Database) -> None:
    code = read_code(make_review(app, database).code())
    for _ in range(5):
        with database.writing() as session:
            row = take_try(session, code, most=5)
            assert row is not None
        with database.writing() as session:
            refuse_try(session, row.id, most=5)
    with database.reading() as session:
        assert session.exec(select(ReviewCode)).one().ended_at is not None


@pytest.mark.both_databases
def test_an_open_browser_is_found_by_its_token_only(app: FastAPI, database: Database) -> None:
    reader = make_review(app, database).reader()
    with database.reading() as session:
        assert find_open_session(session, reader.client.cookies["review"]) is not None
        assert find_open_session(session, "another") is None
