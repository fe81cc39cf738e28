"""Starting weights are read as they were written; thresholds come from what the coders saw."""

import hashlib
import struct
from pathlib import Path

import numpy as np
import pytest

from outcome_mapping.training import start
from outcome_mapping.training.calibrate import calibrate, macro_f1
from outcome_mapping.training.utterances import KEYS


PIECES = [("<s>", 0.0), ("tŷ", -1.5), ("▁a", -2.5)]
NIBBLES = np.arange(32) % 16


def starting_file() -> bytes:
    """Write a file of starting weights small enough to work out by hand."""
    words = b"".join(piece.encode() for piece, _score in PIECES)
    ends = np.cumsum([0, *(len(piece.encode()) for piece, _score in PIECES)]).astype(np.uint32)
    head = b"E5S1" + struct.pack("<I7ifi", 1, 32, 1, 1, 1, 3, 1, 1, 1e-12, 32)
    pieces = struct.pack("<5iQ", len(PIECES), 0, 2, 1, 3, len(words)) + ends.tobytes()
    pieces += np.array([score for _piece, score in PIECES], np.float32).tobytes() + words
    normal = struct.pack("<iI", 0, 0)
    block = (
        np.float16(0.5).tobytes() + (NIBBLES[:16] | (NIBBLES[16:] << 4)).astype(np.uint8).tobytes()
    )
    plain = np.array([1.0, 2.0], np.float32).tobytes()
    names = [("table", 1, block), ("bias", 0, plain)]
    size = sum(2 + len(name) + 21 for name, _kind, _data in names) + 4
    at = len(head) + len(pieces) + len(normal) + size
    directory = struct.pack("<i", len(names))
    for name, kind, data in names:
        directory += struct.pack("<H", len(name)) + name.encode()
        directory += struct.pack("<BIQQ", kind, 32, at, len(data))
        at += len(data)
    return head + pieces + normal + directory + block + plain


@pytest.fixture
def weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> start.StartingWeights:
    """Read the small file as if it were the expected one."""
    path = tmp_path / start.FILE
    path.write_bytes(starting_file())
    monkeypatch.setattr(start, "SHA256", hashlib.sha256(path.read_bytes()).hexdigest())
    return start.StartingWeights(path)


def test_pieces_of_words_come_with_their_scores(weights: start.StartingWeights) -> None:
    assert weights.pieces == PIECES


def test_four_bit_weights_are_eight_less_than_written_times_their_scale(
    weights: start.StartingWeights,
) -> None:
    assert weights.table("table", 32).tolist() == [((NIBBLES - 8) * 0.5).tolist()]


def test_plain_weights_are_as_written(weights: start.StartingWeights) -> None:
    assert weights.table("bias").tolist() == [1.0, 2.0]


def test_another_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / start.FILE
    path.write_bytes(starting_file())
    with pytest.raises(start.WrongStartError, match="another file"):
        start.StartingWeights(path)


def coded(rows: int = 600) -> tuple[np.ndarray, np.ndarray]:
    """Make scores that lean the right way, all of them two too high."""
    draw = np.random.default_rng(4)
    seen = draw.random((rows, len(KEYS))) < 0.2
    scores = np.where(seen, 1.5, -1.5) + draw.normal(0, 1, seen.shape) + 2.0
    return scores, seen


NO_RULES = np.zeros((600, len(KEYS)))


def test_scores_that_are_all_too_high_are_brought_down() -> None:
    scores, seen = coded()
    likely = calibrate(scores, NO_RULES, seen).probability(scores, NO_RULES)
    assert likely.mean() == pytest.approx(seen.mean(), abs=0.02)
    assert seen[likely > 0.8].mean() > 0.8


def test_thresholds_make_better_use_of_the_scores_than_half() -> None:
    scores, seen = coded()
    settled = calibrate(scores, NO_RULES, seen)
    columns = range(len(KEYS))
    found = settled.found(scores, NO_RULES)
    assert macro_f1(seen, found, columns) > macro_f1(seen, scores > 0, columns)


def test_rules_are_trusted_as_far_as_they_are_right() -> None:
    scores, seen = coded()
    trusted = calibrate(scores, seen * 0.9, seen).trusts
    doubted = calibrate(scores, np.random.default_rng(5).random(seen.shape), seen).trusts
    assert min(trusted) > 2
    assert max(map(abs, doubted)) < 0.5


def test_macro_f1_is_as_worked_out_by_hand() -> None:
    seen = np.array([[True, False], [True, False]])
    found = np.array([[True, False], [False, False]])
    assert macro_f1(seen, found, [0, 1]) == pytest.approx(2 / 3)
