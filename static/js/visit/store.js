// The tablet's own store. In clear stand only ids, counts and times; everything else comes here sealed.
import { openDB } from "../../vendor/idb-8.0.4/index.js";

const MARKER = "what-matters-waiting"; // a count, in localStorage: it tells when this store was emptied
const USED = "what-matters-used"; // there too: when this tablet was last in use; gone once it has locked, below nothing while it is shown
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
  opening ??= openDB("what-matters", 1, {
    upgrade(db) {
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
    throw transaction.error ?? error;
  }
}

/** How many operations wait, everybody's, by the marker outside the database. */
export function marked() {
  return Number(localStorage.getItem(MARKER));
}

/** @param {number} count */
export function mark(count) {
  note(MARKER, count); // without it an emptied store is not noticed; what is stored is stored all the same
}

/** How long nobody has used this tablet; without end once it has locked, or when its clock was set back. */
export function unusedFor() {
  const since = Date.now() - localStorage.getItem(USED);
  return since < 0 ? Infinity : since;
}

/** How many seconds ago it locked because it was shown to somebody; without end if that is not why. */
export function shownFor() {
  const at = Number(localStorage.getItem(USED));
  return at < 0 ? (Date.now() + at) / 1000 : Infinity;
}

/**
 * Note that this tablet is in use (1), has locked (0), or has locked because it is shown (-1): that stays until it
 * is in use again. @param {1 | 0 | -1} how
 */
export function noteUse(how) {
  if (how) note(USED, how * Date.now()); // without it the PIN is asked for once more
  else if (shownFor() === Infinity) localStorage.removeItem(USED);
}

function note(name, value) {
  try {
    localStorage.setItem(name, String(value));
  } catch {
    // There is no room.
  }
}
