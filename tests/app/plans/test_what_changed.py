"""What changed between two versions, as typed lines."""

import pytest

from app.plans.labels import plan_labels
from app.plans.told import told
from app.plans.what_changed import Change, ChangeKind, ToldLine, what_changed
from tests.app.plans.plan_samples import DOMAINS, plan_saying


A = ToldLine("a", "Next steps", "Ring the choir", ("By 5 May",))
B = ToldLine("b", "Next steps", "Mend the stair")
SAID = ToldLine("me-1", "Me", "I sing in the choir on a Thursday")
SAID_MORE = ToldLine("me-2", "Me", "I sing in the chapel choir on a Thursday")
OTHER = ToldLine("me-3", "Me", "I bake for the street")


def kinds(before: list[ToldLine], after: list[ToldLine]) -> list[str]:
    return [change.kind.value for change in what_changed(before, after)]


@pytest.mark.parametrize(
    ("before", "after", "wanted"),
    [
        ([], [], []),
        ([A, B], [A, B], []),
        ([A, B], [B, A], []),
        ([A], [A, B], ["added"]),
        ([A, B], [A], ["taken_out"]),
        ([A], [ToldLine("a", A.part, "Ring the band", A.beside)], ["reworded"]),
        ([A], [ToldLine("a", A.part, A.words, ("By 6 May",))], ["beside"]),
        ([SAID], [SAID_MORE], ["reworded"]),
        ([SAID], [OTHER], ["added", "taken_out"]),
        ([SAID], [ToldLine("me-2", "My people", SAID_MORE.words)], ["added", "taken_out"]),
        ([SAID], [SAID_MORE, OTHER], ["reworded", "added"]),
        ([SAID, SAID_MORE], [SAID_MORE], ["taken_out"]),
    ],
)
def test_each_line_is_told_once_and_for_what_happened_to_it(
    before: list[ToldLine], after: list[ToldLine], wanted: list[str]
) -> None:
    assert kinds(before, after) == wanted


def test_a_change_says_what_was_and_what_is() -> None:
    [change] = what_changed([A], [ToldLine("a", A.part, "Ring the band", ("By 6 May",))])
    assert change == Change(
        ChangeKind.REWORDED,
        "Next steps",
        "Ring the choir",
        "Ring the band",
        ("By 5 May",),
        ("By 6 May",),
    )


def test_one_old_line_is_never_two_new_ones() -> None:
    twice = [SAID_MORE, ToldLine("me-4", "Me", "I sing in the big choir on a Thursday")]
    assert sorted(kinds([SAID], twice)) == ["added", "reworded"]


def test_comparing_the_other_way_round_turns_added_into_taken_out() -> None:
    forth = kinds([A, SAID], [A, B, SAID_MORE])
    back = kinds([A, B, SAID_MORE], [A, SAID])
    assert sorted(forth) == ["added", "reworded"]
    assert sorted(back) == ["reworded", "taken_out"]


def test_two_versions_of_a_plan_are_compared_in_the_language_of_the_reader() -> None:
    before = plan_saying("I sing in the choir.", "My sister rings every night.")
    after = plan_saying("I sing in the choir.", "I bake.")
    for language, part in (("en", "Me"), ("cy", "Fi")):
        sides = [
            told(each, plan_labels(each, language=language, domains=DOMAINS))  # type: ignore[arg-type]
            for each in (before, after)
        ]
        added, gone = what_changed(*sides)
        assert (added.kind, added.after) == (ChangeKind.ADDED, "I bake.")
        assert (gone.kind, gone.before) == (ChangeKind.TAKEN_OUT, "My sister rings every night.")
        assert added.part == gone.part == part
