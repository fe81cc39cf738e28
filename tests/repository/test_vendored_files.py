"""What others made is shipped unchanged, with its licence beside it and small enough to load."""

import gzip
import hashlib
import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont


STATIC = Path(__file__).resolve().parents[2] / "static"
VENDOR = STATIC / "vendor"
FONTS = STATIC / "fonts"
FOLDERS = sorted(path for path in VENDOR.iterdir() if path.is_dir())
LICENCE = re.compile(r"LICEN[CS]E|OFL")


def _listed() -> dict[Path, str]:
    lines = (VENDOR / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    pairs = (line.split("  ", 1) for line in lines)
    return {(VENDOR / name).resolve(): digest for digest, name in pairs}


def _shipped() -> set[Path]:
    files = (path for folder in (VENDOR, FONTS) for path in folder.rglob("*") if path.is_file())
    return {path for path in files if path.name not in {"SHA256SUMS", "README.md"}}


def test_every_vendored_file_has_the_hash_it_was_published_with() -> None:
    actual = {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in _listed()}
    assert actual == _listed()


def test_no_vendored_file_is_missing_from_the_list_of_hashes() -> None:
    assert _shipped() == set(_listed())


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_vendored_folder_names_its_version_and_holds_a_licence(folder: Path) -> None:
    assert re.search(r"-\d+\.\d+\.\d+$", folder.name)
    assert any(LICENCE.search(path.name) for path in folder.iterdir())


@pytest.mark.parametrize("font", sorted(FONTS.glob("*.ttf")), ids=lambda font: font.name)
def test_a_font_has_its_open_licence_beside_it(font: Path) -> None:
    licence = FONTS / f"{font.stem.split('-')[0]}-OFL.txt"
    assert "SIL Open Font License" in licence.read_text(encoding="utf-8")


@pytest.mark.parametrize("weight", ["Regular", "Bold"])
def test_the_plan_font_has_every_welsh_letter(weight: str) -> None:
    letters = "ŵŷŴŶẁẃẅỳẀẂẄỲâêîôûÂÊÎÔÛïöáéíóúàèìòù"
    drawn = TTFont(FONTS / f"AtkinsonHyperlegibleNext-{weight}.ttf").getBestCmap()
    assert [letter for letter in letters if ord(letter) not in drawn] == []


def test_vendored_styles_ask_for_nothing_from_elsewhere() -> None:
    styles = [path.read_text(encoding="utf-8") for path in STATIC.rglob("*.css")]
    assert [
        url for text in styles for url in re.findall(r"url\(\s*['\"]?(?:https?:)?//", text)
    ] == []


def test_the_first_page_loads_in_150_kilobytes() -> None:
    first = [*STATIC.glob("css/*.css"), *STATIC.glob("js/*.js"), *VENDOR.rglob("*.css")]
    first += [*VENDOR.rglob("*.js"), *STATIC.glob("icons/*.svg")]
    text = sum(len(gzip.compress(path.read_bytes())) for path in first)
    fonts = sum(path.stat().st_size for path in VENDOR.rglob("*.woff2"))
    assert text + fonts <= 150_000


def test_the_lock_of_packages_holds_no_download_address() -> None:
    lock = STATIC.parent / "tools" / "assets" / "package-lock.json"
    assert '"resolved"' not in lock.read_text(encoding="utf-8")
