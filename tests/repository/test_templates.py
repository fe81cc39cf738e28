"""Templates hold no script and no style of their own, and escape everything they print."""

import re
from pathlib import Path

import pytest


TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
PAGES = sorted(TEMPLATES.rglob("*.html"))
FORBIDDEN = {
    "a style attribute": re.compile(r"\sstyle\s*="),
    "a style element": re.compile(r"<style\b"),
    "an event handler": re.compile(r"<[^>]*\son[a-z]+\s*="),
    "a script of its own": re.compile(r"<script(?![^>]*\bsrc=)"),
    "a way round escaping": re.compile(r"\|\s*safe\b|autoescape\s+false"),
    "an address elsewhere": re.compile(r"(?:src|href|action)=\"(?:https?:)?//"),
    "htmx that evaluates text": re.compile(r"hx-(?:on|vars)\b|\bjs:"),
}
ICON = re.compile(r"""\bicon\(\s*"([\w-]+)""")
DRAWING = re.compile(r'^  "([\w-]+)": "M', re.MULTILINE)


def _named(path: Path) -> str:
    return str(path.relative_to(TEMPLATES))


@pytest.mark.parametrize("path", PAGES, ids=_named)
@pytest.mark.parametrize("fault", FORBIDDEN)
def test_a_template_holds_nothing_the_content_policy_forbids(path: Path, fault: str) -> None:
    assert FORBIDDEN[fault].search(path.read_text(encoding="utf-8")) is None


@pytest.mark.parametrize("path", PAGES, ids=_named)
def test_every_icon_a_template_names_has_been_drawn(path: Path) -> None:
    drawn = set(DRAWING.findall((TEMPLATES / "components/icons.html").read_text(encoding="utf-8")))
    assert set(ICON.findall(path.read_text(encoding="utf-8"))) - drawn == set()


@pytest.mark.parametrize("path", PAGES, ids=_named)
def test_a_part_that_needs_the_form_token_is_imported_with_its_context(path: Path) -> None:
    imports = re.findall(
        r"\{%-?\s*from \"components/forms[^%]*%\}", path.read_text(encoding="utf-8")
    )
    assert [line for line in imports if "with context" not in line] == []
