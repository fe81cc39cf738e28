"""Follow-up questions and another thought about the wording, as a practitioner meets them."""

from playwright.sync_api import Page, expect

from tests.journeys.conftest import check_accessible
from tests.journeys.practitioner import Practitioner


WILLING = "Have they said they are willing, and what would suit them?"
AWAY = "Put this question away"


def test_a_question_comes_up_is_put_away_with_the_keyboard_and_nothing_typed_is_lost(
    tablet: Page,
) -> None:
    visit = Practitioner(tablet)
    visit.sign_in("practitioner2")
    visit.add_person("Somebody with a sister")
    visit.start_a_conversation(held_on=("15", "9", "2026"))
    visit.open_question("friends_and_family")
    visit.listen("My sister Ann has a car. I miss the lads.")
    tablet.get_by_label("Your view, kept apart").fill("Isolated. Needs to comply.")
    visit.press("All questions")
    expect(tablet.get_by_role("heading", name="The questions, in any order")).to_be_visible()

    visit.open_question("friends_and_family")
    visit.see(WILLING, "“comply”", "I miss the lads.")
    check_accessible(tablet)
    tablet.get_by_label("In the person's own words").fill("My sister Ann has a red car.")
    away = tablet.get_by_role("button", name=AWAY).first
    box = away.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 44
    away.focus()
    tablet.keyboard.press("Enter")
    expect(tablet.get_by_text(WILLING)).to_have_count(0)
    expect(tablet.get_by_label("In the person's own words")).to_have_value(
        "My sister Ann has a red car."
    )

    tablet.goto(f"{visit.conversation}/check")
    tablet.get_by_text("Another thought about the wording").click()
    check_accessible(tablet)
    visit.press("Show the questions that were put away")
    visit.see(WILLING)
    check_accessible(tablet)


def test_prompts_and_thoughts_come_when_typing_pauses_and_nothing_typed_moves(phone: Page) -> None:
    visit = Practitioner(phone)
    visit.sign_in("practitioner2")
    visit.add_person("Somebody on a phone")
    visit.start_a_conversation(held_on=("15", "9", "2026"))
    visit.open_question("friends_and_family")
    expect(phone.locator("#asking li")).to_have_count(3)
    field = phone.get_by_label("In the person's own words")
    field.press_sequentially("My sister ")
    before = field.bounding_box()
    field.press_sequentially("Ann has a car. I miss the lads.")
    expect(phone.locator("#asking")).to_contain_text(WILLING)
    expect(phone.locator("#asking li")).to_have_count(3)
    expect(phone.locator("#thinking")).to_have_text(
        "There is a new question that may help the talk along."
    )
    assert before is not None
    after = field.bounding_box()
    assert after is not None
    assert abs(before["y"] - after["y"]) < 1
    expect(field).to_be_focused()
    check_accessible(phone)

    view = phone.get_by_label("Your view, kept apart")
    view.press_sequentially("Isolated. Needs to comply.")
    expect(phone.locator("#wording")).to_contain_text("“comply”")
    expect(phone.locator("#wording .wording__own")).to_have_text("My sister Ann has a car.")
    expect(phone.locator("#thinking")).to_have_text("There is another thought about your wording.")
    expect(view).to_be_focused()
    check_accessible(phone)
    view.fill("“I miss the lads.”")
    expect(phone.locator("#wording")).to_have_text("")

    phone.get_by_role("button", name=AWAY).first.click()
    expect(phone.get_by_text(WILLING)).to_have_count(0)
    expect(field).to_have_value("My sister Ann has a car. I miss the lads.")
