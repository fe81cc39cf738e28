"""A visit with the signal gone and the browser killed at every answer: every word is there."""

import unicodedata

from playwright.sync_api import expect
from sqlmodel import select

from app.people.models import Person
from app.recording.models import Answer, Conversation
from conversations import load_question_set
from tests.faults.conftest import Room
from tests.faults.visit.tablet import WORDS, Tablet


KEYS = load_question_set().keys
SAID = {key: f"Ŵyr Siân said “{key}”: I'd rather stay, d’accord? Dw i'n iawn." for key in KEYS}


def test_a_visit_survives_being_killed_at_each_of_the_eleven_answers(
    tablet: Tablet, room: Room, person: Person
) -> None:
    tablet.set_out(room.account, person)

    tablet.open(f"/people/{person.id}")
    tablet.page.get_by_role("button", name="Start a What Matters conversation").click()
    tablet.page.locator("#language-en").check()
    tablet.page.locator("#plan_language-cy").check()
    tablet.page.get_by_label("Name").fill("Ann Vaughan")
    tablet.page.get_by_label("How they are connected").select_option("family")
    tablet.page.get_by_role("button", name="Save and go to the questions").click()
    expect(tablet.page.get_by_role("heading", name="The questions, in any order")).to_be_visible()
    conversation = tablet.page.url.removeprefix(tablet.address)

    tablet.page.get_by_role("link", name="Go to the first question").click()
    for key in KEYS:
        expect(tablet.page.get_by_label(WORDS)).to_have_value("")
        tablet.write(SAID[key])
        tablet.page.wait_for_timeout(1900)  # at most two seconds of typing may be missing
        tablet.kill()
        tablet.switch_on()
        tablet.open(f"{conversation}/questions/{key}")
        expect(tablet.page.get_by_label(WORDS)).to_have_value(SAID[key])
        tablet.page.locator("button[data-go]").first.click()

    expect(tablet.page.get_by_role("heading", level=1)).to_have_text("Check answers")
    tablet.page.get_by_role("button", name="Finish the conversation").click()
    expect(tablet.page.locator("main")).to_contain_text("This conversation is finished")
    assert tablet.waits() == 2 + len(KEYS) + 1
    tablet.sign_in(room.account)  # a browser that was killed has forgotten it
    tablet.come_into_signal()
    tablet.all_is_sent()

    with room.database.reading() as session:
        (stored,) = session.exec(
            select(Conversation).where(Conversation.person_id == person.id)
        ).all()
        answers = session.exec(select(Answer).where(Answer.conversation_id == stored.id)).all()
        words = {answer.question_key: answer.words for answer in answers}
    assert f"/conversations/{stored.id}" == conversation
    assert (stored.status, stored.language, stored.plan_language) == ("complete", "en", "cy")
    assert words == {key: unicodedata.normalize("NFC", said) for key, said in SAID.items()}
    assert len(answers) == len(KEYS)
