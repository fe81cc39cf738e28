from app.recording.sampling import is_chosen


NAMES = [f"answer {number}" for number in range(20_000)]
CHOSEN = [18, 23, 33, 44, 49, 60, 68, 90]  # of the first hundred


def test_about_one_in_twenty_is_chosen() -> None:
    chosen = sum(is_chosen(name, 20) for name in NAMES)
    assert 900 < chosen < 1100


def test_the_same_are_chosen_each_time() -> None:
    assert [is_chosen(name, 20) for name in NAMES] == [is_chosen(name, 20) for name in NAMES]


def test_one_in_one_is_everything_and_none_is_nothing() -> None:
    assert all(is_chosen(name, 1) for name in NAMES[:100])
    assert not any(is_chosen(name, 0) for name in NAMES[:100])


def test_the_sample_is_the_same_on_every_machine() -> None:
    assert [number for number in range(100) if is_chosen(NAMES[number], 20)] == CHOSEN
