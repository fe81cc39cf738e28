// Sends what waits, in order, from one tab at a time. Only a receipt for the right operation and
// the right content takes anything out of the outbox; every other answer leaves it as it is.
import { findOwner, forgetPin, isUnlocked, onChange, owner as unlockedOwner } from "./vault.js";
import { attempt, emptied, failed, list, remove } from "./outbox.js";
import { ask, handshake } from "./network.js";
import { hear, tell } from "./store.js";

const FIRST_WAIT = 2000;
const LONGEST_WAIT = 300_000;
const BUSY = [408, 425, 429, 502, 503, 504]; // the way is blocked, not this operation
const listeners = new Set();
const state = { waiting: 0, lastError: null, sending: false, persisted: null, locked: true, emptied: 0, safe: false };
let owner = null;
let timer;
let wait = FIRST_WAIT;
let running = null;
let more = false;

/** @param {(now: typeof state) => void} listener called at once and with every change */
export function onState(listener) {
  listeners.add(listener);
  listener({ ...state });
}

/**
 * @param {(receipt: {operation_id: string, version: number, saved_at: string, message: string,
 *   kept: "saved" | "beside", path: string, conversation: string | null}) => void} listener
 *   called for every receipt that any tab gets
 */
export function onReceipt(listener) {
  hear(({ receipt }) => receipt && listener(receipt));
}

/** Begin to send this person's work, now and whenever there is a way. @param {{owner: string}} whose */
export function start(whose) {
  if (!owner) {
    hear(({ outbox }) => outbox && refresh(outbox === "added" && { full: false }).then(() => outbox === "added" && !inTheWay(state.lastError) && send()));
    onChange((unlocked) => (unlocked ? hurry() : refresh()));
    addEventListener("online", hurry);
    document.addEventListener("visibilitychange", () => document.hidden || hurry());
  }
  owner = whose.owner;
  return hurry();
}

/** A person asks: try everything, what was refused too. */
export function sendNow() {
  wait = FIRST_WAIT;
  return send(true);
}

function hurry() {
  wait = FIRST_WAIT;
  return send();
}

async function send(everything = false) {
  clearTimeout(timer);
  if (running) {
    more = true;
    await running.catch(() => {});
    return everything && send(true);
  }
  running = navigator.locks.request("what-matters-sync", { ifAvailable: true }, async (lock) => {
    let later = lock ? 0 : FIRST_WAIT;
    do {
      more = false;
      if (lock) later = await round(everything);
    } while (more && !later);
    return later;
  });
  const later = await running.catch((error) => told(error.message === "locked" ? "locked" : "storage"));
  running = null;
  await refresh({ sending: false });
  if (state.waiting) timer = setTimeout(() => send(), later || LONGEST_WAIT);
}

/** Go once through what waits; say how long to wait before the next time, 0 if nothing is in the way. */
async function round(everything) {
  const waiting = await list(owner);
  if (!waiting.length) return told(null);
  if (!isUnlocked() || unlockedOwner() !== owner) return told("locked");
  await refresh({ sending: true });
  const session = await handshake();
  if (session.kind) return told(session.kind);
  if (session.staff !== owner) return told("owner");
  const stuck = [];
  let trouble = null;
  for (const operation of waiting) {
    const parked = operation.state === "person" && (!everything || operation.error?.kind === "damaged");
    if (parked || stuck.some((before) => holdsUp(before, operation))) {
      stuck.push(operation);
      continue;
    }
    const fault = await post(operation, session);
    if (!fault) continue;
    if (!inTheWay(trouble?.kind ?? null)) trouble = fault;
    stuck.push({ ...operation, error: fault });
    if (fault.kind !== "refused" && fault.status !== 500) break;
  }
  await announce(session);
  return told(trouble?.kind ?? null, trouble?.after);
}

/** Work of one conversation keeps its order; what needs a person holds up only what builds on it. */
function holdsUp(before, operation) {
  const rewritten = before.error?.status === 422 && before.path === operation.path;
  if (before.versionKey && before.versionKey === operation.versionKey) return !rewritten;
  const whole = [before, operation].some(({ versionKey }) => versionKey?.startsWith("conversation:"));
  return before.conversation !== null && before.conversation === operation.conversation && whole;
}

async function post({ id, path, conversation }, session) {
  const body = await attempt(id);
  if (body === null) return null;
  const answer = await ask(path, { body, csrf: session.csrf, staff: owner });
  const fault = await judge(answer, id, body);
  if (!fault) {
    await remove(id, answer.json);
    tell({ receipt: { ...answer.json, path, conversation } });
    return null;
  }
  const needs = { signin: "signin", refused: "person" }[fault.kind] ?? "waiting";
  const { after, ...said } = fault;
  await failed(id, needs, said);
  return fault;
}

/** What is wrong with an answer; nothing is, with a receipt for this id and this content. */
async function judge({ kind, status, json, after }, id, body) {
  if (kind) return { kind };
  if (status === 200) {
    const right = json?.operation_id === id && json.content_sha256 === (await digest(body)) && Number.isInteger(json.version);
    return right ? null : { kind: "portal", status };
  }
  if (status === 401 || status === 403) return { kind: "signin", status };
  if (status >= 500 || BUSY.includes(status)) return { kind: "server", status, after };
  if (status < 400) return { kind: "portal", status };
  return { kind: "refused", status, message: json?.message, field: json?.field };
}

/** Let the server list what waits here, in case the tablet is lost; it may answer that the tablet was stopped. */
async function announce({ csrf }) {
  const waiting = await list(owner);
  const { tablet } = await findOwner();
  const body = new URLSearchParams({ tablet_id: tablet, waiting: waiting.length });
  if (waiting.length) body.set("oldest", waiting[0].madeAt);
  for (const id of new Set(waiting.map(({ conversation }) => conversation))) if (id) body.append("conversations", id);
  const { status } = await ask("/sync/tablets/waiting", { body: body.toString(), csrf, staff: owner });
  if (status === 410) await forgetPin(owner);
}

async function digest(body) {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(body)));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function told(kind, after = 0) {
  state.lastError = kind;
  if (inTheWay(kind)) return Math.max(backOff(), Math.min(after, LONGEST_WAIT));
  wait = FIRST_WAIT;
  return 0;
}

function inTheWay(kind) {
  return kind !== null && kind !== "refused";
}

function backOff() {
  const now = wait * (0.5 + Math.random() / 2);
  wait = Math.min(wait * 2, LONGEST_WAIT);
  return now;
}

async function refresh(change = {}) {
  const waiting = owner ? await list(owner) : [];
  const lost = await emptied();
  if (waiting.length) state.persisted ??= await navigator.storage.persist();
  Object.assign(state, { waiting: waiting.length, locked: !isUnlocked(), emptied: lost }, change);
  state.safe = !waiting.length && !state.sending && !lost;
  for (const listener of listeners) listener({ ...state });
}

hear(({ full }) => full && !state.full && refresh({ full }));
