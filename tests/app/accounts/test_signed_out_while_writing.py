"""A session that ends in mid-sentence, without script: what was written is held and sent again."""

import pytest

from app.identity import StaffAccount
from tests.client import Browser, new_operation


PAGE = "/people/new"
WRITTEN = {"name": 'Nesta "Nan" Gŵyr', "communication_needs": "Large print.\n<b>In Welsh</b>"}


@pytest.fixture
def signed_out(browser: Browser, lowri: StaffAccount) -> Browser:
    browser.sign_in(lowri).get("/people")
    browser.client.cookies.delete("session")
    return browser


def test_what_was_written_can_be_sent_after_signing_in_again(
    signed_out: Browser, lowri: StaffAccount
) -> None:
    page = signed_out.refused(PAGE, WRITTEN, status=401)
    assert page.heading == "You have been signed out"
    assert "Nothing you wrote is lost" in page.text
    held = page.fields()
    assert {name: held[name] for name in WRITTEN} == WRITTEN
    assert f'action="{PAGE}"' in page.html
    signed_out.sign_in(lowri)
    shown = signed_out.refused(PAGE, held)  # taken for what it is: the form itself answers now
    assert shown.status == 422


def test_no_password_is_ever_held_in_a_page(signed_out: Browser) -> None:
    sent = {**WRITTEN, "password": "mountain-road-29"}
    assert "mountain-road-29" not in signed_out.refused(PAGE, sent, status=401).html


def test_another_sites_words_are_never_put_into_our_page(signed_out: Browser) -> None:
    sent = {**WRITTEN, "csrf_token": "somebody else's"}
    answer = signed_out.post(PAGE, sent)
    assert answer.headers["location"] == "/sign-in?next=/"


def test_a_form_without_words_leads_to_the_way_in(signed_out: Browser) -> None:
    answer = signed_out.post(PAGE, {"operation_id": new_operation(), "version": "1"})
    assert answer.headers["location"] == "/sign-in?next=/"
