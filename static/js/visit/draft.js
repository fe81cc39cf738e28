// Keeps what is typed into a form, a moment after it was typed: whatever `keep` does with the fields.
import { dayOf, show } from "./corner.js";
import { say } from "./fill.js";
import { cleanText } from "./text.js";

const WRITE_AFTER = 300; // from the first letter that is not kept

/** The fields of a form by name; of several with one name, the last. */
export const fieldsOf = (form) => Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value)]));

/** What to say of a field whose words the server would refuse as too long, or nothing. */
export function tooLong({ value, dataset }) {
  const limit = Number(dataset.limit);
  return cleanText(value, limit).fault ? say("tooLong", { limit: limit.toLocaleString("en-GB") }) : "";
}

/** The day in three fields of a form, as 2026-11-22; empty when it is no day, or one to come. */
export function dayIn(form, name) {
  const [year, month, day] = ["year", "month", "day"].map((part) => Number(form.elements.namedItem(`${name}-${part}`).value));
  const at = new Date(year, month - 1, day);
  const isDay = at.getFullYear() === year && at.getMonth() === month - 1 && at.getDate() === day;
  if (!isDay || at > new Date()) return "";
  return dayOf(at);
}

/**
 * @param {HTMLFormElement} form as it stands: kept already
 * @param {(fields: Record<string, string>) => Promise<void>} keep on the disk when it resolves
 * @param {number} [after] how soon after the first letter that is not kept
 * @returns {{flush: () => Promise<boolean>, end: () => Promise<void>, drop: () => void}}
 *   `end` keeps what is left, `drop` does not; nothing is kept after either
 */
export function keepTyping(form, keep, after = WRITE_AFTER) {
  // The corner that says so stands once in the shell, with the questions.
  form.prepend(document.getElementById("view-question").content.getElementById("save-state").cloneNode(true));
  const over = new AbortController();
  const { signal } = over;
  const content = () => JSON.stringify([...new FormData(form)]);
  let written = content();
  let turn = Promise.resolve(true);
  let timer;

  const write = async () => {
    timer = undefined;
    const now = content();
    if (signal.aborted || now === written) return true;
    await keep(fieldsOf(form));
    written = now;
    show("kept");
    return true;
  };
  const flush = () => {
    clearTimeout(timer);
    turn = turn.then(write).catch(() => {
      show("not-kept");
      return false;
    });
    return turn;
  };
  const changed = () => {
    timer ??= setTimeout(flush, after);
  };
  form.addEventListener("input", changed, { signal });
  form.addEventListener("change", changed, { signal });
  document.addEventListener("visibilitychange", () => document.hidden && flush(), { signal });
  addEventListener("pagehide", flush, { signal });
  addEventListener("beforeunload", (event) => written !== content() && event.preventDefault(), { signal });
  return { flush, end: () => flush().then(() => over.abort()), drop: () => over.abort() };
}
