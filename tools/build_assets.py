"""Rebuild the vendored files under static/ from their npm packages and compare them by hash.

The product never needs Node: what this tool builds is committed. It exists so that anybody can
show that the committed files are what their makers published, and can renew them in one command.
Run it plainly to compare (exit 1 when anything differs), with `--write` to replace what is there.
"""

import argparse
import hashlib
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from fontTools import subset
from fontTools.merge import Merger
from fontTools.ttLib import TTFont


ROOT = Path(__file__).resolve().parent.parent
RECIPE = ROOT / "tools" / "assets"
STATIC = ROOT / "static"
SUMS = Path("vendor/SHA256SUMS")

GOVUK = Path("vendor/govuk-frontend-6.3.0")
HTMX = Path("vendor/htmx.org-2.0.11")
IDB = Path("vendor/idb-8.0.4")
ATKINSON = Path("vendor/atkinson-hyperlegible-next-5.3.0")
FONTS = Path("fonts")

COPIES = {
    GOVUK / "govuk-frontend.min.js": "govuk-frontend/dist/govuk/govuk-frontend.min.js",
    HTMX / "htmx.min.js": "htmx.org/dist/htmx.min.js",
    HTMX / "LICENSE": "htmx.org/LICENSE",
    IDB / "index.js": "idb/build/index.js",
    IDB / "LICENSE": "idb/LICENSE",
    ATKINSON / "OFL.txt": "@fontsource/atkinson-hyperlegible-next/LICENSE",
    FONTS / "AtkinsonHyperlegibleNext-OFL.txt": "@fontsource/atkinson-hyperlegible-next/LICENSE",
    FONTS / "SourceSans3-Regular.ttf": "source-sans/TTF/SourceSans3-Regular.ttf",
    FONTS / "SourceSans3-Bold.ttf": "source-sans/TTF/SourceSans3-Bold.ttf",
    FONTS / "SourceSans3-OFL.txt": "source-sans/LICENSE.md",
    FONTS / "NotoEmoji-OFL.txt": "@fontsource/noto-emoji/LICENSE",
}
WEIGHTS = {"Regular": 400, "Bold": 700}
SUBSETS = ("latin", "latin-ext")  # ŵ and ŷ live in latin-ext
EMOJI = "@fontsource/noto-emoji/files/noto-emoji-emoji-400-normal.woff2"


def build(out: Path, work: Path) -> None:
    """Make every vendored file below `out`, with the npm packages installed in `work`."""
    modules = _install(work)
    for target, source in COPIES.items():
        _copy(modules / source, out / target)
    _copy(RECIPE / "govuk-frontend-LICENSE.txt", out / GOVUK / "LICENSE.txt")
    _compile_css(work, out / GOVUK / "govuk.css")
    for name, weight in WEIGHTS.items():
        parts = [_atkinson(modules, part, weight) for part in SUBSETS]
        for part in parts:
            _copy(part, out / ATKINSON / part.name)
        _merge(parts, out / FONTS / f"AtkinsonHyperlegibleNext-{name}.ttf", work)
    _plain_emoji(modules / EMOJI, out / FONTS / "NotoEmoji-Regular.ttf")
    (out / SUMS).write_text(sums(out), encoding="utf-8")


def sums(static: Path) -> str:
    """Return sha256 lines for the vendored files below `static`, as `sha256sum -c` reads them."""
    base = static / SUMS.parent
    wanted = sorted(
        path
        for folder in (base, static / FONTS)
        for path in folder.rglob("*")
        if path.is_file() and path.name not in {SUMS.name, "README.md"}
    )
    return "".join(f"{_digest(path)}  {_relative(path, base)}\n" for path in wanted)


def differences(built: Path, kept: Path) -> list[str]:
    """Name each vendored file that is missing, superfluous or not what the packages give."""
    ours, theirs = _lines(sums(kept)), _lines(sums(built))
    return sorted(
        name for name in ours.keys() | theirs.keys() if ours.get(name) != theirs.get(name)
    )


def main() -> int:
    """Compare or renew the vendored files and say which differ."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="replace the committed files")
    write = parser.parse_args().write
    with tempfile.TemporaryDirectory() as folder:
        out, work = Path(folder) / "static", Path(folder) / "npm"
        build(out, work)
        different = differences(out, STATIC)
        if write:
            _replace(out)
    for name in different:
        print(f"{'renewed' if write else 'differs'}: {name}")
    if different and not write:
        return 1
    print("Vendored files are what their packages give.")
    return 0


def _install(work: Path) -> Path:
    work.mkdir(parents=True)
    for name in ("package.json", "package-lock.json", "govuk.scss"):
        shutil.copy(RECIPE / name, work / name)
    npm = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    subprocess.run(npm, cwd=work, check=True, stdout=subprocess.DEVNULL)
    return work / "node_modules"


def _compile_css(work: Path, target: Path) -> None:
    options = ["--style=compressed", "--no-source-map", "--no-charset"]
    target.parent.mkdir(parents=True, exist_ok=True)
    sass = [str(work / "node_modules/.bin/sass"), *options, "govuk.scss", str(target)]
    subprocess.run(sass, cwd=work, check=True)


def _atkinson(modules: Path, part: str, weight: int) -> Path:
    folder = modules / "@fontsource/atkinson-hyperlegible-next/files"
    return folder / f"atkinson-hyperlegible-next-{part}-{weight}-normal.woff2"


def _merge(parts: list[Path], target: Path, work: Path) -> None:
    """Join the web subsets into one TTF, because a PDF takes a font file and not a list of them."""
    plain = []
    for number, part in enumerate(parts):
        font = TTFont(part)
        font.flavor = None
        plain.append(str(work / f"part-{number}.ttf"))
        font.save(plain[-1])
    merged = Merger().merge(plain)
    _save(merged, target, TTFont(parts[0]))


def _plain_emoji(source: Path, target: Path) -> None:
    """Keep one drawing for each code point and drop the joining rules, which a PDF cannot use."""
    font = TTFont(source)
    options = subset.Options()
    options.layout_features = []
    options.hinting = False
    options.drop_tables += ["GSUB", "GPOS", "GDEF"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=font.getBestCmap().keys())
    subsetter.subset(font)
    font.flavor = None
    _save(font, target, TTFont(source))


def _save(font: TTFont, target: Path, original: TTFont) -> None:
    """Write with the maker's own dates, so that the same input always gives the same bytes."""
    font.recalcTimestamp = False
    font["head"].created = original["head"].created
    font["head"].modified = original["head"].modified
    target.parent.mkdir(parents=True, exist_ok=True)
    font.save(target)


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _replace(built: Path) -> None:
    for folder in {target.parent for target in COPIES}:
        shutil.rmtree(STATIC / folder, ignore_errors=True)
    shutil.copytree(built, STATIC, dirs_exist_ok=True)


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _relative(path: Path, base: Path) -> str:
    inside = path.is_relative_to(base)
    return str(path.relative_to(base) if inside else Path("..") / path.relative_to(base.parent))


def _lines(text: str) -> dict[str, str]:
    return {name: digest for digest, name in (line.split("  ", 1) for line in text.splitlines())}


if __name__ == "__main__":
    sys.exit(main())
