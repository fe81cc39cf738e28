"""A tablet that is lost: whoever reads its disk finds none of the words written on it."""

import base64
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from playwright.sync_api import Error, Playwright

from tests.faults.tablet.product import Reply, TabletServer, wait_until
from tests.faults.tablet.tablet import PIN, Tablet
from tools.serving import CHROMIUM_FLAGS


TYPED = "kestrel-harbour-7319"
QUEUED = "lapwing-estuary-5527"
TAKEN = "dunlin-saltmarsh-8842"
LABEL = "sanderling-breakwater-4405"
QUESTION = "who_matters_to_curlew_2291"
CANARIES = (TYPED, QUEUED, TAKEN, LABEL, QUESTION, PIN)


@contextmanager
def _lost(playwright: Playwright, product: TabletServer, profile: Path) -> Iterator[Tablet]:
    """A tablet with a profile of its own on the disk; it is killed when the block ends."""
    context = playwright.chromium.launch_persistent_context(
        str(profile),
        executable_path="/usr/bin/chromium",
        args=CHROMIUM_FLAGS,
        base_url=product.address,
    )
    try:
        tablet = Tablet(context.pages[0], product)
        tablet.open()
        yield tablet
    finally:
        _kill(profile)
        with suppress(Error):  # it is dead already
            context.close()


def _kill(profile: Path) -> None:
    """Kill every process of the browser that has this profile, at once."""
    groups = {os.getpgid(pid) for pid in _processes(profile)}
    assert groups
    assert os.getpgid(0) not in groups
    for group in groups:
        os.killpg(group, signal.SIGKILL)
    wait_until(lambda: not _processes(profile))


def _processes(profile: Path) -> list[int]:
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            command = (entry / "cmdline").read_bytes()
        except OSError:
            continue
        if f"--user-data-dir={profile}".encode() in command.split(b"\0"):
            found.append(int(entry.name))
    return found


def _write_everything(tablet: Tablet) -> None:
    """Type, journal, queue and take along, as a visit does, each with a canary."""
    tablet.set_pin()
    tablet.product.answer = lambda sent: Reply(503)
    tablet.start_sending()
    words = tablet.page.locator("#words")
    words.press_sequentially(f"She walks to {TYPED}")
    typed = "document.querySelector('#words').value"
    tablet.run(f"await journal.put('draft', given, {{ words: {typed} }})", f"kitchen:{QUESTION}")
    tablet.run("await journal.put('pack', 'person', { last: given })", TAKEN)
    tablet.queue(
        {
            "path": f"/conversations/kitchen/questions/{QUESTION}",
            "fields": {"words": f"She walks to {QUEUED}"},
            "conversation": "kitchen",
            "versionKey": f"answer:kitchen:{QUESTION}",
            "label": LABEL,
        }
    )
    wait_until(lambda: tablet.product.sent)
    time.sleep(1.5)  # a browser writes parts of its profile a moment later


def _found(profile: Path, secrets: list[bytes]) -> dict[str, list[str]]:
    """Which canaries lie in which files, in any of the ways that text is written down."""
    looked_for = {canary: _spellings(canary.encode()) for canary in CANARIES}
    looked_for |= {f"secret {n}": _spellings(secret) for n, secret in enumerate(secrets)}
    for canary in CANARIES:
        looked_for[canary].add(canary.encode("utf-16-le"))
    hits: dict[str, list[str]] = {}
    # As `rglob` does, but a folder may be tidied away meanwhile, by a browser that still runs.
    every = (Path(folder, name) for folder, _, names in os.walk(profile) for name in names)
    files = [path for path in every if path.is_file()]
    assert len(files) > 20
    for path in files:
        try:
            content = path.read_bytes()
        except FileNotFoundError:  # and so may a file
            continue
        for name, spellings in looked_for.items():
            if any(spelling in content for spelling in spellings):
                hits.setdefault(name, []).append(str(path.relative_to(profile)))
    return hits


def _spellings(raw: bytes) -> set[bytes]:
    """As it is, and in base64 wherever in a text it may begin."""
    inside = {base64.b64encode(b"\0" * n + raw)[4 if n else 0 : -4] for n in range(3)}
    return {raw, *inside}


@pytest.mark.parametrize("end", ["killed", "locked", "stopped", "next page"])
def test_no_word_is_found_on_a_lost_tablet(
    playwright: Playwright, product: TabletServer, tmp_path: Path, end: str
) -> None:
    profile = tmp_path / "profile"
    with _lost(playwright, product, profile) as tablet:
        tablet.run("await navigator.serviceWorker.ready")
        tablet.open()
        tablet.sign_in()
        _write_everything(tablet)
        if end == "locked":
            tablet.lock()
        if end == "stopped":
            product.revoked = True
            tablet.run("await vault.prepare(await session())")
        if end == "next page":
            tablet.open("/next")
            assert tablet.run("return vault.resume()") is True
            time.sleep(4)  # the browser notes what stood in the page before
    assert _found(profile, list(product.secrets.values())) == {}
    with _lost(playwright, product, profile) as tablet:
        product.revoked = False
        tablet.sign_in()
        assert tablet.words_waiting() == [f"She walks to {QUEUED}"]
        assert tablet.run("return journal.get('pack', 'person')") == {"last": TAKEN}


PLAIN = (
    "vault.js",
    "return wrap(held.seal, text.encode(JSON.stringify(object)), `${owner()}:${id}`);",
    "return { iv: new Uint8Array(12), data: text.encode(JSON.stringify(object)) };",
)


def test_the_search_finds_words_where_they_are_stored_plainly(
    playwright: Playwright, product: TabletServer, tmp_path: Path
) -> None:
    profile = tmp_path / "profile"
    product.break_build(*PLAIN)
    with _lost(playwright, product, profile) as tablet:
        tablet.sign_in()
        tablet.run("await journal.put('pack', 'person', { last: given })", TAKEN)
        tablet.run("localStorage.setItem('typed', given)", TYPED)
        time.sleep(1.5)
    assert set(_found(profile, [])) >= {TAKEN}


def test_the_search_finds_words_that_the_browser_itself_writes_down(
    playwright: Playwright, product: TabletServer, tmp_path: Path
) -> None:
    """A form without autocomplete="off" is written to the disk, to be filled in again."""
    profile = tmp_path / "profile"
    product.page = product.page.replace(' autocomplete="off"', "")
    with _lost(playwright, product, profile) as tablet:
        tablet.page.locator("#words").press_sequentially(TYPED)
        tablet.open("/next")
        wait_until(lambda: _found(profile, []), 20)
    assert set(_found(profile, [])) == {TYPED}


def test_a_kill_in_mid_sentence_loses_nothing_that_was_said_to_be_kept(
    playwright: Playwright, product: TabletServer, tmp_path: Path
) -> None:
    profile = tmp_path / "profile"
    kept = 0
    for turn in range(3):
        with _lost(playwright, product, profile) as tablet:
            tablet.sign_in()
            for n in range(10):
                tablet.run("await journal.put('draft', given, { words: given })", f"{turn}-{n}")
                kept += 1
    with _lost(playwright, product, profile) as tablet:
        tablet.sign_in()
        assert len(tablet.run("return journal.all('draft')")) == kept
