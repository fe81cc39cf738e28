// On every page of somebody who is signed in: the worker that keeps the shell for a visit, and, where
// this tablet is used for visits, the light in the corner and a sign-out that forgets nothing.
import { noteLanguage, registerWorker } from "./worker_link.js";

const { staff } = document.body.dataset;

async function isUsedHere() {
  const stores = window.isSecureContext ? await indexedDB.databases() : [];
  return stores.some(({ name }) => name === "what-matters");
}

async function useTablet() {
  const [tablet, { count, list }, { keepLight }, { mayLeave }, vault] = await Promise.all([
    import("./tablet.js"),
    import("./outbox.js"),
    import("./light.js"),
    import("./dialogs.js"),
    import("./vault.js"),
  ]);
  if (!tablet.isAble || !(await tablet.isUsedBy(staff))) return;
  keepLight();
  // Every page takes the key on from the one before, or it would be gone by the next.
  const isOpen = (await vault.resume()) && vault.owner() === staff;
  if (isOpen || (await count()) || document.querySelector("form[data-autosave]")) await tablet.openTablet(staff);
  const form = document.querySelector('form[action="/sign-out"]');
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if ((await list(staff)).length && !(await mayLeave(staff))) return;
    vault.lock(true);
    form.submit();
  });
}

registerWorker();
noteLanguage();
if (await isUsedHere()) useTablet();
