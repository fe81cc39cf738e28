// What waits on this tablet, said plainly, and the ways out: send, save a rescue file, load one.
import { clock, dayOf } from "./corner.js";
import { fill, say } from "./fill.js";
import * as outbox from "./outbox.js";
import { fault, onSubmit, show } from "./shell.js";
import * as sync from "./sync.js";
import * as vault from "./vault.js";
import { longDate } from "./views.js";

const FEWEST_WORDS = 4;
const OLD = 3 * 24 * 3600 * 1000;
let shown = ""; // what of it

/** A moment, as people say it: the day and the time. */
function when(moment) {
  const at = new Date(moment);
  return `${longDate(dayOf(at))}, ${clock(at)}`;
}

function line(one) {
  const { kind, message } = one.error ?? {};
  return {
    id: one.id,
    label: one.label || say("somebody"),
    when: when(one.madeAt),
    tries: one.tries,
    problem: message || (kind ? say(`error_${kind}`) : ""),
    needsPerson: one.state === "person",
  };
}

async function read({ lastError }) {
  const emptied = await outbox.emptied();
  const owner = await vault.findOwner();
  const waiting = owner ? await outbox.list(owner.owner) : [];
  const persisted = await navigator.storage.persisted?.();
  const trouble = emptied ? "emptied" : lastError && `error_${lastError}`;
  return {
    waiting: vault.isUnlocked() ? waiting.length : await outbox.unsent(),
    emptied,
    lines: waiting.map(line),
    old: waiting.some(({ madeAt }) => Date.now() - new Date(madeAt).getTime() > OLD),
    notLasting: waiting.length > 0 && !persisted,
    trouble: say(trouble), // where there is none, nothing
    open: vault.isUnlocked(),
  };
}

/** Show the page, and again with every change, unless somebody is writing in it. */
export async function showOutbox() {
  let last = {};
  const draw = async (state) => {
    last = state;
    const data = await read(state);
    if (location.pathname !== "/visit/outbox") return;
    const main = document.getElementById("main-content");
    const now = JSON.stringify(data);
    if (shown && (now === shown || main.querySelector("details[open]"))) return;
    const focused = main.contains(document.activeElement) && `[data-do=${document.activeElement.dataset.do}]`;
    listen(show("view-outbox", data), () => draw(last));
    if (focused) (main.querySelector(focused) ?? main).focus(); // a keyboard goes on from where it was
    shown = now;
  };
  shown = "";
  await draw({});
  if (!listening) {
    listening = true;
    sync.onState(draw);
  }
}

let listening = false;

function listen(main, drawAgain) {
  main.querySelector("[data-do=send]")?.addEventListener("click", () => sync.sendNow());
  for (const button of main.querySelectorAll("[data-do=remove]")) {
    button.addEventListener("click", async () => {
      if (confirm(say("removeSure"))) await outbox.remove(button.value);
      main.querySelector("details").open = false;
      drawAgain();
    });
  }
  offerRescue(main.querySelector("[data-rescue]"));
  const load = main.querySelector("[data-form=load]");
  onSubmit(load, async () => {
    const [file] = load.elements.namedItem("file").files;
    const words = load.elements.namedItem("passphrase").value;
    const count = file ? await outbox.loadRescue(file, words).catch(() => -1) : -1;
    fault("opening-words", count < 0 ? say("rescueWrong") : "");
    if (count < 0) return;
    main.querySelector("details").open = false;
    await drawAgain();
    document.getElementById("page-alert").textContent = say("rescueLoaded", { count });
  });
}

/**
 * Offer a file of what waits and of what could not be stored.
 * @param {Element | null} place where the form goes @param {() => object[]} [unstored] operations as outbox.add takes them
 */
export function offerRescue(place, unstored = () => []) {
  place?.replaceChildren(fill("rescue-form", {}));
  const form = place?.querySelector("form");
  onSubmit(form, async () => {
    const words = form.elements.namedItem("passphrase").value;
    const enough = words.trim().split(/\s+/).length >= FEWEST_WORDS;
    fault("passphrase", enough ? "" : say("passphraseShort"));
    if (enough) download(await outbox.rescue(words, unstored()));
  });
}

function download(file) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = `what-matters-${dayOf()}.rescue`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
