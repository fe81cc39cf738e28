"""Collect every sentence into the two catalogues, or check that none is missing (``--check``).

English sentences are their own keys, so the English catalogue is filled in by this tool; Welsh is
written by people. A sentence that is missing, fuzzy, unused, or whose placeholders differ from the
English fails the check.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

from app.i18n import LOCALE_DIR
from app.settings import ROOT


MAPPING = """[python: app/**.py]
[jinja2: templates/**.html]
trimmed = true
"""
KEYWORDS = ("_", "N_", "gettext", "ngettext:1,2")
_PLACEHOLDER = re.compile(r"%\((\w+)\)s")


def collected() -> polib.POFile:
    """Return every sentence that the code and the templates contain."""
    with tempfile.TemporaryDirectory() as folder:
        mapping, template = Path(folder) / "babel.cfg", Path(folder) / "messages.pot"
        mapping.write_text(MAPPING, encoding="utf-8")
        command = [sys.executable, "-m", "babel.messages.frontend", "-q", "extract"]
        command += ["-F", str(mapping), "-o", str(template), "--no-default-keywords"]
        command += [f"--keyword={keyword}" for keyword in KEYWORDS]
        command += ["--add-location=file", "--sort-by-file", "--omit-header", "."]
        subprocess.run(command, check=True, cwd=ROOT)
        return polib.pofile(str(template))


def catalogue(language: str) -> polib.POFile:
    """Return the language's catalogue."""
    return polib.pofile(str(LOCALE_DIR / language / "LC_MESSAGES" / "messages.po"), wrapwidth=100)


def update(language: str, found: polib.POFile) -> None:
    """Bring the catalogue into line with the sentences found, keeping every translation."""
    old = catalogue(language)
    kept = {entry.msgid: entry for entry in old}
    new = polib.POFile(wrapwidth=100)
    new.metadata = old.metadata
    for entry in found:
        fresh = polib.POEntry(
            msgid=entry.msgid,
            msgid_plural=entry.msgid_plural,
            occurrences=[(path, "") for path, _line in entry.occurrences],
            flags=[flag for flag in entry.flags if flag != "fuzzy"],
        )
        if language == "en":
            _translate_to_itself(fresh)
        elif entry.msgid in kept:
            fresh.msgstr = kept[entry.msgid].msgstr
            fresh.msgstr_plural = kept[entry.msgid].msgstr_plural
            fresh.flags = sorted({*fresh.flags, *kept[entry.msgid].flags})
        new.append(fresh)
    new.save(str(LOCALE_DIR / language / "LC_MESSAGES" / "messages.po"))


def _translate_to_itself(entry: polib.POEntry) -> None:
    if entry.msgid_plural:
        entry.msgstr_plural = {0: entry.msgid, 1: entry.msgid_plural}
    else:
        entry.msgstr = entry.msgid


def faults(language: str, found: polib.POFile) -> list[str]:
    """Return what is wrong with the catalogue, a line each."""
    have = {entry.msgid: entry for entry in catalogue(language)}
    wanted = {entry.msgid for entry in found}
    lines = [f"{language}: missing: {msgid}" for msgid in sorted(wanted - have.keys())]
    lines += [f"{language}: no longer used: {msgid}" for msgid in sorted(have.keys() - wanted)]
    for entry in have.values():
        lines += [f"{language}: {fault}: {entry.msgid}" for fault in _faults_of(language, entry)]
    return lines


def _faults_of(language: str, entry: polib.POEntry) -> list[str]:
    forms = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    wanted_forms = (5 if language == "cy" else 2) if entry.msgid_plural else 1
    found = []
    if len(forms) != wanted_forms or not all(forms):
        found.append("not translated")
    if entry.fuzzy:
        found.append("fuzzy")
    placeholders = set(_PLACEHOLDER.findall(entry.msgid + (entry.msgid_plural or "")))
    for form in forms:
        named = set(_PLACEHOLDER.findall(form))
        # A plural form may leave the number out ("un ateb"), but may not name anything else.
        if not named <= placeholders or (not entry.msgid_plural and named != placeholders):
            found.append("placeholders differ")
    return found


def main() -> int:
    """Update the catalogues, or check them."""
    found = collected()
    if "--check" in sys.argv:
        lines = [line for language in ("en", "cy") for line in faults(language, found)]
        sys.stdout.write("".join(f"{line}\n" for line in lines))
        sys.stdout.write(f"{len(found)} sentences, {len(lines)} faults.\n")
        return 1 if lines else 0
    for language in ("en", "cy"):
        update(language, found)
    sys.stdout.write(f"{len(found)} sentences collected.\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
