"""Show the screen: only the person's words, and nothing else opens until the password is given."""

import pytest
from httpx2 import Response

from app.accounts.passwords import hash_password
from app.identity import StaffAccount
from tests.app.recording.conftest import KEY, Visit
from tests.client import Browser, Page, new_operation
from tests.factories import (
    make_answer,
    make_conversation,
    make_participant,
    make_person,
    make_staff,
    make_team,
)


PASSWORD = "a kettle and two cups"
OWN = "I walk to the harbour every morning."
VIEW = "She seemed tired."


@pytest.fixture
def visit(visit: Visit) -> Visit:
    """A visit whose practitioner has a password, and a person who has said something."""
    with visit.database.writing() as session:
        account = session.get_one(StaffAccount, visit.account.id)
        account.password_hash = hash_password(PASSWORD)
    make_answer(visit.database, visit.conversation, KEY, OWN, view=VIEW)
    return visit


def _show(visit: Visit) -> Page:
    return visit.browser.follow(visit.browser.post(f"{visit.address}/show"))


def _give_back(visit: Visit, password: str, status: int = 303) -> Response:
    return visit.browser.post(f"{visit.address}/shown/back", {"password": password}, status)


def _shown(visit: Visit) -> str:
    return f"{visit.address}/shown"


def _is_led_back(visit: Visit, path: str) -> bool:
    return visit.browser.fetch(path).headers.get("location") == _shown(visit)


def test_before_the_screen_is_shown_it_says_what_will_be_seen_and_what_not(visit: Visit) -> None:
    page = visit.browser.get(f"{visit.address}/show")
    assert "Gwyn's own words, in large letters" in page.text
    assert "your own view" in page.text
    assert "other conversations" in page.text
    assert "Close the other tabs first." in page.text


@pytest.mark.parametrize("path", ["", f"/questions/{KEY}"])
def test_the_way_there_is_on_the_pages_of_the_conversation(visit: Visit, path: str) -> None:
    links = visit.browser.get(visit.address + path).links()
    assert links["Show the screen to the person"] == f"{visit.address}/show"


def test_the_shown_page_holds_the_persons_words_and_nothing_else(visit: Visit) -> None:
    huw = make_participant(visit.database, visit.conversation, "Huw Bebb", speaks=True)
    theirs = "Huw says that she forgets."
    make_answer(visit.database, visit.conversation, "risks", theirs, speaker_id=huw.id)
    before = make_conversation(visit.database, visit.person)
    make_answer(visit.database, before, "strengths_and_skills", "From another day.")
    page = _show(visit)
    assert page.heading == "What you said"
    assert OWN in page.text
    for hidden in (VIEW, theirs, "Huw Bebb", visit.account.name, "From another day.", "/today"):
        assert hidden not in page.html
    assert set(page.links().values()) == {"#main-content", f"{_shown(visit)}/back"}


def test_words_of_the_person_named_among_those_there_are_their_own(visit: Visit) -> None:
    own = make_participant(visit.database, visit.conversation, "Gwyneth Bebb", role="person")
    said = "The stairs are steep."
    make_answer(visit.database, visit.conversation, "risks", said, speaker_id=own.id)
    assert said in _show(visit).text


@pytest.mark.parametrize(
    "path",
    [
        *("/", "/today", "/people", "/safety", "/sign-in", "/my-plan", "/how-it-works", "/health"),
        *("/accounts/password", "/nothing-here", "/conversations/{id}", "/conversations/{id}/show"),
        *(f"/conversations/{{id}}/questions/{KEY}", "/conversations/{id}/shown/"),
        *(
            "/conversations/{id}/plan.pdf",
            "/conversations/{id}//shown",
            "/Conversations/{id}/shown",
        ),
    ],
)
def test_no_other_address_opens_while_the_screen_is_shown(visit: Visit, path: str) -> None:
    _show(visit)
    assert _is_led_back(visit, path.format(id=visit.conversation.id))


def test_the_screen_of_one_conversation_opens_no_other(visit: Visit) -> None:
    other = make_conversation(visit.database, visit.person)
    _show(visit)
    assert _is_led_back(visit, f"/conversations/{other.id}/shown")
    assert _is_led_back(visit, f"/conversations/{other.id}/shown/back")


def test_nothing_is_saved_and_nobody_signs_in_while_the_screen_is_shown(visit: Visit) -> None:
    _show(visit)
    sent = {"words": "Over it.", "version": "1", "operation_id": new_operation()}
    for path, form in (
        (visit.question(), sent),
        ("/sign-in", {"username": visit.account.username, "password": PASSWORD}),
        ("/sign-out", {}),
    ):
        assert visit.browser.post(path, form).headers["location"] == _shown(visit)
    assert visit.answer().words == OWN
    assert OWN in visit.browser.get(_shown(visit)).text


def test_a_fragment_is_never_the_shown_page(visit: Visit) -> None:
    _show(visit)
    answer = visit.browser.fetch("/today", **{"HX-Request": "true"})
    assert (answer.status_code, answer.text) == (401, "")
    assert answer.headers["HX-Redirect"] == _shown(visit)


def test_what_the_browser_kept_from_before_opens_nothing(visit: Visit) -> None:
    before = visit.browser.client.cookies["session"]
    _show(visit)
    while_shown = visit.browser.client.cookies["session"]
    _give_back(visit, PASSWORD)
    after = visit.browser.client.cookies["session"]
    assert len({before, while_shown, after}) == 3
    for old in (before, while_shown):
        browser = Browser(visit.app)
        browser.client.cookies.set("session", old, domain="127.0.0.1")
        assert browser.fetch("/today").headers["location"].startswith("/sign-in")


def test_the_practitioners_other_browsers_stay_open(visit: Visit) -> None:
    other = visit.other_browser()
    _show(visit)
    other.get("/today")


@pytest.mark.both_databases
def test_the_password_opens_everything_again(visit: Visit) -> None:
    page = _show(visit)
    page = visit.browser.get(page.links()["Give it back"])
    assert page.heading == "Give the screen back"
    assert visit.account.name not in page.html
    visit.browser.follow(_give_back(visit, PASSWORD))
    visit.browser.get("/today")
    assert visit.browser.fetch(_shown(visit)).headers["location"] == f"{visit.address}/show"


@pytest.mark.parametrize(
    ("password", "told"),
    [
        ("not the password", "That is not your password. Nothing else has opened."),
        ("", "Enter your password."),
    ],
)
def test_a_wrong_password_opens_nothing(visit: Visit, password: str, told: str) -> None:
    _show(visit)
    page = visit.browser.refused(f"{_shown(visit)}/back", {"password": password})
    assert told in page.text
    assert visit.account.name not in page.html
    assert _is_led_back(visit, "/today")


def test_a_colleagues_password_opens_nothing(visit: Visit) -> None:
    make_staff(visit.database, password_hash=hash_password("another password here"))
    _show(visit)
    _give_back(visit, "another password here", 422)
    assert _is_led_back(visit, "/today")


def test_tries_are_counted_and_the_page_that_says_so_names_nobody(visit: Visit) -> None:
    _show(visit)
    most = visit.app.state.settings.sign_in_tries_per_minute
    for _ in range(most):
        _give_back(visit, "not the password", 422)
    refused = _give_back(visit, PASSWORD, 429)
    assert visit.account.name not in refused.text
    assert _is_led_back(visit, "/today")


def test_the_language_can_be_changed_on_the_shown_page_and_opens_nothing(visit: Visit) -> None:
    _show(visit)
    visit.browser.post("/language", {"language": "cy", "return_to": _shown(visit)})
    assert visit.browser.get(_shown(visit)).heading == "Beth ddywedoch chi"
    page = visit.browser.post(f"{_shown(visit)}/back", {"switch_language": "en"}, 200)
    assert "Give the screen back" in page.text
    visit.browser.post("/language", {"language": "en", "return_to": "/today"})
    assert _is_led_back(visit, "/today")


def test_another_teams_conversation_cannot_be_shown(visit: Visit) -> None:
    stranger = visit.other_browser(make_staff(visit.database, team=make_team(visit.database)))
    for path in ("show", "shown", "shown/back"):
        stranger.get(f"{visit.address}/{path}", 404)
    stranger.post(f"{visit.address}/show", status=404)
    stranger.post(f"{visit.address}/shown/back", {"password": PASSWORD}, 404)
    stranger.get("/today")


def test_without_the_step_before_the_words_are_not_shown(visit: Visit) -> None:
    for path in ("shown", "shown/back"):
        assert visit.browser.fetch(f"{visit.address}/{path}").status_code == 303
    more = visit.browser.post(f"{visit.address}/show", {"kept_to": "/today"}, 400)
    assert OWN not in more.text
    visit.browser.get("/today")


def test_a_closed_account_is_out_from_a_shown_screen_too(visit: Visit) -> None:
    _show(visit)
    with visit.database.writing() as session:
        session.get_one(StaffAccount, visit.account.id).is_active = False
    assert visit.browser.fetch(_shown(visit)).headers["location"].startswith("/sign-in")


def test_showing_refusing_and_giving_back_are_in_the_audit_trail(visit: Visit) -> None:
    make_person(visit.database, visit.account)
    _show(visit)
    _give_back(visit, "not the password", 422)
    _give_back(visit, PASSWORD)
    for action in ("screen_shown", "screen_return_refused", "screen_given_back"):
        (event,) = visit.events(action)
        assert event.subject_id == visit.conversation.id
        assert event.person_id == visit.person.id
