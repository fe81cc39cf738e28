"""The one escape for spreadsheet files: no cell may be run as a formula by what opens it."""

import unicodedata


# What a spreadsheet may run; "|" and "%" start commands in older ones.
_STARTS = frozenset("=+-@|%")
# Spaces, controls, separators and unseen format characters (the byte-order mark among them) are
# skipped by some programs before they look for a formula.
_SKIPPED = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf"})


def guard_formula(text: str) -> str:
    """Return the text with an apostrophe before it if a spreadsheet might run it.

    Full-width forms count as the signs they look like. A tab or a line end in front is guarded
    whatever follows, because it can move what follows into a cell of its own.
    """
    if text[:1] in ("\t", "\r", "\n"):
        return f"'{text}"
    for character in text:
        if unicodedata.category(character) in _SKIPPED:
            continue
        return f"'{text}" if unicodedata.normalize("NFKC", character)[:1] in _STARTS else text
    return text
