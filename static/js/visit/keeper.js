// Keeps one question's words as they are typed: in the journal at once, in the queue at each pause;
// sync.js sends them. Words are never only on the screen for longer than a moment.
import { show, showMessage } from "./corner.js";
import * as journal from "./journal.js";
import * as outbox from "./outbox.js";
import * as sync from "./sync.js";
import { answerPath, keepAnswer, queueAnswer } from "./tablet.js";

const WRITE_AFTER = 300; // from the first letter that is not in the journal
const QUEUE_AFTER = 900; // from the last letter
const FIELDS = ["words", "view", "skip_reason", "speaker"];

export class Keeper {
  /**
   * @param {HTMLFormElement} form
   * @param {{conversation: string, key: string, version: number, label: string}} about
   */
  constructor(form, about) {
    this.form = form;
    this.about = about;
    this.path = answerPath(about.conversation, about.key);
    this.written = this.queued = this.content();
    this.turn = Promise.resolve(true);
    this.isOver = false;
    this.onKept = (/** @type {boolean} */ _isKept) => {};
    form.addEventListener("input", () => this.changed());
    form.addEventListener("change", () => this.changed());
    document.addEventListener("visibilitychange", () => document.hidden && this.flush());
    addEventListener("pagehide", () => this.flush());
    addEventListener("beforeunload", (event) => {
      if (!this.isOver && this.written !== this.content()) event.preventDefault();
    });
    sync.onReceipt((receipt) => receipt.path === this.path && this.received(receipt));
    sync.onState((state) => this.stateChanged(state));
  }

  /** The fields as they stand, each there even when empty. */
  answer() {
    const data = new FormData(this.form);
    return Object.fromEntries(FIELDS.map((name) => [name, String(data.get(name) ?? "")]));
  }

  content() {
    return JSON.stringify(this.answer());
  }

  changed() {
    if (this.isOver) return;
    this.writing ??= setTimeout(() => this.inTurn(() => this.write()), WRITE_AFTER);
    clearTimeout(this.queueing);
    this.queueing = setTimeout(() => this.flush(), QUEUE_AFTER);
  }

  /** Put what stands here into the journal and the queue; true when it is safe on this tablet. */
  flush() {
    clearTimeout(this.queueing);
    return this.isOver ? this.turn : this.inTurn(() => this.queue());
  }

  inTurn(step) {
    this.turn = this.turn.then(step).catch(() => this.failed());
    return this.turn;
  }

  async write() {
    clearTimeout(this.writing);
    this.writing = undefined;
    const content = this.content();
    if (content === this.written) return true;
    await keepAnswer(this.about.conversation, this.about.key, { ...(await this.record()), dirty: true });
    this.written = content;
    show("kept");
    return true;
  }

  async queue() {
    clearTimeout(this.writing);
    this.writing = undefined;
    const content = this.content();
    if (content === this.queued) return true;
    await queueAnswer(this.about.conversation, this.about.key, await this.record());
    this.written = this.queued = content;
    this.onKept(true);
    showMessage(this.form, "");
    show("kept");
    return true;
  }

  /** Put words of last time after what is written. It goes apart, so that the server notes where they are from. */
  keepEarlier(words, source) {
    return this.inTurn(async () => {
      await this.queue();
      const { conversation, key, version } = this.about;
      const fields = { ...this.answer(), version, still_true: source };
      await outbox.add({ ...this.operation(), path: `${this.path}?still_true`, fields });
      const field = this.form.elements.namedItem("words");
      const written = field.value.trim();
      field.value = written ? `${written}\n\n${words}` : words;
      await keepAnswer(conversation, key, { ...(await this.record()), dirty: false });
      this.written = this.queued = this.content();
      show("kept");
      return true;
    });
  }

  /** The version in the journal may be newer than the page's: another tab may have had the receipt. */
  async record() {
    const { conversation, key, version, label } = this.about;
    const before = await journal.get("answer", `${conversation}:${key}`);
    return { ...this.answer(), label, at: Date.now(), version: Math.max(version, before?.version ?? 0) };
  }

  /** What stands here, as the queue takes it, or a file where the tablet has no room for it. */
  operation() {
    const { conversation, key, version, label } = this.about;
    return { path: this.path, fields: this.answer(), version, conversation, versionKey: `answer:${conversation}:${key}`, label };
  }

  failed() {
    show("not-kept");
    this.onKept(false);
    return false;
  }

  received({ version, saved_at: time, kept }) {
    if (version > 0) this.about.version = version;
    const field = this.form.elements.namedItem("version");
    if (field && version > 0) field.value = version;
    if (kept === "beside") show("conflict");
    else if (this.queued === this.content()) show("saved", time);
  }

  async stateChanged({ lastError, waiting }) {
    if (!waiting || !["refused", "signin"].includes(lastError)) return;
    const own = (await outbox.list().catch(() => [])).find((one) => one.path === this.path);
    if (own?.state === "person") {
      showMessage(this.form, own.error?.message, own.error?.field);
      show(own.error?.status === 409 ? "conflict" : "refused");
    } else if (own && lastError === "signin") show("signed-out");
  }

  /** No more writing from here: the page is over, or another tab has taken over. */
  async end() {
    await this.flush();
    this.isOver = true;
  }
}
