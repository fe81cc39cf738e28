"""Picture every page, at tablet and phone size, in both languages: ``make screenshots``."""

import shutil

from playwright.sync_api import sync_playwright

from app.settings import ROOT
from tools.guests import Guests, launched
from tools.places import find_places
from tools.serving import practice_room
from tools.walk import LANGUAGES, SIZES, stops


FOLDER = ROOT / "build" / "screenshots"


def main() -> None:
    """Take every picture afresh."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    with (
        practice_room(WHATMATTERS_SIGN_IN_TRIES_PER_MINUTE="100") as served,
        sync_playwright() as playwright,
        launched(playwright) as chromium,
    ):
        places = find_places(chromium, served)
        for size, viewport in SIZES.items():
            for language in LANGUAGES:
                guests = Guests(chromium, served, viewport, language)
                for stop in stops(places):
                    page = guests.page_of(stop.who, places["code"])
                    stop.reach(page)
                    page.screenshot(
                        path=FOLDER / f"{stop.name}.{size}.{language}.png", full_page=True
                    )
                guests.close()
    print(f"{len(list(FOLDER.glob('*.png')))} pictures in {FOLDER.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
