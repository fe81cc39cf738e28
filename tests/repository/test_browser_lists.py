"""The lists a browser reads are those the server reads."""

import json
from pathlib import Path

from tools.browser_lists import FOLDER, old_lists


def test_no_list_in_the_browser_is_older_than_its_data() -> None:
    assert old_lists() == []


def test_a_list_that_was_changed_by_hand_is_noticed(tmp_path: Path) -> None:
    for path in FOLDER.glob("*.json"):
        content = json.loads(path.read_text(encoding="utf-8"))
        (tmp_path / path.name).write_text(json.dumps({**content, "version": 99}), encoding="utf-8")
    assert old_lists(tmp_path) == sorted(path.name for path in FOLDER.glob("*.json"))
