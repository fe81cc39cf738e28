// This tablet, as the pages of a visit use it: opened, told of receipts, and nothing written forgotten.
import * as journal from "./journal.js";
import { handshake } from "./network.js";
import * as outbox from "./outbox.js";
import { database } from "./store.js";
import * as sync from "./sync.js";
import * as vault from "./vault.js";

export const KEPT_FOR = 48 * 3600 * 1000; // once it is sent; before that nothing goes
// Receipts that tell the conversation's own version; those of notes or pictures tell another.
const OF_THE_CONVERSATION = /\/people\/[^/]+\/conversations$|\/conversations\/[^/]+\/(start|finish|reopen)$/;
let started = false;
let opening = null; // two scripts of one page may ask at once

/** Whether words can be kept here at all: a secure page, encryption and a store. */
export const isAble = Boolean(window.isSecureContext && crypto.subtle && window.indexedDB && navigator.locks);

/** Whether this tablet keeps visits of this member of staff. @param {string} staff */
export async function isUsedBy(staff) {
  return Boolean(await (await database()).get("keys", staff));
}

/**
 * Open what this tablet keeps: with the key that the page before handed over, or with signal.
 * @param {string | null} staff whoever is signed in on this page; null where nobody knows yet
 * @returns {Promise<"open" | "locked" | "closed" | "unused" | "unable" | "revoked" | "other">} locked: it asks for the PIN
 */
export function openTablet(staff = null) {
  opening ??= open(staff).finally(() => (opening = null));
  return opening;
}

async function open(staff) {
  if (!isAble) return "unable";
  await journal.purgeExpired();
  const owner = await vault.findOwner();
  if (!owner || (staff && !(await isUsedBy(staff)))) return "unused";
  if ((await vault.resume()) && (!staff || vault.owner() === staff)) return opened();
  if (staff && owner.owner !== staff) await vault.lock(); // it was somebody else's until now
  const session = await handshake();
  const isTheirs = !session.kind && (!staff || session.staff === staff) && (await isUsedBy(session.staff));
  const result = isTheirs ? await vault.prepare(session) : "closed";
  if (result === "ok") return opened();
  if (result === "revoked" || result === "other") return result;
  return (await vault.hasLocked()) ? "locked" : "closed";
}

/** Go on once the key is there. */
export async function opened() {
  if (!started) {
    started = true;
    sync.onReceipt(({ path, conversation, version }) => noteReceipt(path, conversation, version).catch(() => {})); // the queue learns of it even where there is no room
  }
  await queueWhatWasWritten();
  sync.start({ owner: vault.owner() });
  return "open";
}

export const answerPath = (conversation, key) => `/conversations/${conversation}/questions/${key}`;

/** One writer at a time for one record, in all tabs: what reads and writes must never put older words back. */
const inTurn = (name, work) => navigator.locks.request(`what-matters-record:${name}`, work);

function putAnswer(conversation, key, answer) {
  const more = { conversation, expires: answer.dirty ? null : Date.now() + KEPT_FOR };
  return journal.put("answer", `${conversation}:${key}`, { conversation, key, ...answer }, more);
}

/** Write an answer into the journal. `dirty`: not in the queue yet. */
export function keepAnswer(conversation, key, answer) {
  return inTurn(`${conversation}:${key}`, () => putAnswer(conversation, key, answer));
}

/** Write a conversation into the journal; it goes with the pack it came in, but never while work of it waits. */
export function keepConversation(talk) {
  const expires = talk.expires ?? Date.now() + KEPT_FOR;
  return journal.put("conversation", talk.id, talk, { conversation: talk.id, expires });
}

/** Put an answer into the queue, and note that it is there. */
export async function queueAnswer(conversation, key, answer) {
  const { words, view, skip_reason, speaker, version, label } = answer;
  const fields = { words, view, skip_reason, speaker, version };
  const versionKey = `answer:${conversation}:${key}`;
  await outbox.add({ path: answerPath(conversation, key), fields, conversation, versionKey, label });
  await keepAnswer(conversation, key, { ...answer, dirty: false });
}

/** What was written but not queued when the browser was killed, the tablet locked, or the page gone. */
async function queueWhatWasWritten() {
  for (const { object } of await journal.all("answer")) {
    // Where there is no room, it stays as it is until the next time.
    if (object.dirty) await queueAnswer(object.conversation, object.key, object).catch(() => {});
  }
}

/** What stands in the journal of one answer, and whether it waits to be sent. */
export async function writtenHere(conversation, key) {
  const answer = await journal.get("answer", `${conversation}:${key}`);
  if (!answer) return null;
  const waits = (await outbox.list()).some(({ versionKey }) => versionKey === `answer:${conversation}:${key}`);
  return { ...answer, waits: answer.dirty || waits };
}

async function noteReceipt(path, conversation, version) {
  if (!conversation || !vault.isUnlocked() || version < 0) return;
  const key = /\/questions\/(\w+)$/.exec(path)?.[1];
  if (key) {
    await inTurn(`${conversation}:${key}`, async () => {
      const answer = await journal.get("answer", `${conversation}:${key}`);
      if (answer) await putAnswer(conversation, key, { ...answer, version });
    });
  } else if (OF_THE_CONVERSATION.test(path)) {
    const talk = await journal.get("conversation", conversation);
    if (talk) await keepConversation({ ...talk, version });
  }
}

/** Put a pack of the server into the journal: a person, what was said last time, and the open conversation. */
async function keepPack(pack) {
  const { person, conversation, expires_at: expires } = pack;
  await journal.put("pack", person.id, { ...pack, taken: Date.now() }, { expires });
  if (!conversation) return;
  const before = await journal.get("conversation", conversation.id);
  if (before && before.version > conversation.version) return;
  const name = person.preferred_name || person.name;
  await keepConversation({ ...conversation, person: person.id, name, expires });
}

/** Fetch packs for these people; a person chose so, or opened a conversation with them. */
export async function takePacks(people) {
  const asked = new URLSearchParams(people.map((id) => ["person", id]));
  const answer = await fetch(`/sync/visits?${asked}`, { headers: { Accept: "application/json" }, redirect: "error" });
  if (!answer.ok) throw new Error(String(answer.status));
  const { packs } = await answer.json();
  for (const pack of packs) await keepPack(pack);
  return packs.length;
}
