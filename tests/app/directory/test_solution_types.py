"""The six innovations as data."""

from pathlib import Path

import pytest

from app.directory.solution_types import FOLDER, load_solution_types, read_solution_types
from conversations.data_files import DataFileError


def test_the_six_innovations_of_the_source_are_all_there() -> None:
    assert [each.key for each in load_solution_types().types] == [
        "community_micro_enterprise",
        "community_circles",
        "local_area_coordination",
        "shared_lives",
        "homeshare",
        "wellbeing_teams",
    ]


def test_welsh_that_nobody_has_signed_off_is_marked_as_a_draft() -> None:
    assert load_solution_types().cy_status == "draft"


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ("domains: [HOME, RELATE, SOCECON]", "domains: [WEATHER]"),
        ("key: homeshare", "key: shared_lives"),
        ("rung: universal_plus", "rung: cheap"),
        ("version: 1", "version: 2"),
    ],
)
def test_a_faulty_list_stops_the_start(tmp_path: Path, good: str, bad: str) -> None:
    text = (FOLDER / "community_solutions.1.yaml").read_text("utf-8")
    assert good in text
    file = tmp_path / "community_solutions.1.yaml"
    file.write_text(text.replace(good, bad), "utf-8")
    with pytest.raises(DataFileError):
        read_solution_types(file)
