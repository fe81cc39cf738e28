"""Sending: whatever answers, nothing leaves a tablet without the receipt that belongs to it."""

import threading
from typing import Any

import pytest

from tests.faults.tablet.product import (
    COLLEAGUE,
    Reply,
    Sent,
    TabletServer,
    as_json,
    receipt,
    wait_until,
)
from tests.faults.tablet.tablet import Tablet


HTML = {"Content-Type": "text/html"}
LOGIN = b"<!doctype html><title>Sign in</title><form action=/sign-in></form>"
PORTAL = b"<!doctype html><title>Harbour Cafe free wifi</title>"
OTHER_ID = "00000000-0000-4000-8000-000000000000"

WRONG: dict[str, tuple[Reply | None, dict[str, Any], str, str]] = {
    "500": (Reply(500), {}, "server", "waiting"),
    "502 html": (Reply(502, b"<h1>Bad gateway</h1>", HTML), {}, "server", "waiting"),
    "503": (Reply(503), {}, "server", "waiting"),
    "504": (Reply(504), {}, "server", "waiting"),
    "429": (Reply(429, b"", {"Retry-After": "30"}), {}, "server", "waiting"),
    "413": (Reply(413), {}, "refused", "person"),
    "422": (as_json(422, message="Too long.", field="words"), {}, "refused", "person"),
    "409": (as_json(409, message="This conversation is finished."), {}, "refused", "person"),
    "401": (as_json(401, message="Sign in again."), {}, "signin", "signin"),
    "403": (as_json(403, message="Out of date."), {}, "signin", "signin"),
    "200 sign-in page": (Reply(200, LOGIN, HTML), {}, "portal", "waiting"),
    "200 captive portal": (Reply(200, PORTAL, HTML), {}, "portal", "waiting"),
    "302": (Reply(302, b"", {"Location": "/sign-in"}), {}, "portal", "waiting"),
    "200 empty": (Reply(200), {}, "portal", "waiting"),
    "204": (Reply(204), {}, "portal", "waiting"),
    "200 other json": (as_json(200, ok=True), {}, "portal", "waiting"),
    "receipt for another": (None, {"operation_id": OTHER_ID}, "portal", "waiting"),
    "receipt, wrong hash": (None, {"content_sha256": "0" * 64}, "portal", "waiting"),
    "receipt, no version": (None, {"version": None}, "portal", "waiting"),
}


def _three(tablet: Tablet) -> list[str]:
    answers = ("kitchen:home", "kitchen:about_you", "garden:home")
    return [tablet.write_down(answer, f"Words of {answer}", version=1) for answer in answers]


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_answer_leaves_everything_where_it_is(
    tablet: Tablet, product: TabletServer, wrong: str
) -> None:
    reply, changes, kind, state = WRONG[wrong]
    product.answer = lambda sent: reply or receipt(sent, **changes)
    made = _three(tablet)
    tablet.start_sending()
    waiting = tablet.waiting()
    assert [one["id"] for one in waiting] == made
    assert (waiting[0]["state"], waiting[0]["error"]["kind"]) == (state, kind)
    assert waiting[0]["tries"] == 1
    now = tablet.state()
    assert (now["waiting"], now["lastError"], now["safe"]) == (3, kind, False)
    assert product.announced[-1]["waiting"] == ["3"]
    first = {sent.field("operation_id"): sent.body for sent in product.sent}
    product.answer, product.sent = receipt, []
    tablet.send()
    assert tablet.waiting() == []
    assert (tablet.state()["waiting"], tablet.state()["safe"]) == (0, True)
    assert [sent.field("operation_id") for sent in product.sent] == made
    for sent in product.sent:
        assert first.get(sent.field("operation_id"), sent.body) == sent.body


GREETINGS = {
    "sign-in page": (Reply(200, LOGIN, HTML), "portal"),
    "captive portal": (Reply(302, b"", {"Location": "http://127.0.0.1:9/"}), "portal"),
    "another product": (as_json(200, product="cafe", protocol=1), "portal"),
    "signed out": (as_json(401, message="Sign in again."), "signin"),
    "broken": (Reply(500), "server"),
}


@pytest.mark.parametrize("greeting", GREETINGS)
def test_without_the_right_greeting_nothing_is_sent(
    tablet: Tablet, product: TabletServer, greeting: str
) -> None:
    product.greeting, kind = GREETINGS[greeting]
    _three(tablet)
    tablet.start_sending()
    assert (product.sent, tablet.state()["lastError"]) == ([], kind)
    product.greeting = None
    tablet.send()
    assert (len(product.sent), tablet.waiting()) == (3, [])


def test_somebody_else_s_sign_in_sends_nothing_of_mine(
    tablet: Tablet, product: TabletServer
) -> None:
    _three(tablet)
    product.staff = COLLEAGUE
    tablet.start_sending()
    assert (product.sent, tablet.state()["lastError"]) == ([], "owner")
    assert tablet.state()["waiting"] == 3


def test_every_operation_says_whose_it_is(tablet: Tablet, product: TabletServer) -> None:
    _three(tablet)
    tablet.start_sending()
    assert {sent.staff for sent in product.sent} == {product.staff}


def test_a_server_that_never_answers_is_given_up_after_twenty_seconds(
    tablet: Tablet, product: TabletServer
) -> None:
    tablet.page.clock.install()
    tablet.open()
    tablet.sign_in()
    product.answer = lambda sent: Reply(hangs=True)
    _three(tablet)
    tablet.run("window.over = sync.start({ owner: vault.owner() })")
    wait_until(lambda: product.sent)
    tablet.page.clock.fast_forward(19_900)
    assert tablet.state()["sending"] is True
    tablet.page.clock.fast_forward(200)
    tablet.run("await over")
    assert (tablet.state()["lastError"], tablet.state()["waiting"]) == ("timeout", 3)


def test_no_network_at_all_is_said_and_ends_with_the_network(
    tablet: Tablet, product: TabletServer
) -> None:
    tablet.start_sending()
    tablet.page.context.set_offline(True)
    _three(tablet)
    tablet.send()
    assert (tablet.state()["lastError"], tablet.state()["waiting"]) == ("offline", 3)
    tablet.page.context.set_offline(False)
    wait_until(lambda: len(product.sent) == 3)
    tablet.page.wait_for_function("states.at(-1).safe")


def test_what_is_written_down_is_sent_without_asking(tablet: Tablet, product: TabletServer) -> None:
    tablet.start_sending()
    tablet.write_down("kitchen:home", "The harbour")
    wait_until(lambda: product.sent)
    tablet.page.wait_for_function("states.at(-1).safe")
    (got,) = tablet.run("return receipts")
    assert got["path"] == "/conversations/kitchen/questions/home"
    assert (got["kept"], got["conversation"], got["saved_at"]) == ("saved", "kitchen", "14:32")


def test_waits_grow_and_differ_and_never_pass_five_minutes(
    tablet: Tablet, product: TabletServer
) -> None:
    waits = _waits(tablet, product, Reply(503), 12)
    longest = [min(2000 * 2**n, 300_000) for n in range(12)]
    assert [most / 2 <= wait <= most for wait, most in zip(waits, longest, strict=True)] == [
        True
    ] * 12
    assert len(set(waits)) == len(waits)


def test_the_servers_own_wish_to_wait_is_respected(tablet: Tablet, product: TabletServer) -> None:
    (first,) = _waits(tablet, product, Reply(429, b"", {"Retry-After": "120"}), 1)
    assert first == 120_000


def test_no_wish_makes_us_wait_longer_than_five_minutes(
    tablet: Tablet, product: TabletServer
) -> None:
    (first,) = _waits(tablet, product, Reply(503, b"", {"Retry-After": "86400"}), 1)
    assert first == 300_000


def _waits(tablet: Tablet, product: TabletServer, reply: Reply, count: int) -> list[float]:
    """How long each of the next tries is put off, with the waiting itself left out."""
    product.answer = lambda sent: reply
    tablet.write_down("kitchen:home", "The harbour")
    tablet.run(
        """window.waits = []; const later = window.setTimeout;
           window.setTimeout = (then, time, ...more) => {
             const between = time > 900 && time !== 20000; // not a request's own limit
             if (between) waits.push(time);
             return later(then, between && waits.length < given ? 0 : time, ...more); };""",
        count,
    )
    tablet.start_sending()
    tablet.page.wait_for_function(f"waits.length >= {count}")
    found: list[float] = tablet.run("return waits")
    return found[:count]


def test_versions_follow_one_another_and_stay_as_first_sent(
    tablet: Tablet, product: TabletServer
) -> None:
    lost = {"first time": True}

    def answer(sent: Sent) -> Reply:
        if lost.pop("first time", False):
            return Reply(503)
        return receipt(sent)

    product.answer = answer
    tablet.write_down("kitchen:home", "One", version=4)
    tablet.start_sending()
    tablet.write_down("kitchen:home", "Two", version=4)
    tablet.write_down("kitchen:about_you", "Other", version=0)
    tablet.write_down("kitchen:home", "Three", version=4)
    tablet.send()
    came = [(sent.field("words"), sent.field("version")) for sent in product.sent]
    assert came == [("One", "4"), ("One", "4"), ("Two", "5"), ("Other", "0"), ("Three", "6")]
    tablet.open()
    tablet.sign_in()
    tablet.write_down("kitchen:home", "Four", version=4)
    tablet.start_sending()
    assert product.sent[-1].field("version") == "7"


def test_a_later_wording_waits_for_an_earlier_one_that_the_server_cannot_take(
    tablet: Tablet, product: TabletServer
) -> None:
    product.answer = lambda sent: Reply(500) if sent.field("words") == "One" else receipt(sent)
    tablet.write_down("kitchen:home", "One", version=4)
    tablet.start_sending()
    tablet.write_down("kitchen:home", "Two", version=4)
    tablet.write_down("kitchen:about_you", "Other")
    tablet.send()
    assert [sent.field("words") for sent in product.sent] == ["One", "One", "Other"]
    product.answer = receipt
    tablet.send()
    assert [sent.field("words") for sent in product.sent][-2:] == ["One", "Two"]
    assert product.sent[-1].field("version") == "5"


def test_words_kept_beside_somebody_elses_do_not_lead_to_writing_over_theirs(
    tablet: Tablet, product: TabletServer
) -> None:
    product.answer = lambda sent: receipt(sent, kept="beside", version=9)
    tablet.start_sending()
    tablet.write_down("kitchen:home", "One", version=4)
    wait_until(lambda: product.sent)
    tablet.page.wait_for_function("states.at(-1).safe")
    tablet.write_down("kitchen:home", "Two", version=4)
    wait_until(lambda: len(product.sent) == 2)
    assert [sent.field("version") for sent in product.sent] == ["4", "4"]


def _on_conversation(tablet: Tablet, path: str, conversation: str) -> None:
    tablet.queue(
        {
            "path": path,
            "fields": {"words": path},
            "conversation": conversation,
            "versionKey": f"conversation:{conversation}",
        }
    )


def test_what_one_answer_lacks_holds_up_the_finish_and_nothing_else(
    tablet: Tablet, product: TabletServer
) -> None:
    def answer(sent: Sent) -> Reply:
        refused = sent.field("words") == "Far too long"
        return as_json(422, message="Too long.", field="words") if refused else receipt(sent)

    product.answer = answer
    _on_conversation(tablet, "/start", "kitchen")
    tablet.write_down("kitchen:home", "Far too long")
    tablet.write_down("kitchen:about_you", "The harbour")
    _on_conversation(tablet, "/finish", "kitchen")
    tablet.write_down("garden:home", "Roses")
    tablet.start_sending()
    assert [sent.field("words") for sent in product.sent] == [
        "/start",
        "Far too long",
        "The harbour",
        "Roses",
    ]
    assert [one["state"] for one in tablet.waiting()] == ["person", "waiting"]
    tablet.write_down("kitchen:home", "Short")
    tablet.page.wait_for_function("states.at(-1).safe")
    assert [sent.field("words") for sent in product.sent][-2:] == ["Short", "/finish"]


def test_nothing_of_a_conversation_goes_before_its_beginning(
    tablet: Tablet, product: TabletServer
) -> None:
    product.answer = lambda sent: Reply(500) if sent.path == "/start" else receipt(sent)
    _on_conversation(tablet, "/start", "kitchen")
    tablet.write_down("kitchen:home", "The harbour")
    tablet.write_down("garden:home", "Roses")
    tablet.start_sending()
    assert [sent.field("words") for sent in product.sent] == ["/start", "Roses"]


def test_two_tabs_send_everything_once(tablet: Tablet, product: TabletServer) -> None:
    slow = threading.Event()

    def answer(sent: Sent) -> Reply:
        slow.wait(0.02)
        return receipt(sent)

    product.answer = answer
    second = Tablet(tablet.page.context.new_page(), product)
    second.open()
    second.sign_in()
    made = [tablet.write_down(f"kitchen:q{n}", f"Answer {n}") for n in range(20)]
    for one in (tablet, second):
        one.run("window.over = sync.start({ owner: vault.owner() })")
    for one in (tablet, second):
        one.run("await over")
        one.page.wait_for_function("states.at(-1).safe")
    assert [sent.field("operation_id") for sent in product.sent] == made


def test_what_is_written_while_sending_is_sent_too(tablet: Tablet, product: TabletServer) -> None:
    holding = threading.Event()

    def answer(sent: Sent) -> Reply:
        holding.wait(5)
        return receipt(sent)

    product.answer = answer
    tablet.start_sending()
    tablet.write_down("kitchen:home", "One")
    wait_until(lambda: product.sent)
    tablet.write_down("kitchen:home", "Two")
    holding.set()
    tablet.page.wait_for_function("states.at(-1).safe")
    assert [sent.field("words") for sent in product.sent] == ["One", "Two"]


def test_locking_while_a_receipt_is_on_its_way_loses_and_doubles_nothing(
    tablet: Tablet, product: TabletServer
) -> None:
    holding = threading.Event()

    def answer(sent: Sent) -> Reply:
        holding.wait(5)
        return receipt(sent)

    product.answer = answer
    made = _three(tablet)
    tablet.run("window.over = sync.start({ owner: vault.owner() })")
    wait_until(lambda: product.sent)
    tablet.lock()
    holding.set()
    tablet.run("await over")
    assert tablet.state()["lastError"] == "locked"
    assert [one["id"] for one in tablet.waiting()] == made[1:]
    tablet.sign_in()
    tablet.page.wait_for_function("states.at(-1).safe")
    assert [sent.field("operation_id") for sent in product.sent] == made


def test_a_stopped_tablet_locks_and_forgets_the_pin_when_it_says_what_waits(
    tablet: Tablet, product: TabletServer
) -> None:
    tablet.set_pin()
    product.answer = lambda sent: Reply(503)
    product.revoked = True
    _three(tablet)
    tablet.start_sending()
    assert not tablet.is_unlocked()
    assert tablet.unlock() == "held"
    assert tablet.run("return outbox.count()") == 3


def test_what_waits_is_told_to_the_server_by_its_ids_only(
    tablet: Tablet, product: TabletServer
) -> None:
    product.answer = lambda sent: Reply(503)
    _three(tablet)
    tablet.start_sending()
    (told,) = product.announced
    assert told["waiting"] == ["3"]
    assert told["conversations"] == ["kitchen", "garden"]
    assert told["oldest"] == [tablet.waiting()[0]["madeAt"]]
    assert set(told) == {"tablet_id", "waiting", "oldest", "conversations"}
