// Free notes without signal, and their sentences put under questions: the very words, nothing retyped.
import { show as showCorner } from "./corner.js";
import { fill, say } from "./fill.js";
import * as outbox from "./outbox.js";
import { keepPart, readPart } from "./parts.js";
import { suggestQuestion } from "./prompts.js";
import { onSubmit } from "./shell.js";
import * as sync from "./sync.js";
import { answerPath, keepAnswer } from "./tablet.js";
import { writeHere } from "./tabs.js";
import { load } from "./thinking.js";
import { asking, isOpen, othersIn, setOf, tonguesOf, wordsLang } from "./views.js";

const LIMIT = 20000;
const AT_ONCE = 8; // as many as the page on line offers at a time
const KEYS = { 0: "10", "-": "11" };
const known = {}; // the words that lead to questions, by address

/** Where a sentence stands on a line of its own, the last one where it stands there twice. */
const placeIn = (written, sentence) => `\n${written}\n`.lastIndexOf(`\n${sentence}\n`);

/** Cut by the browser's own rules, and at line ends; the server takes any stretch of the notes. */
function cut(words) {
  const cutter = new Intl.Segmenter("en", { granularity: "sentence" });
  const parts = words.split(/\n|(?<=;)\s/).flatMap((line) => [...cutter.segment(line)]);
  return parts.map(({ segment }) => segment.trim()).filter(Boolean);
}

/** For view-notes. */
export async function notesPage(found) {
  const { words } = await readPart("notes", found.talk);
  return { ...common(found.talk), words };
}

function common(talk) {
  const whole = `/conversations/${talk.id}`;
  const isFinished = !isOpen(talk);
  return { name: talk.name, whole, notes: `${whole}/notes`, sort: `${whole}/notes/sort`, wordsLang: wordsLang(talk), isFinished };
}

/** For view-sort. */
export async function sortPage({ talk, answers }, done = "") {
  const { words, sorted } = await readPart("notes", talk);
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
  return {
    ...common(talk),
    answers,
    done,
    hasNotes: Boolean(words),
    allSorted: Boolean(words) && !left.length,
    toSort: isOpen(talk) ? left.slice(0, AT_ONCE) : [],
    later: isOpen(talk) ? left.slice(AT_ONCE) : left,
    questions,
    voices: [{ id: "", name: talk.name }, ...othersIn(talk), { id: "view", name: say("myView") }],
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
  onSubmit(form, async ({ submitter }) => {
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
  if ([...longer].length > LIMIT) return say("noRoom");
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
  const { sentence, key, field } = (await readPart("notes", found.talk)).sorted.find((one) => one.id === id);
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
  const now = await readPart("notes", talk);
  await keepPart("notes", talk.id, { ...now, sorted: sort(now.sorted) });
  showCorner("kept");
}
