// Asking the server, when anybody may stand in its place: a portal, a proxy, or nobody.
const TIME_OUT = 20_000;

/**
 * @typedef {{kind: "offline" | "timeout"} | {kind?: undefined, status: number, json: any, after: number}} Answer
 *   after: milliseconds the server wants us to wait
 */

/**
 * GET, or POST a body as the page's form would.
 * @param {string} path
 * @param {{body: string, csrf: string, staff: string}} [form] staff: as whom; nobody else may send it
 * @returns {Promise<Answer>}
 */
export async function ask(path, form) {
  const stop = new AbortController();
  const limit = setTimeout(() => stop.abort(), TIME_OUT);
  const about = form && { "Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": form.csrf, "X-Staff": form.staff };
  const headers = { Accept: "application/json", ...about };
  const how = { method: form ? "POST" : "GET", body: form?.body, headers, redirect: "manual", cache: "no-store" };
  try {
    const reply = await fetch(path, { ...how, signal: stop.signal });
    const words = await reply.text();
    return { status: reply.status, json: parsed(words), after: Number(reply.headers.get("Retry-After")) * 1000 || 0 };
  } catch {
    return { kind: stop.signal.aborted ? "timeout" : "offline" };
  } finally {
    clearTimeout(limit);
  }
}

/**
 * Ask who is signed in here.
 * @returns {Promise<{kind?: undefined, staff: string, csrf: string, language: string} | {kind: string}>} kind: why nobody answers
 */
export async function handshake() {
  const { kind, status, json } = await ask("/sync/session");
  if (kind) return { kind };
  if (status === 200 && json?.product === "what-matters" && json.protocol === 1) return json;
  if (status === 401 || status === 403) return { kind: "signin" };
  return { kind: status >= 500 ? "server" : "portal" };
}

function parsed(words) {
  try {
    return JSON.parse(words);
  } catch {
    return null;
  }
}
