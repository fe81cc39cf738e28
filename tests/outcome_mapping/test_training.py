"""Training starts from the published weights; thresholds come from what the coders saw."""

import hashlib
import zipfile
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest

from outcome_mapping.training import start
from outcome_mapping.training.calibrate import calibrate, macro_f1
from outcome_mapping.training.utterances import KEYS


def test_other_weights_than_the_published_ones_are_refused(tmp_path: Path) -> None:
    (tmp_path / start.WEIGHTS).write_bytes(b"other weights")
    with pytest.raises(start.WrongStartError, match="another file"):
        start.checked(tmp_path, start.SHA256)


def test_the_large_encoder_is_put_together_from_its_parts_and_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = BytesIO()
    with zipfile.ZipFile(whole, "w") as packed:
        for name in start.TEACHER_FILES:
            packed.writestr(f"all-mpnet-base-v2/{name}", f"the {name}")
    content = whole.getvalue()
    for number in start.TEACHER_PARTS:
        part = content[(number - 1) * 200 : number * 200 if number < 5 else None]
        (tmp_path / start.TEACHER_PACKAGE.format(part=number)).write_bytes(part)
    monkeypatch.setattr(start, "_installed", lambda package, _path: tmp_path / package)

    with pytest.raises(start.WrongStartError, match="another file"):
        start.find_teacher(tmp_path / "room")

    weights = hashlib.sha256(f"the {start.WEIGHTS}".encode()).hexdigest()
    monkeypatch.setattr(start, "TEACHER_SHA256", weights)
    room = start.find_teacher(tmp_path / "room")
    assert (room / "config.json").read_text("utf-8") == "the config.json"
    assert not list(room.glob("*.new"))

    in_use = (room / start.WEIGHTS).stat().st_ino
    start.find_teacher(room)
    assert (room / start.WEIGHTS).stat().st_ino != in_use


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


def test_a_row_that_nobody_judged_settles_nothing() -> None:
    scores, seen = coded()
    among = np.vstack([seen, np.full(seen.shape, np.nan)])
    all_scores, no_rules = np.vstack([scores, -scores]), np.vstack([NO_RULES, NO_RULES])
    assert calibrate(all_scores, no_rules, among) == calibrate(scores, NO_RULES, seen)


def test_macro_f1_is_as_worked_out_by_hand() -> None:
    seen = np.array([[True, False], [True, False]])
    found = np.array([[True, False], [False, False]])
    assert macro_f1(seen, found, [0, 1]) == pytest.approx(2 / 3)
