"""A tablet that was last on line before new questions, or a new version: what it sends is taken."""

import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

import conversations.schema
from app.recording.models import Conversation
from conversations import ConversationKind, load_question_set
from tests.app.recording.conftest import Visit
from tests.app.recording.test_receipts import BEGINNING, operation, receipt, send


DROPPED = "is_it_enough"


@pytest.fixture
def newer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Publish a second version of the questions, in which one question has become another."""
    folder = tmp_path / "question_sets"
    shutil.copytree(conversations.schema.QUESTION_SETS, folder)
    raw = yaml.safe_load((folder / "what_matters.1.yaml").read_text("utf-8"))
    raw["version"] = 2
    for question in raw["questions"]:
        if question["key"] == DROPPED:
            question["key"] = "what_would_be_enough"
    (folder / "what_matters.2.yaml").write_text(yaml.safe_dump(raw, allow_unicode=True), "utf-8")
    monkeypatch.setattr(conversations.schema, "QUESTION_SETS", folder)
    load_question_set.cache_clear()
    monkeypatch.setattr(ConversationKind, "question_set", "what_matters.2")
    yield "what_matters.2"
    load_question_set.cache_clear()


def stored(visit: Visit, conversation_id: uuid.UUID) -> Conversation:
    with visit.database.reading() as session:
        return session.get_one(Conversation, conversation_id)


def test_a_conversation_stays_on_the_questions_it_began_with(visit: Visit, newer: str) -> None:
    sent = {**operation(), "words": "Yes, it is.", "version": "0"}
    assert receipt(send(visit, visit.question(DROPPED), sent))["kept"] == "saved"
    assert visit.answer(DROPPED).words == "Yes, it is."
    page = visit.browser.get(f"{visit.address}/check")
    assert "Yes, it is." in page.text
    visit.browser.get(f"{visit.address}/questions/what_would_be_enough", status=404)


def test_a_visit_begun_on_a_tablet_before_the_new_questions_keeps_the_old_ones(
    visit: Visit, newer: str
) -> None:
    mine = uuid.uuid4()
    started = {**operation(), "conversation_id": str(mine), "question_set": "what_matters.1"}
    receipt(send(visit, f"/people/{visit.person.id}/conversations", started))
    address = f"/conversations/{mine}"
    receipt(send(visit, f"{address}/start", {**BEGINNING, **operation()}))
    said = {**operation(), "words": "Enough for me.", "version": "0"}
    receipt(send(visit, f"{address}/questions/{DROPPED}", said))
    receipt(send(visit, f"{address}/finish", {**operation(), "version": "2"}))
    assert stored(visit, mine).question_set == "what_matters.1"
    assert "Enough for me." in visit.browser.get(f"{address}/check").text


def test_a_new_conversation_asks_the_new_questions(visit: Visit, newer: str) -> None:
    mine = uuid.uuid4()
    started = {**operation(), "conversation_id": str(mine)}
    receipt(send(visit, f"/people/{visit.person.id}/conversations", started))
    assert stored(visit, mine).question_set == newer


def test_what_is_taken_along_says_which_questions_were_begun_with(visit: Visit, newer: str) -> None:
    visit.save("I like the sea.")
    answer = visit.browser.fetch(f"/sync/visits?person={visit.person.id}")
    assert answer.json()["packs"][0]["conversation"]["question_set"] == "what_matters.1"


@pytest.mark.parametrize("name", ["what_matters.9", "pathway.1", "../kinds", "what_matters.1.yaml"])
def test_questions_that_were_never_published_for_this_start_nothing(
    visit: Visit, name: str
) -> None:
    mine = uuid.uuid4()
    started = {**operation(), "conversation_id": str(mine), "question_set": name}
    refused = send(visit, f"/people/{visit.person.id}/conversations", started)
    assert refused.status_code == 404
    visit.browser.get(f"/conversations/{mine}", status=404)


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/start", BEGINNING),
        ("/questions/about_you", {"words": "I like the sea.", "version": "0"}),
        ("/prompts/put-away", {"prompt": "are_they_willing"}),
        ("/finish", {"version": "1"}),
    ],
)
def test_what_a_page_of_the_version_before_sends_is_still_taken(
    visit: Visit, path: str, fields: dict[str, str]
) -> None:
    """It gave an operation id to a start and to an answer only."""
    assert receipt(send(visit, visit.address + path, fields))["kept"] == "saved"
