"""Write the lists a browser reads into ``static/data``, or check that none is old (``--check``)."""

import json
import sys
from pathlib import Path

from app.settings import ROOT
from conversations.in_the_browser import browser_lists


FOLDER = ROOT / "static" / "data"


def old_lists(folder: Path = FOLDER) -> list[str]:
    """Return the names of the files that do not say what the data say now, or should not exist."""
    wanted = {name: written(content) for name, content in browser_lists().items()}
    found = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.json")}
    return sorted(
        name for name in wanted.keys() | found.keys() if wanted.get(name) != found.get(name)
    )


def written(content: object) -> str:
    """Return a list as it stands in its file."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n"


def main() -> int:
    """Write the files; with ``--check`` only say which are old."""
    if "--check" not in sys.argv:
        FOLDER.mkdir(exist_ok=True)
        for name, content in browser_lists().items():
            (FOLDER / name).write_text(written(content), encoding="utf-8")
    for name in old_lists():
        print(f"static/data/{name} is old: run python -m tools.browser_lists")
    return bool(old_lists())


if __name__ == "__main__":
    sys.exit(main())
