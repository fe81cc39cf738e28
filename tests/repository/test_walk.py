"""The walk through every page stops at each address that shows one."""

import re
from collections import defaultdict
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tools.walk import stops


# Reached by pressing something: the address is known only then.
PRESSED = {
    "/conversations/{conversation_id}/board/shown": "screen-shown",
    "/conversations/{conversation_id}/board/shown/back": "screen-give-back",
    "/conversations/{conversation_id}/plan/solutions/{entry_id}": "plan-take",
    "/conversations/{conversation_id}/questions/{key}/choose": "two-wordings",
    "/conversations/{conversation_id}/questions/{key}/wordings": "all-wordings",
    "/conversations/{conversation_id}/second-look/{key}": "second-look",
    "/conversations/{conversation_id}/shown": "screen-shown",
    "/conversations/{conversation_id}/shown/back": "screen-give-back",
}
# Checked in journeys of their own, which make what stands there first.
IN_JOURNEYS = {
    "/my-plan/thanks",
    "/safety/records/{safety_record_id}",
    "/visit",
    "/visit/{part}",
}
# No page of its own: a file, a part of a page, or a way to one.
NO_PAGE = re.compile(
    r"\.pdf$|/as/text$|\.json$|\.js$|\.webmanifest$|/files/|^/health$|^/sync/|^/$"
    r"|/heard/\{key\}$|/audit/before/|/accounts/password/changed$"
)


def templates() -> list[str]:
    listed = (Path(__file__).parent / "routes.txt").read_text("utf-8").splitlines()
    return [line.split()[1] for line in listed if line.startswith("GET ")]


def is_at(template: str, path: str) -> bool:
    return re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", template), path) is not None


def stopped_at() -> set[str]:
    places: dict[str, str] = defaultdict(str)
    talk = "/conversations/1"
    places |= {"done": talk, "open": talk, "carers": talk, "person": "/people/1"}
    places |= {"outcome": f"{talk}/plan/outcomes/1", "step": f"{talk}/plan/steps/1"}
    places |= {"asset": f"{talk}/plan/assets/1", "keep_back": f"{talk}/plan/kept-back/1"}
    places |= {"entry": "/directory/entries/1", "release": "/releases/1"}
    known = templates()
    found = set()
    for stop in stops(places):
        path = urlsplit(stop.path).path
        there = [template for template in known if path and is_at(template, path)]
        if there:
            found.add(min(there, key=lambda template: template.count("{")))
    return found | {template for template in PRESSED if PRESSED[template] in names(places)}


def names(places: dict[str, str]) -> set[str]:
    return {stop.name for stop in stops(places)}


@pytest.mark.parametrize("template", [each for each in templates() if not NO_PAGE.search(each)])
def test_the_walk_stops_at_every_page(template: str) -> None:
    assert template in stopped_at() | IN_JOURNEYS
