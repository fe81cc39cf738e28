// On every page of somebody who is signed in: the worker that keeps the shell for a visit, and, where
// this tablet is used for visits, the light in the corner and a sign-out that forgets nothing.
import { noteLanguage, registerWorker } from "./worker_link.js";

const { staff } = document.body.dataset;

async function isUsedHere() {
  if (localStorage.getItem("what-matters-waiting") > 0) return true; // the browser may have cleared the rest
  const stores = window.isSecureContext ? await indexedDB.databases() : [];
  return stores.some(({ name }) => name === "what-matters");
}

async function useTablet() {
  const [tablet, { list, emptied }, { keepLight }, { mayLeave }, { lockAndLeave, openHere }, vault] = await Promise.all([
    import("./tablet.js"),
    import("./outbox.js"),
    import("./light.js"),
    import("./dialogs.js"),
    import("./opening.js"),
    import("./vault.js"),
  ]);
  if (!tablet.isAble || !((await tablet.isUsedBy(staff)) || (await emptied()))) return;
  keepLight();
  vault.onChange((unlocked) => unlocked || openHere(staff));
  const form = document.querySelector('form[action="/sign-out"]');
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if ((await list(staff)).length && !(await mayLeave(staff))) return;
    await lockAndLeave();
    form.submit();
  });
  // Every page takes the key on from the one before, or it would be gone by the next.
  await openHere(staff);
}

registerWorker();
noteLanguage();
if (await isUsedHere()) useTablet();
