"""What waits to be sent: it stays in order, and nothing of it is lost by replacing or rescuing."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.faults.tablet.product import COLLEAGUE, Reply, TabletServer, as_json, receipt
from tests.faults.tablet.tablet import Tablet


PASSPHRASE = "harbour wall in the rain"


def test_what_is_queued_is_there_after_a_reload_in_the_order_made(tablet: Tablet) -> None:
    made = [tablet.write_down(f"kitchen:q{n}", f"Answer {n}") for n in range(11)]
    tablet.open()
    tablet.sign_in()
    waiting = tablet.waiting()
    assert [one["id"] for one in waiting] == made
    assert waiting[3] | {"madeAt": ""} == {
        "id": made[3],
        "conversation": "kitchen",
        "madeAt": "",
        "tries": 0,
        "state": "waiting",
        "error": None,
        "path": "/conversations/kitchen/questions/q3",
        "fields": [["words", "Answer 3"]],
        "versionKey": "answer:kitchen:q3",
        "label": "q3",
    }


def test_while_locked_it_says_how_much_waits_and_nothing_else(tablet: Tablet) -> None:
    tablet.write_down("kitchen:home", "The harbour")
    tablet.lock()
    (one,) = tablet.waiting()
    assert set(one) == {"id", "conversation", "madeAt", "tries", "state", "error"}
    assert tablet.run("return outbox.count()") == 1


def test_a_later_wording_takes_the_place_of_one_never_tried(tablet: Tablet) -> None:
    tablet.write_down("kitchen:home", "The har")
    tablet.write_down("kitchen:home", "The harbour")
    assert tablet.words_waiting() == ["The harbour"]


def test_what_was_written_in_between_keeps_its_order(tablet: Tablet) -> None:
    tablet.write_down("kitchen:home", "First")
    tablet.write_down("kitchen:about_you", "Between")
    tablet.write_down("kitchen:home", "Last")
    assert tablet.words_waiting() == ["First", "Between", "Last"]


def test_what_adds_something_is_never_replaced(tablet: Tablet) -> None:
    note = {"path": "/conversations/kitchen/notes", "conversation": "kitchen"}
    for words in ("One note", "Another note"):
        tablet.queue({**note, "fields": {"words": words}})
    assert tablet.words_waiting() == ["One note", "Another note"]


def test_what_was_tried_is_never_replaced(tablet: Tablet, product: TabletServer) -> None:
    product.answer = lambda sent: Reply(503)
    tablet.write_down("kitchen:home", "On its way")
    tablet.start_sending()
    assert len(product.sent) == 1
    tablet.write_down("kitchen:home", "Written since")
    assert tablet.words_waiting() == ["On its way", "Written since"]


def test_a_shorter_wording_takes_the_place_of_a_refused_one(
    tablet: Tablet, product: TabletServer
) -> None:
    product.answer = lambda sent: as_json(422, message="Too long.", field="words")
    tablet.write_down("kitchen:home", "Far too long")
    tablet.start_sending()
    (refused,) = tablet.waiting()
    assert refused["state"] == "person"
    assert refused["error"] == {
        "kind": "refused",
        "status": 422,
        "message": "Too long.",
        "field": "words",
    }
    tablet.write_down("kitchen:about_you", "Another answer")
    product.answer = receipt
    tablet.write_down("kitchen:home", "Short")
    tablet.send()
    assert tablet.waiting() == []
    assert [sent.field("words") for sent in product.sent if sent.path.endswith("home")][
        -1
    ] == "Short"


def test_an_operation_that_somebody_changed_is_shown_as_damaged_and_never_sent(
    tablet: Tablet, product: TabletServer
) -> None:
    tablet.write_down("kitchen:home", "The harbour")
    tablet.change_row("outbox", "row.data[3] ^= 1")
    (one,) = tablet.waiting()
    assert (one["state"], one["error"]) == ("person", {"kind": "damaged"})
    tablet.start_sending()
    tablet.send()
    assert product.sent == []
    assert tablet.run("return outbox.count()") == 1


def _rescued(tablet: Tablet, unstored: list[dict[str, Any]] | None = None) -> str:
    """Return what stands in the rescue file."""
    given = {"passphrase": PASSPHRASE, "unstored": unstored or []}
    text: str = tablet.run(
        "return (await outbox.rescue(given.passphrase, given.unstored)).text()", given
    )
    return text


def _load(tablet: Tablet, text: str, passphrase: str = PASSPHRASE) -> int:
    script = "return outbox.loadRescue(new Blob([given.text]), given.passphrase)"
    added: int = tablet.run(script, {"text": text, "passphrase": passphrase})
    return added


def test_a_rescue_file_moves_the_work_to_a_colleagues_tablet_and_nothing_is_doubled(
    tablet: Tablet, other_tablet: Tablet, product: TabletServer
) -> None:
    for answer in ("kitchen:home", "kitchen:about_you"):
        tablet.write_down(answer, f"Words of {answer}", version=2)
    tablet.write_down("kitchen:home", "Later words of home", version=2)
    made = [one["id"] for one in tablet.waiting()]
    text = _rescued(tablet)
    other_tablet.sign_in(COLLEAGUE)
    assert (_load(other_tablet, text), _load(other_tablet, text)) == (3, 0)
    other_tablet.start_sending()
    assert other_tablet.waiting() == []
    assert [sent.staff for sent in product.sent] == [COLLEAGUE] * 3
    tablet.sign_in()
    tablet.start_sending()
    bodies: dict[str, set[bytes]] = {}
    for sent in product.sent:
        bodies.setdefault(sent.field("operation_id"), set()).add(sent.body)
    assert list(bodies) == made
    assert [len(different) for different in bodies.values()] == [1, 1, 1]
    assert tablet.waiting() == []


def test_work_that_was_tried_is_rescued_as_it_was_sent(
    tablet: Tablet, other_tablet: Tablet, product: TabletServer
) -> None:
    product.answer = lambda sent: Reply(503)
    tablet.write_down("kitchen:home", "On its way", version=4)
    tablet.start_sending()
    text = _rescued(tablet)
    product.answer = receipt
    other_tablet.sign_in()
    other_tablet.write_down("kitchen:home", "Sent from here before", version=8)
    other_tablet.start_sending()
    _load(other_tablet, text)
    other_tablet.send()
    first, _, again = product.sent
    assert first.body == again.body


def test_loading_a_rescue_file_replaces_nothing_that_waits_here(
    tablet: Tablet, other_tablet: Tablet
) -> None:
    tablet.write_down("kitchen:home", "From the lost tablet")
    text = _rescued(tablet)
    other_tablet.sign_in()
    other_tablet.write_down("kitchen:home", "From this one")
    assert _load(other_tablet, text) == 1
    assert other_tablet.words_waiting() == ["From this one", "From the lost tablet"]


def test_a_rescue_file_says_nothing_without_its_passphrase(tablet: Tablet) -> None:
    tablet.write_down("kitchen:home", "kestrel harbour")
    text = _rescued(tablet)
    assert set(json.loads(text)) == {"kind", "salt", "iv", "data"}
    assert "kestrel" not in text
    script = "await outbox.loadRescue(new Blob([given[0]]), given[1])"
    assert tablet.fails(script, [text, "harbour wall in the sun"]) == "passphrase"
    assert tablet.fails(script, ["{}", PASSPHRASE]) == "file"
    assert tablet.fails(script, ["a holiday picture", PASSPHRASE]) == "file"
    changed = json.dumps({**json.loads(text), "iv": "AAAAAAAAAAAAAAAA"})
    assert tablet.fails(script, [changed, PASSPHRASE]) == "passphrase"
    assert tablet.fails("await outbox.rescue('short')") == "short"


def test_when_the_disk_is_full_the_caller_is_told_and_the_rescue_file_has_the_words(
    cramped: Tablet, other_tablet: Tablet
) -> None:
    cramped.write_down("kitchen:about_you", "Stored before")
    _fill(cramped)
    operation = {
        "path": "/conversations/kitchen/questions/home",
        "fields": {"words": "The harbour"},
        "conversation": "kitchen",
        "versionKey": "answer:kitchen:home",
    }
    assert cramped.fails("await outbox.add(given)", operation) == "QuotaExceededError"
    assert cramped.words_waiting() == ["Stored before"]
    text = _rescued(cramped, [operation])
    other_tablet.sign_in()
    assert _load(other_tablet, text) == 2
    assert other_tablet.words_waiting() == ["Stored before", "The harbour"]


def test_with_a_full_disk_what_waits_can_still_be_opened_and_sent(
    cramped: Tablet, product: TabletServer
) -> None:
    product.answer = lambda sent: Reply(503)
    cramped.write_down("kitchen:home", "First", version=1)
    cramped.start_sending()
    cramped.write_down("kitchen:home", "Second", version=1)
    cramped.write_down("kitchen:about_you", "Other")
    _fill(cramped)
    cramped.open()
    cramped.sign_in()
    product.answer, product.sent = receipt, []
    cramped.start_sending()
    assert cramped.waiting() == []
    assert [sent.field("words") for sent in product.sent] == ["First", "Second", "Other"]
    assert [sent.fields.get("version") for sent in product.sent] == [["1"], ["2"], None]


def test_with_a_full_disk_the_right_pin_opens_and_every_wrong_one_counts(cramped: Tablet) -> None:
    cramped.set_pin()
    cramped.write_down("kitchen:home", "The harbour")
    _fill(cramped)
    for _time in range(12):
        cramped.open()
        assert cramped.unlock() == "ok"
        assert cramped.words_waiting() == ["The harbour"]
        cramped.lock()
    for said in ["wrong"] * 9 + ["held"]:
        cramped.open()
        assert cramped.unlock("111 222") == said
    cramped.open()
    assert cramped.unlock() == "held"
    cramped.sign_in()
    assert cramped.words_waiting() == ["The harbour"]


def test_with_a_full_disk_a_stopped_tablet_forgets_its_pin(
    cramped: Tablet, product: TabletServer
) -> None:
    cramped.set_pin()
    _fill(cramped)
    product.revoked = True
    assert cramped.run("return vault.prepare(await session())") == "revoked"
    assert cramped.unlock() == "held"


@pytest.fixture
def cramped(product: TabletServer, chromium: Browser) -> Iterator[Tablet]:
    """A tablet with very little room."""
    context = chromium.new_context(base_url=product.address)
    made = Tablet(context.new_page(), product)
    devtools = context.new_cdp_session(made.page)
    origin = {"origin": product.address}
    devtools.send("Storage.overrideQuotaForOrigin", {**origin, "quotaSize": 300_000})
    made.open()
    made.sign_in()
    yield made
    context.close()
    assert made.faults == []


def _fill(tablet: Tablet) -> None:
    """Use up the room that is left, to the last corner."""
    tablet.run(
        """for (const size of [20_000, 4_000, 800, 160, 32, 1, 1, 1]) {
             let is_full = false;
             for (let n = 0; n < 60 && !is_full; n += 1) {
               const words = "y".repeat(size);
               const kept = journal.put("filling", `${size} ${n}`, { words });
               is_full = await kept.then(() => false, () => true);
             }
             if (!is_full) throw new Error("There is room without end.");
           }"""
    )


@pytest.mark.parametrize("how", ["by the browser", "by hand"])
def test_a_store_that_was_emptied_behind_our_back_is_noticed(tablet: Tablet, how: str) -> None:
    tablet.write_down("kitchen:home", "The harbour")
    tablet.write_down("kitchen:about_you", "The sea")
    _empty(tablet, how)
    assert tablet.fails("await outbox.add({ path: '/x', fields: { words: 'More' } })") == "emptied"
    assert tablet.fails("await journal.put('draft', 'a', { words: 'More' })") == "emptied"
    tablet.open()
    tablet.sign_in()
    tablet.start_sending()
    assert (tablet.state()["emptied"], tablet.state()["safe"]) == (2, False)


def test_work_queued_after_the_store_was_emptied_is_kept_and_sent(
    tablet: Tablet, product: TabletServer
) -> None:
    tablet.write_down("kitchen:home", "Lost")
    _empty(tablet, "by the browser")
    tablet.sign_in()
    tablet.write_down("kitchen:home", "Written again")
    tablet.open()
    tablet.sign_in()
    tablet.start_sending()
    assert [sent.field("words") for sent in product.sent] == ["Written again"]


def test_an_ordinary_end_of_the_queue_is_no_alarm(tablet: Tablet) -> None:
    tablet.write_down("kitchen:home", "The harbour")
    tablet.start_sending()
    tablet.open()
    assert tablet.run("return outbox.emptied()") == 0


def _empty(tablet: Tablet, how: str) -> None:
    if how == "by hand":
        tablet.run(
            "await new Promise((r) => indexedDB.deleteDatabase('what-matters').onsuccess = r)"
        )
        return
    devtools = tablet.page.context.new_cdp_session(tablet.page)
    origin = tablet.product.address
    devtools.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "indexeddb"})
