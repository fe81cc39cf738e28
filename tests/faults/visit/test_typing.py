"""Nobody's typing waits: what our script does at each key and each pause, counted, never timed."""

import datetime as dt
from collections import Counter

from playwright.sync_api import expect

from app.recording.models import Conversation
from conversations import load_question_set
from tests.factories import make_answer, make_conversation, make_person
from tests.faults.conftest import Room
from tests.faults.visit.tablet import WORDS, Tablet


KEYS = load_question_set().keys
KEY = "friends_and_family"
LONG = 5000
MOST_AT_ONCE = 400  # words that are read before the browser may do something else
# What makes a browser lay the page out, or takes longer the more is written, noted if a key does
# it; what is slow of itself; every word that is read; and a clock that tells a millisecond more
# at each look, so that a slice of thought is the same on every machine.
COUNT = """(() => {
  const counted = (window.counted = { atKeys: [], slow: [], words: [], most: 0 });
  let atKey = false;
  let turn = 0;
  const whenCalled = (owner, name, note) => {
    const own = Object.getOwnPropertyDescriptor(owner, name);
    const kind = own.value ? "value" : "get";
    const before = own[kind];
    const after = function (...given) {
      note(name, this);
      return new.target ? Reflect.construct(before, given) : Reflect.apply(before, this, given);
    };
    if (before.prototype) after.prototype = before.prototype;
    Object.defineProperty(owner, name, { ...own, [kind]: after });
  };
  const noteAtKey = (name) => atKey && counted.atKeys.push(name);
  const whole = [[window, "FormData"], [window, "getComputedStyle"], [JSON, "stringify"],
    [TextEncoder.prototype, "encode"], [Element.prototype, "getBoundingClientRect"]];
  const sizes = ["scrollTop", "scrollHeight", "clientWidth", "clientHeight"];
  for (const one of sizes) whole.push([Element.prototype, one]);
  const places = ["offsetTop", "offsetWidth", "offsetHeight"];
  for (const one of places) whole.push([HTMLElement.prototype, one]);
  for (const [owner, name] of whole) whenCalled(owner, name, noteAtKey);
  const slow = ["toLocaleString", "toLocaleDateString", "toLocaleTimeString"];
  for (const name of slow) whenCalled(Date.prototype, name, () => counted.slow.push(name));
  whenCalled(Intl, "DateTimeFormat", () => counted.slow.push("DateTimeFormat"));
  whenCalled(String.prototype, "normalize", (_name, word) => {
    counted.words.push(String(word));
    turn += 1;
    counted.most = Math.max(counted.most, turn);
  });
  whenCalled(window, "requestIdleCallback", () => (turn = 0));
  let ticks = performance.now();
  performance.now = () => (ticks += 1);
  for (const kind of ["keydown", "beforeinput", "input", "keyup"]) {
    window.addEventListener(kind, () => (atKey = true), { capture: true });
    window.addEventListener(kind, () => (atKey = false));
  }
})()"""
SLOW_TO_START = """(() => {
  const own = LockManager.prototype.request;
  LockManager.prototype.request = async function (...given) {
    if (given[0].startsWith("visit:")) await new Promise((resolve) => (window.goOn = resolve));
    return own.apply(this, given);
  };
})()"""


def talk_with_much_said(room: Room) -> Conversation:
    person = make_person(room.database, room.account, name="Idris Vaughan")
    talk = make_conversation(room.database, person, dt.date(2026, 11, 2))
    for number, key in enumerate(KEYS):
        said = " ".join(f"Line{number}x{n} of all we said." for n in range(130))
        whole, _dot, _rest = said[: LONG if key == KEY else 1500].rpartition(".")
        make_answer(room.database, talk, key, f"{whole}.")
    return talk


def type_and_count(tablet: Tablet, name: str) -> None:
    """Type two sentences, each until it has been thought about."""
    page = tablet.page
    page.get_by_label(WORDS).press("Control+End")
    for word in (f"some{name}", f"other{name}"):
        tablet.write(f" {word} came by.")
        tablet.comes_true("(word) => window.counted.words.includes(word)", word)
    page.wait_for_timeout(1000)  # for whatever else a pause brings
    counted = page.evaluate("window.counted")
    assert counted["atKeys"] == [], name
    assert counted["slow"] == [], name
    assert counted["most"] <= MOST_AT_ONCE, name
    read = Counter(word for word in counted["words"] if word.startswith("line"))
    assert len(read) > 100, name
    assert max(read.values()) == 1, name


def test_no_key_waits_for_our_script_and_nothing_is_read_twice(tablet: Tablet, room: Room) -> None:
    talk = talk_with_much_said(room)
    question = f"/conversations/{talk.id}/questions/{KEY}"
    tablet.context.add_init_script(COUNT)
    tablet.sign_in(room.account)
    tablet.page.goto(question)
    type_and_count(tablet, "online")
    expect(tablet.page.locator("#save-state")).to_have_attribute("data-state", "saved")
    tablet.use_for_visits()
    tablet.page.goto(question)
    expect(tablet.page.get_by_label(WORDS)).to_be_editable()
    # Our script must have begun: what comes before it is thought about with the next key.
    tablet.page.wait_for_load_state("networkidle")
    type_and_count(tablet, "journal")
    tablet.all_is_sent()
    tablet.pack_is_here()
    tablet.go_out_of_signal()
    tablet.open(question)
    type_and_count(tablet, "offline")
    expect(tablet.page.locator("#save-state")).to_have_attribute("data-state", "kept")


def test_what_is_typed_before_the_page_is_ready_is_saved_without_another_key(
    tablet: Tablet, room: Room
) -> None:
    talk = make_conversation(room.database, make_person(room.database, room.account))
    tablet.context.add_init_script(SLOW_TO_START)
    tablet.sign_in(room.account)
    tablet.page.goto(f"/conversations/{talk.id}/questions/{KEY}")
    tablet.write("She said it at once.")
    tablet.comes_true("Boolean(window.goOn)")
    tablet.page.evaluate("window.goOn()")
    expect(tablet.page.locator("#save-state")).to_have_attribute("data-state", "saved")
