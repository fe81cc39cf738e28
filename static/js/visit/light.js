// The light in the corner of every page: what waits on this tablet, or that it is safe to leave.
import * as outbox from "./outbox.js";
import * as sync from "./sync.js";

/** Show how things stand, and go on showing it. */
export async function keepLight() {
  sync.onState(shine);
  return shine({ waiting: 0, locked: true, emptied: await outbox.emptied() });
}

async function shine({ waiting, locked, emptied, full }) {
  const light = document.getElementById("light");
  if (!light) return;
  const count = locked ? await outbox.unsent() : waiting;
  const state = emptied ? "emptied" : full ? "full" : count ? (locked ? "locked" : "waiting") : "sent";
  light.hidden = false;
  light.dataset.state = state;
  const line = light.querySelector(".light__text");
  const text = light.dataset[state].replace("{count}", String(count));
  if (line.textContent !== text) line.textContent = text;
}
