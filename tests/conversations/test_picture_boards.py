"""The board of pictures: every domain, three steps, both languages, and no doubtful file."""

import hashlib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from conversations import DataFileError
from conversations.picture_boards import BOARDS, PictureBoard, load_board, read_board


PUBLISHED = BOARDS / "everyday.1.yaml"
FINGERPRINT = "edfcaa3f3bd07330e343693ac26d17f8bb4ff8580a14c9f526e7ff59dd17e1ef"


@pytest.fixture
def board() -> PictureBoard:
    return load_board("everyday.1")


def test_the_published_file_is_unchanged() -> None:
    assert hashlib.sha256(PUBLISHED.read_bytes()).hexdigest() == FINGERPRINT


def test_each_well_being_domain_has_three_pictures(board: PictureBoard) -> None:
    counted = Counter(topic.domain for topic in board.topics)
    assert len(board.topics) == 24
    assert set(counted.values()) == {3}
    assert len(counted) == 8


def test_the_steps_go_from_well_to_not_well(board: PictureBoard) -> None:
    assert [step.key for step in board.steps] == ["going_well", "so_so", "not_well"]


def test_words_under_a_picture_are_few(board: PictureBoard) -> None:
    for topic in board.topics:
        for words in (topic.label.en, topic.label.cy):
            assert len(words.split()) <= 6, words


@pytest.mark.parametrize(
    ("after", "placed", "following"),
    [
        ("family", set(), "friends"),
        ("family", {"friends", "love"}, "my_home"),
        ("time_alone", {"family"}, "friends"),
        ("no_such_picture", set(), "family"),
    ],
)
def test_the_next_picture_is_the_next_one_not_placed(
    board: PictureBoard, after: str, placed: set[str], following: str
) -> None:
    assert board.next_topic(after, frozenset(placed)) == following


def test_when_all_are_placed_there_is_no_next(board: PictureBoard) -> None:
    every = frozenset(topic.key for topic in board.topics)
    assert board.next_topic("family", every) is None
    assert board.next_topic("family", every - {"family"}) is None


def test_what_a_board_does_not_have_is_refused(board: PictureBoard) -> None:
    with pytest.raises(KeyError, match="no picture"):
        board.topic("unicorns")
    with pytest.raises(KeyError, match="no step"):
        board.step("brilliant")
    with pytest.raises(DataFileError, match=r"unicorns\.1"):
        load_board("unicorns.1")


def _refusal(folder: Path, change: dict[str, Any]) -> str:
    raw = yaml.safe_load(PUBLISHED.read_text("utf-8")) | change
    path = folder / "everyday.1.yaml"
    path.write_text(yaml.safe_dump(raw, allow_unicode=True), encoding="utf-8")
    with pytest.raises(DataFileError) as refused:
        read_board(path)
    return str(refused.value)


def test_a_faulty_file_is_refused_by_name(tmp_path: Path) -> None:
    raw = yaml.safe_load(PUBLISHED.read_text("utf-8"))
    assert "steps" in _refusal(tmp_path, {"steps": raw["steps"][:2]})
    assert "more than once" in _refusal(tmp_path, {"topics": raw["topics"] + raw["topics"][:1]})
    assert "everyday.2" in _refusal(tmp_path, {"version": 2})
    half = [{**raw["topics"][0], "label": {"en": "Only English"}}]
    assert "family > label > cy" in _refusal(tmp_path, {"topics": half})
    nowhere = [{**raw["topics"][0], "domain": "FUN"}]
    assert "family > domain" in _refusal(tmp_path, {"topics": nowhere})
