"""The command line's release: the same files as the page's, and nobody's files overwritten."""

import datetime as dt
from pathlib import Path

import pytest

from app import clock
from app.database import Database
from app.errors import NotNow
from app.identity import StaffAccount
from app.releases.actions import release_to_folder
from app.settings import Settings
from tests.app.releases.holding import HOME, hold
from tests.factories import make_staff, make_team


@pytest.fixture(autouse=True)
def _in_october(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: dt.date(2026, 10, 5))


@pytest.fixture
def practitioner(database: Database) -> StaffAccount:
    return make_staff(database, team=make_team(database))


def test_the_command_line_writes_every_file_of_a_release(
    database: Database, settings: Settings, practitioner: StaffAccount, tmp_path: Path
) -> None:
    hold(database, practitioner, 12)
    paths = release_to_folder(database, settings, "2026-Q3", tmp_path / "out")
    assert len(paths) == 13
    assert (tmp_path / "out" / "2026-Q3-release-1-domains.cy.csv") in paths
    assert all(path.stat().st_size > 0 for path in paths)


def test_where_people_live_is_in_no_file_of_a_release(
    database: Database, settings: Settings, practitioner: StaffAccount, tmp_path: Path
) -> None:
    hold(database, practitioner, 12)
    paths = release_to_folder(database, settings, "2026-Q3", tmp_path)
    assert not any(HOME.encode() in path.read_bytes() for path in paths)


def test_the_command_line_gives_the_same_release_again_byte_for_byte(
    database: Database, settings: Settings, practitioner: StaffAccount, tmp_path: Path
) -> None:
    hold(database, practitioner, 12)
    first = release_to_folder(database, settings, "2026-Q3", tmp_path / "first")
    hold(database, practitioner, 12)
    second = release_to_folder(database, settings, "2026-Q3", tmp_path / "second")
    assert [path.name for path in first] == [path.name for path in second]
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def test_the_command_line_makes_another_release_when_asked(
    database: Database, settings: Settings, tmp_path: Path
) -> None:
    release_to_folder(database, settings, "2026-Q3", tmp_path)
    again = release_to_folder(database, settings, "2026-Q3", tmp_path, again=True)
    assert all("release-2" in path.name for path in again)
    assert len(list(tmp_path.glob("*.csv"))) == 24


def test_a_different_file_in_the_folder_is_never_overwritten(
    database: Database, settings: Settings, tmp_path: Path
) -> None:
    theirs = tmp_path / "2026-Q3-release-1-languages.cy.csv"
    theirs.write_text("mine")
    with pytest.raises(NotNow) as refused:
        release_to_folder(database, settings, "2026-Q3", tmp_path)
    assert theirs.name in refused.value.sentence
    assert [path.name for path in tmp_path.glob("*.csv")] == [theirs.name]
    assert theirs.read_text() == "mine"


@pytest.mark.parametrize("period", ["", "2026", "2026-Q5", "Q3-2026", "../2026-Q3"])
def test_a_malformed_period_is_refused_with_a_sentence(
    database: Database, settings: Settings, tmp_path: Path, period: str
) -> None:
    with pytest.raises(ValueError, match="such as 2026-Q3"):
        release_to_folder(database, settings, period, tmp_path)


def test_the_command_line_refuses_a_quarter_that_has_not_ended(
    database: Database, settings: Settings, tmp_path: Path
) -> None:
    with pytest.raises(NotNow):
        release_to_folder(database, settings, "2026-Q4", tmp_path)
    assert list(tmp_path.glob("*.csv")) == []
