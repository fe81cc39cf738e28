// A file, locked with words that a person chooses, for what this tablet cannot send or cannot keep.
import { dayOf } from "./corner.js";
import { fill, say } from "./fill.js";
import * as outbox from "./outbox.js";
import { fault, onSubmit } from "./shell.js";

const FEWEST_WORDS = 4;

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
  window.setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
