"""What a tablet shows of a conversation, from its beginning to its end."""

from playwright.sync_api import expect

from tests.faults.visit.tablet import ALL, FULL_FOR
from tests.faults.visit.visitor import MODULE, Visitor


_SIGNED_OUT = f"async () => (await ({MODULE})('dialogs')).askToSignIn('somebody')"
_CONFLICT = """(path) => new BroadcastChannel("what-matters")
  .postMessage({ receipt: { path, version: 3, kept: "beside" } })"""


class TalkStates(Visitor):
    """A conversation without signal, each state from the one before."""

    def begin(self) -> None:
        self.back()  # from the tab of the browser that is not able
        self.open(f"/people/{self.other.id}", "person")

    def beginning(self) -> None:
        self.part("form[data-form=begin] button").first.click()
        self.is_shown("beginning")

    def beginning_faults(self) -> None:
        self.part("[data-do=add-row]").click()
        self.part("form > .buttons [type=submit]").click()
        expect(self.part("#language-error")).to_be_visible()

    def pathway_faults(self) -> None:
        self.open(f"/people/{self.third.id}", "person")
        self.part("form[data-form=begin] button").nth(1).click()
        self.is_shown("beginning")
        self.part("form details > summary").click()
        self.part("form > .buttons [type=submit]").click()
        expect(self.part("#consent_words-error")).to_be_visible()

    def person_page(self) -> None:
        self.open(f"/people/{self.person.id}", "person")
        expect(self.part("figure.words")).to_be_visible()

    def questions(self) -> None:
        self.open(self.at(), "conversation")

    def question(self) -> None:
        self.open(self.at("/questions/friends_and_family"), "question")
        self.part("#words").press_sequentially("My sister Ann has a car.")
        self.part("#view").press_sequentially("Isolated. Needs to comply.")
        expect(self.part("#asking .asked__away").first).to_be_visible()
        expect(self.part("#wording summary, #wording li").first).to_be_visible()
        self.part("details").evaluate_all("all => all.forEach((one) => (one.open = true))")
        expect(self.part("#save-state")).to_have_attribute("data-state", "kept")

    def conflict(self) -> None:
        self.page.evaluate(_CONFLICT, self.at("/questions/friends_and_family"))
        expect(self.part("#save-state")).to_have_attribute("data-state", "conflict")

    def second_tab(self) -> None:
        self.beside()
        self.open(self.at("/questions/friends_and_family"), "question")
        expect(self.part(".notice--care button")).to_be_visible()
        expect(self.part("#words")).not_to_be_editable()

    def took_over(self) -> None:
        self.part(".notice--care button").click()
        expect(self.part(".notice--care button")).to_have_count(0)
        self.open(self.page.url, "question")
        expect(self.part("#words")).to_be_editable()

    def taken_over(self) -> None:
        self.back()
        expect(self.part(".notice--care button")).to_be_visible()
        expect(self.part("#words")).not_to_be_editable()

    def signed_out_in_place(self) -> None:
        self.page.evaluate(_SIGNED_OUT)
        expect(self.page.get_by_role("dialog")).to_be_visible()

    def notes(self) -> None:
        self.page.get_by_role("dialog").locator("[value=close]").click()
        self.open(self.at("/notes"), "notes")
        self.part("#notes-words").press_sequentially("She sings. She rings.")
        expect(self.part("#save-state")).to_have_attribute("data-state", "kept")

    def sorting(self) -> None:
        self.part("[data-go$='/sort']").click()
        self.is_shown("sort")
        expect(self.part(".to-sort__one")).to_have_count(2)

    def sorted_one(self) -> None:
        self.part(".to-sort__one button:visible").first.click()
        expect(self.part(".sorted__one")).to_have_count(1)

    def board(self) -> None:
        self.open(self.at("/board"), "board")

    def picture(self) -> None:
        self.part("a.picture").first.click()
        self.is_shown("picture")

    def picture_without_room(self) -> None:
        self.page.evaluate(FULL_FOR, ALL)
        self.part("button.place").first.click()
        expect(self.part("#place-error")).to_be_visible()

    def board_placed(self) -> None:
        self.board()
        self.part("a.picture").first.click()
        picture = self.page.url
        self.part("button.place").first.click()
        expect(self.page).not_to_have_url(picture)
        self.board()
        expect(self.part(".board__step a.picture")).to_have_count(1)

    def picture_placed(self) -> None:
        self.part(".board__step a.picture").click()
        expect(self.part(".place__here")).to_be_visible()

    def check(self) -> None:
        self.open(self.at("/check"), "check")

    def finished(self) -> None:
        self.part("form[data-form=finish] button").click()
        self.is_shown("conversation")
        expect(self.part(".notice--good")).to_be_visible()

    def finished_check(self) -> None:
        self.open(self.at("/check"), "check")
        expect(self.part("form")).to_have_count(0)
