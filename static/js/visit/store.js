// The tablet's own store. In clear stand only ids, counts and times; everything else comes here sealed.
import { openDB } from "../../vendor/idb-8.0.4/index.js";

const MARKER = "what-matters-waiting"; // a count, in localStorage: it tells when this store was emptied
const USED = "used"; // in the store of the lock: when this tablet was last in use; gone once it has locked, below nothing while it is shown
const TRIES = 10; // at a PIN: each that is left lies in the lock, numbered from 1
const channel = new BroadcastChannel("what-matters");
const listeners = new Set();
let opening;

channel.addEventListener("message", ({ data }) => listeners.forEach((listener) => listener(data)));

/** Tell every tab of this browser, this one too. @param {object} news */
export function tell(news) {
  channel.postMessage(news);
  for (const listener of listeners) listener(news);
}

/** Hear what any tab tells. @param {(news: object) => void} listener */
export function hear(listener) {
  listeners.add(listener);
}

/** The open database, opened again if the browser closed it. */
export function database() {
  opening ??= openDB("what-matters", 2, {
    async upgrade(db, before, _after, transaction) {
      const lock = db.createObjectStore("lock");
      if (before) {
        for (const owner of await transaction.objectStore("keys").getAllKeys()) await giveTries(lock, owner);
        return;
      }
      db.createObjectStore("keys", { keyPath: "owner" });
      const records = db.createObjectStore("records", { keyPath: ["owner", "kind", "name"] });
      records.createIndex("expires", "expires");
      const outbox = db.createObjectStore("outbox", { keyPath: "place", autoIncrement: true });
      outbox.createIndex("id", "id", { unique: true });
    },
    blocking: (current, next, event) => {
      event.target.close();
      opening = undefined;
    },
    terminated: () => {
      opening = undefined;
    },
  }).catch((error) => {
    opening = undefined;
    throw error;
  });
  return opening;
}

/**
 * Change some stores in one strict transaction: on the disk when this resolves, or not at all.
 * @template T
 * @param {string[]} stores
 * @param {(at: (store: string) => any) => Promise<T>} change
 * @returns {Promise<T>}
 */
export async function write(stores, change) {
  const transaction = (await database()).transaction(stores, "readwrite", { durability: "strict" });
  transaction.done.catch(() => {}); // said below, once
  try {
    const result = await change((store) => transaction.objectStore(store));
    await transaction.done;
    return result;
  } catch (error) {
    if (!transaction.error) transaction.abort();
    const fault = transaction.error ?? error;
    if (isFull(fault)) tell({ full: true });
    throw fault;
  }
}

const isFull = ({ name }) => name === "QuotaExceededError";

/**
 * The same, but a full disk must not stop it: there it is done again without room, and may only take away.
 * @template T
 * @param {string[]} stores
 * @param {(at: (store: string) => any, hasRoom: boolean) => Promise<T>} change
 * @returns {Promise<T>}
 */
export async function writeAnyway(stores, change) {
  try {
    return await write(stores, (at) => change(at, true));
  } catch (error) {
    if (!isFull(error)) throw error;
    return write(stores, (at) => change(at, false));
  }
}

/** How many operations wait, everybody's, by the marker outside the database. */
export function marked() {
  return Number(localStorage.getItem(MARKER));
}

/** @param {number} count */
export function mark(count) {
  try {
    localStorage.setItem(MARKER, String(count));
  } catch {
    // There is no room. Without it an emptied store is not noticed; what is stored is stored all the same.
  }
}

/** Inside a write: give every try at a PIN that is not there. Rows, for taking one away needs no room. */
export async function giveTries(lock, owner, left = 0) {
  for (let one = left + 1; one <= TRIES; one += 1) await lock.put(true, [owner, one]);
}

const lastUsed = async () => (await (await database()).get("lock", USED)) ?? 0;

/** How long nobody has used this tablet; without end once it has locked, or when its clock was set back. */
export async function unusedFor() {
  const since = Date.now() - (await lastUsed());
  return since < 0 ? Infinity : since;
}

/** How many seconds ago it locked because it was shown to somebody; without end if that is not why. */
export async function shownFor() {
  const at = await lastUsed();
  return at < 0 ? (Date.now() + at) / 1000 : Infinity;
}

/**
 * Note that this tablet is in use (1), has locked (0), or has locked because it is shown (-1): that stays until it
 * is in use again. On the disk when this resolves: a tablet that dies just after it has locked must not forget it.
 * Locking only takes away, and so needs no room. @param {1 | 0 | -1} how
 */
export function noteUse(how) {
  return write(["lock"], async (at) => {
    if (how) await at("lock").put(how * Date.now(), USED);
    else if ((await at("lock").get(USED)) > 0) await at("lock").delete(USED);
  });
}
