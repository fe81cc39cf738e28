"""Free notes written and sorted without signal: the very words, each once, and where from."""

import pytest
from playwright.sync_api import expect
from sqlmodel import select

from app.people.models import Person
from app.recording.models import Answer, Conversation
from app.recording.note_models import Note, SortedSentence
from tests.factories import make_conversation
from tests.faults.conftest import Room
from tests.faults.visit.tablet import WORDS, Tablet
from tests.journeys.conftest import check_accessible


FIELD = "Write freely, in any order"
FIRST = "Dr. Ŵyn says “I'd rather stay” (d’accord)."
SECOND = "Dw i'n canu ar ddydd Iau."
THIRD = "Her sister rings; she is kind."
NOTES = f"{FIRST} {SECOND}\n{THIRD}"


@pytest.fixture
def talk(tablet: Tablet, room: Room, person: Person) -> str:
    conversation = make_conversation(room.database, person)
    tablet.set_out(room.account, person)
    return f"/conversations/{conversation.id}"


def test_notes_sorted_without_signal_stand_in_their_answers_word_for_word(
    tablet: Tablet, room: Room, talk: str
) -> None:
    tablet.open(talk)
    tablet.page.get_by_role("link", name="Notes as we talk").click()
    tablet.page.get_by_label(FIELD).fill(NOTES)
    tablet.page.wait_for_timeout(1000)
    check_accessible(tablet.page)
    tablet.kill()
    tablet.switch_on()

    tablet.open(f"{talk}/questions/what_matters")
    tablet.write("Said before.")
    tablet.page.wait_for_timeout(1200)  # a pause, so that the last letter is kept too
    expect(tablet.page.locator("#save-state")).to_contain_text("not sent yet")
    tablet.open(f"{talk}/notes")
    page = tablet.page
    expect(page.get_by_label(FIELD)).to_have_value(NOTES)
    page.get_by_role("button", name="Sort these notes").click()
    cards = page.locator(".to-sort__one")
    expect(cards.filter(has_text=THIRD.split(";")[0])).to_be_visible()
    check_accessible(page)
    shown = cards.locator(".to-sort__words").all_inner_texts()
    assert " ".join(shown) == " ".join(NOTES.split())
    while cards.count() > 1:  # by tap, to the question with words already
        before = cards.count()
        if cards.first.get_by_text("Another question").is_visible():
            cards.first.locator("summary").click()
        cards.first.locator("[name=question][data-number='4']").click()
        expect(cards).to_have_count(before - 1)
        page.wait_for_timeout(500)  # sooner than that, it is the second tap of a hand that shakes
    cards.first.locator("summary").focus()
    page.keyboard.press("2")
    expect(page.get_by_text("Every sentence is sorted.")).to_be_visible()
    check_accessible(page)
    page.get_by_role("link", name="Question 2:").click()
    expect(page.get_by_label(WORDS)).to_have_value(shown[-1])
    page.get_by_label(WORDS).press("End")
    tablet.write(" And more.")
    page.wait_for_timeout(1200)

    tablet.sign_in(room.account)
    tablet.come_into_signal()
    tablet.all_is_sent()
    with room.database.reading() as session:
        conversation = session.exec(
            select(Conversation).where(Conversation.id == Note.conversation_id)
        ).one()
        note = session.exec(select(Note)).one()
        answers = session.exec(select(Answer).where(Answer.conversation_id == conversation.id))
        words = {answer.question_key: answer.words for answer in answers}
        came_from = sorted(row.sentence for row in session.exec(select(SortedSentence)))
    assert note.words == NOTES
    assert words.pop("what_matters") == "\n".join(["Said before.", *shown[:-1]])
    assert list(words.values()) == [f"{shown[-1]} And more."]
    assert came_from == sorted(shown)
    page.goto(f"{talk}/notes/sort")
    expect(page.locator("#sorting")).to_contain_text("Every sentence is sorted.")


SISTER = "My sister Ann rings every night."
SING = "I'd love to sing again."
RAIN = "It rained."


def test_what_is_suggested_without_signal_is_put_there_and_can_be_taken_out_again(
    tablet: Tablet, room: Room, talk: str
) -> None:
    page = tablet.page
    tablet.open(f"{talk}/notes")
    page.get_by_label(FIELD).fill(f"{SISTER} {SING} {RAIN}")
    page.get_by_role("button", name="Sort these notes").click()
    cards = page.locator(".to-sort__one")
    expect(cards.filter(has_text=SISTER).locator("q")).to_have_text("sister")
    expect(cards.filter(has_text=RAIN).locator(".to-sort__suggested")).to_have_count(0)
    check_accessible(page)
    cards.filter(has_text=SISTER).get_by_role("button", name="Put under 9:").click()
    expect(page.get_by_role("button", name="Put under 4:")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".sorted__one")).to_have_count(2)
    tablet.kill()
    tablet.switch_on()

    page = tablet.page
    tablet.open(f"{talk}/notes/sort")
    check_accessible(page)
    page.locator(".sorted__one").filter(has_text=SISTER).get_by_role("button").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".to-sort__one").filter(has_text=SISTER)).to_be_visible()
    expect(page.locator(".sorted__one")).to_have_count(1)
    tablet.open(f"{talk}/questions/friends_and_family")
    expect(page.get_by_label(WORDS)).to_have_value("")
    tablet.open(f"{talk}/questions/what_matters")
    expect(page.get_by_label(WORDS)).to_have_value(SING)
    page.get_by_label(WORDS).fill("I'd love to dance.")
    page.wait_for_timeout(1200)
    tablet.open(f"{talk}/notes/sort")
    expect(page.locator(".sorted__one")).to_contain_text("Changed there since.")
    expect(page.locator(".sorted__one").get_by_role("button")).to_have_count(0)

    tablet.sign_in(room.account)
    tablet.come_into_signal()
    tablet.all_is_sent()
    with room.database.reading() as session:
        words = {answer.question_key: answer.words for answer in session.exec(select(Answer))}
        rows = {row.sentence: row for row in session.exec(select(SortedSentence))}
    assert words == {"friends_and_family": "", "what_matters": "I'd love to dance."}
    assert all(row.was_suggested for row in rows.values())
    assert rows[SISTER].taken_out_at is not None
    assert rows[SING].taken_out_at is None
