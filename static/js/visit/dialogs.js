// Two things that come up in place: sign in again in mid-sentence, and sign out with work unsent.
import { clock, dayOf } from "./corner.js";
import { handshake } from "./network.js";
import * as outbox from "./outbox.js";
import * as sync from "./sync.js";
import { openTablet } from "./tablet.js";

/** One of the dialogs, put into the page the first time it comes up. @returns {HTMLDialogElement} */
export function dialogOf(id) {
  const kept = document.getElementById(id);
  return kept ?? document.body.appendChild(document.getElementById("visit-dialogs").content.querySelector(`#${id}`));
}

/** A form token for this browser; where nobody is signed in, the sign-in page has one for anybody. */
async function formToken() {
  const { csrf } = await handshake();
  if (csrf) return csrf;
  const answer = await fetch("/sign-in", { redirect: "error", cache: "no-store" });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return page.querySelector("input[name=csrf_token]").value;
}

async function signIn(form, owner) {
  const body = new URLSearchParams(new FormData(form));
  const headers = { Accept: "application/json", "Content-Type": "application/x-www-form-urlencoded" };
  headers["X-CSRFToken"] = await formToken();
  const answer = await fetch("/sign-in", { method: "POST", body, headers, redirect: "error" });
  if (!answer.ok) return "wrong";
  return (await answer.json()).staff === owner ? "ok" : "other";
}

let askedAlready = false;

/** Ask to sign in again where words cannot be sent without it; once, until somebody has. */
export function askToSignIn(owner) {
  if (askedAlready) return;
  askedAlready = true;
  signInHere(owner);
}

/** @param {(state: string) => void} [then] is told how this tablet stands after it, as openTablet says */
export function signInHere(owner, then) {
  const dialog = dialogOf("sign-in-again");
  if (dialog.open) return;
  const form = dialog.querySelector("form");
  const fault = dialog.querySelector("[role=alert]");
  dialog.querySelector("[value=close]").onclick = () => dialog.close();
  form.onsubmit = async (event) => {
    event.preventDefault();
    const result = await signIn(form, owner).catch(() => "offline");
    fault.hidden = result === "ok";
    fault.textContent = fault.dataset[result] ?? "";
    if (result !== "ok") return;
    form.reset();
    dialog.close();
    const state = await openTablet(owner);
    await sync.sendNow();
    askedAlready = false;
    then?.(state);
  };
  dialog.showModal();
}

/**
 * Before signing out: name what waits, and let a person send it first or leave it here, locked.
 * @returns {Promise<boolean>} whether to go on
 */
export async function mayLeave(owner) {
  const dialog = dialogOf("leaving");
  const list = dialog.querySelector("ul");
  const fault = dialog.querySelector("[role=alert]");
  const name = async () => {
    const left = await outbox.list(owner);
    const lines = left.map(({ label, madeAt }) => {
      const line = document.createElement("li");
      line.textContent = label || `${dayOf(new Date(madeAt))}, ${clock(madeAt)}`;
      return line;
    });
    list.replaceChildren(...lines);
    return left.length;
  };
  if (!(await name())) return true;
  fault.hidden = true;
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.onclose = () => resolve(false);
    dialog.onclick = async ({ target }) => {
      const choice = target.closest("button")?.value;
      if (choice === "send") {
        await sync.sendNow();
        if (await name()) fault.hidden = false;
        else resolve(true);
      } else if (choice === "leave") resolve(true);
      else if (choice === "close") dialog.close();
    };
  });
}
