"""The key to what a tablet holds: who can use it, for how long, and what lies on the disk."""

import datetime as dt

import pytest

from app import clock
from tests.faults.tablet.product import COLLEAGUE, STAFF, TabletServer
from tests.faults.tablet.tablet import PIN, Tablet


MINUTE = 60_000

# The store as it was at first: without the lock, the tries at a PIN as a count only.
AS_BEFORE = """
  const now = await store.database();
  const names = ["keys", "records", "outbox"];
  const rows = await Promise.all(names.map((name) => now.getAll(name)));
  now.close();
  const done = (asked) => new Promise((yes, no) =>
    Object.assign(asked, { onsuccess: yes, onerror: no }));
  await done(indexedDB.deleteDatabase("what-matters"));
  const asked = indexedDB.open("what-matters", 1);
  asked.onupgradeneeded = () => {
    const before = asked.result;
    before.createObjectStore("keys", { keyPath: "owner" });
    const records = before.createObjectStore("records", { keyPath: ["owner", "kind", "name"] });
    records.createIndex("expires", "expires");
    const outbox = before.createObjectStore("outbox", { keyPath: "place", autoIncrement: true });
    outbox.createIndex("id", "id", { unique: true });
    names.forEach((name, n) =>
      rows[n].forEach((row) => asked.transaction.objectStore(name).put(row)));
  };
  await done(asked);
  asked.result.close();
"""


def test_what_was_sealed_opens_again_after_locking_and_a_pin(tablet: Tablet) -> None:
    tablet.set_pin()
    tablet.run("await journal.put('answer', 'a', { words: 'Siân’s tŷ 👩‍👧' })")
    tablet.lock()
    tablet.open()
    assert tablet.fails("await journal.get('answer', 'a')") == "locked"
    assert tablet.unlock() == "ok"
    assert tablet.run("return journal.get('answer', 'a')") == {"words": "Siân’s tŷ 👩‍👧"}


def test_signing_in_again_opens_the_same_words(tablet: Tablet) -> None:
    tablet.run("await journal.put('answer', 'a', { words: 'The harbour' })")
    tablet.open()
    tablet.sign_in()
    assert tablet.run("return journal.get('answer', 'a')") == {"words": "The harbour"}


def test_it_locks_after_fifteen_minutes_without_a_touch(tablet: Tablet) -> None:
    tablet.page.clock.install()
    tablet.open()
    tablet.sign_in()
    tablet.run("window.heard = []; vault.onChange((unlocked) => heard.push(unlocked))")
    tablet.page.clock.fast_forward(14 * MINUTE)
    tablet.page.locator("#words").press("a")
    tablet.page.clock.fast_forward(14 * MINUTE)
    assert tablet.is_unlocked()
    tablet.page.clock.fast_forward(MINUTE + 1)
    assert tablet.run("return heard") == [False]
    assert tablet.fails("await journal.put('answer', 'a', {})") == "locked"


@pytest.mark.parametrize("hours", [1, -1, 0])
def test_once_it_has_locked_a_sign_in_of_before_opens_it_in_no_tab(
    tablet: Tablet, product: TabletServer, hours: int
) -> None:
    tablet.page.clock.install()
    tablet.open()
    tablet.sign_in()
    tablet.set_pin()
    product.signed_in_for = 3600
    tablet.page.clock.fast_forward(15 * MINUTE)
    second = Tablet(tablet.page.context.new_page(), product)
    for each in (tablet, second):
        if hours:  # somebody sets the clock of the tablet
            each.page.context.clock.set_system_time(clock.now() + dt.timedelta(hours=hours))
        each.open()
        assert each.run("return vault.prepare(await session())") == "locked"
        assert each.run("return vault.setPin('640 913', await session())") == "locked"
        assert each.fails("await journal.put('answer', 'a', {})") == "locked"
    assert second.unlock() == "ok"
    tablet.open()
    assert tablet.run("return vault.prepare(await session())") == "ok"


def test_signing_in_anew_opens_what_has_locked(tablet: Tablet, product: TabletServer) -> None:
    tablet.lock()
    product.signed_in_for = 13 * 60
    assert tablet.run("return vault.prepare(await session())") == "ok"


def test_a_tablet_that_lay_dead_for_a_quarter_of_an_hour_has_locked(
    tablet: Tablet, product: TabletServer
) -> None:
    product.signed_in_for = 3600
    tablet.open()
    assert tablet.run("return vault.prepare(await session())") == "ok"
    tablet.page.clock.install(time=clock.now() + dt.timedelta(minutes=15))
    tablet.open()
    assert tablet.run("return vault.prepare(await session())") == "locked"


def test_a_touch_in_one_tab_keeps_every_tab_open(tablet: Tablet) -> None:
    second = Tablet(tablet.page.context.new_page(), tablet.product)
    tablet.page.context.clock.install()
    for each in (tablet, second):
        each.open()
        each.sign_in()
    tablet.page.context.clock.fast_forward(14 * MINUTE)
    second.page.locator("#words").press("a")
    assert second.run("return vault.nameOf('a message is on its way')")
    tablet.page.context.clock.fast_forward(2 * MINUTE)
    assert tablet.is_unlocked()


def test_setting_the_clock_back_does_not_keep_it_open(tablet: Tablet) -> None:
    tablet.run("window.today = Date.now; Date.now = () => today() - 3_600_000")
    tablet.run("window.ran = performance.now.bind(performance)")
    tablet.run(f"performance.now = () => ran() + {15 * MINUTE}")
    assert not tablet.is_unlocked()


def test_locking_one_tab_locks_the_other(tablet: Tablet) -> None:
    second = Tablet(tablet.page.context.new_page(), tablet.product)
    second.open()
    second.sign_in()
    tablet.run("vault.lock()")
    second.page.wait_for_function("!vault.isUnlocked()")


def test_the_next_page_is_open_without_asking_and_no_other(tablet: Tablet) -> None:
    _with_worker(tablet)
    tablet.sign_in()
    tablet.page.goto("/next")
    tablet.page.wait_for_function("window.ready")
    assert tablet.run("return vault.resume()") is True
    second = Tablet(tablet.page.context.new_page(), tablet.product)
    second.open()
    assert second.run("return vault.resume()") is False


def test_a_page_after_locking_gets_no_key(tablet: Tablet) -> None:
    _with_worker(tablet)
    tablet.sign_in()
    tablet.lock()
    tablet.open()
    assert tablet.run("return vault.resume()") is False


@pytest.mark.parametrize(
    ("pin", "said"),
    [
        ("12345", "short"),
        ("123456", "simple"),
        ("987654", "simple"),
        ("000000", "simple"),
        ("121212", "simple"),
        ("123123", "simple"),
        ("112211", "simple"),
        ("246802", "ok"),
        ("y gath ddu", "ok"),
    ],
)
def test_a_pin_that_anybody_would_try_first_is_refused(tablet: Tablet, pin: str, said: str) -> None:
    assert tablet.run("return vault.setPin(given, await session())", pin) == said


def test_ten_wrong_tries_take_the_pin_away_and_a_sign_in_opens_everything(tablet: Tablet) -> None:
    tablet.set_pin()
    tablet.write_down("kitchen:about_you", "The harbour")
    tablet.lock()
    assert [tablet.unlock("111 222") for _ in range(10)] == ["wrong"] * 9 + ["held"]
    assert tablet.unlock() == "held"
    assert tablet.run("return vault.findOwner()")["hasPin"] is False
    tablet.sign_in()
    assert tablet.words_waiting() == ["The harbour"]


def test_tries_are_counted_over_reloads_and_a_right_one_starts_again(tablet: Tablet) -> None:
    tablet.set_pin()
    for _ in range(9):
        tablet.open()
        assert tablet.unlock("111 222") == "wrong"
    assert tablet.unlock(PIN) == "ok"
    assert tablet.unlock("111 222") == "wrong"


def test_a_try_is_counted_before_it_is_made(tablet: Tablet) -> None:
    tablet.set_pin()
    tablet.lock()
    tablet.run("crypto.subtle.deriveKey = () => { throw new Error('killed'); }")
    assert tablet.fails("await vault.unlock(given)", "111 222") == "killed"
    assert [row["wrong"] for row in tablet.rows("keys")] == [1]


def test_a_tablet_of_before_opens_with_its_pin_and_goes_on_counting(tablet: Tablet) -> None:
    tablet.set_pin()
    tablet.write_down("kitchen:about_you", "The harbour")
    tablet.lock()
    assert [tablet.unlock("111 222") for _ in range(3)] == ["wrong"] * 3
    tablet.run(AS_BEFORE)
    tablet.open()
    assert tablet.unlock("111 222") == "wrong"
    tablet.open()
    assert tablet.unlock() == "ok"
    assert tablet.words_waiting() == ["The harbour"]
    tablet.lock()
    assert [tablet.unlock("111 222") for _ in range(10)] == ["wrong"] * 9 + ["held"]


def test_a_stopped_tablet_forgets_its_pin_and_keeps_its_words(
    tablet: Tablet, product: TabletServer
) -> None:
    tablet.set_pin()
    tablet.write_down("kitchen:about_you", "The harbour")
    product.revoked = True
    assert tablet.run("return vault.prepare(await session())") == "revoked"
    assert not tablet.is_unlocked()
    assert tablet.unlock() == "held"
    assert tablet.run("return outbox.count()") == 1
    product.revoked = False
    tablet.sign_in()
    assert tablet.words_waiting() == ["The harbour"]


def test_a_colleague_on_the_same_tablet_opens_nothing_of_the_first(tablet: Tablet) -> None:
    tablet.run("await journal.put('answer', 'a', { words: 'Mine' })")
    tablet.write_down("kitchen:about_you", "Mine too")
    tablet.sign_in(COLLEAGUE)
    assert tablet.run("return journal.get('answer', 'a')") is None
    assert tablet.run("return journal.all('answer')") == []
    assert tablet.run("return outbox.list()") == []
    tablet.sign_in(STAFF)
    assert tablet.words_waiting() == ["Mine too"]


def test_the_pin_of_the_first_opens_nothing_once_a_colleague_has_signed_in(tablet: Tablet) -> None:
    tablet.set_pin()
    tablet.sign_in(COLLEAGUE)
    tablet.lock()
    assert tablet.unlock() == "held"


def test_neither_key_in_use_can_be_taken_out(tablet: Tablet, product: TabletServer) -> None:
    product.break_build(
        "vault.js", "let held = null;", "let held = null; window.look = () => held;"
    )
    tablet.open()
    tablet.sign_in()
    found = "look().seal.extractable || look().names.extractable"
    assert tablet.run(f"return {found}") is False
    kept = tablet.run("return (await indexedDB.databases()).map(({ name }) => name)")
    assert kept == ["what-matters"]
    keys = tablet.run("return (await (await store.database()).getAll('keys')).map(Object.values)")
    assert "CryptoKey" not in repr(keys)


@pytest.mark.parametrize("change", ["row.server.data[0] ^= 1", "row.pin.iv[0] ^= 1"])
def test_a_wrapped_key_that_somebody_changed_does_not_open(tablet: Tablet, change: str) -> None:
    tablet.set_pin()
    tablet.write_down("kitchen:about_you", "The harbour")
    tablet.lock()
    tablet.change_row("keys", change)
    opened = tablet.run("return vault.prepare(await session())") if "server" in change else None
    assert (opened or tablet.unlock()) in {"other", "wrong"}
    assert not tablet.is_unlocked()


def test_a_key_the_server_no_longer_opens_is_never_replaced_while_words_wait(
    tablet: Tablet, product: TabletServer
) -> None:
    tablet.set_pin()
    tablet.write_down("kitchen:about_you", "The harbour")
    tablet.lock()
    for key in product.secrets:
        product.secrets[key] = bytes(32)
    assert tablet.run("return vault.prepare(await session())") == "other"
    assert tablet.unlock() == "ok"
    assert tablet.words_waiting() == ["The harbour"]
    tablet.start_sending()
    assert tablet.state()["waiting"] == 0
    assert tablet.run("return vault.prepare(await session())") == "ok"


def test_what_is_written_and_not_queued_yet_keeps_its_key_too(
    tablet: Tablet, product: TabletServer
) -> None:
    tablet.set_pin()
    tablet.run("await journal.put('worry', 'draft', { words: 'A bruise' })")
    tablet.lock()
    for key in product.secrets:
        product.secrets[key] = bytes(32)
    assert tablet.run("return vault.prepare(await session())") == "other"
    assert tablet.unlock() == "ok"
    assert tablet.run("return journal.get('worry', 'draft')") == {"words": "A bruise"}


def test_a_key_that_the_server_gave_before_opens_the_same_words(
    tablet: Tablet, product: TabletServer
) -> None:
    tablet.write_down("kitchen:about_you", "The harbour")
    tablet.lock()
    product.before = list(product.secrets.values())
    for key in product.secrets:
        product.secrets[key] = bytes(32)
    for _time in range(2):
        assert tablet.run("return vault.prepare(await session())") == "ok"
        assert tablet.words_waiting() == ["The harbour"]
        tablet.lock()


def test_without_a_signal_or_a_sign_in_nothing_is_made(
    other_tablet: Tablet, product: TabletServer
) -> None:
    session = other_tablet.run("return session()")
    other_tablet.page.context.set_offline(True)
    assert other_tablet.run("return vault.prepare(given)", session) == "offline"
    assert other_tablet.run("return vault.findOwner()") is None
    assert other_tablet.unlock() == "held"
    assert product.secrets == {}


def _with_worker(tablet: Tablet) -> None:
    tablet.run("await navigator.serviceWorker.ready")
    tablet.open()
    tablet.page.wait_for_function("navigator.serviceWorker.controller")
