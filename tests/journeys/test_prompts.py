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
