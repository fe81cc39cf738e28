"""When an earlier wording is kept for good."""

import datetime as dt
import uuid

from app.recording.revisions import STILL_TYPING, Wording, is_kept


ME, SOMEBODY = uuid.uuid4(), uuid.uuid4()
SAVED = dt.datetime(2026, 8, 12, 14, 0, tzinfo=dt.UTC)
SOON = SAVED + dt.timedelta(seconds=20)


def _mine(*, has_tags: bool = False) -> Wording:
    return Wording(saved_by=ME, saved_at=SAVED, has_tags=has_tags)


def test_one_person_still_typing_makes_one_wording() -> None:
    assert not is_kept(_mine(), next_by=ME, at=SOON)


def test_another_writer_never_replaces_the_wording_of_the_first() -> None:
    assert is_kept(_mine(), next_by=SOMEBODY, at=SOON)


def test_a_wording_that_a_tag_rests_on_is_kept() -> None:
    assert is_kept(_mine(has_tags=True), next_by=ME, at=SOON)


def test_a_wording_that_stood_for_a_while_is_kept() -> None:
    assert is_kept(_mine(), next_by=ME, at=SAVED + STILL_TYPING + dt.timedelta(seconds=1))


def test_a_pause_for_breath_is_still_typing() -> None:
    assert not is_kept(_mine(), next_by=ME, at=SAVED + STILL_TYPING)
