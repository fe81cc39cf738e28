// What each page of the shell shows, read from the journal.
import { say } from "./fill.js";
import * as journal from "./journal.js";
import * as outbox from "./outbox.js";
import { answerPath } from "./tablet.js";

const data = JSON.parse(document.getElementById("visit-data").content.textContent);
const language = document.documentElement.lang;
const other = language === "cy" ? "en" : "cy";

/** "5 January 2027", in the language of the page. @param {string} day */
export function longDate(day) {
  const [year, month, number] = day.slice(0, 10).split("-").map(Number);
  return `${number} ${data.months[month - 1]} ${year}`;
}

const byName = (people) => ({ people: people.sort((a, b) => a.name.localeCompare(b.name)) });
const nameOf = (person) => person.preferred_name || person.name;
export const { board, newest_sets: newestSets } = data;
export const setOf = (talk) => data.question_sets[talk.question_set];
export const isOpen = (talk) => talk.status === "in_progress";

/** Whoever is there besides the person and the practitioner. */
export const othersIn = (talk) => talk.participants.filter(({ role }) => role !== "person" && role !== "practitioner");

/** The questions are asked in the language of the talk; in both, the reader's first. */
export function asking(talk) {
  return talk.language === "both" ? [language, other] : [wordsLang(talk) || language];
}

/** The one language that the words of a talk are in, where there is one. */
export const wordsLang = ({ language: spoken }) => (spoken === "cy" || spoken === "en" ? spoken : "");

/** The languages whose words are looked for in it. */
export const tonguesOf = (talk) => (wordsLang(talk) ? [talk.language] : ["en", "cy"]);

/** A conversation with its answers: those written here before those of the server, unless they are older. */
export async function readTalk(id) {
  const talk = await journal.get("conversation", id);
  if (!talk || !setOf(talk)) return null;
  const waiting = new Set((await outbox.list()).map(({ versionKey }) => versionKey));
  const answers = { ...talk.answers };
  for (const { object } of await journal.all("answer")) {
    if (object.conversation !== id) continue;
    const theirs = answers[object.key]?.version ?? -1;
    const isOurs = object.dirty || waiting.has(`answer:${id}:${object.key}`) || object.version >= theirs;
    if (isOurs) answers[object.key] = object;
  }
  return { talk, answers, pack: await journal.get("pack", talk.person) };
}

const progress = (set, answers) => {
  const done = set.questions.filter(({ key }) => answers[key]?.words).length;
  return say("progress", { done, total: set.questions.length });
};

/** @returns {Promise<object>} for view-visits */
export async function visits() {
  const people = new Map();
  for (const { object } of await journal.all("pack")) {
    const { person, expires_at: until } = object;
    people.set(person.id, { name: nameOf(person), href: `/people/${person.id}`, until: longDate(until) });
  }
  for (const { object } of await journal.all("conversation")) {
    const { talk, answers } = (await readTalk(object.id)) ?? {};
    if (!talk) continue;
    const person = people.get(talk.person) ?? { name: talk.name, href: `/people/${talk.person}` };
    if (isOpen(talk)) Object.assign(person, { go: `/conversations/${talk.id}`, progress: progress(setOf(talk), answers) });
    people.set(talk.person, person);
  }
  return byName([...people.values()]);
}

/** @returns {Promise<object>} for view-worry: whom this tablet knows */
export async function worry() {
  return byName((await journal.all("pack")).map(({ object: { person } }) => ({ id: person.id, name: nameOf(person) })));
}

/** @returns {Promise<object | null>} for view-person */
export async function person(id) {
  const pack = await journal.get("pack", id);
  const talks = (await journal.all("conversation")).map(({ object }) => object);
  const going = talks.find((talk) => talk.person === id && isOpen(talk));
  if (!pack && !going) return null;
  const who = pack?.person ?? { name: going.name };
  const last = pack?.last_time;
  const questions = data.question_sets[pack?.conversation?.question_set ?? "what_matters.1"].questions;
  return {
    name: nameOf(who),
    fullName: nameOf(who) === who.name ? "" : who.name,
    needs: who.communication_needs,
    go: going ? `/conversations/${going.id}` : "",
    plan: (pack?.plan?.lines ?? []).map((text) => ({ text })),
    lastDay: last ? longDate(last.held_on) : "",
    last: questions.flatMap(({ key, prompt }, place) =>
      last?.answers[key] ? [{ number: place + 1, prompt: prompt[language], words: last.answers[key], who: last.who?.[key] ?? "" }] : [],
    ),
  };
}

/** Whether the person said it, and nobody else. */
const isOwn = ({ participants }, { speaker } = {}) =>
  !speaker || participants.some(({ id, role }) => id === speaker && role === "person");

function lines({ talk, answers }) {
  const set = setOf(talk);
  const [tongue] = asking(talk);
  return set.questions.map(({ key, prompt }, place) => {
    const { words = "", view = "", skip_reason: skip = "" } = answers[key] ?? {};
    const state = words ? "answered" : skip ? "skipped" : "open";
    return {
      number: place + 1,
      prompt: prompt[tongue],
      lang: tongue,
      wordsLang: wordsLang(talk),
      href: answerPath(talk.id, key),
      look: `questions__one questions__one--${state}`,
      words,
      said: isOwn(talk, answers[key]) ? words : "",
      view,
      [state]: true,
      reason: set.skip_reasons.find((one) => one.key === skip)?.label[language] ?? "",
    };
  });
}

/** For view-conversation and view-check. */
export function conversation(found) {
  const { talk, answers } = found;
  const all = lines(found);
  const next = all.find(({ open }) => open);
  const whole = `/conversations/${talk.id}`;
  return {
    name: talk.name,
    personHref: `/people/${talk.person}`,
    isFinished: !isOpen(talk),
    progress: progress(setOf(talk), answers),
    lines: all,
    wordsLang: wordsLang(talk),
    whole,
    start: `${whole}/start`,
    check: `${whole}/check`,
    notes: `${whole}/notes`,
    board: `${whole}/board`,
    next: next?.href ?? "",
    nextLabel: !next ? "" : next.number === 1 ? say("first") : say("next", { number: next.number }),
  };
}

/** For view-question; null when there is no such question. */
export function question({ talk, answers, pack }, key) {
  const last = pack?.last_time;
  const set = setOf(talk);
  const place = set.questions.findIndex((one) => one.key === key);
  if (place < 0) return null;
  const { prompt, help } = set.questions[place];
  const answer = answers[key] ?? {};
  const tongues = asking(talk);
  const whole = `/conversations/${talk.id}`;
  const at = (index) => (set.questions[index] ? answerPath(talk.id, set.questions[index].key) : "");
  const reasons = [{ key: "", label: { [language]: say("leaveIt") } }, ...set.skip_reasons];
  return {
    name: talk.name,
    conversation: talk.id,
    key,
    path: at(place),
    version: answer.version ?? 0,
    number: place + 1,
    total: set.questions.length,
    prompt: prompt[tongues[0]],
    lang: tongues[0],
    other: tongues[1] ? prompt[tongues[1]] : "",
    otherLang: tongues[1] ?? "",
    help: help ? tongues.map((lang) => ({ text: help[lang], lang })) : [],
    before: last?.answers[key] ?? "",
    who: last?.who?.[key] ?? "",
    stillTrue: stillTrue(last, key, answer.words ?? ""),
    lastDay: last ? longDate(last.held_on) : "",
    words: answer.words ?? "",
    view: answer.view ?? "",
    skip_reason: answer.skip_reason ?? "",
    wordsLang: wordsLang(talk),
    speaker: answer.speaker ?? "",
    speakers: talk.participants.length ? [{ id: "", name: talk.name }, ...talk.participants] : [],
    reasons: reasons.map(({ key: reason, label }, index) => ({
      key: reason,
      id: index ? `skip_reason-${index + 1}` : "skip_reason",
      label: label[language],
      chosen: reason === (answer.skip_reason ?? ""),
    })),
    hasNext: place + 1 < set.questions.length,
    next: at(place + 1) || `${whole}/check`,
    previous: at(place - 1),
    whole,
    show: `${whole}?show`,
    progress: progress(set, answers),
    label: say("labelAnswer", { name: talk.name, number: place + 1 }),
    coach: data.coach,
    lists: set.lists,
    thinking: thinking(talk, answers, key, tongues[0], set.questions[place]),
  };
}

/** Which words of last time can be kept with one tap: the person's own, unless they stand here already. */
function stillTrue(before, key, words) {
  const said = before?.answers[key];
  return said && !before.who?.[key] && !words.includes(said) ? before.still_true[key] : "";
}

/** What prompts.js needs to know of the conversation, as the server tells it on line. */
function thinking(talk, answers, key, askIn, { follow_ups: always }) {
  const others = talk.participants.filter(({ role }) => role !== "person").map(({ id }) => id);
  return JSON.stringify({
    question: key,
    answers: Object.fromEntries(Object.entries(answers).map(([one, { words }]) => [one, words])),
    confirmedDomains: [],
    putAway: talk.put_away ?? [],
    tongues: tonguesOf(talk),
    isAlone: !othersIn(talk).length,
    said: Object.keys(answers).filter((one) => !others.includes(answers[one].speaker)),
    others,
    askIn,
    wordsLang: wordsLang(talk),
    always: always.map((one) => ({ text: one[askIn], lang: askIn })),
  });
}
