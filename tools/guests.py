"""A signed-in browser for each role in a practice room."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, Playwright, ViewportSize

from app.accounts.passwords import PRACTICE_PASSWORD
from tools.serving import CHROMIUM_FLAGS, Served


class Guests:
    """A signed-in browser for each role, made when first needed."""

    def __init__(
        self, chromium: Browser, served: Served, size: ViewportSize, language: str
    ) -> None:
        self._chromium = chromium
        self._served = served
        self._size = size
        self._language = language
        self._tabs: dict[str, Page] = {}

    def page_of(self, who: str, code: str) -> Page:
        """Return this role's tab."""
        if who not in self._tabs:
            self._tabs[who] = self._arrive(who, code)
        return self._tabs[who]

    def close(self) -> None:
        """Send everybody home."""
        for tab in self._tabs.values():
            tab.context.close()

    def _arrive(self, who: str, code: str) -> Page:
        context = self._chromium.new_context(
            base_url=self._served.address, viewport=self._size, locale="en-GB"
        )
        context.add_cookies(
            [{"name": "language", "value": self._language, "url": self._served.address}]
        )
        page = context.new_page()
        if who == "person":
            page.goto("/my-plan")
            page.locator("input[name=code]").fill(code)
            page.locator("main button[type=submit]").first.click()
        elif who != "nobody":
            sign_in(page, who)
        return page


def sign_in(page: Page, username: str) -> None:
    """Sign in to the practice room."""
    page.goto("/sign-in")
    page.locator("input[name=username]").fill(username)
    page.locator("input[name=password]").fill(PRACTICE_PASSWORD)
    page.locator("main button[type=submit]").first.click()
    page.wait_for_url(lambda url: "/sign-in" not in url)


@contextmanager
def launched(playwright: Playwright) -> Iterator[Browser]:
    """Launch the machine's own Chromium."""
    browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM_FLAGS)
    try:
        yield browser
    finally:
        browser.close()
