// What waits to be sent. Nothing leaves it but by a valid receipt or by a person's own choice.
import { checkKey, isUnlocked, nameOf, open, owner, seal } from "./vault.js";
import { database, mark, marked, tell, write, writeAnyway } from "./store.js";
import { fromBase64, fromWords, random, toBase64, unwrap, wrap } from "./wrapping.js";

const KNOWN_FOR = 90 * 24 * 3600 * 1000;
const OURS = ["csrf_token", "operation_id", "version"];
const RESCUE = "what-matters-rescue";
const LEAST = 8; // letters of a passphrase
const learnt = new Map(); // versions from receipts, for when the disk is too full to note them

/**
 * @typedef {{kind: string, status?: number, message?: string, field?: string}} Fault
 * @typedef {{id: string, conversation: string | null, madeAt: string, tries: number,
 *   state: "waiting" | "signin" | "person", error: Fault | null,
 *   path?: string, fields?: [string, string][], versionKey?: string | null, label?: string}} Waiting
 */

/**
 * Queue an operation; on the disk when this resolves. Given a versionKey, it takes the place of an
 * operation with the same versionKey and path that was never tried and is the newest of its
 * conversation, or that the server refused as it stood (422).
 * @param {{id?: string, path: string, fields: object | FormData | [string, string][],
 *   conversation?: string | null, versionKey?: string | null, label?: string, adds?: boolean}} operation
 *   `adds`: it adds to what stands there, so it never takes the place of another
 * @returns {Promise<string>} its id
 */
export async function add({ id = crypto.randomUUID(), fields, adds = false, ...operation }) {
  const given = new URLSearchParams(fields);
  const version = given.has("version") ? Number(given.get("version")) : null;
  for (const name of OURS) given.delete(name);
  await keep({ id, version, fields: [...given], ...operation }, !adds);
  return id;
}

/** Queue what stands for something kept here as well: both, or neither. @param {() => Promise<any>} keepHere */
export async function addWith(operation, keepHere) {
  const id = await add(operation);
  await keepHere().catch(async (error) => {
    await remove(id);
    throw error;
  });
}

/** How many operations wait on this tablet, everybody's. */
export async function count() {
  return (await database()).count("outbox");
}

/** How much is unsent here, everybody's: in the queue, or written and not in it yet. Needs no key. */
export async function unsent() {
  const records = await (await database()).getAll("records");
  return (await count()) + records.filter(({ expires, conversation }) => !expires && conversation).length;
}

/**
 * What waits, in the order made; while locked only ids, counts and times.
 * @param {string} [whose] @returns {Promise<Waiting[]>}
 */
export async function list(whose = owner()) {
  return Promise.all((await rows(whose)).map(read));
}

/** How many operations waited when the browser emptied this tablet's store; 0 if it did not. */
export async function emptied() {
  return (await count()) ? 0 : marked();
}

/** Take one out: it was received, or a person chose so. @param {string} id @param {{version: number, kept: string}} [receipt] */
export async function remove(id, receipt) {
  mark((await count()) - 1); // lowered first: too low a mark raises no false alarm
  await writeAnyway(["outbox", "records"], async (at, hasRoom) => {
    const row = await at("outbox").index("id").get(id);
    if (!row) return;
    await at("outbox").delete(row.place);
    // Wording kept beside somebody else's is no ground to write over theirs with the next.
    if (receipt?.kept !== "saved" || !row.chain) return;
    learnt.set(row.chain, receipt.version);
    const known = { owner: row.owner, kind: "version", name: row.chain, conversation: null };
    if (hasRoom) await at("records").put({ ...known, version: receipt.version, expires: Date.now() + KNOWN_FOR });
  });
  await told("removed");
}

/**
 * Count a try, on the disk, before it is made. The first one settles for good what is sent.
 * @param {string} id @returns {Promise<string | null>} the body; null when it is not there any more
 */
export async function attempt(id) {
  const row = await writeAnyway(["outbox", "records"], async (at, hasRoom) => {
    const found = await at("outbox").index("id").get(id);
    if (!found) return null;
    found.version = await based(at, found);
    found.tries += 1;
    if (hasRoom) await at("outbox").put(found);
    return found;
  });
  if (!row) return null;
  const body = new URLSearchParams((await open(row, id)).fields);
  body.append("operation_id", id);
  if (row.version !== null) body.append("version", row.version);
  return body.toString();
}

/** Keep why a try failed. @param {string} id @param {Waiting["state"]} state @param {Fault} fault */
export async function failed(id, state, fault) {
  const said = isUnlocked() ? await seal(fault, `${id}:fault`) : null;
  await writeAnyway(["outbox"], async (at, hasRoom) => {
    const row = await at("outbox").index("id").get(id);
    if (row && hasRoom) await at("outbox").put({ ...row, state, said, refused: fault.status === 422 });
  });
  tell({ outbox: "failed" });
}

/**
 * Everything of mine that waits, in a file sealed under a passphrase, with what could not be stored.
 * @param {string} passphrase throws "short" under 8 letters
 * @param {object[]} [unstored] operations as `add` takes them
 */
export async function rescue(passphrase, unstored = []) {
  if ([...passphrase].length < LEAST) throw new Error("short");
  const operations = [];
  for (const row of await rows(owner())) {
    const { id, conversation, madeAt, tries } = row;
    const version = await write(["records"], (at) => based(at, row));
    operations.push({ id, conversation, madeAt, tries, version, ...(await open(row, id)) });
  }
  for (const { id = crypto.randomUUID(), fields, ...more } of unstored) {
    operations.push({ id, fields: [...new URLSearchParams(fields)], ...more });
  }
  const salt = random(16);
  const plain = new TextEncoder().encode(JSON.stringify(operations));
  const sealed = await wrap(await fromWords(passphrase, salt), plain, RESCUE);
  const file = { kind: RESCUE, salt: toBase64(salt), iv: toBase64(sealed.iv), data: toBase64(sealed.data) };
  return new Blob([JSON.stringify(file)], { type: "application/json" });
}

/**
 * Take in a rescue file; whoever is unlocked here sends it. What is here already is left as it is.
 * @param {Blob} file @param {string} passphrase
 * @returns {Promise<number>} how many were new; throws "file" or "passphrase"
 */
export async function loadRescue(file, passphrase) {
  const { kind, salt, iv, data } = await file.text().then(JSON.parse).catch(() => ({}));
  if (kind !== RESCUE) throw new Error("file");
  const sealed = { iv: fromBase64(iv), data: fromBase64(data) };
  const plain = await unwrap(await fromWords(passphrase, fromBase64(salt)), sealed, RESCUE);
  if (!plain) throw new Error("passphrase");
  let added = 0;
  for (const operation of JSON.parse(new TextDecoder().decode(plain))) {
    if (await keep(operation, false)) added += 1;
  }
  return added;
}

async function keep({ id, conversation = null, version = null, tries = 0, madeAt = new Date().toISOString(), ...operation }, replacing) {
  const { path, fields, versionKey = null, label = "" } = operation;
  const row = { id, owner: owner(), conversation, version, tries, madeAt, state: "waiting" };
  row.chain = versionKey && (await nameOf(`version:${versionKey}`));
  row.way = await nameOf(`path:${path}`);
  Object.assign(row, await seal({ path, fields, versionKey, label }, id));
  const added = await write(["keys", "outbox"], async (at) => {
    await checkKey(at);
    if (await at("outbox").index("id").get(id)) return false;
    const old = replacing && row.chain && replaced(await at("outbox").getAll(), row);
    await at("outbox").put(old ? { ...row, place: old.place } : row);
    return true;
  });
  await told("added");
  return added;
}

function replaced(all, row) {
  const near = all.filter((other) => other.owner === row.owner && other.conversation === row.conversation);
  const same = near.filter((other) => other.chain === row.chain && other.way === row.way);
  return same.find((other) => other.tries === 0 && other === near.at(-1)) ?? same.find((other) => other.refused);
}

/** The version that an operation is based on: the page's, or the one that our own last receipt gave. */
async function based(at, { owner, chain, version, tries }) {
  if (tries || !chain) return version;
  const known = (await at("records").get([owner, "version", chain]))?.version ?? learnt.get(chain);
  return known === undefined ? version : Math.max(version ?? 0, known);
}

async function rows(whose) {
  return (await (await database()).getAll("outbox")).filter((row) => row.owner === whose);
}

async function read(row) {
  const { id, conversation, madeAt, tries, state } = row;
  const seen = { id, conversation, madeAt, tries, state, error: null };
  if (!isUnlocked()) return seen;
  try {
    return { ...seen, error: row.said ? await open(row.said, `${id}:fault`) : null, ...(await open(row, id)) };
  } catch {
    return { ...seen, state: "person", error: { kind: "damaged" } };
  }
}

async function told(outbox) {
  mark(await count());
  tell({ outbox });
}
