"""The habits of the code that no linter knows."""

import re
from pathlib import Path

import pytest

from app.settings import ROOT
from app.templating import make_environment


PYTHON = sorted(
    path
    for folder in ("app", "conversations", "outcome_mapping", "migrations")
    for path in (ROOT / folder).rglob("*.py")
)
TEMPLATES = sorted((ROOT / "templates").rglob("*"))
DRAWERS = {"utils", "helpers", "common", "misc", "services", "util"}


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_only_the_database_module_commits() -> None:
    committing = [name(path) for path in PYTHON if ".commit(" in path.read_text("utf-8")]
    assert committing == ["app/database.py"]


def test_no_file_is_a_drawer_of_odds_and_ends() -> None:
    assert [name(path) for path in PYTHON if path.stem in DRAWERS] == []


@pytest.mark.parametrize("path", [p for p in TEMPLATES if p.is_file()], ids=name)
def test_a_template_is_html_that_escapes_everything_and_carries_no_script_or_style(
    path: Path,
) -> None:
    source = path.read_text("utf-8")
    assert path.suffix == ".html"
    assert not re.search(r"\|\s*safe\b", source)
    assert not re.search(r"autoescape\s+false", source)
    assert not re.search(r"\sstyle=", source)
    assert not re.search(r"\son[a-z]+=", source)
    assert not re.search(r"<script(?![^>]*\ssrc=)", source)
    assert not re.search(r"<style\b", source)
    make_environment().parse(source)


def test_nothing_marks_text_as_safe_html_in_the_code() -> None:
    assert [name(path) for path in PYTHON if "Markup(" in path.read_text("utf-8")] == []


def test_every_page_is_escaped() -> None:
    rendered = make_environment().from_string("{{ words }}").render(words="<b>&</b>")
    assert rendered == "&lt;b&gt;&amp;&lt;/b&gt;"


def test_a_name_that_does_not_exist_is_loud_when_it_would_print() -> None:
    environment = make_environment()
    assert environment.from_string("{% if page.nothing %}x{% endif %}").render(page={}) == ""
    with pytest.raises(Exception, match="nothing"):
        environment.from_string("{{ page.nothing }}").render(page={})


def test_nothing_in_the_application_copies_files_or_opens_a_database_as_one() -> None:
    """Opening a live SQLite file from its own process drops its locks and loses rows."""
    suspects = re.compile(r"shutil|copyfile|open\([^)]*\.db|\.db\W.*read_")
    assert [name(p) for p in PYTHON if suspects.search(p.read_text("utf-8"))] == []
