"""Signing out, a second person, a session that ends: nothing is lost and nothing is shown."""

from playwright.sync_api import expect
from sqlmodel import select

from app import clock
from app.accounts import passwords
from app.identity import StaffAccount, StaffSession
from app.people.models import Person
from tests.factories import keep, make_answer, make_conversation, make_person, make_staff
from tests.faults.conftest import Room
from tests.faults.visit.kept import PASSWORD, QUESTION, comes_to_be_kept, words_kept
from tests.faults.visit.tablet import WORDS, Tablet


CANARY = "curlew-on-the-foreshore"
THREE = [f"{CANARY} {number}" for number in (1, 2, 3)]


def colleague(room: Room) -> StaffAccount:
    return make_staff(room.database, team=room.team, name="Bob Penry")


def test_signing_out_without_signal_names_what_waits_and_nobody_else_comes_to_see_it(
    tablet: Tablet, room: Room
) -> None:
    page, question = tablet.page, f"/conversations/{room.conversation.id}/{QUESTION}"
    tablet.sign_in(room.account)
    tablet.use_for_visits()
    tablet.page.goto(question)
    expect(page.get_by_label(WORDS)).to_be_editable()
    tablet.pack_is_here()
    tablet.go_out_of_signal()
    for words, following in zip(
        THREE, ("What things prevent you", "Could support help"), strict=False
    ):
        page.get_by_label(WORDS).fill(words)
        expect(page.locator("#save-state")).to_contain_text("not sent yet")
        page.get_by_role("button", name="Next question").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text(following)
    page.get_by_label(WORDS).fill(THREE[-1])  # and signed out of in mid-sentence

    page.get_by_role("button", name="Sign out").click()
    dialog = page.get_by_role("dialog")
    named = [f"Gwyneth Bebb: answer to question {number}" for number in (4, 5, 6)]
    expect(dialog.get_by_role("listitem")).to_have_text(named)
    dialog.get_by_role("button", name="Send first").click()
    expect(dialog).to_contain_text("Not everything could be sent")
    expect(dialog.get_by_role("listitem")).to_have_text(named)
    dialog.get_by_role("button", name="Leave it on this tablet").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You are signed out")

    for _back in range(4):
        assert CANARY not in tablet.dump()
        page.go_back()
        page.wait_for_timeout(200)
    page.goto(question)
    expect(page.get_by_label("Your PIN for this tablet")).to_be_visible()
    assert tablet.waits() == len(THREE)

    # With signal again, the server hears of the sign-out before it is asked for anything.
    tablet.come_into_signal()
    page.goto(question)
    expect(page.get_by_label("Sign-in name")).to_be_visible()
    with room.database.reading() as session:
        sessions = session.exec(select(StaffSession)).all()
    assert all(one.ended_at is not None for one in sessions)

    tablet.sign_in(colleague(room))
    for address in ("/visit", "/visit/outbox", question, f"/people/{room.conversation.person_id}"):
        page.goto(address)
        expect(page.locator("main h1")).to_be_visible()
        assert CANARY not in tablet.dump()
    assert tablet.waits() == len(THREE)

    tablet.sign_in(room.account)
    page.goto("/today")
    tablet.all_is_sent()
    assert sorted(words_kept(room)) == THREE


def test_after_signing_out_on_line_no_page_comes_back_for_the_next_person(
    tablet: Tablet, room: Room
) -> None:
    make_answer(room.database, room.conversation, "what_matters", CANARY)
    person = make_person(room.database, room.account, name=f"Alys {CANARY}")
    tablet.sign_in(room.account)
    tablet.use_for_visits()
    page = tablet.page
    for address in ("/today", f"/people/{person.id}", f"/conversations/{room.conversation.id}"):
        page.goto(address)
    page.goto(f"/conversations/{room.conversation.id}/{QUESTION}")
    expect(page.get_by_label(WORDS)).to_have_value(CANARY)
    tablet.pack_is_here()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_label("Sign-in name")).to_be_visible()

    other = make_staff(room.database, name="Bob Penry", team=None, role="administrator")
    for somebody in (None, other):
        if somebody:
            tablet.sign_in(somebody)
        for _back in range(5):
            page.go_back()
            page.wait_for_timeout(150)
            assert CANARY not in tablet.dump()
        page.goto("/visit")
        expect(page.locator("main h1")).to_be_visible()
        assert CANARY not in tablet.dump()
    tablet.go_out_of_signal()
    for address in ("/today", f"/people/{person.id}", "/visit"):
        page.goto(address)
        expect(page.get_by_label("Your PIN for this tablet")).to_be_visible()
        assert CANARY not in tablet.dump()


def test_a_session_that_ends_in_mid_sentence_is_taken_up_again_in_place(
    tablet: Tablet, room: Room
) -> None:
    room.account.password_hash = passwords.hash_password(PASSWORD)
    account = keep(room.database, room.account)
    tablet.sign_in(account)
    tablet.use_for_visits()
    page = tablet.page
    page.goto(f"/conversations/{room.conversation.id}/{QUESTION}")
    page.wait_for_load_state("networkidle")  # the page looks what waits here before it takes words
    expect(page.get_by_label(WORDS)).to_be_editable()
    with room.database.writing() as session:
        for one in session.exec(select(StaffSession)).all():
            one.ended_at = clock.now()
            session.add(one)
    page.get_by_label(WORDS).fill("Half a sentence")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Everything you wrote is kept")
    dialog.get_by_label("Sign-in name").fill(account.username)
    dialog.get_by_label("Password").fill(PASSWORD)
    dialog.get_by_role("button", name="Sign in").click()
    expect(dialog).to_be_hidden()
    expect(page.locator("#save-state")).to_contain_text("Saved")
    page.get_by_label(WORDS).fill("Half a sentence, and the other half")
    comes_to_be_kept(tablet, room, "Half a sentence, and the other half")


def test_a_page_that_is_drawn_twice_at_once_is_one_tab(
    tablet: Tablet, room: Room, person: Person
) -> None:
    talk = make_conversation(room.database, person)
    tablet.set_out(room.account, person)
    tablet.open("/visit")
    page = tablet.page
    page.evaluate(
        """(address) => {
          history.pushState(null, "", address);
          for (const _time of [1, 2, 3]) dispatchEvent(new PopStateEvent("popstate"));
        }""",
        f"/conversations/{talk.id}/{QUESTION}",
    )
    expect(page.get_by_label(WORDS)).to_be_editable()
    page.wait_for_timeout(1000)  # for whatever else is drawn
    expect(page.locator("main")).not_to_contain_text("This conversation is open in another tab")
    expect(page.get_by_label(WORDS)).to_be_editable()


def test_a_second_tab_only_reads_until_it_openly_takes_over(tablet: Tablet, room: Room) -> None:
    tablet.sign_in(room.account)
    tablet.use_for_visits()
    question = f"/conversations/{room.conversation.id}/{QUESTION}"
    first, second = tablet.page, tablet.context.new_page()
    first.goto(question)
    expect(first.get_by_label(WORDS)).to_be_editable()
    second.goto(question)
    expect(second.locator("main")).to_contain_text("This conversation is open in another tab")
    expect(second.get_by_label(WORDS)).not_to_be_editable()

    first.get_by_label(WORDS).fill("Said in the first")
    second.get_by_role("button", name="Write here instead").click()
    expect(first.locator("main")).to_contain_text("This conversation is open in another tab")
    expect(first.get_by_label(WORDS)).not_to_be_editable()
    expect(second.get_by_label(WORDS)).to_have_value("Said in the first")
    expect(second.get_by_label(WORDS)).to_be_editable()
    second.get_by_label(WORDS).fill("Said in the first, and in the second")
    comes_to_be_kept(tablet, room, "Said in the first, and in the second")


def test_a_new_version_waits_while_a_form_is_open_and_leaves_what_waits_alone(
    tablet: Tablet, room: Room
) -> None:
    tablet.sign_in(room.account)
    tablet.use_for_visits()
    page = tablet.page
    page.goto(f"/conversations/{room.conversation.id}/{QUESTION}")
    expect(page.get_by_label(WORDS)).to_be_editable()
    before = page.evaluate("caches.keys()")
    tablet.go_out_of_signal()
    page.get_by_label(WORDS).fill("Written under the old version")
    expect(page.locator("#save-state")).to_contain_text("not sent yet")
    tablet.server.change(WHATMATTERS_SAFETY_PHONE_DAY="029 2018 0000")
    tablet.server.start()  # but the browser has no signal yet: nothing is sent
    tablet.context.set_offline(False)
    page.evaluate("navigator.serviceWorker.getRegistration().then((one) => one.update())")
    waits = "navigator.serviceWorker.getRegistration().then((one) => Boolean(one.waiting))"
    tablet.comes_true(waits)
    page.wait_for_timeout(500)
    assert page.evaluate(waits)
    assert set(before) <= set(page.evaluate("caches.keys()"))

    tablet.all_is_sent()
    old = {name for name in before if "notes" not in name}
    for _page in range(10):  # where the form's page is slow to go, the next page asks again
        page.goto("/today")
        page.wait_for_timeout(2500)  # longer than the new version waits for a form to be closed
        if not old & set(page.evaluate("caches.keys()")):
            break
    assert not old & set(page.evaluate("caches.keys()"))
    assert words_kept(room) == ["Written under the old version"]
