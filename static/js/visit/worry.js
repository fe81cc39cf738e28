// "I am worried about someone's safety", written down without signal. In the journal only until it is
// in the queue; the queue's label names nobody; what was sent is not shown here again.
import { show as showCorner } from "./corner.js";
import { dayIn, fieldsOf, keepTyping, tooLong } from "./draft.js";
import { say } from "./fill.js";
import * as journal from "./journal.js";
import * as outbox from "./outbox.js";
import { fault, go, onSubmit, show } from "./shell.js";
import * as sync from "./sync.js";
import { writeHere } from "./tabs.js";

export const WORRY = "/safety/records/new";
const TIME = /^(?:[01]?\d|2[0-3])[:.][0-5]\d$/;
const read = () => journal.get("worry", "draft");
const write = (draft) => journal.put("worry", "draft", draft);

/** Into the queue, then out of the journal. Its id makes it one record, should the tablet die in between. */
async function handOn({ id, fields }) {
  await outbox.add({ id, path: "/safety/records", fields, label: say("labelWorry") });
  await journal.remove("worry", "draft").catch(() => {}); // it is marked as done, and goes the next time
}

/** Finish what a tablet that died had begun: a record that somebody wanted kept. */
export async function finishHandingOn() {
  const draft = await read();
  if (draft?.done) await handOn(draft).catch(() => {});
}

/** Make the form work. @param {HTMLFormElement} form */
export async function worry(form) {
  await finishHandingOn();
  const { id, fields } = (await read()) ?? { id: crypto.randomUUID(), fields: {} };
  for (const [name, value] of Object.entries(fields)) form.elements.namedItem(name).value = value;
  const typing = keepTyping(form, (now) => write({ id, fields: now }));
  if (!(await writeHere(form, "worry", typing.end))) typing.drop();
  form.elements.namedItem("throw_away").addEventListener("click", async () => {
    if (!confirm(say("throwAwaySure"))) return;
    typing.drop();
    await journal.remove("worry", "draft");
    go("/safety");
  });
  onSubmit(form, async () => {
    const now = fieldsOf(form);
    if (!isWhole(form, now)) return;
    await typing.flush();
    try {
      await write({ id, fields: now, done: true });
      typing.drop();
      await handOn({ id, fields: now });
    } catch {
      showCorner("not-kept");
      return;
    }
    show("view-worry-kept");
    document.getElementById("main-content").focus();
    sync.sendNow();
  });
  return typing.end;
}

/** Say what is missing, as the server would; the first of them has the focus. */
function isWhole(form, now) {
  const isTold = ["told_whom", "told_on-day", "told_on-month", "told_on-year"].some((name) => now[name].trim());
  const faults = {
    about: !now.person && !now.about.trim() && say("worryAbout"),
    seen: !now.seen.trim() && say("worrySeen"),
    whose_words: !now.whose_words.trim() && say("worryWhose"),
    told_on: isTold && !dayIn(form, "told_on") && say("worryDay"),
    told_time: now.told_time.trim() && !TIME.test(now.told_time.trim()) && say("worryTime"),
  };
  for (const field of form.querySelectorAll("[data-limit]")) faults[field.name] = tooLong(field) || faults[field.name];
  // From the last to the first, which then has the focus.
  for (const { id } of [...form.querySelectorAll(".govuk-error-message")].reverse()) {
    const name = id.slice("worry-".length, -"-error".length);
    fault(`worry-${name}`, faults[name] || "");
  }
  const first = form.querySelector(".govuk-error-message:not([hidden])");
  first?.scrollIntoView({ block: "center" });
  return !first;
}
