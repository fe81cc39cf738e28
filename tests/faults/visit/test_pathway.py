"""A pathway conversation begun without signal: its agreement first, then the ten questions."""

from playwright.sync_api import expect
from sqlmodel import select

from app.people.models import Person
from app.recording.models import Answer, Consent, Conversation
from tests.faults.conftest import Room
from tests.faults.visit.tablet import Tablet
from tests.journeys.conftest import check_accessible


AGREED = "“Ie, iawn” – and she nodded"
SAID = "Three schools, and nobody asked."


def test_a_pathway_conversation_begun_without_signal_has_its_agreement_and_outlasts_a_kill(
    tablet: Tablet, room: Room, person: Person
) -> None:
    tablet.set_out(room.account, person)
    page = tablet.page
    tablet.open(f"/people/{person.id}")
    page.get_by_role("button", name="Start a pathway conversation").click()
    expect(page.get_by_role("heading", name="What these questions are for")).to_be_visible()
    page.get_by_role("button", name="Save and go to the questions").click()
    expect(page.get_by_text("Choose who agreed to this conversation.")).to_be_visible()
    expect(page.get_by_text("Write how they agreed, in the words that were said.")).to_be_visible()
    check_accessible(page)
    page.locator("#language-en").check()
    page.locator("#plan_language-cy").check()
    page.get_by_label("Somebody else decides for them").check()
    page.get_by_label("In what words?").fill(AGREED)
    page.get_by_label("Growing up as a child").check()
    page.get_by_role("button", name="Save and go to the questions").click()
    expect(page.get_by_text("Write who decides, and why the person does not.")).to_be_visible()
    page.get_by_text("If somebody else decides for them").click()
    page.get_by_label("Who decides", exact=True).fill("Ann Vaughan")
    page.get_by_label("Why the person does not decide this themselves").fill("He is six.")
    page.wait_for_timeout(1000)
    tablet.kill()
    tablet.switch_on()

    page = tablet.page
    tablet.open(f"/people/{person.id}")
    page.get_by_role("link", name="Continue the conversation").click()
    expect(page.locator("#language-en")).to_be_checked()
    expect(page.get_by_label("In what words?")).to_have_value(AGREED)
    expect(page.get_by_label("Who decides", exact=True)).to_have_value("Ann Vaughan")
    expect(page.get_by_label("Growing up as a child")).to_be_checked()
    page.get_by_role("button", name="Save and go to the questions").click()
    expect(page.get_by_text("Talked about: 0 of 10")).to_be_visible()
    expect(page.get_by_text("This is a pathway conversation")).to_be_visible()
    page.get_by_role("link", name="Before we started").click()
    expect(page.get_by_label("In what words?")).to_have_value(AGREED)
    page.go_back()
    page.get_by_role("link", name="Go to the first question").click()
    expect(page.get_by_text("This is a pathway conversation")).to_be_visible()
    tablet.write(SAID)
    page.wait_for_timeout(1200)
    tablet.kill()
    tablet.switch_on()

    tablet.open("/visit")
    tablet.sign_in(room.account)
    tablet.come_into_signal()
    tablet.all_is_sent()
    with room.database.reading() as session:
        about = Conversation.person_id == person.id
        conversation = session.exec(select(Conversation).where(about)).one()
        consent = session.exec(select(Consent)).one()
        (answer,) = session.exec(select(Answer).where(Answer.conversation_id == conversation.id))
    assert (conversation.kind, conversation.question_set) == ("pathway_conversation", "pathway.1")
    assert (consent.conversation_id, consent.life_stage) == (conversation.id, "growing_up")
    assert (consent.decided_by, consent.decider) == ("somebody_else", "Ann Vaughan")
    assert (consent.words, consent.why) == (AGREED, "He is six.")
    assert answer.words == SAID
