"""The outer walls as they stand when served: whose tries are counted, and what script may do."""

import html
import json
import re

from app.database import Database
from app.reviews.routes.entering import TRIES_PER_ADDRESS_PER_MINUTE
from tests.client import Browser
from tests.factories import keep, make_staff
from tests.faults.caller import Caller
from tests.faults.conftest import Room
from tests.faults.server import Server


def test_behind_a_proxy_tries_are_counted_by_who_sent_them_whatever_they_claim(
    room: Room, server: Server
) -> None:
    server.start()
    with Caller(server.address, room.settings, room.database, None) as anybody:

        def try_from(claimed: str, seen_by_proxy: str) -> int:
            sent_through = {"X-Forwarded-For": f"{claimed}, {seen_by_proxy}"}
            sent = {"code": "0000-0000-0000"}
            return anybody.post("/my-plan", sent, **sent_through).status_code

        for number in range(TRIES_PER_ADDRESS_PER_MINUTE):
            assert try_from(f"203.0.113.{number}", "198.51.100.7") == 422
        assert try_from("203.0.113.99", "198.51.100.7") == 429
        assert try_from("203.0.113.99", "198.51.100.8") == 422


def test_what_comes_back_is_put_in_without_running_text_or_setting_a_style(
    browser: Browser,
) -> None:
    written = re.search(r"name=\"htmx-config\" content='([^']+)'", browser.get("/sign-in").html)
    assert written is not None
    config = json.loads(html.unescape(written[1]))
    assert config["allowEval"] is False
    assert config["selfRequestsOnly"] is True
    assert config["historyCacheSize"] == 0
    assert config["includeIndicatorStyles"] is False
    # Left alone, htmx copies style attributes across, and the content policy refuses each one.
    assert config["attributesToSettle"] == ["class"]


def test_a_closed_account_is_out_even_where_a_session_of_it_was_left_open(
    database: Database, browser: Browser
) -> None:
    account = make_staff(database, "administrator")
    browser.sign_in(account).get("/accounts")
    account.is_active = False
    keep(database, account)
    assert browser.fetch("/accounts").headers["location"].startswith("/sign-in")
