"""The service worker: what it may keep, each file with its digest, and the script that keeps it."""

import base64
import hashlib
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

from app.i18n import LANGUAGES, Language, speaking
from app.settings import Settings
from app.shell.pages import shell_page
from app.static_files import STATIC, address_of, lean, served
from app.templating import standing


_LINKED: Final = re.compile(r'(?:href|src)="(/static/[^"]+)"')
_SCRIPT: Final = STATIC / "js" / "worker.js"
_KEYHOLDER: Final = STATIC / "js" / "visit" / "keyholder.js"
_FONTS: Final = "vendor/atkinson-hyperlegible-next-5.3.0"


@cache
def shell(settings: Settings, language: Language) -> str:
    """Return the shell in one language: the same for everybody, to the byte."""
    with speaking(language):
        return standing("visit/shell.html", shell_page(settings), settings)


@cache
def worker(settings: Settings) -> str:
    """Return the script, which changes when, and only when, something it keeps has changed."""
    kept = dict(sorted(_kept(settings)))
    script = lean("\n".join(path.read_text(encoding="utf-8") for path in (_SCRIPT, _KEYHOLDER)))
    version = _digest((json.dumps(kept) + script).encode())
    shells = {language: address_of_shell(language) for language in LANGUAGES}
    told = {"version": version, "kept": kept, "shells": shells}
    return f"self.SHELL = {json.dumps(told)};\n{script}"


def address_of_shell(language: Language) -> str:
    """Return the address of the shell in one language."""
    return f"/visit?language={language}"


def _kept(settings: Settings) -> Iterator[tuple[str, str]]:
    linked = set()
    for language in LANGUAGES:
        html = shell(settings, language)
        yield address_of_shell(language), _digest(html.encode())
        linked |= set(_LINKED.findall(html))
    for path in _files():
        linked.discard(address_of(path))
        yield address_of(path), _digest(served(path))
    if linked:
        raise RuntimeError(f"The shell needs files that the worker does not keep: {linked}")


def _files() -> Iterator[str]:
    """Name the files of a visit, on line or off: styles, fonts, icons and scripts."""
    for pattern in (
        "css/*.css",
        "icons/*",
        "js/**/*.js",
        "data/*.json",
        "vendor/**/*.css",
        "vendor/**/*.js",
    ):
        yield from (
            _named(path) for path in STATIC.glob(pattern) if path not in (_SCRIPT, _KEYHOLDER)
        )
    yield from (_named(path) for path in (STATIC / _FONTS).glob("*.woff2"))


def _named(path: Path) -> str:
    return path.relative_to(STATIC).as_posix()


def _digest(content: bytes) -> str:
    return base64.b64encode(hashlib.sha256(content).digest()).decode("ascii")
