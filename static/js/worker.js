// The service worker. It keeps the shell of a visit and the files the shell needs, and nothing else:
// never a page with anybody's words. `self.SHELL`, written before this by the server, names what is
// kept, with the digest of each. The queue of unsent work is not touched here, whatever the version.
const CACHE = `what-matters-${self.SHELL.version}`;
const NOTES = "what-matters-notes"; // the language chosen, and a sign-out the server has not heard of
const PATIENCE = 5000;
const SHOWN = "/visit/shown"; // noted while the tablet is shown to somebody: then only the shell opens
const SIGNED_OUT = "/visit/signed-out";
const LANGUAGE = "/visit/language";

async function keep(cache, [address, digest]) {
  const answer = await fetch(address, { credentials: "omit", redirect: "error", cache: "no-cache" });
  const body = await answer.arrayBuffer();
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", body));
  // A login page of somebody's wireless network answers 200 as well: keep only what was published.
  if (btoa(String.fromCharCode(...bytes)) !== digest) throw new Error(`not as published: ${address}`);
  const headers = new Headers(answer.headers);
  headers.delete("Content-Encoding"); // the body has been taken out of it
  headers.delete("Content-Length");
  await cache.put(address, new Response(body, { headers }));
}

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches.open(CACHE).then((cache) => Promise.all(Object.entries(self.SHELL.kept).map((file) => keep(cache, file)))),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      const old = (await caches.keys()).filter((name) => name !== CACHE && name !== NOTES);
      await Promise.all(old.map((name) => caches.delete(name)));
      await self.clients.claim();
    })(),
  );
});

async function note(address, value) {
  const notes = await caches.open(NOTES);
  await (value ? notes.put(address, new Response(value)) : notes.delete(address));
}

async function noted(address) {
  const answer = await (await caches.open(NOTES)).match(address);
  return answer ? answer.text() : "";
}

self.addEventListener("message", (event) => {
  const { language, shown, signedOut, takeOver, visitKey } = event.data;
  if (visitKey !== undefined) return; // for visit/keyholder.js
  const done = async () => {
    if (language in self.SHELL.shells) await note(LANGUAGE, language);
    if (signedOut) await note(SIGNED_OUT, "yes");
    if (shown !== undefined) await note(SHOWN, shown);
    // Every page with a form holds this lock: a new version waits until no form is open.
    if (takeOver) {
      // The page before this one may be on its way out: wait a moment, and else ask again next time.
      const moment = { signal: AbortSignal.timeout(2000) };
      await navigator.locks.request("form-open", moment, () => self.skipWaiting()).catch(() => {});
    }
    event.ports[0]?.postMessage("done");
  };
  event.waitUntil(done());
});

async function shell(address) {
  const chosen = new URL(address).searchParams.get("language") || (await noted(LANGUAGE));
  const wanted = chosen || self.navigator.language.slice(0, 2);
  const cache = await caches.open(CACHE);
  return cache.match(self.SHELL.shells[wanted] ?? self.SHELL.shells.en, { ignoreVary: true });
}

/** Somebody signed out without signal: the server hears of it before it is asked for anything. */
async function signOutFirst(signal) {
  if (!(await noted(SIGNED_OUT))) return;
  const asked = await fetch("/sync/session", { headers: { Accept: "application/json" }, redirect: "error", signal });
  if (asked.ok) {
    const session = await asked.json();
    if (session.product !== "what-matters") throw new Error("not our server");
    const headers = { "X-CSRFToken": session.csrf, "Content-Type": "application/x-www-form-urlencoded" };
    await fetch("/sign-out", { method: "POST", body: "", headers, redirect: "manual", signal });
  } else if (asked.status !== 401) throw new Error("not heard");
  await note(SIGNED_OUT, "");
}

async function visited(request) {
  if (new URL(request.url).pathname !== "/sign-in" && (await noted(SHOWN))) return shell(request.url);
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(), PATIENCE);
  try {
    await signOutFirst(giveUp.signal);
    const answer = await fetch(request, { signal: giveUp.signal });
    if (answer.status < 502 || answer.status > 504) return answer;
  } catch {
    // No signal, or a network that lets nothing through: the shell shows the same address.
  } finally {
    clearTimeout(timer);
  }
  return shell(request.url);
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  const path = url.pathname;
  if (request.mode === "navigate" && request.method === "POST") {
    event.respondWith(fetch(request).catch(() => shell(request.url)));
  } else if (request.mode === "navigate") {
    event.respondWith(path === "/visit" || path.startsWith("/visit/") ? shell(request.url) : visited(request));
  } else if (path.startsWith("/sync/")) {
    event.respondWith(signOutFirst().then(() => fetch(request)));
  } else if (path + url.search in self.SHELL.kept) {
    event.respondWith(
      caches.open(CACHE).then(async (cache) => (await cache.match(path + url.search)) ?? fetch(request)),
    );
  }
});
