"""What a practitioner does at the screen, a line each, so that journeys read as stories."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from app.accounts.passwords import PRACTICE_PASSWORD
from tests.journeys.conftest import check_accessible


class Staff:
    """A member of staff at a tablet."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def sign_in(self, username: str) -> None:
        self.page.goto("/sign-in")
        check_accessible(self.page)
        self.page.get_by_label("Sign-in name").fill(username)
        self.page.get_by_label("Password", exact=True).fill(PRACTICE_PASSWORD)
        self.press("Sign in")
        expect(self.page.get_by_role("button", name="Sign out")).to_be_visible()

    def sign_out(self) -> None:
        self.press("Sign out")
        expect(self.page.get_by_label("Sign-in name")).to_be_visible()

    def press(self, button: str) -> None:
        self.page.get_by_role("button", name=button, exact=True).first.click()

    def follow(self, link: str) -> None:
        self.page.get_by_role("link", name=link, exact=True).first.click()

    def see(self, *words: str) -> None:
        for some in words:
            expect(self.page.locator("main")).to_contain_text(some)


class Practitioner(Staff):
    """A practitioner with a person."""

    conversation: str

    def add_person(self, name: str) -> None:
        self.page.goto("/people/new")
        self.page.get_by_label("Name", exact=True).fill(name)
        self.page.get_by_label("English").check()
        check_accessible(self.page)
        self.page.locator("main").get_by_role("button").first.click()
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(name)

    def start_a_conversation(self, held_on: tuple[str, str, str]) -> None:
        self.press("Start a What Matters conversation")
        check_accessible(self.page)
        self.page.locator("input[name=language][value=en]").check()
        self.page.locator("input[name=plan_language][value=en]").check()
        for part, value in zip(("day", "month", "year"), held_on, strict=True):
            self.page.locator(f"input[name=held_on-{part}]").fill(value)
        self.press("Save and go to the questions")
        found = re.search(r"/conversations/[0-9a-f-]{36}", self.page.url)
        assert found is not None
        self.conversation = found.group(0)

    def open_question(self, key: str) -> None:
        self.page.goto(f"{self.conversation}/questions/{key}")

    def listen(self, words: str) -> None:
        """Type the words and let them save themselves."""
        self.page.get_by_label("In the person's own words").fill(words)
        expect(self.page.locator("#save-state")).to_contain_text("Saved")

    def pass_over(self, reason: str) -> None:
        self.page.get_by_text("Nothing to write here?").click()
        self.page.get_by_label(reason).check()
        expect(self.page.locator("#save-state")).to_contain_text("Saved")

    def check_the_answers(self, answers: dict[str, str]) -> None:
        self.page.goto(f"{self.conversation}/check")
        check_accessible(self.page)
        self.see(*answers.values())
        self.press("Finish the conversation")

    def wait_for_suggestions(self) -> None:
        for _ in range(120):
            self.page.goto(f"{self.conversation}/heard")
            if self.page.get_by_role("button", name=re.compile("^Keep this tag")).count():
                return
            self.page.wait_for_timeout(500)
        raise AssertionError("no suggestion came")

    def keep_first_suggestions(self, how_many: int) -> list[str]:
        """Keep the first pencilled tags, one by one; return what they were."""
        kept = []
        for _ in range(how_many):
            button = self.page.get_by_role("button", name=re.compile("^Keep this tag")).first
            before = self.page.get_by_role("button", name=re.compile("^Keep this tag")).count()
            kept.append(re.sub(r".*\((.*)\)", r"\1", " ".join((button.inner_text()).split())))
            button.click()
            remaining = self.page.get_by_role("button", name=re.compile("^Keep this tag"))
            expect(remaining).not_to_have_count(before)
        return kept

    def add_a_tag(self, question: str, tag: str, sentence: str) -> None:
        answer = self.page.locator(f"#answer-{question}")
        answer.get_by_text("Add a tag of your own").click()
        answer.get_by_label("Tag", exact=True).select_option(tag)
        option = answer.get_by_label("The words it is about").locator("option")
        wanted = option.filter(has_text=sentence).first.get_attribute("value")
        answer.get_by_label("The words it is about").select_option(wanted)
        answer.get_by_role("button", name="Add this tag").click()
        expect(self.page.locator(f"#answer-{question}")).to_contain_text("Kept by")

    def write_what_matters(self, words: str) -> None:
        self.page.goto(f"{self.conversation}/plan/outcomes/new")
        self.page.get_by_label("What matters, in the person's own words").fill(words)
        self.page.locator("input[name=kind][value=change]").check()
        check_accessible(self.page)
        self.press("Keep this in the plan")
        self.see(words)

    def add_a_step(self, action: str, doer: str) -> None:
        self.page.goto(f"{self.conversation}/plan/steps/new")
        self.page.get_by_label("What will be done").fill(action)
        self.page.locator("input[name=doer_kind][value=practitioner]").check()
        self.page.get_by_label("Their name").fill(doer)
        for part, value in zip(("day", "month", "year"), ("1", "2", "2027"), strict=True):
            self.page.locator(f"input[name=due_date-{part}]").fill(value)
        check_accessible(self.page)
        self.press("Keep this step")
        self.see(action, doer, "1 February 2027")

    def save_the_plan(self) -> None:
        self.page.goto(f"{self.conversation}/plan")
        check_accessible(self.page)
        self.press("Save this version and make the PDF")
        self.see("Version 1")

    def take_the_pdf(self, folder: Path, language: str = "en") -> Path:
        """Wait until the PDF is made, and keep it."""
        address = f"{self.conversation}/plan.pdf?language={language}"
        for _ in range(120):
            response = self.page.request.get(address)
            if response.headers["content-type"] == "application/pdf":
                path = folder / f"plan-{language}.pdf"
                path.write_bytes(response.body())
                return path
            self.page.wait_for_timeout(500)
        raise AssertionError("the PDF was not made")

    def make_a_code(self) -> str:
        self.page.goto(f"{self.conversation}/review")
        check_accessible(self.page)
        self.press("Make a code for the person")
        check_accessible(self.page)
        found = re.search(
            r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b", self.page.locator("main").inner_text()
        )
        assert found is not None, self.page.locator("main").inner_text()
        return found.group(0)
