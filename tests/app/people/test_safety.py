"""The page for a worry about someone's safety."""

from pathlib import Path

import pytest
from fastapi import FastAPI

from app.database import Database
from app.main import create_app
from app.settings import Settings, new_key
from tests.client import Browser
from tests.factories import make_staff, make_team


@pytest.mark.parametrize("role", ["practitioner", "team_leader", "commissioner", "administrator"])
def test_every_member_of_staff_can_open_it(browser: Browser, database: Database, role: str) -> None:
    team = make_team(database) if role in ("practitioner", "team_leader") else None
    page = browser.sign_in(make_staff(database, role, team)).get("/safety")
    assert page.links()["Ring 999"] == "tel:999"


def test_it_says_that_nothing_here_reports_anything(browser: Browser, database: Database) -> None:
    browser.sign_in(make_staff(database))
    assert "reports nothing" in browser.get("/safety").text
    assert "yn rhoi gwybod am ddim" in browser.speak("cy").get("/safety").text


def test_the_practice_room_shows_numbers_that_ring_nowhere(
    browser: Browser, database: Database
) -> None:
    links = browser.sign_in(make_staff(database)).get("/safety").links()
    assert links["01632 960 101"] == "tel:01632960101"
    assert links["01632 960 202"] == "tel:01632960202"


def opened(database: Database, data_dir: Path, **numbers: str) -> Browser:
    settings = Settings.model_validate(
        {
            "mode": "production",
            "data_dir": data_dir,
            "https": False,
            "encryption_key": new_key(),
            **numbers,
        }
    )
    app: FastAPI = create_app(settings, database)
    return Browser(app).sign_in(make_staff(database))


def test_the_council_s_own_numbers_are_shown(database: Database, tmp_path: Path) -> None:
    browser = opened(
        database,
        tmp_path,
        safety_phone_day="029 2018 0111",
        safety_phone_night="Ask at the desk <now>",
    )
    page = browser.get("/safety")
    assert page.links()["029 2018 0111"] == "tel:02920180111"
    assert "Ask at the desk <now>" in page.text
    assert "01632" not in page.text


def test_without_numbers_it_says_what_to_do_and_invents_none(
    database: Database, tmp_path: Path
) -> None:
    page = opened(database, tmp_path).get("/safety")
    assert page.text.count("ask the administrator of this product to set the number") == 2
    assert "01632" not in page.text
