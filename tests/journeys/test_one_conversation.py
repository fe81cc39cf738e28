"""One What Matters conversation, from the first question to a release, in a real browser.

The words are a published account, typed in as a practitioner would: Claire, mother of Hayden.
"""

import csv
import subprocess
from pathlib import Path

from playwright.sync_api import Page, expect

from app.practice.stories import load_stories
from conversations import load_question_set
from tests.journeys.conftest import check_accessible
from tests.journeys.practitioner import Practitioner, Staff
from tools.serving import Served


SKIPPED = "We did not talk about this"


def account() -> dict[str, str]:
    """Return Claire's published words by question."""
    story = next(story for story in load_stories() if story.key == "claire")
    answers = story.conversations[0].answers
    return {key: answer.words for key, answer in answers.items() if answer.words}


def words_of(pdf: Path) -> str:
    done = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


def as_printed(words: str) -> str:
    return " ".join(words.split())


def team_count(page: Page, tag: str) -> int:
    page.goto("/team?period=2026-Q3")
    row = page.locator("main tr").filter(has_text=tag).first
    return int(row.locator("td").last.inner_text())


def test_one_conversation_from_the_first_question_to_a_release(
    tablet: Page, phone: Page, served: Served, tmp_path: Path
) -> None:
    said = account()
    visit = Practitioner(tablet)

    leader = Staff(phone)
    leader.sign_in("leader2")
    before = team_count(phone, "Domestic, family and personal relationships")
    leader.sign_out()

    visit.sign_in("practitioner2")
    visit.add_person("Claire, typed in again")
    visit.start_a_conversation(held_on=("15", "9", "2026"))
    for question in load_question_set().questions:
        visit.open_question(question.key)
        visit.see(question.prompt.en)
        if question.key in said:
            visit.listen(said[question.key])
        else:
            visit.pass_over(SKIPPED)
    check_accessible(tablet)
    visit.check_the_answers(said)

    visit.wait_for_suggestions()
    check_accessible(tablet)
    visit.keep_first_suggestions(4)
    visit.add_a_tag("what_matters", "domain:RELATE", "We miss him every day.")
    visit.add_a_tag("what_matters", "element:OUTCOME", "We miss him every day.")
    visit.add_a_tag("what_prevents", "element:BARRIER", "We have never received support")

    visit.write_what_matters("I want to see Hayden at home again.")
    visit.add_a_step("Ask for a behaviour support assessment", "Gareth Sands")
    visit.save_the_plan()
    draft = words_of(visit.take_the_pdf(tmp_path))
    assert "DRAFT" in draft
    assert "I want to see Hayden at home again." in draft
    assert as_printed(said["what_prevents"]) in draft
    assert "Ask for a behaviour support assessment" in draft

    code = visit.make_a_code()
    the_person_reads_and_agrees(phone, code)

    tablet.goto(f"{visit.conversation}/review")
    visit.see("I want to see Hayden at home too.", "I want to see Hayden at home again.")
    agreed = words_of(visit.take_the_pdf(tmp_path))
    assert "DRAFT" not in agreed
    visit.sign_out()

    leader.sign_in("leader2")
    after = team_count(phone, "Domestic, family and personal relationships")
    check_accessible(phone)
    assert after > before
    leader.sign_out()

    the_commissioner_takes_a_release(tablet, tmp_path)


def the_person_reads_and_agrees(phone: Page, code: str) -> None:
    phone.goto("/my-plan")
    check_accessible(phone)
    phone.get_by_label("Your code").fill(code.lower().replace("-", " "))
    phone.get_by_role("button", name="Read my plan").click()
    expect(phone.locator("main")).to_contain_text("I want to see Hayden at home again.")
    check_accessible(phone)
    for elsewhere in ("/today", "/people", "/team", "/releases", "/audit"):
        phone.goto(elsewhere)
        assert "/sign-in" in phone.url
    phone.goto("/my-plan/read")
    first = phone.locator(".line").first
    first.get_by_role("button", name="That's not what I said").click()
    phone.get_by_label("What should it say?").first.fill("I want to see Hayden at home too.")
    phone.get_by_role("button", name="Keep my words").first.click()
    second = phone.locator(".line").nth(1)
    second.get_by_role("button", name="Yes, that's me").click()
    phone.goto("/my-plan/answer")
    check_accessible(phone)
    phone.get_by_label("I agree", exact=True).check()
    phone.get_by_role("button", name="Send my answer").click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Thank you")
    check_accessible(phone)
    phone.get_by_role("button", name="Close my plan").first.click()
    phone.goto("/my-plan/read")
    expect(phone.get_by_label("Your code")).to_be_visible()


def the_commissioner_takes_a_release(tablet: Page, tmp_path: Path) -> None:
    commissioner = Staff(tablet)
    commissioner.sign_in("commissioner")
    tablet.goto("/releases")
    check_accessible(tablet)
    tablet.get_by_role("button", name="Make the release of July to September 2026").click()
    for _ in range(120):
        if tablet.get_by_role("link", name="domains").count():
            break
        tablet.wait_for_timeout(500)
        tablet.reload()
    check_accessible(tablet)
    expect(tablet.locator("main")).to_contain_text("hidden (small number)")
    with tablet.expect_download() as download:
        tablet.locator("a[href*='domains'][href$='.csv']").first.click()
    path = tmp_path / "domains.csv"
    download.value.save_as(path)
    rows = list(csv.reader(path.read_text("utf-8-sig").splitlines()))
    cells = [cell for row in rows[1:] for cell in row]
    assert "[hidden]" in cells
    numbers = [int(cell) for cell in cells if cell.isdigit()]
    assert all(number % 5 == 0 for number in numbers)
    assert not any(0 < number < 8 for number in numbers)
    assert not any("Hayden" in cell or "Claire" in cell for cell in cells)
