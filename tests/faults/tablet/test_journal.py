"""What is kept on a tablet: it comes back as it was, says nothing at rest, and goes in time."""

import pytest

from tests.faults.tablet.tablet import Tablet


HOUR = 3_600_000


def _put(tablet: Tablet, name: str, words: str, **more: object) -> None:
    given = {"name": name, "words": words, "more": more}
    tablet.run("await journal.put('draft', given.name, { words: given.words }, given.more)", given)


def _words(tablet: Tablet) -> dict[str, str]:
    found = tablet.run("return journal.all('draft')")
    return {one["id"]: one["object"]["words"] for one in found}


def test_records_come_back_changed_and_go_when_removed(tablet: Tablet) -> None:
    _put(tablet, "kitchen:about_you", "The harbour")
    _put(tablet, "kitchen:home", "Tŷ")
    _put(tablet, "kitchen:about_you", "The harbour, every day")
    assert _words(tablet) == {"kitchen:about_you": "The harbour, every day", "kitchen:home": "Tŷ"}
    assert tablet.run("return journal.all('pack')") == []
    tablet.run("await journal.remove('draft', 'kitchen:home')")
    assert tablet.run("return journal.get('draft', 'kitchen:home')") is None
    assert list(_words(tablet)) == ["kitchen:about_you"]


def test_a_record_lies_there_without_words_and_without_its_name(tablet: Tablet) -> None:
    _put(tablet, "kitchen:about_you", "kestrel harbour")
    (row,) = tablet.rows("records")
    seen = repr(row) + bytes(row["data"]).decode("latin-1")
    for readable in ("kestrel", "about_you", "kitchen"):
        assert readable not in seen


def test_every_sealing_has_an_iv_of_its_own(tablet: Tablet) -> None:
    seen = set()
    for _ in range(20):
        _put(tablet, "kitchen:home", "The same words")
        (row,) = tablet.rows("records")
        seen.add((tuple(row["iv"]), tuple(row["data"])))
    assert len({iv for iv, _ in seen}) == 20
    assert len({data for _, data in seen}) == 20


@pytest.mark.parametrize(
    "change", ["row.data[5] ^= 1", "row.iv[0] ^= 1", "row.data = row.data.slice(1)"]
)
def test_a_record_that_somebody_changed_is_never_shown(tablet: Tablet, change: str) -> None:
    _put(tablet, "kitchen:home", "The harbour")
    tablet.change_row("records", change)
    assert tablet.fails("await journal.get('draft', 'kitchen:home')") == "damaged"
    assert _words(tablet) == {}


def test_a_record_put_in_the_place_of_another_does_not_open(tablet: Tablet) -> None:
    _put(tablet, "kitchen:home", "First")
    _put(tablet, "kitchen:about_you", "Second")
    tablet.run(
        """const rows = await (await store.database()).getAll("records");
           const [{ iv, data }, other] = rows;
           await (await store.database()).put("records", { ...other, iv, data });"""
    )
    assert len(tablet.run("return journal.all('draft')")) == 1


def test_what_is_past_its_time_is_deleted_and_what_has_unsent_work_stays(tablet: Tablet) -> None:
    now = tablet.run("return Date.now()")
    _put(tablet, "past", "Gone", expires=now - 1, conversation="garden")
    _put(tablet, "unsent", "Stays", expires=now - 1, conversation="kitchen")
    _put(tablet, "later", "Stays too", expires=now + HOUR)
    _put(tablet, "always", "Stays always")
    operation = tablet.write_down("kitchen:home", "Not sent yet")
    assert set(_words(tablet)) == {"unsent", "later", "always"}
    assert len(tablet.rows("records")) == 3
    tablet.run("await outbox.remove(given)", operation)
    assert set(_words(tablet)) == {"later", "always"}


def test_purging_needs_no_key(tablet: Tablet) -> None:
    _put(tablet, "past", "Gone", expires=tablet.run("return Date.now() - 1"))
    tablet.lock()
    tablet.run("await journal.purgeExpired()")
    assert tablet.rows("records") == []


def test_a_receipt_never_puts_older_words_back(tablet: Tablet) -> None:
    older = tablet.run(
        """const visit = await import("/static/js/visit/tablet.js");
           await visit.opened();
           const path = visit.answerPath("kitchen", "home");
           const receipt = { conversation: "kitchen", kept: "saved", path };
           const older = [];
           for (let round = 1; round <= 20; round += 1) {
             await visit.keepAnswer("kitchen", "home", { words: `was ${round}`, version: 1 });
             store.tell({ receipt: { ...receipt, version: round } });
             await new Promise((done) => setTimeout(done, round % 10));
             await visit.keepAnswer("kitchen", "home", { words: `is ${round}`, version: 1 });
             await new Promise((done) => setTimeout(done, 100));
             const { words } = await journal.get("answer", "kitchen:home");
             if (words !== `is ${round}`) older.push(words);
           }
           return older;"""
    )
    assert older == []


def test_every_write_is_on_the_disk_before_it_counts_as_kept(tablet: Tablet) -> None:
    tablet.run(
        """window.asked = []; const begin = IDBDatabase.prototype.transaction;
           IDBDatabase.prototype.transaction = function (stores, mode, options) {
             if (mode === "readwrite") asked.push(options?.durability);
             return begin.call(this, stores, mode, options); };"""
    )
    _put(tablet, "kitchen:home", "The harbour")
    tablet.set_pin()
    tablet.write_down("kitchen:home", "The harbour")
    tablet.start_sending()
    tablet.lock()
    assert tablet.unlock() == "ok"
    assert len(tablet.run("return asked")) >= 8
    assert set(tablet.run("return asked")) == {"strict"}


def test_the_browsers_small_stores_hold_a_count_and_nothing_else(tablet: Tablet) -> None:
    _put(tablet, "kitchen:home", "The harbour")
    tablet.write_down("kitchen:home", "The harbour")
    small = tablet.run("return [{ ...localStorage }, { ...sessionStorage }, document.cookie]")
    assert small == [{"what-matters-waiting": "1"}, {}, ""]
