"""Notes first: written freely, kept for good, and sorted sentence by sentence without retyping."""

import uuid
from collections.abc import Mapping
from typing import Any

import pytest
from httpx2 import Response
from sqlmodel import col, select

from app.recording.models import AnswerRevision
from app.recording.note_models import Note, NoteRevision, SortedSentence
from tests.app.recording.conftest import Visit
from tests.client import Page, check_page, new_operation
from tests.factories import (
    keep,
    make_answer,
    make_conversation,
    make_participant,
    make_staff,
    make_tag,
    make_team,
)


SISTER, SONG, HOUSE = "My sister Ann rings.", "I want to sing again.", "The house was cold."
NOTES = f"{SISTER} {SONG}\n{HOUSE}"
FAMILY, MATTERS = "friends_and_family", "what_matters"


@pytest.fixture
def notes(visit: Visit) -> str:
    """The address of the notes, with something written."""
    address = f"{visit.address}/notes"
    _write(visit, NOTES)
    return address


def _write(visit: Visit, words: str, version: int = 0, status: int = 303, **more: str) -> Response:
    sent = {"words": words, "version": str(version), "operation_id": new_operation(), **more}
    return visit.browser.post(f"{visit.address}/notes", sent, status)


def _autosave(
    visit: Visit, words: str, version: int, status: int = 200, **more: str
) -> Mapping[str, Any]:
    sent = {"words": words, "version": str(version), "operation_id": new_operation(), **more}
    answer = visit.browser.post(f"{visit.address}/notes", sent, status, Accept="application/json")
    told: Mapping[str, Any] = answer.json()
    return told


def _sort(visit: Visit, sentence: str, question: str, status: int = 303, **more: str) -> Response:
    sent = {
        "sentence": sentence,
        "question": question,
        "operation_id": new_operation(),
        **more,
    }
    return visit.browser.post(f"{visit.address}/notes/sort", sent, status)


def _take_out(visit: Visit, row: SortedSentence, status: int = 303, **more: str) -> Response:
    address = f"{visit.address}/notes/sorted/{row.id}/take-out"
    return visit.browser.post(address, {"operation_id": new_operation(), **more}, status)


def _note(visit: Visit) -> Note:
    with visit.database.reading() as session:
        return session.exec(select(Note)).one()


def _sorted(visit: Visit) -> list[SortedSentence]:
    with visit.database.reading() as session:
        statement = select(SortedSentence).order_by(col(SortedSentence.sorted_at))
        return list(session.exec(statement))


def _earlier_notes(visit: Visit) -> list[str]:
    with visit.database.reading() as session:
        rows = session.exec(select(NoteRevision).order_by(col(NoteRevision.version)))
        return [row.words for row in rows]


def _sorting(visit: Visit) -> Page:
    return visit.browser.get(f"{visit.address}/notes/sort")


def test_the_way_to_the_notes_is_on_the_conversation(visit: Visit) -> None:
    links = visit.browser.get(visit.address).links()
    assert links["Notes as we talk"] == f"{visit.address}/notes"


def test_notes_are_kept_as_they_were_written(visit: Visit, notes: str) -> None:
    assert visit.browser.get(notes).fields("notes")["words"] == NOTES
    assert _note(visit).words == NOTES
    assert visit.browser.get(notes).fields("notes")["version"] == "1"


def test_pressing_on_leads_to_the_sorting(visit: Visit) -> None:
    response = _write(visit, NOTES, go="sort")
    assert response.headers["location"] == f"{visit.address}/notes/sort"


@pytest.mark.both_databases
def test_the_autosave_is_told_and_sending_twice_is_saving_once(visit: Visit) -> None:
    operation = new_operation()
    first = _autosave(visit, "She", 0, operation_id=operation)
    again = _autosave(visit, "She", 0, operation_id=operation)
    assert first == again
    assert first["version"] == 1
    assert _autosave(visit, "She sings.", 1)["version"] == 2
    assert _note(visit).words == "She sings."
    assert len(visit.events("notes_saved")) == 2


def test_notes_that_were_changed_elsewhere_are_not_overwritten(visit: Visit, notes: str) -> None:
    assert _autosave(visit, "Typed here.", 0, 409)["message"]
    page = check_page(_write(visit, "Typed here.", 0, 409))
    assert SISTER in page.text
    assert page.fields("notes")["words"] == "Typed here."
    assert _note(visit).words == NOTES
    _write(visit, "Typed here.", int(page.fields("notes")["version"]), keep="mine")
    assert _note(visit).words == "Typed here."
    assert _earlier_notes(visit) == [NOTES]


def test_letting_the_stored_notes_stand_keeps_the_others_too(visit: Visit, notes: str) -> None:
    _write(visit, "Typed here.", 1, keep="theirs")
    assert _note(visit).words == NOTES
    assert _earlier_notes(visit) == [NOTES, "Typed here."]


def test_the_notes_as_they_were_when_a_sentence_was_sorted_stay_for_good(
    visit: Visit, notes: str
) -> None:
    _sort(visit, SONG, MATTERS)
    _write(visit, "All written anew.", 1)
    assert _earlier_notes(visit) == [NOTES]
    assert _sorted(visit)[0].note_version == 1


def test_sorting_puts_the_very_sentence_after_what_the_answer_holds(
    visit: Visit, notes: str
) -> None:
    make_answer(visit.database, visit.conversation, FAMILY, "I have a brother.", view="Tired.")
    page = visit.browser.follow(_sort(visit, SISTER, FAMILY))
    assert "Put under question 9." in page.text
    answer = visit.answer(FAMILY)
    assert (answer.words, answer.view) == (f"I have a brother.\n{SISTER}", "Tired.")
    assert _note(visit).words == NOTES
    (row,) = _sorted(visit)
    assert (row.sentence, row.question_key, row.answer_version) == (SISTER, FAMILY, 2)
    assert (row.note_version, row.was_suggested, row.field) == (1, False, "words")


def test_what_is_not_sorted_stays_in_sight(visit: Visit, notes: str) -> None:
    _sort(visit, SISTER, FAMILY)
    page = _sorting(visit)
    assert page.text.index("Still to sort") < page.text.index(SONG) < page.text.index(HOUSE)
    assert page.text.index(HOUSE) < page.text.index("Take it out again")
    left = "2 sentences of the notes are still to sort."
    assert left in visit.browser.get(visit.address).text
    assert left in visit.browser.get(f"{visit.address}/check").text
    _sort(visit, SONG, MATTERS)
    _sort(visit, HOUSE, "about_you", said_by="view")
    assert "Every sentence is sorted." in _sorting(visit).text
    assert "Notes as we talk" not in visit.browser.get(f"{visit.address}/check").text


def test_a_suggestion_can_be_taken_with_one_tap(visit: Visit, notes: str) -> None:
    page = _sorting(visit)
    assert "Put under 4:" in page.text
    assert "Put under 9:" in page.text
    sent = {"sentence": SONG, "suggested": MATTERS, "operation_id": new_operation()}
    visit.browser.post(f"{visit.address}/notes/sort", sent)
    assert visit.answer(MATTERS).words == SONG
    assert _sorted(visit)[0].was_suggested


@pytest.mark.both_databases
def test_pressing_twice_sorts_once(visit: Visit, notes: str) -> None:
    operation = new_operation()
    first = _sort(visit, SONG, MATTERS, operation_id=operation)
    again = _sort(visit, SONG, MATTERS, operation_id=operation)
    assert first.headers["location"] == again.headers["location"]
    assert visit.answer(MATTERS).words == SONG
    page = check_page(_sort(visit, SONG, MATTERS, 409))
    assert "This sentence is in an answer already." in page.text
    assert visit.answer(MATTERS).words == SONG
    assert len(_sorted(visit)) == 1


def test_what_was_said_twice_can_be_sorted_twice(visit: Visit) -> None:
    _write(visit, f"{SONG} {SISTER} {SONG}")
    _sort(visit, SONG, MATTERS)
    _sort(visit, SONG, "own_strengths")
    assert visit.answer("own_strengths").words == SONG
    _sort(visit, SONG, "community", 409)


def test_taking_it_out_leaves_the_answer_as_it_was(visit: Visit, notes: str) -> None:
    make_answer(visit.database, visit.conversation, FAMILY, "I have a brother.")
    _sort(visit, SISTER, FAMILY)
    with visit.database.writing() as session:
        answer = session.merge(visit.answer(FAMILY))
        answer.words = f"I have a brother.\n{SISTER}\nAnd a cat."
    (row,) = _sorted(visit)
    operation = new_operation()
    _take_out(visit, row, operation_id=operation)
    _take_out(visit, row, operation_id=operation)
    _take_out(visit, row)
    assert visit.answer(FAMILY).words == "I have a brother.\nAnd a cat."
    assert SISTER in _sorting(visit).text.split("Sorted")[0]
    (row,) = _sorted(visit)
    assert row.taken_out_at is not None
    assert row.taken_out_by == visit.account.id


def test_a_sentence_that_was_changed_in_the_answer_stays_there(visit: Visit, notes: str) -> None:
    _sort(visit, SONG, MATTERS)
    with visit.database.writing() as session:
        answer = session.merge(visit.answer(MATTERS))
        answer.words, answer.version = "I want to sing in the choir again.", 2
    assert "Changed there since." in _sorting(visit).text
    (row,) = _sorted(visit)
    page = check_page(_take_out(visit, row, 409))
    assert "nothing was taken out" in page.text
    assert visit.answer(MATTERS).words == "I want to sing in the choir again."
    assert _sorted(visit)[0].taken_out_at is None


def test_the_wording_before_is_kept_among_the_earlier_ones(visit: Visit, notes: str) -> None:
    make_answer(visit.database, visit.conversation, MATTERS, "To be home.")
    _sort(visit, SONG, MATTERS)
    (row,) = _sorted(visit)
    _take_out(visit, row)
    with visit.database.reading() as session:
        kept = [each.words for each in session.exec(select(AnswerRevision))]
    assert kept == ["To be home.", f"To be home.\n{SONG}"]


def test_a_tag_keeps_its_words_when_their_sentence_is_taken_out(visit: Visit, notes: str) -> None:
    _sort(visit, SONG, MATTERS)
    make_tag(visit.database, visit.answer(MATTERS), "element", "OUTCOME", SONG)
    _take_out(visit, _sorted(visit)[0])
    assert visit.answer(MATTERS).words == ""
    assert visit.tags()[0].quote == SONG


def test_ones_own_view_never_stands_among_the_persons_words(visit: Visit, notes: str) -> None:
    _sort(visit, HOUSE, "what_has_been_happening", said_by="view")
    answer = visit.answer("what_has_been_happening")
    assert (answer.words, answer.view) == ("", HOUSE)
    assert "as your own view" in _sorting(visit).text
    _take_out(visit, _sorted(visit)[0])
    assert visit.answer("what_has_been_happening").view == ""


def test_words_are_put_in_nobody_elses_mouth(visit: Visit, notes: str) -> None:
    huw = make_participant(visit.database, visit.conversation, "Huw Bebb")
    make_answer(visit.database, visit.conversation, FAMILY, "She forgets.", speaker_id=huw.id)
    page = check_page(_sort(visit, SISTER, FAMILY, 409))
    assert "somebody else's words" in page.text
    assert visit.answer(FAMILY).words == "She forgets."
    _sort(visit, SISTER, FAMILY, said_by=str(huw.id))
    assert visit.answer(FAMILY).words == f"She forgets.\n{SISTER}"
    _sort(visit, SONG, MATTERS, said_by=str(huw.id))
    assert visit.answer(MATTERS).speaker_id == huw.id
    _sort(visit, HOUSE, MATTERS, 404, said_by=str(uuid.uuid4()))


def test_words_outweigh_a_reason_for_there_being_none(visit: Visit, notes: str) -> None:
    make_answer(visit.database, visit.conversation, MATTERS, "", skip_reason="not_discussed")
    _sort(visit, SONG, MATTERS)
    assert (visit.answer(MATTERS).words, visit.answer(MATTERS).skip_reason) == (SONG, "")


def test_only_a_sentence_of_the_notes_can_be_sorted(visit: Visit, notes: str) -> None:
    for invented in ("Never said.", "sister Ann", f"{SISTER} {SONG}"):
        page = check_page(_sort(visit, invented, MATTERS, 409))
        assert "The notes were changed" in page.text
    _sort(visit, SONG, "no_such_question", 404)
    _sort(visit, SONG, "", 404)
    assert visit.answers(MATTERS) == []


def test_there_must_be_room_in_the_answer(visit: Visit, notes: str) -> None:
    make_answer(visit.database, visit.conversation, MATTERS, "a" * 19_990)
    page = check_page(_sort(visit, SONG, MATTERS, 409))
    assert "There is no room" in page.text
    assert _sorted(visit) == []


def test_a_finished_conversation_is_read_and_not_sorted(visit: Visit, notes: str) -> None:
    _sort(visit, SISTER, FAMILY)
    visit.conversation.status = "complete"
    keep(visit.database, visit.conversation)
    page = _sorting(visit)
    assert SONG in page.text
    assert "Take it out again" not in page.text
    assert "Sort these notes" not in visit.browser.get(notes).text
    _sort(visit, SONG, MATTERS, 409)
    _take_out(visit, _sorted(visit)[0], 409)
    check_page(_write(visit, "More.", 1, 409))
    assert _note(visit).words == NOTES


def test_too_much_is_said_so_and_shown_again(visit: Visit, notes: str) -> None:
    page = check_page(_write(visit, "a" * 20_001, 1, 422))
    assert page.fields("notes")["words"] == "a" * 20_001
    assert _autosave(visit, "a" * 20_001, 1, 422)["field"] == "words"


def test_the_language_can_be_changed_with_the_notes_on_screen(visit: Visit, notes: str) -> None:
    sent = {"words": "Half a sen", "version": "1", "switch_language": "cy"}
    page = check_page(visit.browser.post(notes, sent, 200))
    assert page.tree.get("lang") == "cy"
    assert page.fields("notes")["words"] == "Half a sen"
    page = check_page(visit.browser.post(f"{notes}/sort", {"switch_language": "en"}, 200))
    assert page.heading == "Sort your notes"


def test_another_team_can_neither_read_write_nor_sort(visit: Visit, notes: str) -> None:
    _sort(visit, SISTER, FAMILY)
    (row,) = _sorted(visit)
    stranger = visit.other_browser(make_staff(visit.database, team=make_team(visit.database)))
    for path in (notes, f"{notes}/sort"):
        stranger.get(path, 404)
        stranger.post(path, {"words": "x", "sentence": SONG, "question": MATTERS}, 404)
    stranger.post(f"{notes}/sorted/{row.id}/take-out", {}, 404)
    assert _sorted(visit)[0].taken_out_at is None


def test_a_sentence_of_another_conversation_is_not_taken_out_here(visit: Visit, notes: str) -> None:
    _sort(visit, SISTER, FAMILY)
    (row,) = _sorted(visit)
    other = make_conversation(visit.database, visit.person)
    address = f"/conversations/{other.id}/notes/sorted/{row.id}/take-out"
    visit.browser.post(address, {"operation_id": new_operation()}, 404)
    assert visit.answer(FAMILY).words == SISTER


def test_what_was_done_is_in_the_audit_trail_without_words(visit: Visit, notes: str) -> None:
    _sort(visit, SISTER, FAMILY)
    _take_out(visit, _sorted(visit)[0])
    for action in ("notes_saved", "sentence_sorted", "sentence_taken_out"):
        (event,) = visit.events(action)
        assert "Ann" not in event.details
    assert visit.events("answer_saved")


def test_a_tablet_is_told_that_the_sentence_is_kept(visit: Visit, notes: str) -> None:
    sent = {"sentence": SONG, "question": MATTERS, "operation_id": new_operation()}
    address = f"{visit.address}/notes/sort"
    told = visit.browser.post(address, sent, 200, Accept="application/json").json()
    assert told["version"] == 1
    again = visit.browser.post(address, sent, 200, Accept="application/json").json()
    assert told == again
    refused = {**sent, "operation_id": new_operation()}
    assert visit.browser.post(address, refused, 409, Accept="application/json").json()["message"]
