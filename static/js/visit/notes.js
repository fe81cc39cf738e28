// Free notes without signal, and their sentences put under questions: the very words, nothing retyped.
import { show as showCorner, showMessage } from "./corner.js";
import { keepTyping } from "./draft.js";
import { fill, say } from "./fill.js";
import * as journal from "./journal.js";
import * as outbox from "./outbox.js";
import { go } from "./shell.js";
import * as sync from "./sync.js";
import { answerPath, keepAnswer } from "./tablet.js";
import { holdConversation, onlyRead, takeOver } from "./tabs.js";
import { cleanText } from "./text.js";
import { asking, isOpen, setOf } from "./views.js";

const LIMIT = 20000;
const AFTER = 600;
const AT_ONCE = 8; // as many as the page on line offers at a time
const KEPT_FOR = 48 * 3600 * 1000;
const KEYS = { 0: "10", "-": "11" };
const lengthOf = (text) => [...text].length;

/** Cut by the browser's own rules, and at line ends; the server takes any stretch of the notes. */
function cut(words) {
  const cutter = new Intl.Segmenter("en", { granularity: "sentence" });
  const parts = words.split(/\n|(?<=;)\s/).flatMap((line) => [...cutter.segment(line)]);
  return parts.map(({ segment }) => segment.trim()).filter(Boolean);
}

/** The notes of a conversation: those written here, unless they are older than those of the server. */
async function read({ talk }) {
  const theirs = talk.notes ?? { words: "", version: 0, sorted: [] };
  const here = await journal.get("notes", talk.id);
  if (!here) return theirs;
  const paths = (await outbox.list()).map(({ path }) => path);
  const waits = here.dirty || paths.some((path) => path.startsWith(`/conversations/${talk.id}/notes`));
  return waits || here.version >= theirs.version ? here : theirs;
}

function keep(id, notes) {
  const expires = notes.dirty ? null : Date.now() + KEPT_FOR;
  return journal.put("notes", id, notes, { conversation: id, expires });
}

async function queue(id, { words, version, ...more }) {
  await keep(id, { words, version, ...more, dirty: true });
  const about = { conversation: id, versionKey: `notes:${id}`, label: more.label };
  await outbox.add({ path: `/conversations/${id}/notes`, fields: { words, version }, ...about });
  await keep(id, { words, version, ...more, dirty: false });
}

/** Queue what a tablet that died had written, but not queued. */
export async function finishNotes() {
  for (const { id, object } of await journal.all("notes")) if (object.dirty) await queue(id, object).catch(() => {});
}

/** For view-notes. */
export async function notesPage(found) {
  const { words } = await read(found);
  return { ...common(found.talk), words };
}

function common(talk) {
  const whole = `/conversations/${talk.id}`;
  const wordsLang = talk.language === "cy" || talk.language === "en" ? talk.language : "";
  return { name: talk.name, whole, notes: `${whole}/notes`, sort: `${whole}/notes/sort`, wordsLang, isFinished: !isOpen(talk) };
}

/** In one tab only, as an answer. */
async function hold(form, conversation, end) {
  const again = () => takeOver(conversation).then(() => window.location.reload());
  const lose = async () => {
    await end();
    onlyRead(form, again);
  };
  if (await holdConversation(conversation, { lose })) return true;
  onlyRead(form, again);
  return false;
}

export async function notes(form, { talk }) {
  if (!isOpen(talk)) {
    form.elements.namedItem("words").readOnly = true;
    return undefined;
  }
  const label = say("labelNotes", { name: talk.name });
  const typing = keepTyping(
    form,
    async ({ words }) => {
      const { fault } = cleanText(words, { limit: LIMIT });
      showMessage(form, fault ? say("tooLong", { limit: LIMIT.toLocaleString("en-GB") }) : "");
      const now = { ...(await read({ talk })), words, label };
      // What the server would refuse stays in the journal, in sight, until it is shorter.
      await (fault ? keep(talk.id, { ...now, dirty: true }) : queue(talk.id, now));
    },
    AFTER,
  );
  if (!(await hold(form, talk.id, typing.end))) typing.drop();
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (await typing.flush()) go(event.submitter.dataset.go);
  });
  return async () => {
    await typing.end();
    sync.sendNow();
  };
}

/** For view-sort. */
export async function sortPage({ talk, answers }, done = "") {
  const { words, sorted } = await read({ talk });
  const [lang] = asking(talk);
  const questions = setOf(talk).questions.map(({ key, prompt }, place) => ({ key, number: place + 1, prompt: prompt[lang], lang }));
  const left = unsorted(words, sorted).map((one, place) => ({ words: one, wordsId: `sentence-${place}`, saidById: `said-by-${place}` }));
  const others = talk.participants.filter(({ role }) => role !== "person" && role !== "practitioner");
  return {
    ...common(talk),
    answers,
    done,
    hasNotes: Boolean(words),
    allSorted: Boolean(words) && !left.length,
    toSort: isOpen(talk) ? left.slice(0, AT_ONCE) : [],
    later: isOpen(talk) ? left.slice(AT_ONCE) : left,
    questions,
    voices: [{ id: "", name: talk.name }, ...others, { id: "view", name: say("myView") }],
    sorted: sorted.map(({ sentence, key, field }) => {
      const { number, prompt } = questions.find((one) => one.key === key) ?? { number: "", prompt: "" };
      const where = say("questionNamed", { number, question: prompt });
      return { words: sentence, where, href: answerPath(talk.id, key), asView: field === "view" };
    }),
  };
}

/** What was said twice is sorted twice. */
function unsorted(words, sorted) {
  const done = sorted.map(({ sentence }) => sentence);
  return cut(words).filter((sentence) => {
    const place = done.indexOf(sentence);
    if (place >= 0) done.splice(place, 1);
    return place < 0;
  });
}

export async function sort(form, { talk, answers }) {
  const isHeld = await hold(form, talk.id, async () => {});
  const draw = async (done) => {
    form.replaceChildren(...fill("view-sort", await sortPage({ talk, answers }, done)).querySelector("form").childNodes);
  };
  let busy = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const one = event.submitter?.closest("[data-sentence]");
    if (!one || busy || !isHeld) return;
    busy = true;
    const saidBy = one.querySelector("select").value;
    const done = await put({ talk, answers }, one.dataset.sentence, event.submitter, saidBy).catch(() => say("storage"));
    await draw(done);
    (form.querySelector(".to-sort summary") ?? form.querySelector(".sorted a"))?.focus();
    busy = false;
    sync.sendNow();
  });
  form.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.target.matches("select")) return;
    const number = CSS.escape(KEYS[event.key] ?? event.key);
    const button = event.target.closest("[data-sentence]")?.querySelector(`[data-number="${number}"]`);
    if (!button) return;
    event.preventDefault();
    button.click();
  });
}

/** Put a sentence after what the answer holds, here and in the queue. @returns {Promise<string>} what to say */
async function put({ talk, answers }, sentence, { value: key, dataset: { number } }, saidBy) {
  const before = answers[key] ?? { words: "", view: "", skip_reason: "", speaker: "", version: 0 };
  const field = saidBy === "view" ? "view" : "words";
  if (field === "words" && before.words && (before.speaker ?? "") !== saidBy) return say("otherVoice");
  const longer = before[field] ? `${before[field]}\n${sentence}` : sentence;
  if (lengthOf(longer) > LIMIT) return say("noRoom");
  const said = field === "words" && !before.words ? { speaker: saidBy, skip_reason: "" } : {};
  const label = say("labelAnswer", { name: talk.name, number });
  answers[key] = { ...before, ...said, [field]: longer, label, at: Date.now() };
  await outbox.add({
    path: `/conversations/${talk.id}/notes/sort`,
    fields: { sentence, question: key, said_by: saidBy },
    conversation: talk.id,
    versionKey: `answer:${talk.id}:${key}`,
    label: say("labelSorted", { name: talk.name, number }),
    adds: true,
  });
  await keepAnswer(talk.id, key, { ...answers[key], conversation: talk.id, key, dirty: before.dirty ?? false });
  const now = await read({ talk });
  await keep(talk.id, { ...now, sorted: [...now.sorted, { sentence, key, field }] });
  showCorner("kept", { time: "" });
  return say("sorted", { number });
}
