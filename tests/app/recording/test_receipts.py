"""Receipts: what a tablet needs to see before it lets go of anything."""

import hashlib
import uuid
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import pytest
from httpx2 import Response
from sqlmodel import select

from app.operations import Operation
from app.recording.models import Conversation, Participant, PromptPutAway
from tests.app.recording.conftest import Visit
from tests.client import Browser, new_operation
from tests.factories import make_staff, make_team


BEGINNING = {
    "version": "1",
    "language": "cy",
    "plan_language": "en",
    "kind": "what_matters_conversation",
    "held_on-day": "12",
    "held_on-month": "8",
    "held_on-year": "2026",
}


def send(
    visit: Visit, path: str, fields: Mapping[str, Any], browser: Browser | None = None
) -> Response:
    """Send as a tablet's queue does: the token in a header, never in what is sent."""
    browser = browser or visit.browser
    return browser.client.post(
        path,
        content=urlencode(fields, doseq=True),
        headers={
            "Accept": "application/json",
            "Content-Type": "application/x-www-form-urlencoded",
            "X-CSRFToken": browser.token(),
        },
    )


def receipt(answer: Response) -> dict[str, Any]:
    """Return the receipt, once it is seen to be one for the very bytes that were sent."""
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    assert told["content_sha256"] == hashlib.sha256(answer.request.content).hexdigest()
    return told


def operation() -> dict[str, str]:
    return {"operation_id": new_operation()}


def _forms(visit: Visit) -> dict[str, tuple[str, dict[str, str]]]:
    return {
        "start": (f"/people/{visit.person.id}/conversations", {}),
        "beginning": (f"{visit.address}/start", BEGINNING),
        "answer": (visit.question(), {"words": "I like the sea.", "version": "0"}),
        "the same again": (visit.question(), {"words": "", "version": "0"}),
        "prompt": (f"{visit.address}/prompts/put-away", {"prompt": "are_they_willing"}),
        "finish": (f"{visit.address}/finish", {"version": "1"}),
    }


@pytest.mark.parametrize(
    "form", ["start", "beginning", "answer", "the same again", "prompt", "finish"]
)
def test_each_form_of_a_visit_gives_a_receipt_and_again_the_first_one(
    visit: Visit, form: str
) -> None:
    path, fields = _forms(visit)[form]
    fields = {**fields, **operation()}
    first = receipt(send(visit, path, fields))
    assert first["operation_id"] == fields["operation_id"]
    assert first["kept"] == "saved"
    assert isinstance(first["version"], int)
    assert receipt(send(visit, path, fields)) == first
    with visit.database.reading() as session:
        assert len(session.exec(select(Operation)).all()) == 1


def test_the_receipt_of_an_operation_stays_the_first_whatever_happens_afterwards(
    visit: Visit,
) -> None:
    path, fields = _forms(visit)["beginning"]
    fields = {**fields, **operation()}
    first = receipt(send(visit, path, fields))
    visit.browser.post(path, {**BEGINNING, "version": "2", "language": "en"})
    visit.browser.post(f"{visit.address}/finish", {"version": "3"})
    assert receipt(send(visit, path, fields)) == first
    with visit.database.reading() as session:
        conversation = session.get(Conversation, visit.conversation.id)
    assert conversation is not None
    assert conversation.language == "en"


@pytest.mark.parametrize(
    ("form", "changed"),
    [
        ("answer", {"words": "Something else."}),
        ("beginning", {"language": "en"}),
        ("start", {"kind": "adult_assessment_s19"}),
        ("prompt", {"prompt": "what_it_costs_them"}),
    ],
)
def test_the_same_operation_with_other_content_is_409(
    visit: Visit, form: str, changed: dict[str, str]
) -> None:
    path, fields = _forms(visit)[form]
    fields = {**fields, **operation()}
    receipt(send(visit, path, fields))
    refused = send(visit, path, {**fields, **changed})
    assert refused.status_code == 409
    assert set(refused.json()) == {"message"}


def test_a_whole_visit_made_without_a_connection_is_kept_under_the_tablets_own_ids(
    visit: Visit,
) -> None:
    mine, daughter = str(uuid.uuid4()), str(uuid.uuid4())
    started = {**operation(), "conversation_id": mine}
    address = f"/conversations/{mine}"
    begun = {
        **BEGINNING,
        **operation(),
        "participant_id": daughter,
        "participant_name": "Nia Bebb",
        "participant_role": "family",
    }
    said = {**operation(), "words": "She sings.", "version": "0", "speaker": daughter}
    queue = [
        (f"/people/{visit.person.id}/conversations", started),
        (f"{address}/start", begun),
        (f"{address}/questions/about_you", said),
        (f"{address}/finish", {**operation(), "version": "2"}),
    ]
    versions = [receipt(send(visit, path, fields))["version"] for path, fields in queue]
    assert versions == [1, 2, 1, 3]
    assert [receipt(send(visit, path, fields))["version"] for path, fields in queue] == versions
    with visit.database.reading() as session:
        conversation = session.get(Conversation, uuid.UUID(mine))
        assert conversation is not None
        assert conversation.status == "complete"
        nia = session.exec(select(Participant)).one()
        assert (str(nia.id), nia.conversation_id) == (daughter, conversation.id)


def test_an_id_that_a_conversation_has_already_starts_no_second_one(visit: Visit) -> None:
    taken = {**operation(), "conversation_id": str(visit.conversation.id)}
    answer = send(visit, f"/people/{visit.person.id}/conversations", taken)
    assert answer.status_code == 409


def test_somebody_of_another_conversation_is_not_moved_into_this_one(visit: Visit) -> None:
    other = {**operation(), "conversation_id": str(uuid.uuid4())}
    receipt(send(visit, f"/people/{visit.person.id}/conversations", other))
    row = {"participant_id": str(uuid.uuid4()), "participant_name": "Nia Bebb"}
    row["participant_role"] = "family"
    receipt(send(visit, f"{visit.address}/start", {**BEGINNING, **row, **operation()}))
    there = f"/conversations/{other['conversation_id']}/start"
    receipt(send(visit, there, {**BEGINNING, **row, **operation()}))
    with visit.database.reading() as session:
        rows = session.exec(select(Participant)).all()
    assert len({each.conversation_id for each in rows}) == len(rows) == 2


def test_a_prompt_put_away_on_a_tablet_after_the_end_is_let_go_of(visit: Visit) -> None:
    visit.browser.post(f"{visit.address}/finish", {"version": "1"})
    path, fields = _forms(visit)["prompt"]
    receipt(send(visit, path, {**fields, **operation()}))
    with visit.database.reading() as session:
        assert len(session.exec(select(PromptPutAway)).all()) == 1


def test_a_fault_in_the_beginning_names_its_field(visit: Visit) -> None:
    refused = send(visit, f"{visit.address}/start", {**BEGINNING, **operation(), "language": ""})
    assert refused.status_code == 422
    assert refused.json()["field"] == "language"


def test_a_colleague_can_send_what_waited_on_somebody_elses_tablet(visit: Visit) -> None:
    path, fields = _forms(visit)["answer"]
    fields = {**fields, **operation()}
    first = receipt(send(visit, path, fields))
    colleague = make_staff(visit.database, name="Siwan Puw")
    with visit.database.writing() as session:
        colleague.team_id = visit.account.team_id
        session.add(colleague)
    again = receipt(send(visit, path, fields, visit.other_browser(colleague)))
    assert again == first


@pytest.mark.parametrize("form", ["start", "beginning", "answer", "prompt", "finish"])
def test_whoever_left_the_team_is_told_so_and_that_nothing_is_lost(visit: Visit, form: str) -> None:
    elsewhere = make_team(visit.database, "Taf")
    successor = make_staff(visit.database, team=elsewhere)
    with visit.database.writing() as session:
        account = session.merge(visit.account)
        account.team_id = elsewhere.id
        person = session.merge(visit.person)
        person.practitioner_id = successor.id
    path, fields = _forms(visit)[form]
    refused = send(visit, path, {**fields, **operation()})
    assert refused.status_code == 404
    assert "Nothing is lost" in refused.json()["message"]
    nowhere = path.replace(str(visit.conversation.id), str(uuid.uuid4()))
    nowhere = nowhere.replace(str(visit.person.id), str(uuid.uuid4()))
    assert send(visit, nowhere, {**fields, **operation()}).text == refused.text


def test_whoever_is_signed_out_is_told_401(visit: Visit) -> None:
    path, fields = _forms(visit)["answer"]
    refused = send(visit, path, {**fields, **operation()}, Browser(visit.app))
    assert refused.status_code == 401
    assert visit.answers() == []


def test_a_queue_behind_a_shown_screen_waits_and_learns_nothing(visit: Visit) -> None:
    shown = visit.browser.post(f"{visit.address}/show", {})
    assert shown.status_code == 303
    path, fields = _forms(visit)["answer"]
    refused = send(visit, path, {**fields, **operation()})
    assert refused.status_code == 503
    assert visit.account.name not in refused.text
    assert visit.answers() == []
