// Saves the words of a question while they are typed, and says so in one corner. On a tablet that is
// used for visits they go through its journal (visit/question_page.js); anywhere else they live in the
// form and nowhere else, and nothing is written to the browser's storage.
import { contentOf, isTypedIn, show, showMessage } from "./visit/corner.js";
import { writeHere } from "./visit/tabs.js";

const PAUSE = 800;
const FIRST_WAIT = 2000;
const LONGEST_WAIT = 60000;
const KEEPALIVE_LIMIT = 60000; // browsers refuse larger bodies when a page is going away

const corner = document.getElementById("save-state");

function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  // randomUUID needs a secure page; a practice server on a plain address has none.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

class Autosave {
  constructor(form) {
    this.form = form;
    // What the server has, as far as we know: a page shown again with a fault has not been saved.
    this.saved = "unsaved" in form.dataset || isTypedIn(form) ? null : this.content();
    this.sent = null; // {body, content}: an attempt without an answer yet, repeated word for word
    this.running = null; // the promise of the attempt that is under way
    this.stopped = null; // conflict or refused: waiting for a person
    this.leaving = false;
    this.wait = FIRST_WAIT;
    form.addEventListener("input", () => this.changed());
    form.addEventListener("change", () => this.changed());
    document.addEventListener("submit", (event) => this.submitted(event));
    document.addEventListener("click", (event) => this.followed(event));
    window.addEventListener("online", () => this.now());
    window.addEventListener("focus", () => this.now());
    document.addEventListener("visibilitychange", () => this.now(document.hidden));
    window.addEventListener("pagehide", () => this.now(true));
    window.addEventListener("pageshow", (event) => {
      if (event.persisted) this.leaving = false;
    });
    window.addEventListener("beforeunload", (event) => {
      if (!this.leaving && this.unsaved()) event.preventDefault();
    });
  }

  content() {
    return contentOf(this.form);
  }

  unsaved() {
    return this.sent !== null || this.content() !== this.saved;
  }

  changed() {
    if (this.stopped === "conflict") return;
    this.stopped = null;
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.now(), PAUSE); // and only then look at what was typed
  }

  /** Save what is unsaved; resolve to true when nothing is left to save. */
  now(goingAway = false) {
    window.clearTimeout(this.timer);
    if (this.running) {
      // The attempt under way may die with the page: send it once more, to be counted once.
      if (goingAway && this.sent) this.post(this.sent.body, true).catch(() => {});
      return this.running;
    }
    if (this.stopped || !this.unsaved()) return Promise.resolve(!this.unsaved());
    this.running = this.save(goingAway).finally(() => {
      this.running = null;
    });
    return this.running;
  }

  async save(goingAway) {
    do {
      this.sent ??= this.next();
      show("saving");
      let answer;
      try {
        answer = await this.post(this.sent.body, goingAway);
      } catch {
        return this.later();
      }
      if (!(await this.take(answer))) return false;
    } while (this.unsaved());
    return true;
  }

  next() {
    this.form.elements.namedItem("operation_id").value = newId();
    const body = new URLSearchParams(new FormData(this.form)).toString();
    return { body, content: this.content() };
  }

  post(body, goingAway) {
    return fetch(this.form.action, {
      method: "POST",
      body,
      keepalive: goingAway && body.length < KEEPALIVE_LIMIT,
      credentials: "same-origin",
      redirect: "error", // an answer from any other page is not a receipt
      headers: {
        Accept: "application/json",
        "Content-Type": "application/x-www-form-urlencoded",
        "X-CSRFToken": this.form.elements.namedItem("csrf_token").value,
      },
    });
  }

  /** Read the answer; true when the words are safe. */
  async take(answer) {
    const reply = await answer.json().catch(() => ({}));
    if (answer.ok && Number.isInteger(reply.version)) return this.received(reply);
    if (answer.status === 409) return this.stop("conflict");
    if (answer.status === 401) return this.signedOut();
    if (answer.status >= 400 && answer.status < 500 && answer.status !== 408 && answer.status !== 429) {
      showMessage(this.form, reply.message ?? corner?.dataset.refused, reply.field);
      return this.stop("refused");
    }
    return this.later();
  }

  received(reply) {
    this.saved = this.sent.content;
    this.sent = null;
    this.wait = FIRST_WAIT;
    this.form.elements.namedItem("version").value = reply.version;
    this.form.elements.namedItem("operation_id").value = newId();
    showMessage(this.form, "");
    show("saved", reply.saved_at);
    return true;
  }

  stop(state) {
    this.sent = null; // answered: it was not taken, and will not be
    this.stopped = state;
    show(state);
    return false;
  }

  signedOut() {
    show("signed-out");
    this.timer = window.setTimeout(() => this.now(), LONGEST_WAIT); // and on coming back to this tab
    return false;
  }

  later() {
    show("not-saved");
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.now(), this.wait);
    this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
    return false;
  }

  /** Going on, going back, or to the other language: first make the words safe, then go. */
  async submitted(event) {
    if (this.leaving || event.defaultPrevented) return;
    const { submitter, target } = event;
    if (!this.running && !this.unsaved()) {
      this.leaving = target === this.form;
      return;
    }
    event.preventDefault();
    const safe = await this.now();
    // Refused or in conflict: our own form's page says why, with everything typed. Else stay here.
    if (!safe && !(this.stopped && target === this.form)) return;
    this.leaving = target === this.form;
    // Not within this event's own dispatch: a browser then ignores a second submit without a word.
    window.setTimeout(() => target.requestSubmit(submitter));
  }

  /** Following a link: the same. If the words cannot be made safe, the browser asks before it goes. */
  async followed(event) {
    const link = event.target.closest?.("a[href]");
    const elsewhere = event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey;
    if (!link || elsewhere || link.target || link.hash || !this.unsaved()) return;
    event.preventDefault();
    await this.now();
    window.location.assign(link.href);
  }
}

/** Whether this browser has a journal at all: most have none, and need not load what reads it. */
async function hasJournal() {
  const stores = window.isSecureContext ? await indexedDB.databases() : [];
  return stores.some(({ name }) => name === "what-matters");
}

async function begin(form) {
  const { pathname } = new URL(form.action);
  const [, conversation] = /\/conversations\/([^/]+)\//.exec(pathname);
  const isQuestion = /\/questions\/\w+$/.test(pathname); // the journal keeps answers, not free notes
  let keeping = null;
  const end = async () => (keeping instanceof Autosave ? keeping.now() : keeping?.end());
  if (navigator.locks && !(await writeHere(form, conversation, end))) return;
  const page = isQuestion && (await hasJournal()) ? await import("./visit/question_page.js") : null;
  const saveOnly = () => {
    keeping = new Autosave(form);
    keeping.changed();
  };
  keeping = await page?.keepHere(form, conversation, saveOnly);
  if (!keeping) saveOnly();
}

for (const form of document.querySelectorAll("form[data-autosave]")) begin(form);
