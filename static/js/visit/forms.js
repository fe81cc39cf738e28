// The forms of the shell: start with a person, before we start, one question, finish.
import { directory } from "./directory.js";
import { dayIn } from "./draft.js";
import { Keeper } from "./keeper.js";
import { fill, say } from "./fill.js";
import * as outbox from "./outbox.js";
import { notes, sort } from "./notes.js";
import { offerRescue } from "./rescue.js";
import { fault, go } from "./shell.js";
import * as sync from "./sync.js";
import { keepConversation } from "./tablet.js";
import { writeHere } from "./tabs.js";
import { startThinking } from "./thinking.js";
import { holdForm } from "./worker_link.js";
import { worry } from "./worry.js";

const MOST_PEOPLE = 6;
const FORMS = { begin, beginning, answer, directory, finish, worry, notes, sort };

/** Make the form of this page work. @returns {Promise<(() => Promise<any>) | undefined>} what to do on leaving */
export async function openTheForm(main, about) {
  const form = main.querySelector("form[data-form]");
  if (!form) return undefined;
  holdForm();
  return FORMS[form.dataset.form](form, about);
}

function onSubmit(form, handler) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    handler(event);
  });
}

function begin(form, { person, name }) {
  onSubmit(form, async () => {
    const id = crypto.randomUUID();
    const kind = "what_matters_conversation";
    const talk = { id, person, name, kind, question_set: "what_matters.1", status: "in_progress", version: 1 };
    await keepConversation({ ...talk, language: "", plan_language: "", held_on: today(), participants: [], answers: {} });
    await outbox.add({
      path: `/people/${person}/conversations`,
      fields: { conversation_id: id, kind, question_set: talk.question_set },
      conversation: id,
      versionKey: `conversation:${id}`,
      label: say("labelStart", { name }),
    });
    go(`/conversations/${id}/start`);
  });
}

const today = () => new Intl.DateTimeFormat("fr-CA").format(new Date());

function beginning(form, { talk }) {
  const rows = talk.participants.map((row) => ({ ...row }));
  const draw = () => {
    const part = fill("view-beginning", { name: talk.name, rows: numbered(rows), more: rows.length < MOST_PEOPLE });
    form.querySelectorAll(".who").forEach((old) => old.remove());
    form.querySelector("[data-do=add-row]")?.replaceWith(...part.querySelectorAll(".who, [data-do=add-row]"));
  };
  rows.push(blank());
  const fresh = fill("view-beginning", { name: talk.name, rows: numbered(rows), more: true }).querySelector("form");
  form.replaceChildren(...fresh.childNodes);
  setFields(form, talk);
  form.addEventListener("click", (event) => {
    if (!event.target.closest("[data-do=add-row]")) return;
    readRows(form).forEach((row, place) => Object.assign(rows[place], row));
    rows.push(blank());
    draw();
  });
  onSubmit(form, () => saveBeginning(form, talk));
}

const blank = () => ({ id: crypto.randomUUID(), name: "", role: "", speaks: false });
const numbered = (rows) =>
  rows.map((row, index) => ({
    ...row,
    number: index + 1,
    place: index + 1,
    nameId: `participant_name-${index + 1}`,
    roleId: `participant_role-${index + 1}`,
    speaksId: `speaks-${index + 1}`,
  }));

function setFields(form, talk) {
  const [year, month, day] = talk.held_on.split("-");
  const fields = { language: talk.language, plan_language: talk.plan_language, kind: talk.kind };
  for (const [name, value] of Object.entries(fields)) {
    for (const radio of form.elements[name]) radio.checked = radio.value === value;
  }
  form.elements.communication_needs.value = talk.communication_needs ?? "";
  form.elements["held_on-day"].value = Number(day);
  form.elements["held_on-month"].value = Number(month);
  form.elements["held_on-year"].value = year;
}

function readRows(form) {
  return [...form.querySelectorAll(".who")].map((row) => ({
    id: row.querySelector("[name=participant_id]").value,
    name: row.querySelector("[name=participant_name]").value.trim(),
    role: row.querySelector("[name=participant_role]").value,
    speaks: row.querySelector("[name=speaks]").checked,
  }));
}

async function saveBeginning(form, talk) {
  const participants = readRows(form).filter(({ name }) => name);
  const now = {
    language: form.elements.language.value,
    plan_language: form.elements.plan_language.value,
    communication_needs: form.elements.communication_needs.value,
    held_on: dayIn(form, "held_on"),
    kind: form.elements.kind.value,
  };
  const faults = [
    ["language", !now.language && "chooseLanguage"],
    ["plan_language", !now.plan_language && "choosePlanLanguage"],
    ["participant_role", participants.some(({ role }) => !role) && "chooseRole"],
    ["held_on", !now.held_on && "chooseDay"],
  ];
  for (const [id, name] of faults) fault(id, name ? say(name) : "");
  const first = faults.find(([, name]) => name);
  if (first) {
    document.getElementById(`${first[0]}-error`).scrollIntoView({ block: "center" });
    return;
  }
  const [year, month, day] = now.held_on.split("-").map(Number);
  const { held_on: _, ...plain } = now;
  const fields = [
    ...Object.entries(plain),
    ["held_on-day", day],
    ["held_on-month", month],
    ["held_on-year", year],
    ["version", talk.version],
    ...participants.flatMap((row, index) => [
      ["participant_id", row.id],
      ["participant_name", row.name],
      ["participant_role", row.role],
      ...(row.speaks ? [["speaks", index + 1]] : []),
    ]),
  ];
  await keepConversation({ ...talk, ...now, participants });
  await outbox.add({ ...about(talk, "start"), fields, label: say("labelBeginning", { name: talk.name }) });
  go(`/conversations/${talk.id}`);
}

const about = (talk, part) => ({
  path: `/conversations/${talk.id}/${part}`,
  conversation: talk.id,
  versionKey: `conversation:${talk.id}`,
});

function finish(form, { talk }) {
  onSubmit(form, async () => {
    await keepConversation({ ...talk, status: "complete" });
    const label = say("labelFinish", { name: talk.name });
    await outbox.add({ ...about(talk, "finish"), fields: { version: talk.version }, label });
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

/** What the person said last time, in their answer of this time and in nobody else's. */
async function keepEarlier(form, keeper, words, button) {
  const isElsewhere = Boolean(form.elements.namedItem("speaker")?.value);
  document.getElementById("still-true-not").hidden = !isElsewhere;
  if (isElsewhere || !(await keeper.keepEarlier(words, button.value))) return;
  button.closest("[data-if=stillTrue]").hidden = true;
  form.elements.namedItem("words").focus();
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
