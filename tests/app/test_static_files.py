import gzip
import re

import pytest

from app.static_files import STATIC, address_of
from tests.client import Browser


VENDORED = "/static/vendor/htmx.org-2.0.11/htmx.min.js"


@pytest.mark.parametrize(
    "path", [address_of("css/whatmatters.css"), address_of("js/app.js"), VENDORED]
)
def test_a_file_whose_address_names_its_version_is_kept(browser: Browser, path: str) -> None:
    assert "immutable" in browser.client.get(path).headers["cache-control"]


@pytest.mark.parametrize(
    "path",
    [
        "/static/css/whatmatters.css",
        "/static/css/whatmatters.css?v=old",
        "/static/vendor/none.js",
        "/static/js/app.js",
        "/static/js@0123456789ab/app.js",
    ],
)
def test_any_other_address_is_not_kept(browser: Browser, path: str) -> None:
    assert browser.client.get(path).headers["cache-control"] == "no-store"


def test_scripts_that_import_one_another_are_all_of_one_version() -> None:
    folders = {address_of(f"js/{name}").rpartition("/")[0] for name in ("app.js", "autosave.js")}
    assert len(folders) == 1
    assert address_of("js/visit/shell.js").startswith(f"{folders.pop()}/visit/")


def test_a_first_page_with_all_it_needs_is_light(browser: Browser) -> None:
    html = browser.get("/sign-in").html
    addresses = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', html))
    assert len(addresses) >= 4
    total = len(html.encode())
    for address in addresses:
        response = browser.client.get(address, headers={"Accept-Encoding": "gzip"})
        if not address.partition("?")[0].endswith(".woff2"):
            assert len(response.content) < 1000 or response.headers["content-encoding"] == "gzip"
            total += len(gzip.compress(response.content))
    total += sum(path.stat().st_size for path in STATIC.rglob("*.woff2"))
    assert total <= 150 * 1024


def test_our_scripts_travel_without_their_comments(browser: Browser) -> None:
    written = (STATIC / "js" / "visit" / "vault.js").read_text("utf-8")
    sent = browser.client.get(address_of("js/visit/vault.js"))
    assert "/**" in written
    assert "/**" not in sent.text
    assert sent.headers["content-type"].startswith("text/javascript")
    assert len(sent.text) < 0.75 * len(written)
