// The question page on line, on a tablet that is used for visits: what is typed goes through the journal.
import { clock, isTypedIn, show } from "./corner.js";
import { askToSignIn } from "./dialogs.js";
import * as journal from "./journal.js";
import { Keeper } from "./keeper.js";
import { openHere } from "./opening.js";
import * as outbox from "./outbox.js";
import * as sync from "./sync.js";
import { isAble, isUsedBy, openTablet, takePacks, writtenHere } from "./tablet.js";
import * as vault from "./vault.js";
import { tellWorker } from "./worker_link.js";

const PATIENCE = 4000;
const FRESH = 3600 * 1000;
const SEND_WITHIN = 2000;

const wait = (time) => new Promise((resolve) => setTimeout(resolve, time));

/**
 * Keep this form's words on the tablet.
 * @param {() => void} lost what to do when neither the PIN nor a sign-in opens it any more, such as when it is stopped
 * @returns {Promise<Keeper | null>} null: it is not used for visits, or stopped
 */
export async function keepHere(form, conversation, lost) {
  const { staff } = document.body.dataset;
  if (!isAble || !(await isUsedBy(staff))) return null;
  const fields = form.querySelectorAll("textarea");
  // What waits here may be newer than the page: nothing is typed over it meanwhile.
  for (const field of fields) field.readOnly = true;
  const result = await Promise.race([openTablet(staff), wait(PATIENCE)]).catch(() => null);
  const isOpen = result === "open" || (result === "locked" && (await openHere(staff)));
  const key = /\/questions\/(\w+)$/.exec(new URL(form.action).pathname)[1];
  const keeper = isOpen ? await keep(form, conversation, key, lost) : null;
  for (const field of fields) field.readOnly = false;
  if (keeper) takePack(conversation);
  return keeper;
}

async function keep(form, conversation, key, lost) {
  const { label } = document.getElementById("about-this").dataset;
  const here = await writtenHere(conversation, key);
  const version = Number(form.elements.namedItem("version").value);
  // What is here waits to be sent, or was sent while the page was on its way: then the page is older,
  // though the receipt may not have been noted here yet.
  const isNewer = here && (here.waits || here.version >= version);
  const keeper = new Keeper(form, { conversation, key, version: isNewer ? here.version : version, label });
  if (isNewer) {
    for (const name of ["words", "view", "speaker", "skip_reason"]) setField(form, name, here[name]);
    keeper.written = keeper.queued = keeper.content();
    if (here.waits) show("kept", clock(here.at));
  } else if ("unsaved" in form.dataset || isTypedIn(form)) {
    keeper.written = keeper.queued = "";
    keeper.changed();
  }
  form.addEventListener("submit", (event) => leave(event, form, keeper));
  document.addEventListener("click", (event) => follow(event, keeper));
  const { staff } = document.body.dataset;
  sync.onState(({ lastError }) => lastError === "signin" && askToSignIn(staff));
  vault.onChange(async (unlocked) => {
    if (unlocked || keeper.isOver || (await openHere(staff))) return;
    keeper.isOver = true;
    form.dataset.goes = form.dataset.unsaved = "yes";
    lost();
  });
  return keeper;
}

function setField(form, name, value) {
  const field = form.elements.namedItem(name);
  if (field) field.value = value;
}

/** Everything sent, or a moment gone: the next page then shows it as it stands. */
async function sent(path) {
  await Promise.race([sync.sendNow(), wait(SEND_WITHIN)]);
  return !(await outbox.list()).some((one) => one.path === path);
}

async function leave(event, form, keeper) {
  const { submitter } = event;
  if (form.dataset.goes) return;
  event.preventDefault();
  if (!(await keeper.flush())) return;
  const isSent = await sent(keeper.path);
  if (submitter?.dataset.go) {
    keeper.isOver = true;
    location.assign(submitter.dataset.go);
  } else if (isSent) {
    // Such as the other language, or words of last time: the server answers with the page.
    form.elements.namedItem("operation_id").value = crypto.randomUUID();
    form.dataset.goes = "yes";
    setTimeout(() => form.requestSubmit(submitter));
  } else if (submitter?.name === "switch_language") {
    await tellWorker({ language: submitter.value });
    location.reload();
  } else {
    const alertBox = document.getElementById("page-alert");
    alertBox.textContent = alertBox.dataset.offline;
  }
}

async function follow(event, keeper) {
  const link = event.target.closest?.("a[href]");
  const elsewhere = event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey;
  if (!link || elsewhere || link.target || link.hash || keeper.isOver) return;
  event.preventDefault();
  await keeper.flush();
  await sent(keeper.path);
  location.assign(link.href);
}

/** The rest of this visit, should the signal go. */
async function takePack(conversation) {
  const { person } = document.getElementById("about-this").dataset;
  const pack = await journal.get("pack", person);
  const isFresh = pack && Date.now() - pack.taken < FRESH && (await journal.get("conversation", conversation));
  if (!isFresh) await takePacks([person]).catch(() => {});
}
