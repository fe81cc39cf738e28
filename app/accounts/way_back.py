"""Where to go next, when a form says so: only ever to a page of this product."""

import re
from typing import Final


_LOCAL: Final = re.compile(r"/(?![/\\])[!-\[\]-~]*")  # printable ASCII without the backslash
_NOT_PAGES: Final = ("/sign-out", "/language")


def local_path(raw: str) -> str:
    """Return the path if it leads nowhere but here, else the start."""
    if not _LOCAL.fullmatch(raw) or raw.startswith(_NOT_PAGES):
        return "/"
    return raw
