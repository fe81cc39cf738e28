"""How suggestions are made: open to all, in both languages, and true of this installation."""

import json
from pathlib import Path

import pytest

from app.database import Database
from app.recording import figures
from app.recording.figures import read_figures
from app.recording.tagging import mapper_version
from tests.client import Browser
from tests.factories import make_pause


ADDRESS = "/how-suggestions-are-made"
FIGURES = {
    "version": "joint-2",
    "domains": {"en": 0.8, "cy": 0.78},
    "assets": {"en": 0.66, "cy": 0.61},
    "elements": {"en": 0.71, "cy": 0.7},
    "baselines": {"tfidf": {"domains": {"en": 0.2, "cy": 0.1}}, "similarity": {}},
}


@pytest.fixture
def no_figures(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    _measured(monkeypatch, tmp_path / "none.json")


def _measured(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    monkeypatch.setattr(
        "app.recording.routes.how_suggestions.read_figures", lambda: read_figures(path)
    )


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        (
            "en",
            (
                "It does not decide whether you can have care and support.",
                "The practitioner's own notes.",
                "None of them is what a real person said.",
                "Public Services Ombudsman for Wales",
                "Nothing has been stopped here now.",
            ),
        ),
        (
            "cy",
            (
                "Nid yw'n penderfynu a gewch chi ofal a chymorth.",
                "Nodiadau'r ymarferydd ei hun.",
                "Ombwdsmon Gwasanaethau Cyhoeddus Cymru",
            ),
        ),
    ],
)
def test_anybody_can_read_it_in_either_language(
    browser: Browser, language: str, sentences: tuple[str, ...]
) -> None:
    page = browser.speak(language).get(ADDRESS)
    for sentence in sentences:
        assert sentence in page.text


@pytest.mark.usefixtures("no_figures")
def test_without_figures_nothing_is_said_of_a_test(browser: Browser) -> None:
    page = browser.get(ADDRESS)
    assert "It makes mistakes." in page.text
    assert "It was tested" not in page.text


def test_the_figures_are_those_that_were_measured(
    browser: Browser, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "figures.json"
    path.write_text(json.dumps(FIGURES), "utf-8")
    _measured(monkeypatch, path)
    page = browser.get(ADDRESS)
    assert "It was tested on words it had never seen" in page.text
    for figure in ("0.80", "0.78", "0.66", "0.61", "0.71", "0.70"):
        assert figure in page.text


@pytest.mark.parametrize("broken", ["", "{}", "not json", '{"version": "1", "domains": {"en": 1}}'])
def test_figures_that_cannot_be_read_are_left_out(tmp_path: Path, broken: str) -> None:
    path = tmp_path / "figures.json"
    path.write_text(broken, "utf-8")
    assert read_figures(path) is None


def test_the_figures_lie_beside_the_model() -> None:
    assert figures.FIGURES.parts[-3:] == ("outcome_mapping", "model", "figures.json")


@pytest.mark.both_databases
def test_what_has_stopped_here_is_named(browser: Browser, database: Database) -> None:
    make_pause(database, "asset", "COMMUNITY")
    make_pause(database, "rule", "en.home.house", mapper_version())
    make_pause(database, "rule", "model.7:domain:HOME", mapper_version())
    stopped = browser.get(ADDRESS).text.split("What has been stopped here")[1]
    assert "My community" in stopped
    assert "One rule has been stopped." in stopped
    assert "en.home.house" not in stopped
    assert "The model, on “Suitability of living accommodation”" in stopped
    assert "12" not in stopped.split("If you want to ask")[0]


def test_it_is_linked_from_how_the_product_works(browser: Browser) -> None:
    assert ADDRESS in browser.get("/how-it-works").links().values()
