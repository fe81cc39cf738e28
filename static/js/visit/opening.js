// On a page of the server: open what this tablet keeps. If it has locked, the PIN is asked for over the page.
import { dialogOf, signInHere } from "./dialogs.js";
import { openTablet } from "./tablet.js";
import * as vault from "./vault.js";

let asking = null;
let isLeaving = false;

/** Lock for good: this page is on its way out. */
export function lockAndLeave() {
  isLeaving = true;
  return vault.lock();
}

/**
 * Open this tablet; nothing that stands in the page is lost meanwhile.
 * @param {string} staff whoever is signed in on this page @returns {Promise<boolean>} whether it is open
 */
export async function openHere(staff) {
  if (isLeaving) return true;
  const state = await openTablet(staff);
  if (state !== "locked") return state === "open";
  asking ??= askForPin(staff).finally(() => (asking = null));
  return asking;
}

async function askForPin(staff) {
  const dialog = dialogOf("locked-here");
  const form = dialog.querySelector("form");
  const fault = dialog.querySelector("[role=alert]");
  const tell = (what) => {
    fault.textContent = fault.dataset[what] ?? "";
    fault.hidden = !fault.textContent;
  };
  const byPin = (can) => dialog.querySelectorAll("[data-pin]").forEach((part) => (part.hidden = (part.dataset.pin === "yes") !== can));
  const last = await vault.findOwner();
  byPin(Boolean(last?.hasPin && last.owner === staff));
  tell("");
  let isStopped = false;
  const then = (state) => {
    tell(state);
    isStopped = state === "revoked";
    if (!isStopped) return;
    document.getElementById("page-alert").textContent = fault.textContent;
    dialog.close();
  };
  dialog.querySelector("[value=sign-in]").onclick = () => signInHere(staff, then);
  form.onsubmit = async (event) => {
    event.preventDefault();
    const field = form.elements.namedItem("pin");
    const result = await vault.unlock(field.value);
    form.reset();
    if (result === "ok") return openTablet(staff);
    if (result === "held") byPin(false);
    tell(result);
    field.focus();
  };
  dialog.showModal();
  return new Promise((resolve) => {
    // Escape takes it away only for the moment.
    dialog.onclose = () => (vault.isUnlocked() || isStopped ? resolve(!isStopped) : dialog.showModal());
  });
}

vault.onChange((unlocked) => unlocked && document.getElementById("locked-here")?.close());
