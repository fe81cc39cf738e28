"""Saving an answer: words, view, a reason to skip, and nothing ever overwritten unseen."""

import threading

import pytest

from app import clock
from app.recording import tagging
from tests.app.recording.conftest import KEY, Visit
from tests.client import Browser, check_page, new_operation
from tests.factories import make_conversation, make_participant, make_person


STORED = "I like the sea."


def test_an_answer_is_kept_with_the_view_apart(visit: Visit) -> None:
    visit.save("I sing in the choir.", view="Tires after a while.")
    answer = visit.answer()
    assert (answer.words, answer.view, answer.version) == (
        "I sing in the choir.",
        "Tires after a while.",
        1,
    )


@pytest.mark.parametrize(
    ("go", "leads_to"),
    [
        ("next", "/questions/most_concerned_about"),
        ("previous", "/questions/about_you"),
        ("all", ""),
        ("", "/questions/what_has_been_happening"),
    ],
)
def test_each_button_saves_and_then_goes_where_it_says(
    visit: Visit, go: str, leads_to: str
) -> None:
    key = "what_has_been_happening"
    sent = {"words": "Much.", "version": "0", "operation_id": new_operation(), "go": go}
    response = visit.browser.post(visit.question(key), sent)
    assert response.headers["location"] == visit.address + leads_to
    assert visit.answer(key).words == "Much."


def test_next_after_the_last_question_leads_to_checking(visit: Visit) -> None:
    sent = {"words": "Yes.", "version": "0", "operation_id": new_operation(), "go": "next"}
    response = visit.browser.post(visit.question("is_it_enough"), sent)
    assert response.headers["location"] == f"{visit.address}/check"


def test_a_question_can_be_passed_over_with_a_reason(visit: Visit) -> None:
    visit.save("", skip_reason="does_not_wish_to_say")
    assert visit.answer().skip_reason == "does_not_wish_to_say"
    assert "The person does not wish to say" in visit.browser.get(visit.address).text


def test_words_outweigh_a_reason_for_there_being_none(visit: Visit) -> None:
    visit.save("", skip_reason="not_discussed")
    visit.save("We did, in the end.", version=1, skip_reason="not_discussed")
    assert visit.answer().skip_reason == ""


def test_a_question_left_alone_makes_no_answer(visit: Visit) -> None:
    visit.save("", go="next")
    assert "0 of 11 talked about" in visit.browser.get(visit.address).text
    assert visit.answers() == []


def test_who_speaks_is_kept(visit: Visit) -> None:
    huw = make_participant(visit.database, visit.conversation, "Huw Bebb", speaks=True)
    visit.save("She loves the sea.", speaker=str(huw.id))
    assert visit.answer().speaker_id == huw.id
    assert "Huw Bebb" in visit.browser.get(f"{visit.address}/check").text


def test_somebody_who_was_not_there_cannot_speak(visit: Visit) -> None:
    other = make_conversation(visit.database, visit.person)
    stranger = make_participant(visit.database, other, "Not Here")
    visit.save("Words.", status=404, speaker=str(stranger.id))
    assert visit.answers() == []


def test_a_stale_form_is_shown_beside_what_is_stored(visit: Visit) -> None:
    visit.save(STORED)
    page = check_page(visit.save("I like the hills.", version=0, status=409))
    assert STORED in page.text
    assert page.fields("choose")["words"] == "I like the hills."
    assert page.fields("choose")["version"] == "1"
    assert visit.answer().words == STORED


def _choose(visit: Visit, keep: str) -> None:
    visit.save(STORED)
    page = check_page(visit.save("I like the hills.", version=0, status=409))
    visit.browser.post(visit.question(), {**page.fields("choose"), "keep": keep})


def test_keeping_mine_keeps_the_stored_wording_among_the_earlier_ones(visit: Visit) -> None:
    _choose(visit, "mine")
    assert visit.answer().words == "I like the hills."
    assert visit.earlier() == [STORED]


def test_keeping_what_is_stored_keeps_the_typed_wording_among_the_earlier_ones(
    visit: Visit,
) -> None:
    _choose(visit, "theirs")
    assert visit.answer().words == STORED
    assert "I like the hills." in visit.earlier()


def test_switching_language_while_choosing_asks_again(visit: Visit) -> None:
    visit.save(STORED)
    page = check_page(visit.save("I like the hills.", version=0, status=409))
    sent = {**page.fields("choose"), "switch_language": "cy"}
    again = check_page(visit.browser.post(visit.question(), sent, status=200))
    assert again.heading == "Newidiwyd yr ateb hwn yn rhywle arall"
    assert again.fields("choose")["words"] == "I like the hills."
    assert visit.answer().words == STORED


def test_the_same_words_saved_again_are_no_conflict(visit: Visit) -> None:
    visit.save(STORED)
    assert visit.autosave(STORED, version=0)["version"] == 1


def test_typing_on_replaces_and_another_writer_does_not(visit: Visit) -> None:
    visit.autosave("I like", version=0)
    visit.autosave(STORED, version=1)
    assert visit.earlier() == []


@pytest.mark.both_databases
def test_the_same_operation_twice_gives_the_first_receipt(visit: Visit) -> None:
    operation = new_operation()
    first = visit.autosave(STORED, version=0, operation_id=operation)
    visit.autosave("I like the sea and the hills.", version=1)
    again = visit.autosave(STORED, version=0, operation_id=operation)
    assert again == first
    assert visit.answer().words == "I like the sea and the hills."


@pytest.mark.both_databases
def test_the_same_operation_with_other_words_is_refused(visit: Visit) -> None:
    operation = new_operation()
    visit.autosave(STORED, version=0, operation_id=operation)
    visit.autosave("Something else.", version=1, status=409, operation_id=operation)
    assert visit.answer().words == STORED


def _all_at_once(browsers: list[Browser], address: str, sent: list[dict[str, str]]) -> list[int]:
    barrier = threading.Barrier(len(browsers))
    statuses: list[int] = []

    def post(browser: Browser, form: dict[str, str]) -> None:
        form = {"csrf_token": browser.token(), **form}
        barrier.wait()
        answer = browser.client.post(address, data=form, headers={"Accept": "application/json"})
        statuses.append(answer.status_code)

    threads = [
        threading.Thread(target=post, args=pair) for pair in zip(browsers, sent, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return statuses


@pytest.mark.both_databases
def test_ten_times_the_same_operation_at_once_is_one_answer_and_one_event(visit: Visit) -> None:
    form = {"words": STORED, "version": "0", "operation_id": new_operation()}
    browsers = [visit.other_browser() for _ in range(10)]
    assert _all_at_once(browsers, visit.question(), [form] * 10) == [200] * 10
    assert visit.answer().version == 1
    assert len(visit.events("answer_saved")) == 1


@pytest.mark.both_databases
def test_of_ten_first_saves_at_once_one_stands_and_nine_wait_beside_it(visit: Visit) -> None:
    forms = [
        {"words": f"Wording {number}.", "version": "0", "operation_id": new_operation()}
        for number in range(10)
    ]
    browsers = [visit.other_browser() for _ in forms]
    assert _all_at_once(browsers, visit.question(), forms) == [200] * 10
    assert visit.answer().version == 1
    beside = [row.words for row in visit.beside()]
    assert sorted([visit.answer().words, *beside]) == sorted(form["words"] for form in forms)


def test_the_script_is_told_which_field_is_too_long(visit: Visit) -> None:
    told = visit.autosave("a" * 20_001, version=0, status=422)
    assert told["field"] == "words"
    assert "20,000" in told["message"]


def test_the_script_is_told_the_version_and_the_time(visit: Visit) -> None:
    told = visit.autosave(STORED, version=0)
    assert (told["version"], told["kept"], told["message"]) == (1, "saved", "")
    assert len(told["saved_at"]) == len("14:32")


def test_switching_language_keeps_what_is_typed_and_saves_nothing(visit: Visit) -> None:
    page = check_page(visit.save("Half a sen", status=200, switch_language="cy"))
    assert page.tree.get("lang") == "cy"
    assert page.fields("answer")["words"] == "Half a sen"
    assert visit.answers() == []


@pytest.mark.parametrize(
    ("field", "value"),
    [("version", "no number"), ("operation_id", "no id"), ("skip_reason", "made_up"), ("x", "y")],
)
def test_a_form_nobody_was_offered_changes_nothing(visit: Visit, field: str, value: str) -> None:
    sent = {"words": "", "version": "0", "operation_id": new_operation(), field: value}
    response = visit.browser.client.post(
        visit.question(), data={"csrf_token": visit.browser.token(), **sent}
    )
    assert response.status_code in (404, 422)
    assert visit.answers() == []


def test_a_finished_conversation_shows_the_typed_words_again_unsaved(visit: Visit) -> None:
    visit.browser.post(f"{visit.address}/finish", {"version": "1"})
    page = check_page(visit.save("Too late.", status=409))
    assert page.fields("answer")["words"] == "Too late."
    assert "finished" in page.text
    assert visit.answers() == []


def test_an_answer_is_saved_even_if_the_mapper_fails(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Broken:
        def find(self, *_args: object, **_more: object) -> None:
            raise MemoryError

    monkeypatch.setattr(tagging, "_mapper", Broken)
    visit.save(STORED)
    visit.tag_now()
    assert visit.answer().words == STORED
    page = visit.browser.get(f"{visit.address}/heard")
    assert "Not tagged yet" in page.text
    assert "Try again" in page.text


def test_trying_again_finds_the_suggestions(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(tagging, "_mapper", lambda: None)
        visit.save()
        visit.tag_now()
    assert visit.suggestions() == []
    visit.browser.post(f"{visit.heard}/again", {"answer_version": "1"})
    visit.tag_now()
    assert visit.suggestions()


def test_saving_is_told_to_the_audit_trail_without_a_word_of_the_answer(visit: Visit) -> None:
    visit.save("Heron on the weir.")
    (event,) = visit.events("answer_saved")
    assert event.person_id == visit.person.id
    assert event.subject_id == visit.answer().id
    assert "Heron" not in event.details
    assert clock.now() >= event.at


def test_an_unknown_question_is_not_there(visit: Visit) -> None:
    visit.browser.get(f"{visit.address}/questions/made_up", status=404)
    visit.browser.post(f"{visit.address}/questions/made_up", {"words": "x"}, status=404)


def test_each_answer_has_a_row_of_its_own(visit: Visit) -> None:
    person = make_person(visit.database, visit.account, name="Idris Pugh")
    other = make_conversation(visit.database, person)
    visit.save(STORED)
    sent = {"words": "Mine.", "version": "0", "operation_id": new_operation()}
    visit.browser.post(f"/conversations/{other.id}/questions/{KEY}", sent)
    assert visit.answer().words == STORED
