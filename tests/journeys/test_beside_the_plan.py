"""Beside a plan: its kind in law, something near, and a copy that waits for a choice."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.conftest import check_accessible
from tests.journeys.practitioner import Practitioner


def open_plan(page: Page) -> str:
    """Return the address of the plan of a finished conversation."""
    Practitioner(page).sign_in("practitioner")
    page.goto("/people")
    page.get_by_role("link", name=re.compile("Dewi")).first.click()
    talk = page.locator("main a[href^='/conversations/']").first.get_attribute("href") or ""
    return "/".join(talk.split("/")[:3]) + "/plan"


def press(page: Page, name: str) -> None:
    """Press a button with the keyboard alone."""
    button = page.get_by_role("button", name=name)
    button.focus()
    page.keyboard.press("Enter")


def test_a_statutory_plan_a_find_and_a_warning(tablet: Page) -> None:
    plan = open_plan(tablet)

    # Its kind, by keyboard: it says what is missing, and can be saved all the same.
    tablet.goto(f"{plan}/kind")
    tablet.get_by_label("A care and support plan (section 54(1))").focus()
    tablet.keyboard.press("Space")
    press(tablet, "Keep this kind")
    tablet.wait_for_url("**/statute")
    expect(tablet.locator("h1")).to_have_text("What the law asks this plan to say")
    check_accessible(tablet)
    tablet.get_by_label("Who decided on eligibility", exact=True).fill("Mair Huws")
    tablet.get_by_label("The eligible needs", exact=True).fill("Getting down the stairs")
    press(tablet, "Keep what is written")
    tablet.wait_for_url("**/plan#kind")
    expect(tablet.locator("h1")).to_have_text("My care and support plan")
    expect(tablet.locator("main")).to_contain_text("This plan is not finished")
    check_accessible(tablet)
    press(tablet, "Save this version and make the PDF")
    tablet.wait_for_url("**/plan#versions")

    # Something near the person, taken as a step that says where it came from.
    tablet.goto(f"{plan}/solutions?area=Caernarfon")
    tablet.get_by_role("link", name="Make a step of this").first.focus()
    tablet.keyboard.press("Enter")
    expect(tablet.locator("h1")).to_have_text("A step with this")
    check_accessible(tablet)
    tablet.get_by_label("The person themselves").check()
    press(tablet, "Keep this step")
    tablet.wait_for_url("**/plan#steps")
    expect(tablet.locator("main")).to_contain_text("From the directory")

    # What changed since the saved version, in words.
    tablet.goto(f"{plan}/versions")
    expect(tablet.locator("main")).to_contain_text("Added")
    check_accessible(tablet)

    # A colleague's note, and a copy that waits for a choice.
    tablet.goto(f"{plan}/sharing")
    tablet.get_by_label("Their name", exact=True).fill("Emlyn")
    tablet.get_by_label("Why", exact=True).fill("He takes the letters away.")
    press(tablet, "Keep this note")
    expect(tablet.locator("main")).to_contain_text("Lift this note")
    tablet.goto(f"{plan}/copies/new?form=paper&language=en")
    tablet.get_by_label("It was given", exact=True).check()
    tablet.get_by_label("Who for", exact=True).fill("Mr Emlyn Puw")
    tablet.get_by_label("Who they are to the person").select_option("friend")
    press(tablet, "Keep this note")
    expect(tablet.locator("main")).to_contain_text("Stop and think before this is given")
    expect(tablet.locator("main")).to_contain_text("He takes the letters away.")
    check_accessible(tablet)
    tablet.get_by_label("It is right to give it, and I say why").check()
    tablet.get_by_label("Why it is right to give it", exact=True).fill(
        "She asked for it, alone with me."
    )
    press(tablet, "Keep this note")
    tablet.wait_for_url("**/copies")
    expect(tablet.locator("main")).to_contain_text("was given to Mr Emlyn Puw")
    check_accessible(tablet)
