// The page's side of the service worker: register it, tell it things, let a new version in when it may.

const workers = window.isSecureContext ? navigator.serviceWorker : undefined;

/** Tell the worker something and wait until it has noted it. */
export async function tellWorker(news) {
  const worker = workers?.controller ?? (await workers?.getRegistration("/"))?.active;
  if (!worker) return;
  const { port1, port2 } = new MessageChannel();
  await new Promise((resolve) => {
    port1.onmessage = resolve;
    setTimeout(resolve, 1000);
    worker.postMessage(news, [port2]);
  });
}

/** Tell the worker, once it is there, which language a page that the server made speaks. */
export async function noteLanguage() {
  await workers?.ready;
  await tellWorker({ language: document.documentElement.lang });
}

/** Register the worker. A new version takes over only when no page has a form open. */
export async function registerWorker() {
  if (!workers) return;
  if (document.querySelector("main form textarea, main form input:not([type=hidden])")) holdForm();
  const registration = await workers.register("/worker.js").catch(() => null);
  registration?.waiting?.postMessage({ takeOver: true });
  registration?.addEventListener("updatefound", () => {
    const coming = registration.installing;
    coming?.addEventListener("statechange", () => {
      if (coming.state === "installed") coming.postMessage({ takeOver: true });
    });
  });
}

let holding = false;

/** Say that a form is open here, as long as this page stands. */
export function holdForm() {
  if (holding) return;
  holding = true;
  navigator.locks?.request("form-open", { mode: "shared" }, () => new Promise(() => {}));
}
