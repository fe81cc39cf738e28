"""The wording coach beside the practitioner's view: after saving, and never about what was said."""

from tests.app.recording.conftest import KEY, Visit
from tests.client import check_page, new_operation
from tests.factories import make_answer, make_participant


HEADING = "Another thought about the wording"
SAID = "I used to bowl on Thursdays. I miss the lads."
VIEW = "Isolated. Needs to comply with her care plan."


def test_service_led_wording_is_noticed_beside_the_view_once_it_is_saved(visit: Visit) -> None:
    make_answer(visit.database, visit.conversation, KEY, SAID, view=VIEW)
    page = visit.browser.get(visit.question())
    assert HEADING in page.text
    assert "“comply”: This says what a service wants." in page.text
    assert "In the person's own words: I used to bowl on Thursdays." in page.text
    assert page.fields("answer")["view"] == VIEW


def test_plain_words_bring_up_nothing(visit: Visit) -> None:
    make_answer(visit.database, visit.conversation, KEY, SAID, view="She smiled at the photo.")
    assert HEADING not in visit.browser.get(visit.question()).text


def test_the_persons_own_words_are_never_looked_over(visit: Visit) -> None:
    words = "I am vulnerable and I suffer from my nerves."
    make_answer(visit.database, visit.conversation, KEY, words)
    assert HEADING not in visit.browser.get(visit.question()).text
    assert HEADING not in visit.browser.get(f"{visit.address}/check").text


def test_what_somebody_else_said_is_not_offered_as_the_persons_own(visit: Visit) -> None:
    huw = make_participant(visit.database, visit.conversation, "Huw Bebb")
    make_answer(visit.database, visit.conversation, KEY, SAID, view=VIEW, speaker_id=huw.id)
    page = visit.browser.get(visit.question())
    assert HEADING in page.text
    assert "In the person's own words:" not in page.text


def test_it_waits_until_the_words_are_saved(visit: Visit) -> None:
    sent = {"view": VIEW, "version": "7", "operation_id": new_operation()}
    typed = check_page(visit.browser.post(visit.question(), sent, status=409))
    assert HEADING not in typed.text


def test_it_is_folded_away_where_the_answers_are_read_together(visit: Visit) -> None:
    make_answer(visit.database, visit.conversation, KEY, SAID, view=VIEW)
    page = visit.browser.get(f"{visit.address}/check")
    assert '<details class="wording wording--folded"><summary' in page.html


def test_it_speaks_the_practitioners_language(visit: Visit) -> None:
    make_answer(visit.database, visit.conversation, KEY, SAID, view=VIEW)
    page = visit.browser.speak("cy").get(visit.question())
    assert "Beth mae'r person am ei gael" in page.text


def test_it_stops_nothing(visit: Visit) -> None:
    visit.save(SAID, view=VIEW, go="next")
    assert visit.answer().view == VIEW
