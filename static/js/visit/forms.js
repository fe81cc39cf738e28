// The forms of the shell: start with a person, before we start, one question, finish.
import { place } from "./board.js";
import { directory } from "./directory.js";
import { dayOf } from "./corner.js";
import { dayIn, keepTyping } from "./draft.js";
import { Keeper } from "./keeper.js";
import { fill, say } from "./fill.js";
import * as journal from "./journal.js";
import * as outbox from "./outbox.js";
import { sort } from "./notes.js";
import { writePart } from "./parts.js";
import { offerRescue } from "./outbox_page.js";
import { go, onSubmit } from "./shell.js";
import * as sync from "./sync.js";
import { keepConversation } from "./tablet.js";
import { writeHere } from "./tabs.js";
import { startThinking } from "./thinking.js";
import { newestSets, setOf } from "./views.js";
import { showOnly } from "./vault.js";
import { holdForm } from "./worker_link.js";
import { worry } from "./worry.js";

const MOST_PEOPLE = 6;
const FORMS = { begin, beginning, answer, directory, finish, worry, sort, place, show, notes: writePart, board: writePart };

/** Make the form of this page work. @returns {Promise<(() => Promise<any>) | undefined>} what to do on leaving */
export async function openTheForm(main, about) {
  const form = main.querySelector("form[data-form]");
  if (!form) return undefined;
  holdForm();
  return FORMS[form.dataset.form](form, about);
}

// What waits comes first, and what is shown after it: never does a tablet show as done what it will not send.

function begin(form, { person, name }) {
  onSubmit(form, async ({ submitter }) => {
    submitter.disabled = true; // a shaking hand starts one
    const id = crypto.randomUUID();
    const kind = submitter.value;
    const question_set = newestSets[kind];
    const talk = { id, person, name, kind, question_set, status: "in_progress", version: 1, held_on: dayOf() };
    const operation = {
      path: `/people/${person}/conversations`,
      fields: { conversation_id: id, kind, question_set },
      conversation: id,
      versionKey: `conversation:${id}`,
      label: say("labelStart", { name }),
    };
    await outbox.addWith(operation, () => keepConversation({ ...talk, language: "", participants: [], answers: {} }));
    go(`/conversations/${id}/start`);
  });
}

// What is settled before the first question; from life_stage on, only where the questions have a purpose of their own.
const SETTLED = ["language", "plan_language", "communication_needs", "kind", "life_stage", "decided_by", "consent_words", "decider", "decider_why"];
const DAYS = ["held_on", "agreed_on"];

function beginning(form, { talk: stored }) {
  const { drafted, ...begun } = stored;
  const talk = { ...begun, ...drafted };
  const rows = talk.participants.map((row) => ({ ...row }));
  const drawn = () => fill("view-beginning", { ...talk, hasPurpose: setOf(talk).purpose, rows: numbered(rows), more: rows.length < MOST_PEOPLE });
  const draw = () => {
    form.querySelectorAll(".who").forEach((old) => old.remove());
    form.querySelector("[data-do=add-row]")?.replaceWith(...drawn().querySelectorAll(".who, [data-do=add-row]"));
  };
  rows.push(blank());
  form.replaceChildren(...drawn().querySelector("form").childNodes);
  setFields(form, talk);
  form.addEventListener("click", (event) => {
    if (!event.target.closest("[data-do=add-row]")) return;
    readRows(form).forEach((row, place) => Object.assign(rows[place], row));
    rows.push(blank());
    draw();
  });
  // What a tablet that dies had here is a draft: until it is saved, the conversation stays as it was.
  const typing = keepTyping(form, async () => {
    const now = await journal.get("conversation", talk.id);
    await keepConversation({ ...now, drafted: { ...settledIn(form), participants: readRows(form).filter(({ name }) => name) } });
  });
  onSubmit(form, async () => {
    if (await typing.flush()) await saveBeginning(form, begun, typing);
  });
  return typing.end;
}

/** What the form says, days as 2026-11-22 or empty, of what it asks. */
function settledIn(form) {
  const { elements } = form;
  const settled = SETTLED.filter((name) => elements[name]).map((name) => [name, elements[name].value]);
  const days = DAYS.filter((name) => elements[`${name}-day`]).map((name) => [name, dayIn(form, name)]);
  return Object.fromEntries([...settled, ...days]);
}

const blank = () => ({ id: crypto.randomUUID(), name: "", role: "", speaks: false });
const numbered = (rows) =>
  rows.map((row, index) => {
    const number = index + 1;
    return { ...row, number, nameId: `participant_name-${number}`, roleId: `participant_role-${number}`, speaksId: `speaks-${number}` };
  });

function setFields({ elements }, talk) {
  for (const name of SETTLED) if (elements[name]) elements[name].value = talk[name] ?? "";
  for (const name of DAYS.filter((one) => elements[`${one}-day`])) {
    const [year, month, day] = (talk[name] || dayOf()).split("-");
    Object.entries({ day: Number(day), month: Number(month), year }).forEach(([part, value]) => (elements[`${name}-${part}`].value = value));
  }
}

function readRows(form) {
  return [...form.querySelectorAll(".who")].map((row) => ({
    id: row.querySelector("[name=participant_id]").value,
    name: row.querySelector("[name=participant_name]").value.trim(),
    role: row.querySelector("[name=participant_role]").value,
    speaks: row.querySelector("[name=speaks]").checked,
  }));
}

async function saveBeginning(form, talk, typing) {
  const participants = readRows(form).filter(({ name }) => name);
  const now = settledIn(form);
  const lacks = (name) => now[name]?.trim() === "";
  const faults = {
    ...Object.fromEntries(["language", "plan_language", "decided_by", "consent_words", "life_stage", ...DAYS].map((name) => [name, lacks(name)])),
    participant_role: participants.some(({ role }) => !role),
    decider: now.decided_by === "somebody_else" && (lacks("decider") || lacks("decider_why")),
  };
  const places = [...form.querySelectorAll(".govuk-error-message")];
  for (const place of places) place.hidden = !faults[place.id.slice(0, -"-error".length)];
  const first = places.find(({ hidden }) => !hidden);
  if (first) return first.scrollIntoView({ block: "center" });
  const fields = [
    ...Object.entries(now).flatMap(([name, value]) =>
      DAYS.includes(name) ? value.split("-").map((part, place) => [`${name}-${["year", "month", "day"][place]}`, Number(part)]) : [[name, value]],
    ),
    ["version", talk.version],
    ...participants.flatMap((row, index) => [
      ["participant_id", row.id],
      ["participant_name", row.name],
      ["participant_role", row.role],
      ...(row.speaks ? [["speaks", index + 1]] : []),
    ]),
  ];
  await outbox.add({ ...about(talk, "start"), fields, label: say("labelBeginning", { name: talk.name }) });
  typing.drop();
  await keepConversation({ ...talk, ...now, participants });
  return go(`/conversations/${talk.id}`);
}

const about = (talk, part) => ({
  path: `/conversations/${talk.id}/${part}`,
  conversation: talk.id,
  versionKey: `conversation:${talk.id}`,
});

function finish(form, { talk }) {
  onSubmit(form, async () => {
    const label = say("labelFinish", { name: talk.name });
    await outbox.add({ ...about(talk, "finish"), fields: { version: talk.version }, label });
    await keepConversation({ ...talk, status: "complete" });
    go(`/conversations/${talk.id}`);
  });
}

async function answer(form, { talk, conversation, key, version, label, before }) {
  const keeper = new Keeper(form, { conversation, key, version, label });
  if (!(await writeHere(form, conversation, () => keeper.end()))) keeper.isOver = true;
  const noRoom = document.getElementById("no-room");
  offerRescue(noRoom.querySelector("[data-rescue]"), () => [keeper.operation()]);
  keeper.onKept = (isKept) => {
    noRoom.hidden = isKept;
  };
  startThinking(true);
  onSubmit(form, async ({ submitter }) => {
    if (submitter?.name === "put_away") return putAway(form, talk, submitter.value);
    if (submitter?.name === "still_true") return keepEarlier(form, keeper, before, submitter);
    if (await keeper.flush()) go((submitter ?? form.querySelector("[data-go]")).dataset.go);
  });
  return async () => {
    await keeper.end();
    sync.sendNow();
  };
}

/** Show one page to the person. This tab has to be the one that writes: what stands there asks for no other. */
function show(form, { talk, path }) {
  const isHeld = writeHere(form, talk.id);
  onSubmit(form, async () => {
    if (!(await isHeld)) return;
    await showOnly(`${path}/shown`);
    go(`${path}/shown`);
  });
}

/** What the person said last time, in their answer of this time and in nobody else's. */
async function keepEarlier(form, keeper, words, button) {
  const isElsewhere = Boolean(form.elements.namedItem("speaker")?.value);
  document.getElementById("still-true-not").hidden = !isElsewhere;
  if (isElsewhere) return;
  button.disabled = true; // a shaking hand keeps them once
  const isKept = await keeper.keepEarlier(words, button.value);
  button.disabled = isKept;
  button.closest("[data-if=stillTrue]").hidden = isKept;
  if (isKept) form.elements.namedItem("words").focus();
}

async function putAway(form, talk, prompt) {
  talk.put_away = [...(talk.put_away ?? []), prompt];
  await keepConversation(talk);
  const label = say("labelPutAway", { name: talk.name });
  await outbox.add({ ...about(talk, "prompts/put-away"), versionKey: null, fields: { prompt }, label });
  const news = document.getElementById("thinking");
  news.dataset.talk = JSON.stringify({ ...JSON.parse(news.dataset.talk), putAway: talk.put_away });
  form.elements.namedItem("words").focus();
  startThinking(true);
}
