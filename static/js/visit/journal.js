// What is written and what was taken along, sealed record by record under names that tell nothing.
import { checkKey, nameOf, open, owner, seal } from "./vault.js";
import { database, write } from "./store.js";

const where = (row) => `${row.kind}:${row.name}`;

/**
 * Keep an object under its id. On the disk when this resolves.
 * @param {string} kind @param {string} id @param {object} object
 * @param {{expires?: string | number | null, conversation?: string | null}} [more] when it goes;
 *   never while unsent work of that conversation waits. Without `expires` it stays.
 */
export async function put(kind, id, object, { expires = null, conversation = null } = {}) {
  const row = { owner: owner(), kind, name: await nameOf(`${kind}:${id}`), conversation };
  if (expires !== null) row.expires = new Date(expires).getTime();
  Object.assign(row, await seal({ id, object }, where(row)));
  await write(["keys", "records"], async (at) => {
    await checkKey(at);
    await at("records").put(row);
  });
}

/** @returns {Promise<any>} null when there is none; throws "damaged" when somebody changed it */
export async function get(kind, id) {
  await purgeExpired();
  const row = await (await database()).get("records", [owner(), kind, await nameOf(`${kind}:${id}`)]);
  return row ? (await open(row, where(row))).object : null;
}

/** Every record of a kind that can be read. @returns {Promise<{id: string, object: any}[]>} */
export async function all(kind) {
  await purgeExpired();
  const rows = await (await database()).getAll("records", IDBKeyRange.bound([owner(), kind], [owner(), kind, []]));
  const opened = await Promise.allSettled(rows.map((row) => open(row, where(row))));
  return opened.filter(({ status }) => status === "fulfilled").map(({ value }) => value);
}

export async function remove(kind, id) {
  const key = [owner(), kind, await nameOf(`${kind}:${id}`)];
  await write(["records"], (at) => at("records").delete(key));
}

/** Delete what is past its time, everybody's, but nothing of a conversation with unsent work. Needs no key. */
export async function purgeExpired() {
  const past = IDBKeyRange.upperBound(Date.now());
  if (!(await (await database()).countFromIndex("records", "expires", past))) return;
  await write(["outbox", "records"], async (at) => {
    const unsent = new Set((await at("outbox").getAll()).map((row) => row.conversation));
    for (const row of await at("records").index("expires").getAll(past)) {
      const kept = row.conversation !== null && unsent.has(row.conversation);
      if (!kept) await at("records").delete([row.owner, row.kind, row.name]);
    }
  });
}
