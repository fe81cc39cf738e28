// Free notes without signal, and their sentences put under questions: the very words, nothing retyped.
import { show as showCorner, showMessage } from "./corner.js";
import { keepTyping } from "./draft.js";
import { fill, say } from "./fill.js";
import * as journal from "./journal.js";
import * as outbox from "./outbox.js";
import { suggestQuestion } from "./prompts.js";
import { go } from "./shell.js";
import * as sync from "./sync.js";
import { answerPath, keepAnswer } from "./tablet.js";
import { writeHere } from "./tabs.js";
import { cleanText } from "./text.js";
import { load } from "./thinking.js";
import { asking, isOpen, setOf, tonguesOf, wordsLang } from "./views.js";

const LIMIT = 20000;
const AFTER = 600;
const AT_ONCE = 8; // as many as the page on line offers at a time
const KEPT_FOR = 48 * 3600 * 1000;
const KEYS = { 0: "10", "-": "11" };
const known = {}; // the words that lead to questions, by address
const lengthOf = (text) => [...text].length;

/** Where a sentence stands on a line of its own, the last one where it stands there twice. */
const placeIn = (written, sentence) => `\n${written}\n`.lastIndexOf(`\n${sentence}\n`);

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
  const isFinished = !isOpen(talk);
  return { name: talk.name, whole, notes: `${whole}/notes`, sort: `${whole}/notes/sort`, wordsLang: wordsLang(talk), isFinished };
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
  if (!(await writeHere(form, talk.id, typing.end))) typing.drop();
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
  const set = setOf(talk);
  const questions = set.questions.map(({ key, prompt }, place) => ({ key, number: place + 1, prompt: prompt[lang], lang }));
  const named = (key) => questions.find((one) => one.key === key);
  const cues = (known[set.cues] ??= await load(set.cues).catch(() => null));
  const left = unsorted(words, sorted).map((one, place) => {
    const found = place < AT_ONCE && cues && suggestQuestion(cues, one, tonguesOf(talk));
    const suggested = found ? [{ ...named(found.question), heard: found.heard }] : [];
    return { words: one, wordsId: `sentence-${place}`, saidById: `said-by-${place}`, suggested, open: !found };
  });
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
    sorted: sorted.map(({ id, sentence, key, field }) => {
      const isThere = placeIn(answers[key]?.[field] ?? "", sentence) >= 0;
      const undo = isThere && isOpen(talk) ? id : "";
      return { ...named(key), words: sentence, href: answerPath(talk.id, key), asView: field === "view", isThere, undo };
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
  const isHeld = await writeHere(form, talk.id);
  let busy = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const { submitter } = event;
    if (!submitter || busy || !isHeld) return;
    busy = true;
    const work = submitter.name === "undo" ? takeOut : put;
    const done = await work({ talk, answers }, submitter).catch(() => say("storage"));
    form.replaceChildren(...fill("view-sort", await sortPage({ talk, answers }, done)).querySelector("form").childNodes);
    form.querySelector(".to-sort__suggested button, .to-sort summary, .sorted a")?.focus();
    busy = false;
    sync.sendNow();
  });
  form.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.target.matches("select")) return;
    const number = CSS.escape(KEYS[event.key] ?? event.key);
    const button = event.target.closest("[data-sentence]")?.querySelector(`[name=question][data-number="${number}"]`);
    if (!button) return;
    event.preventDefault();
    button.click();
  });
}

/** Put a sentence after what the answer holds. @param {HTMLButtonElement} button @returns {Promise<string>} what to say */
async function put(found, button) {
  const { name, value: key } = button;
  const { number } = button.dataset;
  const one = button.closest("[data-sentence]");
  const { sentence } = one.dataset;
  const saidBy = one.querySelector("select").value;
  const before = found.answers[key] ?? { words: "", view: "", skip_reason: "", speaker: "", version: 0 };
  const field = saidBy === "view" ? "view" : "words";
  if (field === "words" && before.words && (before.speaker ?? "") !== saidBy) return say("otherVoice");
  const longer = before[field] ? `${before[field]}\n${sentence}` : sentence;
  if (lengthOf(longer) > LIMIT) return say("noRoom");
  const said = field === "words" && !before.words ? { speaker: saidBy, skip_reason: "" } : {};
  const id = crypto.randomUUID();
  await change(found, key, number, { ...before, ...said, [field]: longer }, (sorted) => [...sorted, { id, sentence, key, field }], {
    id,
    path: "sort",
    fields: { sentence, [name]: key, said_by: saidBy },
    label: "labelSorted",
  });
  return say("sorted", { number });
}

/** Take a sentence out of its answer, as if it had never been there. */
async function takeOut(found, { value: id, dataset: { number } }) {
  const { sentence, key, field } = (await read(found)).sorted.find((one) => one.id === id);
  const before = found.answers[key];
  const start = placeIn(before[field], sentence);
  const [head, rest] = [before[field].slice(0, start), before[field].slice(start + sentence.length)];
  const without = head ? head.slice(0, -1) + rest : rest.slice(1);
  await change(found, key, number, { ...before, [field]: without }, (sorted) => sorted.filter((one) => one.id !== id), {
    path: `sorted/${id}/take-out`,
    label: "labelTakenOut",
  });
  return say("takenOut");
}

/** Change an answer and the list of what is sorted, in the queue and here. */
async function change({ talk, answers }, key, number, answer, sort, { path, label, ...more }) {
  const names = { name: talk.name, number };
  answers[key] = { ...answer, label: say("labelAnswer", names), at: Date.now() };
  await outbox.add({
    path: `/conversations/${talk.id}/notes/${path}`,
    conversation: talk.id,
    versionKey: `answer:${talk.id}:${key}`,
    label: say(label, names),
    adds: true,
    ...more,
  });
  await keepAnswer(talk.id, key, { ...answers[key], dirty: answer.dirty ?? false });
  const now = await read({ talk });
  await keep(talk.id, { ...now, sorted: sort(now.sorted) });
  showCorner("kept");
}
