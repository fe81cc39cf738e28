"""Two wordings that met on their way: both kept, shown side by side, and a person chooses."""

import datetime as dt
import threading
import uuid
from collections.abc import Mapping
from typing import Any

import pytest
import time_machine

from app import clock
from app.identity import StaffAccount
from tests.app.recording.conftest import KEY, Visit
from tests.app.recording.test_receipts import operation, receipt, send
from tests.client import Browser, Page, check_page
from tests.factories import make_participant, make_staff


STORED = "I like the sea."
CAME = "I like the hills."


def _meet(visit: Visit, view: str = "", speaker: str = "") -> Mapping[str, Any]:
    """Store one wording, and let a tablet send another that was written over nothing."""
    visit.save(STORED)
    return visit.autosave(CAME, version=0, view=view, speaker=speaker)


def _colleague(visit: Visit) -> StaffAccount:
    account = make_staff(visit.database, name="Siwan Puw")
    with visit.database.writing() as session:
        account = session.merge(account)
        account.team_id = visit.account.team_id
    return account


@pytest.mark.both_databases
def test_a_stale_wording_is_kept_beside_and_nothing_is_overwritten(visit: Visit) -> None:
    told = _meet(visit, view="She tires.")
    assert told["kept"] == "beside"
    assert "Both wordings are kept" in told["message"]
    assert (visit.answer().words, visit.answer().version) == (STORED, 1)
    (row,) = visit.beside()
    assert (row.words, row.view, row.state, row.sent_by) == (
        CAME,
        "She tires.",
        "waiting",
        visit.account.id,
    )
    assert len(visit.events("wording_kept_beside")) == 1
    assert CAME not in visit.events("wording_kept_beside")[0].details


@pytest.mark.both_databases
def test_sent_again_it_is_one_wording_with_the_first_receipt(visit: Visit) -> None:
    visit.save(STORED)
    fields = {**operation(), "words": CAME, "version": "0"}
    first = receipt(send(visit, visit.question(), fields))
    assert receipt(send(visit, visit.question(), fields)) == first
    assert first["kept"] == "beside"
    assert len(visit.beside()) == 1


def test_typing_on_over_the_same_answer_stays_one_wording(visit: Visit) -> None:
    _meet(visit)
    visit.autosave("I like the hills and the", version=0)
    visit.autosave("I like the hills and the moor.", version=0)
    assert [row.words for row in visit.beside()] == ["I like the hills and the moor."]


def test_typing_on_after_a_while_leaves_what_came_first_recoverable(visit: Visit) -> None:
    _meet(visit)
    with time_machine.travel(clock.now() + dt.timedelta(minutes=11), tick=False):
        visit.autosave("Something quite different.", version=0)
    rows = {row.words: row.state for row in visit.beside()}
    assert rows == {CAME: "typed_on", "Something quite different.": "waiting"}
    assert CAME in visit.browser.get(f"{visit.question()}/wordings").text


def test_signing_in_again_while_typing_makes_no_third_wording(visit: Visit) -> None:
    _meet(visit)
    again = visit.other_browser()
    fields = {**operation(), "words": f"{CAME} Often.", "version": "0"}
    receipt(send(visit, visit.question(), fields, again))
    assert [row.words for row in visit.beside()] == [f"{CAME} Often."]


def test_two_tablets_that_both_come_late_keep_a_wording_each(visit: Visit) -> None:
    _meet(visit)
    fields = {**operation(), "words": "I like the town.", "version": "0"}
    receipt(send(visit, visit.question(), fields, visit.other_browser()))
    colleague = visit.other_browser(_colleague(visit))
    fields = {**operation(), "words": f"{CAME} She said so.", "version": "0"}
    receipt(send(visit, visit.question(), fields, colleague))
    assert {row.words for row in visit.beside() if row.state == "waiting"} == {
        CAME,
        "I like the town.",
        f"{CAME} She said so.",
    }


def test_the_same_words_that_come_late_are_no_second_wording(visit: Visit) -> None:
    visit.save(STORED)
    assert visit.autosave(STORED, version=0)["kept"] == "saved"
    assert visit.beside() == []


@pytest.mark.parametrize("path", ["", "/check", f"/questions/{KEY}"])
def test_the_pages_say_that_two_wordings_wait(visit: Visit, path: str) -> None:
    _meet(visit)
    page = visit.browser.get(visit.address + path)
    assert "Two wordings wait" in page.text
    assert page.links()["Choose the wording of question 1"] == f"{visit.question()}/choose"
    other = visit.browser.get(f"{visit.address}/questions/risks")
    assert "Two wordings wait" not in other.text


def _choice(visit: Visit) -> Page:
    return visit.browser.get(f"{visit.question()}/choose")


def _choose(visit: Visit, keep: str, status: int = 303, **more: str) -> Any:
    sent = {**_choice(visit).fields("choose"), **more, "keep": keep}
    return visit.browser.post(f"{visit.question()}/choose", sent, status=status)


def test_both_are_shown_side_by_side_with_who_and_when(visit: Visit) -> None:
    huw = make_participant(visit.database, visit.conversation, "Huw Bebb", speaks=True)
    _meet(visit, speaker=str(huw.id))
    page = _choice(visit)
    assert STORED in page.text
    assert page.fields("choose")["words"] == CAME
    assert page.fields("choose")["speaker"] == str(huw.id)
    assert f"Sent by {visit.account.name}" in page.text
    assert "Huw Bebb" in page.text


def test_choosing_what_came_keeps_what_was_stored_among_the_wordings(visit: Visit) -> None:
    _meet(visit)
    _choose(visit, "mine")
    assert (visit.answer().words, visit.answer().version) == (CAME, 2)
    assert visit.earlier() == [STORED]
    assert visit.beside()[0].state == "chosen"
    page = visit.browser.get(f"{visit.question()}/wordings")
    assert STORED in page.text
    assert len(visit.events("wording_chosen")) == 1


def test_keeping_what_is_stored_keeps_what_came_for_good(visit: Visit) -> None:
    _meet(visit)
    _choose(visit, "theirs")
    assert (visit.answer().words, visit.answer().version) == (STORED, 1)
    assert visit.beside()[0].state == "set_aside"
    page = visit.browser.get(f"{visit.question()}/wordings")
    assert CAME in page.text
    assert "was not chosen" in page.text
    assert "Two wordings wait" not in visit.browser.get(visit.question()).text
    assert visit.browser.get(visit.question()).links()["All wordings of this answer"]


@pytest.mark.parametrize("keep", ["mine", "theirs"])
def test_a_wording_put_together_from_both_is_kept_and_so_are_both(visit: Visit, keep: str) -> None:
    _meet(visit)
    _choose(visit, keep, words="I like the sea and the hills.")
    page = visit.browser.get(f"{visit.question()}/wordings")
    for words in (STORED, CAME, "I like the sea and the hills."):
        assert words in page.text
    wanted = "I like the sea and the hills." if keep == "mine" else STORED
    assert visit.answer().words == wanted


def test_after_one_choice_the_next_that_waits_is_shown(visit: Visit) -> None:
    _meet(visit)
    fields = {**operation(), "words": "I like the town.", "version": "0"}
    receipt(send(visit, visit.question(), fields, visit.other_browser()))
    page = visit.browser.follow(_choose(visit, "theirs"))
    assert page.fields("choose")["words"] == "I like the town."


def test_pressing_twice_chooses_once(visit: Visit) -> None:
    _meet(visit)
    sent = {**_choice(visit).fields("choose"), "keep": "mine"}
    for _ in range(2):
        visit.browser.post(f"{visit.question()}/choose", sent)
    assert visit.answer().version == 2
    assert len(visit.events("wording_chosen")) == 1


@pytest.mark.parametrize("keep", ["mine", "theirs"])
def test_what_was_stored_meanwhile_is_shown_before_anything_is_chosen(
    visit: Visit, keep: str
) -> None:
    _meet(visit)
    sent = {**_choice(visit).fields("choose"), "keep": keep}
    visit.save("I like the sea in winter.", version=1)
    page = check_page(visit.browser.post(f"{visit.question()}/choose", sent, status=409))
    assert "I like the sea in winter." in page.text
    assert page.fields("choose")["version"] == "2"
    assert visit.beside()[0].state == "waiting"


def test_choosing_nothing_asks_again(visit: Visit) -> None:
    _meet(visit)
    page = check_page(_choose(visit, "", status=409, words="Changed here."))
    assert page.fields("choose")["words"] == "Changed here."


def test_switching_language_while_choosing_keeps_what_is_typed(visit: Visit) -> None:
    _meet(visit)
    answer = _choose(visit, "", status=200, switch_language="cy", words="Half a sen")
    page = check_page(answer)
    assert page.tree.get("lang") == "cy"
    assert page.fields("choose")["words"] == "Half a sen"


def test_deciding_in_the_corner_of_the_question_settles_what_waits(visit: Visit) -> None:
    _meet(visit)
    page = check_page(visit.save(CAME, version=0, status=409))
    visit.browser.post(visit.question(), {**page.fields("choose"), "keep": "mine"})
    assert visit.answer().words == CAME
    assert visit.beside()[0].state == "chosen"


def test_with_nothing_waiting_the_choice_leads_back_to_the_question(visit: Visit) -> None:
    visit.save(STORED)
    answer = visit.browser.client.get(f"{visit.question()}/choose")
    assert (answer.status_code, answer.headers["location"]) == (303, visit.question())


def test_a_wording_of_another_answer_cannot_be_chosen_here(visit: Visit) -> None:
    _meet(visit)
    sent = {**_choice(visit).fields("choose"), "keep": "mine"}
    visit.browser.post(f"{visit.question('risks')}/choose", sent, status=404)
    sent["beside"] = str(uuid.uuid4())
    visit.browser.post(f"{visit.question()}/choose", sent, status=404)
    sent["beside"] = "no id"
    visit.browser.post(f"{visit.question()}/choose", sent, status=404)


def test_words_that_come_after_the_end_are_kept_beside(visit: Visit) -> None:
    visit.browser.post(f"{visit.address}/finish", {"version": "1"})
    told = visit.autosave(CAME, version=0)
    assert told["kept"] == "beside"
    assert visit.answers() == []
    assert "after the conversation was finished" in _choice(visit).text
    page = check_page(_choose(visit, "mine", status=409))
    assert "Open it again first" in page.text
    assert visit.answers() == []
    visit.browser.post(f"{visit.address}/reopen", {"version": "2"})
    _choose(visit, "mine")
    assert visit.answer().words == CAME


def test_what_came_after_the_end_can_be_set_aside_without_opening_it_again(visit: Visit) -> None:
    visit.save(STORED)
    visit.browser.post(f"{visit.address}/finish", {"version": "1"})
    visit.autosave(CAME, version=1)
    _choose(visit, "theirs")
    assert visit.answer().words == STORED
    assert CAME in visit.browser.get(f"{visit.question()}/wordings").text


def test_words_sent_after_the_end_that_are_stored_already_are_let_go_of(visit: Visit) -> None:
    visit.save(STORED)
    visit.browser.post(f"{visit.address}/finish", {"version": "1"})
    assert visit.autosave(STORED, version=0)["kept"] == "saved"


def test_somebody_whose_words_wait_cannot_be_taken_off_the_list(visit: Visit) -> None:
    huw = make_participant(visit.database, visit.conversation, "Huw Bebb", speaks=True)
    _meet(visit, speaker=str(huw.id))
    page = visit.browser.get(f"{visit.address}/start")
    sent = {**page.fields("beginning"), "participant_name": "", "participant_id": ""}
    refused = visit.browser.refused(f"{visit.address}/start", sent, status=409)
    assert "Huw Bebb is noted as speaking in another wording" in refused.text


def test_somebody_taken_off_the_list_is_named_as_the_trouble(visit: Visit) -> None:
    fields = {**operation(), "words": CAME, "version": "0", "speaker": str(uuid.uuid4())}
    refused = send(visit, visit.question(), fields)
    assert refused.status_code == 404
    assert "no longer on the list" in refused.json()["message"]


def test_another_team_opens_neither_the_choice_nor_the_wordings(visit: Visit) -> None:
    _meet(visit)
    stranger = Browser(visit.app).sign_in(make_staff(visit.database, name="Gareth Sands"))
    stranger.get(f"{visit.question()}/choose", status=404)
    stranger.get(f"{visit.question()}/wordings", status=404)


@pytest.mark.both_databases
def test_two_tablets_at_the_same_moment_lose_nothing_fifty_times(visit: Visit) -> None:
    browsers = [visit.other_browser(), visit.other_browser()]
    late: list[str] = []
    for turn in range(50):
        key = "risks"
        before = visit.answers(key)
        version = str(before[0].version if before else 0)
        wordings = [f"Turn {turn}, tablet {tablet}." for tablet in range(2)]
        ready = threading.Barrier(2)
        kept: list[str] = []

        def post(
            browser: Browser,
            words: str,
            version: str = version,
            ready: threading.Barrier = ready,
            kept: list[str] = kept,
        ) -> None:
            fields = {**operation(), "words": words, "version": version}
            ready.wait()
            kept.append(receipt(send(visit, visit.question("risks"), fields, browser))["kept"])

        threads = [
            threading.Thread(target=post, args=pair)
            for pair in zip(browsers, wordings, strict=True)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(kept) == ["beside", "saved"]
        stands = visit.answer(key).words
        waiting = [row for row in visit.beside() if row.state == "waiting"]
        assert {stands, waiting[-1].words} == set(wordings)
        late.append(waiting[-1].words)
    assert visit.answer(key).version == 50
    # Whoever came late fifty times has lost none of it, and a person can still take any of it.
    assert [row.words for row in visit.beside() if row.state == "waiting"] == late
    shown = visit.browser.get(f"{visit.question(key)}/wordings").text
    assert [words for words in late if words not in shown] == []
