"""Supported answers: pictures placed on three steps, with who helped; every state is kept."""

import json

import pytest
from httpx2 import Response
from sqlmodel import col, select

from app.accounts.passwords import hash_password
from app.identity import StaffAccount
from app.plans.models import KeptBackWords
from app.recording.board_models import BoardAnswer, BoardRevision
from conversations.picture_boards import BOARDS, load_board
from tests.app.recording.conftest import Visit
from tests.client import Page, check_page, new_operation
from tests.factories import (
    keep,
    make_answer,
    make_conversation,
    make_participant,
    make_staff,
    make_team,
)


PASSWORD = "a kettle and two cups"


def _board(visit: Visit) -> str:
    return f"{visit.address}/board"


def _place(
    visit: Visit, topic: str, step: str, was: str = "", status: int = 303, **more: str
) -> Response:
    sent = {"topic": topic, "step": step, "was": was, "operation_id": new_operation(), **more}
    return visit.browser.post(_board(visit), sent, status)


def _note(
    visit: Visit, version: int, status: int = 303, operation_id: str = "", **more: str
) -> Response:
    sent = {"version": str(version), "operation_id": operation_id or new_operation(), **more}
    return visit.browser.post(f"{_board(visit)}/helpers", sent, status)


def _answer(visit: Visit) -> BoardAnswer:
    with visit.database.reading() as session:
        return session.exec(select(BoardAnswer)).one()


def _placed(visit: Visit) -> dict[str, str]:
    found: dict[str, str] = json.loads(_answer(visit).placements)
    return found


def _history(visit: Visit) -> list[dict[str, str]]:
    with visit.database.reading() as session:
        rows = session.exec(select(BoardRevision).order_by(col(BoardRevision.version)))
        return [json.loads(row.placements) for row in rows]


def test_every_picture_of_every_board_is_drawn(visit: Visit) -> None:
    names = [path.stem for path in BOARDS.glob("*.yaml")]
    assert names
    for name in names:
        board = load_board(name)
        html = visit.browser.get(_board(visit)).html
        symbols = [step.symbol for step in board.steps] + [one.symbol for one in board.topics]
        for symbol in symbols:
            drawn = html.split(f"symbol--{symbol}")
            assert len(drawn) > 1, symbol
            assert 'd="M' in drawn[1].split("</svg>")[0], symbol


def test_the_way_to_the_board_is_on_the_conversation(visit: Visit) -> None:
    page = visit.browser.get(visit.address)
    assert page.links()["Talk with pictures"] == _board(visit)
    assert "Said with pictures" not in page.text


def test_one_picture_is_shown_large_with_three_ways_to_place_it(visit: Visit) -> None:
    page = visit.browser.get(f"{_board(visit)}?topic=family")
    assert page.heading == "My family"
    buttons = [
        element.get("value")
        for element in page.tree.iter("button")
        if element.get("name") == "step"
    ]
    assert buttons == ["going_well", "so_so", "not_well"]


def test_a_picture_no_board_has_leads_to_the_whole_board(visit: Visit) -> None:
    assert visit.browser.get(f"{_board(visit)}?topic=unicorns").heading == "How are things going?"


def test_pictures_are_in_the_language_of_the_talk(visit: Visit) -> None:
    visit.conversation.language = "cy"
    keep(visit.database, visit.conversation)
    page = visit.browser.get(f"{_board(visit)}?topic=family")
    assert page.heading == "Fy nheulu"
    assert page.tree.get("lang") == "en"
    visit.conversation.language = "both"
    keep(visit.database, visit.conversation)
    assert visit.browser.get(f"{_board(visit)}?topic=family").heading == "My family Fy nheulu"


def test_placing_one_leads_to_the_next_that_is_not_placed(visit: Visit) -> None:
    _place(visit, "friends", "so_so")
    response = _place(visit, "family", "going_well")
    assert response.headers["location"] == f"{_board(visit)}?topic=love"
    assert _placed(visit) == {"friends": "so_so", "family": "going_well"}


def test_moving_one_and_taking_one_off_lead_back_to_the_board(visit: Visit) -> None:
    _place(visit, "family", "going_well")
    response = _place(visit, "family", "not_well", was="going_well")
    assert response.headers["location"] == _board(visit)
    _place(visit, "family", "", was="not_well")
    assert _placed(visit) == {}
    assert _history(visit) == [{"family": "going_well"}, {"family": "not_well"}]


@pytest.mark.both_databases
def test_pressing_twice_places_once(visit: Visit) -> None:
    operation = new_operation()
    _place(visit, "family", "going_well", operation_id=operation)
    _place(visit, "family", "so_so", was="going_well")
    _place(visit, "family", "going_well", operation_id=operation)
    assert _placed(visit) == {"family": "so_so"}
    _place(visit, "family", "so_so", was="so_so")
    assert _answer(visit).version == 2
    assert len(visit.events("picture_placed")) == 2


def test_a_second_tap_that_slides_to_another_step_leaves_the_first(visit: Visit) -> None:
    operation = new_operation()
    _place(visit, "family", "going_well", operation_id=operation)
    page = check_page(_place(visit, "family", "so_so", status=409, operation_id=operation))
    assert "What you chose first on that page counts." in page.text
    assert "different words" not in page.text
    assert (_placed(visit), _answer(visit).version) == ({"family": "going_well"}, 1)


def test_a_picture_that_was_moved_elsewhere_is_not_moved_over(visit: Visit) -> None:
    _place(visit, "family", "going_well")
    page = check_page(_place(visit, "family", "not_well", "", 409))
    assert "The board was changed" in page.text
    assert _placed(visit) == {"family": "going_well"}
    _place(visit, "friends", "so_so")
    assert _placed(visit) == {"family": "going_well", "friends": "so_so"}


def test_what_no_board_has_is_not_placed(visit: Visit) -> None:
    _place(visit, "unicorns", "going_well", status=404)
    _place(visit, "family", "brilliant", status=404)
    with visit.database.reading() as session:
        assert session.exec(select(BoardAnswer)).all() == []


def test_who_helped_is_kept_and_said_wherever_the_board_is(visit: Visit) -> None:
    jean = make_participant(visit.database, visit.conversation, "Jean Bellis", role="carer")
    _place(visit, "family", "going_well")
    _place(visit, "sleep", "not_well")
    seen = "She laughed at the family."
    _note(visit, 2, placed_by="", interpreted_by=str(jean.id), seen=seen)
    make_answer(visit.database, visit.conversation, words="Boats.")
    for path in ("", "/check", "/board", "/plan", "/board/print"):
        page = visit.browser.get(visit.address + path)
        assert "Said with pictures" in page.text, path
        assert "Placed by Gwyn." in page.text, path
        assert "Interpreted by Jean Bellis (Unpaid carer)." in page.text, path
        assert seen in page.text, path
        assert "Sleep" in page.text, path


def test_somebody_may_place_for_the_person_and_the_practitioner_interpret(visit: Visit) -> None:
    jean = make_participant(visit.database, visit.conversation, "Jean Bellis", role="carer")
    _note(visit, 0, placed_by=str(jean.id), interpreted_by="practitioner")
    text = visit.browser.get(visit.address).text
    assert "Placed for Gwyn by Jean Bellis (Unpaid carer)." in text
    assert f"Interpreted by {visit.account.name} (Practitioner)." in text
    _note(visit, 1, placed_by="", interpreted_by="")
    assert "Nobody is noted as interpreting." in visit.browser.get(visit.address).text


def test_helpers_that_were_changed_elsewhere_are_not_overwritten(visit: Visit) -> None:
    _place(visit, "family", "going_well")
    _note(visit, 1, seen="A smile.")
    page = check_page(_note(visit, 1, 409, seen="Typed here."))
    assert page.fields("helpers")["seen"] == "Typed here."
    assert _answer(visit).seen == "A smile."
    _note(visit, 2, 404, placed_by="somebody")
    page = check_page(_note(visit, 2, 422, seen="a" * 2001))
    assert page.fields("helpers")["seen"] == "a" * 2001
    sent = {"seen": "Half a sen", "version": "2", "switch_language": "cy"}
    page = check_page(visit.browser.post(f"{_board(visit)}/helpers", sent, 200))
    assert page.tree.get("lang") == "cy"
    assert page.fields("helpers")["seen"] == "Half a sen"


def test_somebody_who_helped_cannot_be_taken_off_those_who_were_there(visit: Visit) -> None:
    jean = make_participant(visit.database, visit.conversation, "Jean Bellis", role="carer")
    _note(visit, 0, interpreted_by=str(jean.id))
    _note(visit, 1, interpreted_by="")
    sent = {
        "version": "1",
        "language": "en",
        "plan_language": "en",
        "held_on-day": "12",
        "held_on-month": "8",
        "held_on-year": "2026",
    }
    page = check_page(visit.browser.post(f"{visit.address}/start", sent, 409))
    assert "board of pictures" in page.text


def test_no_plan_is_made_of_a_board(visit: Visit) -> None:
    _place(visit, "family", "going_well")
    page = visit.browser.get(f"{visit.address}/plan")
    assert "Nothing has been confirmed yet" in page.text
    assert "Nothing of this goes into the plan by itself." in page.text


def test_what_is_kept_back_from_the_plan_is_not_shown_beside_it(visit: Visit) -> None:
    secret = "Her brother takes her money."
    answer = make_answer(visit.database, visit.conversation, words=secret)
    keep(
        visit.database,
        KeptBackWords(
            conversation_id=visit.conversation.id,
            answer_id=answer.id,
            words=secret,
            why="in_confidence",
            reason="She asked.",
            marked_by=visit.account.id,
        ),
    )
    _note(visit, 0, seen=f"She pushed the picture of money away. {secret}")
    page = visit.browser.get(f"{visit.address}/plan")
    assert "Said with pictures" in page.text
    assert secret not in page.html


def test_a_finished_conversation_is_read_and_not_moved(visit: Visit) -> None:
    _place(visit, "family", "going_well")
    visit.conversation.status = "complete"
    keep(visit.database, visit.conversation)
    for path in ("", "?topic=family"):
        page = visit.browser.get(_board(visit) + path)
        assert not [b for b in page.tree.iter("button") if b.get("name") == "step"]
    _place(visit, "family", "so_so", "going_well", 409)
    _note(visit, 1, 409, seen="More.")
    assert _placed(visit) == {"family": "going_well"}


def test_before_the_language_is_asked_there_is_no_board(visit: Visit) -> None:
    visit.conversation.language = ""
    keep(visit.database, visit.conversation)
    for path in ("", "/print"):
        found = visit.browser.fetch(_board(visit) + path)
        assert found.headers["location"] == f"{visit.address}/start"


def test_another_team_can_neither_see_nor_place(visit: Visit) -> None:
    stranger = visit.other_browser(make_staff(visit.database, team=make_team(visit.database)))
    for path in ("", "/print", "/shown", "/shown/back"):
        stranger.get(_board(visit) + path, 404)
    sent = {"topic": "family", "step": "so_so"}
    for path in ("", "/helpers", "/show", "/shown", "/shown/back"):
        stranger.post(_board(visit) + path, sent, 404)
    with visit.database.reading() as session:
        assert session.exec(select(BoardAnswer)).all() == []


def test_what_was_done_is_in_the_audit_trail_without_the_answer(visit: Visit) -> None:
    _place(visit, "family", "not_well")
    _note(visit, 1, seen="She cried.")
    for action in ("picture_placed", "board_helpers_noted"):
        (event,) = visit.events(action)
        for hidden in ("not_well", "family", "cried"):
            assert hidden not in event.details


def test_nothing_of_it_lies_open_in_the_database(visit: Visit) -> None:
    _place(visit, "family", "not_well")
    with visit.database.reading() as session:
        (raw,) = session.connection().exec_driver_sql("SELECT placements FROM board_answer").one()
    assert b"not_well" not in bytes(raw)


def test_a_tablet_is_told_that_the_picture_is_kept(visit: Visit) -> None:
    sent = {"topic": "family", "step": "so_so", "was": "", "operation_id": new_operation()}
    told = visit.browser.post(_board(visit), sent, 200, Accept="application/json").json()
    assert told["operation_id"] == sent["operation_id"]
    assert (told["version"], told["kept"]) == (1, "saved")
    again = visit.browser.post(_board(visit), sent, 200, Accept="application/json").json()
    assert again == told
    moved = {**sent, "step": "not_well", "operation_id": new_operation()}
    assert visit.browser.post(_board(visit), moved, 409, Accept="application/json").json()[
        "message"
    ]
    helped = {"seen": "A smile.", "version": "1", "operation_id": new_operation()}
    address = f"{_board(visit)}/helpers"
    assert (
        visit.browser.post(address, helped, 200, Accept="application/json").json()["version"] == 2
    )
    long = {**helped, "seen": "a" * 2001}
    told = visit.browser.post(address, long, 422, Accept="application/json").json()
    assert told["field"] == "seen"


# The board, shown to the person


@pytest.fixture
def shown(visit: Visit) -> Visit:
    """A visit whose board is on the screen that the person holds."""
    with visit.database.writing() as session:
        account = session.get_one(StaffAccount, visit.account.id)
        account.password_hash = hash_password(PASSWORD)
    make_participant(visit.database, visit.conversation, "Huw Bebb")
    make_answer(visit.database, visit.conversation, words="I sing.", view="Tired.")
    _note(visit, 0, interpreted_by="practitioner", seen="A smile.")
    page = visit.browser.follow(visit.browser.post(f"{_board(visit)}/show"))
    assert page.heading == "How are things going?"
    return visit


def _shown(visit: Visit) -> str:
    return f"{_board(visit)}/shown"


def _placing(topic: str, step: str) -> dict[str, str]:
    return {"topic": topic, "step": step, "was": "", "operation_id": new_operation()}


def test_the_shown_board_holds_the_pictures_and_nothing_else(shown: Visit) -> None:
    for path in ("", "?topic=family"):
        page: Page = shown.browser.get(_shown(shown) + path)
        for hidden in (shown.account.name, "Huw Bebb", "I sing.", "Tired.", "A smile.", "/today"):
            assert hidden not in page.html
        leads = {href.split("?")[0] for href in page.links().values()}
        assert leads == {"#main-content", _shown(shown), f"{_shown(shown)}/back"}


def test_while_the_board_is_shown_pictures_are_placed_and_nothing_else(shown: Visit) -> None:
    response = shown.browser.post(_shown(shown), _placing("family", "going_well"))
    assert response.headers["location"] == f"{_shown(shown)}?topic=friends"
    assert _placed(shown) == {"family": "going_well"}
    for path, sent in (
        (_board(shown), _placing("family", "not_well")),
        (f"{_board(shown)}/helpers", {"version": "2", "seen": "Changed."}),
        (shown.question(), {"words": "Over it.", "version": "1"}),
        (f"{shown.address}/notes", {"words": "Over it."}),
    ):
        assert shown.browser.post(path, sent).headers["location"] == _shown(shown)
    assert _placed(shown) == {"family": "going_well"}
    assert _answer(shown).seen == "A smile."


@pytest.mark.parametrize(
    "path", ["", "/board", "/board/print", "/shown", "/shown/back", "/notes", "/plan", "/show"]
)
def test_no_other_address_opens_while_the_board_is_shown(shown: Visit, path: str) -> None:
    found = shown.browser.fetch(shown.address + path)
    assert found.headers.get("location") == _shown(shown)


def test_the_board_of_another_conversation_stays_closed(shown: Visit) -> None:
    other = make_conversation(shown.database, shown.person)
    address = f"/conversations/{other.id}/board/shown"
    assert shown.browser.fetch(address).headers["location"] == _shown(shown)
    sent = _placing("family", "so_so")
    assert shown.browser.post(address, sent).headers["location"] == _shown(shown)


def test_only_the_password_gives_the_board_back(shown: Visit) -> None:
    back = f"{_shown(shown)}/back"
    page = shown.browser.get(back)
    assert page.links()["Go on reading"] == _shown(shown)
    page = check_page(shown.browser.post(back, {"password": "wrong"}, 422))
    assert "Nothing else has opened." in page.text
    assert shown.browser.fetch(shown.address).headers["location"] == _shown(shown)
    response = shown.browser.post(back, {"password": PASSWORD})
    shown.browser.client.cookies.set("session", response.cookies["session"], domain="127.0.0.1")
    assert shown.browser.follow(response).heading.startswith("Conversation with")
    for action in ("board_shown", "screen_return_refused", "screen_given_back"):
        assert len(shown.events(action)) == 1


def test_the_shown_board_opens_only_after_it_was_shown(visit: Visit) -> None:
    found = visit.browser.fetch(_shown(visit))
    assert found.headers["location"] == _board(visit)
    sent = _placing("family", "so_so")
    assert visit.browser.post(_shown(visit), sent).headers["location"] == _board(visit)
    with visit.database.reading() as session:
        assert session.exec(select(BoardAnswer)).all() == []
    for path in (f"{_shown(visit)}/back",):
        assert visit.browser.fetch(path).headers["location"] == visit.address


def test_the_language_can_be_changed_with_a_picture_on_screen(shown: Visit) -> None:
    sent = {"topic": "family", "switch_language": "cy"}
    page = check_page(shown.browser.post(_shown(shown), sent, 200))
    assert page.tree.get("lang") == "cy"
    assert page.heading == "My family"
