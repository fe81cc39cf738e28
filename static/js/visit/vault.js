// The key to what this tablet holds. It lies on the disk only wrapped: once by a secret that the
// server gives at sign-in, once, if wanted, by the practitioner's PIN. In use it is in memory only.
import { ask } from "./network.js";
import { database, giveTries, hear, noteUse, shownFor, tell, unusedFor, write, writeAnyway } from "./store.js";
import { fromBase64, fromSecret, fromWords, random, toBase64, unwrap, wrap } from "./wrapping.js";

const IDLE = 15 * 60 * 1000;
const ANEW = 14 * 60; // seconds: whoever signed in so lately did it after any lock
const TELL_EVERY = 10_000;
const STORES = ["keys", "lock"];
const HAND_OVER = 600;
const text = new TextEncoder();
const listeners = new Set();
let held = null; // {owner, key: its id, seal, names, used, shown}; neither key can be taken out
let ticks = 0; // performance.now() at the last touch: it goes on when somebody sets the clock
let toldAt = -TELL_EVERY;

const latest = (rows) => rows.sort((a, b) => b.used - a.used)[0];
const allOf = (owner) => IDBKeyRange.bound([owner], [owner, []]);
const place = ({ owner, key }) => `key:${owner}:${key}`;
const changed = () => listeners.forEach((listener) => listener(isUnlocked()));
const worker = () => navigator.serviceWorker?.controller;

/** Hear of every unlocking and locking. @param {(unlocked: boolean) => void} listener */
export function onChange(listener) {
  listeners.add(listener);
}

export function isUnlocked() {
  if (held && idle() >= IDLE) {
    noteUse(0);
    drop();
  }
  return held !== null;
}

/** Whether this tablet has locked: then only the PIN opens it, or signing in anew. */
export async function hasLocked() {
  return !isUnlocked() && (await unusedFor()) >= IDLE;
}

/** Drop the key from memory in every tab. Once this resolves, the disk knows of it. */
export function lock() {
  const noted = noteUse(0);
  tell({ locked: true });
  worker()?.postMessage({ visitKey: null });
  return noted;
}

/**
 * Lock, but for one page that is shown to somebody here: its key stays in this memory until it is left.
 * Where there is no room to note it, nothing is shown. @param {string} path
 */
export async function showOnly(path) {
  await noteUse(-1);
  if (!isUnlocked()) return;
  const mine = { ...held, shown: path };
  held = null;
  lock();
  worker()?.postMessage({ shown: "yes" });
  held = mine;
}

/** The address of the one page that is shown, if one is. @returns {string | undefined} */
export const shown = () => held?.shown;

/** Who used this tablet last. @returns {Promise<{owner: string, hasPin: boolean, tablet: string} | null>} */
export async function findOwner() {
  const row = latest(await (await database()).getAll("keys"));
  return row ? { owner: row.owner, hasPin: Boolean(row.pin), tablet: row.tablet } : null;
}

/**
 * Unlock with the server's secret; make the key the first time. "locked": it has locked since this
 * person signed in. "other": unsent words here were sealed under a key that this secret does not
 * open; only the PIN does.
 * @param {{staff: string, csrf: string, signed_in_for: number}} session as GET /sync/session gives it
 * @returns {Promise<"ok" | "locked" | "revoked" | "signin" | "offline" | "other">}
 */
export async function prepare(session, { pin = null } = {}) {
  const owner = session.staff;
  if (held && held.owner !== owner) lock();
  const rows = await (await database()).getAll("keys");
  const own = rows.find((row) => row.owner === owner);
  const tablet = (own ?? latest(rows))?.tablet ?? crypto.randomUUID();
  const secrets = await register(session, tablet);
  if (secrets === "revoked") await forgetPin(owner);
  if (typeof secrets === "string") return secrets;
  if (own && (await hasLocked()) && !(session.signed_in_for < Math.min(ANEW, await shownFor()))) return "locked";
  // One tab at a time: two would each make a key, and the words under one of them would be lost.
  return navigator.locks.request("what-matters-key", async () => {
    const row = await (await database()).get("keys", owner);
    const salt = row?.server.salt ?? random(16);
    const wrappings = await Promise.all(secrets.map((one) => fromSecret(one, salt, "tablet")));
    const opened = row ? await Promise.all(wrappings.map(([one]) => unwrap(one, row.server, place(row)))) : [];
    const known = opened.find(Boolean);
    if (row && !known && (await hasUnsent(owner))) return "other";
    const next = known ? { ...row } : { owner, tablet, key: crypto.randomUUID() };
    const master = known || random(32);
    if (!known) next.server = { salt, ...(await wrap(wrappings[0][0], master, place(next))) };
    if (pin) next.pin = await wrapForPin(pin, master, place(next));
    const kept = write([...STORES, "records"], async (at) => {
      if (row && !known) await at("records").delete(allOf(owner));
      await begin(at, next);
    });
    // A full disk keeps nobody out who has a key already.
    await (known && !pin ? kept.catch(() => {}) : kept);
    await hold(next, master);
    return "ok";
  });
}

/**
 * Let a PIN unlock without a signal. This itself needs a signal: a key in use cannot be taken out.
 * @param {string} pin @param {{staff: string, csrf: string}} session
 * @returns {Promise<"short" | "simple" | "ok" | "locked" | "revoked" | "signin" | "offline" | "other">}
 */
export async function setPin(pin, session) {
  const letters = [...pin].map((letter) => letter.codePointAt(0));
  const steps = letters.slice(1).map((letter, before) => letter - letters[before]);
  const repeats = [1, 2, 3].some((part) => letters.every((letter, n) => letter === letters[n % part]));
  if (letters.length < 6) return "short";
  if (repeats || new Set(steps).size === 1 || new Set(letters).size < 3) return "simple";
  return prepare(session, { pin });
}

/**
 * Try a PIN. The try is counted on the disk before it is made; the tenth wrong one deletes the
 * PIN's copy of the key. Where there is no room for a count, a wrong try takes one of those away that are left,
 * before anybody is told: that needs no room. "held": only a sign-in opens.
 * @param {string} pin @returns {Promise<"ok" | "wrong" | "held">}
 */
export async function unlock(pin) {
  const row = await writeAnyway(STORES, async (at, hasRoom) => {
    const found = latest(await at("keys").getAll());
    if (!found?.pin) return null;
    found.wrong += 1;
    const left = await at("lock").count(allOf(found.owner));
    if (found.wrong > left) delete found.pin;
    if (hasRoom) await at("keys").put(found);
    return { ...found, left, hasRoom };
  });
  if (!row?.pin) return "held";
  const { owner, wrong, left } = row;
  const master = await unwrap(await fromWords(pin, row.pin.salt), row.pin, place(row));
  if (master) {
    await writeAnyway(STORES, async (at, hasRoom) => hasRoom && begin(at, await at("keys").get(owner), left));
    await hold(row, master);
    return "ok";
  }
  if (!row.hasRoom) {
    await write(STORES, async (at) => at("lock").delete([owner, await at("lock").count(allOf(owner))]));
  }
  if (wrong < left) return "wrong";
  await forgetPin(owner);
  return "held";
}

/** Take the PIN's copy of the key away and lock: the words stay, and only a sign-in opens them. */
export async function forgetPin(owner) {
  lock();
  await writeAnyway(STORES, async (at, hasRoom) => {
    await at("lock").delete(allOf(owner)); // on a full disk this alone ends the PIN
    const row = await at("keys").get(owner);
    if (row?.pin && hasRoom) await at("keys").put({ ...row, pin: undefined });
  });
}

/** Take the key that the page before this one handed over, if it did. @returns {Promise<boolean>} */
export async function resume() {
  if (isUnlocked() || !worker()) return isUnlocked();
  const { port1, port2 } = new MessageChannel();
  const given = await new Promise((resolve) => {
    port1.onmessage = ({ data }) => (data === null || data.seal) && resolve(data);
    worker().postMessage({ visitKey: "give" }, [port2]);
    setTimeout(resolve, HAND_OVER);
  });
  if (given && !held) take(given);
  return isUnlocked();
}

/** Whose key is in use; throws "locked" when none is. */
export function owner() {
  if (!isUnlocked()) throw new Error("locked");
  return held.owner;
}

/** @param {object} object @param {string} id its own: under another it does not open */
export async function seal(object, id) {
  return wrap(held.seal, text.encode(JSON.stringify(object)), `${owner()}:${id}`);
}

/** What was sealed; throws "damaged" if that is not what lies there. @param {{iv: Uint8Array, data: Uint8Array}} sealed @param {string} id */
export async function open(sealed, id) {
  const whose = owner();
  const plain = await unwrap(held.seal, sealed, `${whose}:${id}`);
  if (!plain) throw new Error("damaged");
  return JSON.parse(new TextDecoder().decode(plain));
}

/** A name that tells nothing to whoever has no key; the same words always have the same. */
export async function nameOf(words) {
  owner();
  const digest = await crypto.subtle.sign("HMAC", held.names, text.encode(words));
  return toBase64(new Uint8Array(digest));
}

/** Inside a write: throw "emptied" if the key in use is not on the disk any more, for what is written would never open again. */
export async function checkKey(at) {
  const row = await at("keys").get(owner());
  if (row?.key !== held?.key) throw new Error("emptied");
}

async function register({ staff, csrf }, tablet) {
  const body = new URLSearchParams({ tablet_id: tablet }).toString();
  const { kind, status, json } = await ask("/sync/tablets", { body, csrf, staff });
  if (status === 410) return "revoked";
  if (status === 401 || status === 403) return "signin";
  if (kind || status !== 200 || typeof json?.unlock_secret !== "string") return "offline";
  const secrets = [json.unlock_secret, ...(json.secrets_before ?? [])];
  return secrets.map(fromBase64);
}

/** Inside a write: whoever has opened this tablet begins anew, with every try at the PIN, whatever is left of them. */
async function begin(at, row, left = 0) {
  await at("keys").put({ ...row, wrong: 0, used: Date.now() });
  await giveTries(at("lock"), row.owner, left);
}

async function wrapForPin(pin, master, where) {
  const salt = random(16);
  return { salt, ...(await wrap(await fromWords(pin, salt), master, where)) };
}

/** Whether something of theirs waits here: in the queue, or written and not in it yet, which never expires. */
async function hasUnsent(owner) {
  const stores = await Promise.all(["outbox", "records"].map(async (store) => (await database()).getAll(store)));
  return stores.flat().some((row) => row.owner === owner && !row.expires);
}

async function hold({ owner, key }, master) {
  const [seal, names] = await fromSecret(master, new Uint8Array(), "words", "names");
  take({ owner, key, seal, names, used: Date.now() });
  worker()?.postMessage({ shown: "" });
  noteInUse();
}

/** Where there is no room for it, the PIN is asked for once more. */
const noteInUse = () => noteUse(1).catch(() => {});

function take(given) {
  held = given;
  ticks = performance.now() - Math.max(0, Date.now() - given.used);
  watch();
  changed();
}

function drop() {
  if (!held) return;
  held = null;
  changed();
}

function idle() {
  return Math.max(Date.now() - held.used, performance.now() - ticks);
}

function watch() {
  if (isUnlocked()) setTimeout(watch, IDLE - idle());
}

function touched() {
  if (!isUnlocked()) return;
  renew();
  if (shown() || ticks - toldAt < TELL_EVERY) return;
  toldAt = ticks;
  noteInUse();
  tell({ used: true }); // a tablet in use is in use in every tab
}

function renew() {
  held.used = Date.now();
  ticks = performance.now();
}

for (const kind of ["pointerdown", "keydown", "input"]) {
  document.addEventListener(kind, touched, { capture: true, passive: true });
}
document.addEventListener("visibilitychange", isUnlocked);
hear(({ locked }) => locked && drop());
hear(({ used }) => used && isUnlocked() && renew());
// The next page needs the key: the service worker keeps it for some seconds, in memory. What this page
// is still writing may end; when the browser shows it again later, it has to ask for the key itself.
addEventListener("pagehide", () => isUnlocked() && !shown() && worker()?.postMessage({ visitKey: held }));
addEventListener("pageshow", async ({ persisted }) => {
  if (!persisted) return;
  held = null;
  if (!(await hasLocked())) await resume();
  changed();
});
