// The shell of a visit: it stands wherever the worker puts it, reads its address, and shows that page
// from what this tablet keeps. From page to page it stays, so that the key stays in memory.
import { boardPage } from "./board.js";
import { askToSignIn, mayLeave } from "./dialogs.js";
import { directoryPage } from "./directory.js";
import { fill, say } from "./fill.js";
import { openTheForm } from "./forms.js";
import { keepLight } from "./light.js";
import { handshake } from "./network.js";
import * as outbox from "./outbox.js";
import { notesPage, sortPage } from "./notes.js";
import { showOutbox } from "./outbox_page.js";
import { finishParts } from "./parts.js";
import * as sync from "./sync.js";
import { isAble, openTablet, opened } from "./tablet.js";
import * as vault from "./vault.js";
import * as views from "./views.js";
import { WORRY, finishHandingOn } from "./worry.js";
import { registerWorker, tellWorker } from "./worker_link.js";

const main = document.getElementById("main-content");
let leaving = async () => {}; // what the page that is shown still has to keep

/** Show one of the shell's pages. */
export function show(id, data = {}) {
  main.replaceChildren(fill(id, data));
  main.dataset.view = id;
  const heading = main.querySelector("h1");
  document.title = `${heading.textContent} · ${document.querySelector(".top__name").textContent.trim()}`;
  return main;
}

let turn = Promise.resolve();

/** Go to an address: inside the shell, where it has the page; after any page that is on its way. @param {string} href */
export const go = (href) => (turn = turn.catch(() => {}).then(() => goNow(href)));

async function goNow(href) {
  await leaving();
  leaving = async () => {};
  history.pushState(null, "", href);
  await route();
  scrollTo(0, 0);
  main.focus({ preventScroll: true });
}

const TALK = /^\/conversations\/([0-9a-f-]{36})(?:\/(start|check|notes|notes\/sort|(?:board\/)?shown|board|questions\/(\w+)))?$/;
const PERSON = /^\/people\/([0-9a-f-]{36})$/;
const VISITS = new Set(["/", "/visit", "/today", "/people"]);

async function route() {
  const path = location.pathname;
  const whole = path.replace(/\/shown$/, "");
  const shown = vault.shown();
  for (const look of ["shown", "for-person"]) document.body.classList.toggle(look, Boolean(shown));
  if (shown && shown !== path) return vault.lock();
  if (path === "/safety") return show("view-safety");
  if (!isAble) return show("view-unable");
  if (path === "/visit/tablet") return choosePin();
  if (!vault.isUnlocked()) return showLocked(path);
  if (path === "/visit/open" || (path !== whole && !shown)) {
    history.replaceState(null, "", path === whole ? "/visit/outbox" : whole);
    return route();
  }
  if (path === "/visit/outbox") return showOutbox();
  if (VISITS.has(path)) return show("view-visits", await views.visits());
  if (path === "/directory") return openForm("view-directory", {}, await directoryPage());
  if (path === WORRY) return openForm("view-worry", {}, await views.worry());
  const who = PERSON.exec(path);
  const talk = TALK.exec(path);
  if (who) return showPerson(who[1]);
  if (talk) return showTalk(talk[1], talk[2] ?? "", talk[3]);
  return show("view-elsewhere");
}

let state = ""; // of this tablet, as openTablet told it

/** Where neither a PIN nor a sign-in may help, say so. */
function sayWhy() {
  const place = document.getElementById("why-locked");
  const why = { revoked: "revoked", other: main.querySelector("form") ? "otherOwner" : "otherKey" }[state];
  if (!place || !why) return;
  place.hidden = false;
  place.textContent = say(why);
  main.querySelector("[data-opens]")?.remove();
}

async function showLocked(path) {
  const owner = await vault.findOwner();
  const waiting = await outbox.unsent();
  if (path === "/visit/signed-out") return show("view-signed-out", { waiting });
  if (path === "/visit/outbox" && owner) return showOutbox();
  if (!owner) return show("view-nothing", { lost: await outbox.emptied() });
  show("view-unlock", { hasPin: owner.hasPin, waiting, given: path?.endsWith("/shown") });
  const form = main.querySelector("form");
  onSubmit(form, async () => {
    const field = form.elements.namedItem("pin");
    const result = await vault.unlock(field.value);
    field.value = "";
    if (result === "ok") return start();
    fault("pin", say(result === "wrong" ? "pinWrong" : "pinHeld"));
  });
  sayWhy();
  return main;
}

/** Do this when a form is sent, and nothing else. Where the tablet has no room for it, say so. */
export function onSubmit(form, handler) {
  form?.addEventListener("submit", async (event) => {
    event.preventDefault();
    const alert = document.getElementById("page-alert");
    alert.textContent = "";
    try {
      await handler(event);
    } catch {
      alert.textContent = say("storage");
      event.submitter.disabled = false;
    }
  });
}

/** Say beside a field what is wrong with it. */
export function fault(id, sentence) {
  const place = document.getElementById(`${id}-error`);
  place.hidden = !sentence;
  place.textContent = sentence;
  document.getElementById(id)?.focus();
}

async function choosePin() {
  show("view-tablet");
  const form = main.querySelector("form");
  onSubmit(form, async () => {
    const [pin, again] = ["pin", "again"].map((name) => form.elements.namedItem(name).value);
    if (pin !== again) return fault("again", say("pinDifferent"));
    const session = await handshake();
    const result = session.kind ?? (await vault.setPin(pin, session));
    if (result === "locked") return showLocked();
    const why = { short: "pinShort", simple: "pinSimple", revoked: "revoked", other: "otherOwner", signin: "signInFirst" };
    if (result !== "ok") return fault("new-pin", say(why[result] ?? "needsSignal"));
    await openTablet(session.staff);
    const lasting = Boolean(await navigator.storage.persist?.());
    show("view-tablet-ready", { lasting });
    keepLight();
  });
}

async function showPerson(id) {
  const data = await views.person(id);
  if (!data) return show("view-elsewhere");
  show("view-person", data);
  return openTheForm(main, { person: id, name: data.name });
}

async function showTalk(id, part, key) {
  const found = await views.readTalk(id);
  if (!found) return show("view-elsewhere");
  const { name, language } = found.talk;
  if (!language || part === "start") return openForm("view-beginning", found, { name });
  const { pathname: path, search } = location;
  if (search === "?show") {
    const { hasPin } = await vault.findOwner();
    return openForm("view-show", found, { name, path, hasPin, isBoard: part === "board" });
  }
  const whole = { "": "conversation", shown: "shown", check: "check" }[part];
  if (whole) return openForm(`view-${whole}`, found, views.conversation(found));
  if (part === "notes") return openForm("view-notes", found, await notesPage(found));
  if (part === "notes/sort") return openForm("view-sort", found, await sortPage(found));
  if (part.startsWith("board")) {
    const data = { ...(await boardPage(found)), shown: vault.shown() };
    return openForm(data.key ? "view-picture" : "view-board", found, data);
  }
  const data = views.question(found, key);
  return data ? openForm("view-question", found, data) : show("view-elsewhere");
}

async function openForm(view, { talk }, data) {
  show(view, data);
  // One kind of conversation must never pass for another.
  if (talk && view !== "view-beginning") main.append(fill("talk-kind", { [talk.kind]: true }));
  leaving = (await openTheForm(main, { talk, ...data })) ?? leaving;
}

async function signOut() {
  await leaving();
  const owner = await vault.findOwner();
  if (owner && !(await mayLeave(owner.owner))) return;
  await vault.lock();
  // Noted before it is tried: a sign-out that the server has not heard of comes first next time.
  await tellWorker({ signedOut: true });
  history.replaceState(null, "", "/visit/signed-out");
  location.reload();
}

async function press(button) {
  const what = button.dataset.do;
  if (what === "again") location.reload();
  if (what === "sign-out") await signOut();
  if (what === "give-back") vault.lock();
  if (what === "language") {
    await leaving();
    await tellWorker({ language: button.value });
    location.reload();
  }
}

/** Where everything is sent and there is signal, the pages on line can do more than this one. */
let isOnLine = false;
sync.onState(({ safe, lastError }) => {
  isOnLine = safe && lastError === null && navigator.onLine;
});

/** Who cannot open this tablet with the PIN signs in anew, whoever is signed in here. */
async function signInInstead(address) {
  await tellWorker({ signedOut: main.dataset.view === "view-unlock", shown: "" });
  location.assign(address);
}

let tap; // the last one

/** A hand that shakes taps twice: the second tap was meant for what stood there at the first. */
function stopSecondTap(event) {
  const since = (name) => Math.abs(event[name] - tap[name]);
  if (event.detail && tap && since("timeStamp") < 500 && !tap.target.isConnected && since("clientX") + since("clientY") < 40) {
    event.preventDefault();
    event.stopPropagation();
  } else tap = event;
}

function follow(event) {
  const button = event.target.closest("[data-do]");
  if (button) press(button);
  const link = event.target.closest("a[href]");
  if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const { origin, pathname, hash } = new URL(link.href);
  if (origin !== location.origin || hash) return;
  event.preventDefault();
  if (pathname === "/sign-in") signInInstead(link.href);
  // Where nothing is kept, a page can only come from the other end; but for the numbers to ring.
  else if ((isOnLine || /nothing|unable/.test(main.dataset.view)) && !vault.shown() && !/^\/(visit|safety$)/.test(pathname)) leaving().then(() => location.assign(link.href));
  else if (pathname === "/visits/take") location.assign(link.href);
  else go(link.href);
}

/** With the key of the page before, or with signal, it opens by itself; the PIN is asked for meanwhile. */
async function start() {
  const hasOwner = isAble && (await vault.findOwner());
  if (hasOwner) keepLight();
  if (hasOwner && (vault.isUnlocked() || (await vault.resume()))) {
    await opened();
    await finishHandingOn();
    await finishParts();
  }
  await route();
  if (!hasOwner || vault.isUnlocked() || location.pathname === "/visit/signed-out") return;
  state = await openTablet();
  // The PIN may have been quicker: what is shown then is never drawn again under somebody's hands.
  if (main.dataset.view !== "view-unlock") return;
  if (state === "open" || state === "revoked") await route();
  sayWhy();
}

document.body.classList.add("js-enabled", "govuk-frontend-supported");
document.addEventListener("click", follow);
document.addEventListener("click", stopSecondTap, true);
addEventListener("popstate", () => leaving().then(route));
vault.onChange((unlocked) => unlocked || route());
sync.onState(({ lastError }) => lastError === "signin" && vault.isUnlocked() && !vault.shown() && askToSignIn(vault.owner()));
registerWorker();
start();
