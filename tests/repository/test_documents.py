"""Documents that fail the build when they are stale."""

import re

import pytest
import typer.main

from app.cli import cli
from app.settings import ROOT


DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
README = (ROOT / "README.md").read_text("utf-8")


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_has_its_four_parts(path) -> None:  # type: ignore[no-untyped-def]
    text = path.read_text("utf-8")
    assert text.startswith(f"# {path.stem[:4]} · ")
    for part in ("Context", "Decision", "Consequences", "Enforced by"):
        assert re.search(rf"\*\*{part}\.?\*\*|^## {part}", text, re.MULTILINE), part


def test_decisions_are_numbered_one_by_one() -> None:
    assert [int(path.stem[:4]) for path in DECISIONS] == list(range(len(DECISIONS)))


def test_the_readme_names_every_command() -> None:
    command = typer.main.get_command(cli)
    for name in command.commands:  # type: ignore[attr-defined]
        assert f"`{name}`" in README or f"whatmatters {name}" in README, name


def test_the_readme_names_every_feature() -> None:
    from app.main import FEATURES

    for feature in FEATURES:
        assert f"`{feature}`" in README


def test_every_make_target_is_described() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    phony = re.search(r"\.PHONY: ((?:.*\\\n)*.*)", makefile)
    assert phony is not None
    targets = set(phony.group(1).replace("\\\n", " ").split()) - {"browser"}
    described = set(re.findall(r"^([a-z-]+):.*## ", makefile, re.MULTILINE))
    assert targets == described
