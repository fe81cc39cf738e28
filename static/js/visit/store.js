// The tablet's own store. In clear stand only ids, counts and times; everything else comes here sealed.
import { openDB } from "../../vendor/idb-8.0.4/index.js";

const MARKER = "what-matters-waiting"; // a count, in localStorage: it tells when this store was emptied
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
  try {
    localStorage.setItem(MARKER, String(count));
  } catch {
    // Without the marker an emptied store is not noticed; what is stored is stored all the same.
  }
}
