"""The framework: complete, bilingual, and readable without spaCy."""

import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import ValidationError

from outcome_mapping.data import ROOT, BadDataError, Strict, read
from outcome_mapping.framework import KINDS, load_framework


def test_there_are_8_domains_24_statements_4_assets_and_5_elements() -> None:
    framework = load_framework()
    assert [len(framework.keys(kind)) for kind in KINDS] == [8, 24, 4, 5]


def test_statements_are_spread_over_the_domains_as_in_the_national_statement() -> None:
    framework = load_framework()
    domains = [statement.domain for statement in framework.statements]
    counts = {key: domains.count(key) for key in framework.keys("domain")}
    assert counts == {
        "RIGHTS": 6,
        "HEALTH": 3,
        "PROTECT": 3,
        "LEARN": 2,
        "RELATE": 2,
        "CONTRIB": 2,
        "SOCECON": 5,
        "HOME": 1,
    }


def test_every_tag_has_a_name_in_welsh_that_is_not_the_english_one() -> None:
    framework = load_framework()
    for kind in KINDS:
        for key in framework.keys(kind):
            welsh = framework.label(kind, key, "cy")
            assert welsh.strip()
            assert welsh != framework.label(kind, key, "en")


def test_welsh_statements_are_marked_as_drafts() -> None:
    assert {statement.cy_status for statement in load_framework().statements} == {"draft"}


def test_a_statement_key_begins_with_its_domain() -> None:
    framework = load_framework()
    for key in framework.keys("statement"):
        assert framework.domain_of(key) == key.split("-")[0]


def test_the_slip_in_protect_3_is_corrected_and_noted() -> None:
    framework = load_framework()
    [statement] = [s for s in framework.statements if s.key == "PROTECT-3"]
    assert statement.en == "I am informed about how to make my concerns known"
    assert statement.note


def test_the_version_is_named() -> None:
    assert load_framework().version == "WG-2016"


def test_an_unknown_key_has_no_label() -> None:
    with pytest.raises(KeyError):
        load_framework().label("domain", "MONEY", "en")


def test_the_framework_cannot_be_changed_in_memory() -> None:
    with pytest.raises(ValidationError):
        load_framework().domains[0].en = "Something else"  # type: ignore[misc]


def test_reading_the_framework_never_loads_spacy() -> None:
    program = (
        "import sys; from outcome_mapping.framework import load_framework; load_framework(); "
        "sys.exit('spacy' in sys.modules)"
    )
    finished = subprocess.run([sys.executable, "-c", program], cwd=ROOT.parent, check=False)
    assert finished.returncode == 0


class _Small(Strict):
    word: str


@pytest.mark.parametrize(
    "content", ["word: a\nother: b\n", "word: a\nword: b\n", "other: b\n", "["]
)
def test_a_file_with_an_unknown_repeated_or_missing_key_is_refused(
    content: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("outcome_mapping.data.ROOT", tmp_path)
    path = tmp_path / "small.yaml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(BadDataError, match=r"small\.yaml"):
        read(path, _Small)


def test_the_words_no_and_on_stay_words(tmp_path: Path) -> None:
    path = tmp_path / "small.yaml"
    path.write_text("word: no\n", encoding="utf-8")
    assert read(path, _Small).word == "no"
