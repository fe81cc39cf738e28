"""What settles something, sent ten times at once: a finish, a code, a picture, the own answer."""

import json
from collections.abc import Callable

import pytest
from fastapi import FastAPI
from sqlmodel import select

from app.database import Database
from app.operations import Operation
from app.plans.models import Agreement
from app.recording.board_models import BoardAnswer, BoardRevision
from app.reviews.models import ReviewCode
from tests.app.reviews.review_samples import Review, make_review
from tests.client import Browser, new_operation
from tests.faults.test_sending_at_once import SENDERS, at_once, events, rows


pytestmark = pytest.mark.both_databases


@pytest.fixture
def review(app: FastAPI, database: Database) -> Review:
    return make_review(app, database)


def send_at_once(browser: Browser, path: str, fields: dict[str, str]) -> set[int]:
    """Send one form from ten copies of one browser at the same moment."""
    fields = {"csrf_token": browser.token(), **fields}
    statuses: list[int] = []
    copies = [copy_of(browser) for _ in range(SENDERS)]

    def send(one: Browser) -> Callable[[], None]:
        return lambda: statuses.append(one.client.post(path, data=fields).status_code)

    at_once(*[send(one) for one in copies])
    assert len(statuses) == SENDERS
    return set(statuses)


def copy_of(browser: Browser) -> Browser:
    copy = Browser(browser._app)
    copy.client.cookies.update(browser.client.cookies)
    return copy


def test_a_finish_is_one_finish(review: Review, database: Database) -> None:
    path = f"/conversations/{review.conversation.id}/finish"
    sent = {"version": str(review.conversation.version), "operation_id": new_operation()}
    assert send_at_once(review.staff_browser(), path, sent) == {303}
    assert events(database, "conversation_finished") == 1


def test_a_code_is_one_code(review: Review, database: Database) -> None:
    browser, operation = review.staff_browser(), new_operation()
    assert send_at_once(browser, review.path, {"operation_id": operation}) == {200}
    assert len(rows(database, ReviewCode)) == 1


def test_a_picture_tapped_twice_is_one_choice(review: Review, database: Database) -> None:
    """The page itself says which of its taps are one: nothing else tells them apart."""
    browser, before = review.staff_browser(), len(rows(database, Operation))
    path = f"/conversations/{review.conversation.id}/board"
    for version, step in enumerate(("not_well", "so_so", ""), start=1):
        fields = browser.get(f"{path}?topic=sleep").fields("place")
        assert send_at_once(browser, path, {**fields, "step": step}) == {303}
        (answer,) = boards(database)
        assert (json.loads(answer.placements).get("sleep", ""), answer.version) == (step, version)
        assert len(rows(database, BoardRevision)) == version - 1
        assert len(rows(database, Operation)) == before + version
        assert events(database, "picture_placed") == version


def boards(database: Database) -> list[BoardAnswer]:
    with database.reading() as session:
        return list(session.exec(select(BoardAnswer)))


def test_the_persons_own_answer_is_one_answer(review: Review, database: Database) -> None:
    reader = review.reader()
    fields = reader.get("/my-plan/answer").fields("answer")
    sent = {"version": fields["version"], "outcome": "agreed", "words": "Thursdays are right."}
    assert send_at_once(reader, "/my-plan/answer", sent) == {303}
    assert [row.words for row in agreements(database)] == ["Thursdays are right."]


def agreements(database: Database) -> list[Agreement]:
    with database.reading() as session:
        return list(session.exec(select(Agreement)))
