// Thinks again about what may be asked, and about the practitioner's wording, when typing pauses.
// Quiet: what is being typed stays where it stands, and news is announced politely, once.
import { AT_MOST, choosing, coaching, forgetOthers } from "./prompts.js";

const PAUSE = 1500;
const LONGEST_BUSY = 50; // a tablet that is never idle gets its prompts all the same
const SLICE = 5; // milliseconds of thought at a time
const MOST_LETTERS = 25000; // longer talks are thought about when a page opens, and not while one types

/** @type {HTMLElement} */ let news;
/** @type {HTMLElement} */ let asking;
/** @type {HTMLElement} */ let wording;
/** @type {HTMLFormElement} */ let form;
/** @type {any} */ let talk;
const language = document.documentElement.lang;
/** @type {Promise<any[]> | undefined} */
let lists;
let timer = 0;
let latest = 0; // of the thoughts: a newer one puts an end to those before

/** @param {string | undefined} address */
export const load = async (address) => (address ? (await fetch(address)).json() : null);

/** @param {(deadline?: any) => void} next */
const whenIdle = (next) => (window.requestIdleCallback ? requestIdleCallback(next, { timeout: LONGEST_BUSY }) : setTimeout(next));

/**
 * Take a few steps at a time, so that nobody's typing waits. @template S @param {Generator<void, S>} steps
 * @param {number} thought @returns {Promise<S | undefined>} undefined: there is a newer thought, or the question was left
 */
async function inSlices(steps, thought) {
  for (;;) {
    await new Promise(whenIdle);
    if (thought !== latest || !news.isConnected) return undefined;
    for (const until = performance.now() + SLICE; performance.now() < until; ) {
      const { done, value } = steps.next();
      if (done) return value;
    }
  }
}

/** @param {string} name */
const typed = (name) => /** @type {HTMLTextAreaElement | null} */ (form.elements.namedItem(name))?.value ?? "";

/** @param {string} id */
const copy = (id) =>
  /** @type {HTMLElement} */ (document.getElementById(id).content.firstElementChild.cloneNode(true));

/** @param {{followUp: import("./lists.d.ts").FollowUp, heard: string}} chosen */
function line({ followUp, heard }) {
  const item = copy("asked-line");
  const question = item.querySelector(".asked__question");
  const away = item.querySelector("button");
  item.dataset.key = followUp.key;
  Object.assign(question, { id: `asked-${followUp.key}`, lang: talk.askIn, textContent: followUp.ask[talk.askIn] });
  away.value = followUp.key;
  away.setAttribute("aria-describedby", question.id);
  const because = item.querySelector(".asked__because");
  because.textContent = `${followUp.because[language]} `;
  if (heard) {
    const words = because.appendChild(document.createElement("q"));
    Object.assign(words, { lang: talk.wordsLang, textContent: heard });
  }
  return item;
}

/** @param {{text: string, lang: string}} said */
const ownLine = ({ text, lang }) => Object.assign(document.createElement("li"), { lang, textContent: text });

/** @param {import("./lists.d.ts").Chosen} chosen */
function ask(chosen) {
  const list = asking.querySelector("ul");
  const before = [...list.children].flatMap((item) => item.dataset.key ?? []);
  const keys = chosen.map((one) => one.followUp.key);
  const always = talk.always.slice(0, AT_MOST - chosen.length).map(ownLine);
  const isAsked = keys.join() === before.join() && list.children.length === chosen.length + always.length;
  if (isAsked || list.contains(document.activeElement)) return false;
  stayingStill(() => {
    list.replaceChildren(...chosen.map(line), ...always);
    if (list.children.length) asking.hidden = false;
    asking.style.visibility = list.children.length ? "" : "hidden"; // its place stays while one types
  });
  return keys.some((key) => !before.includes(key));
}

/** @param {() => void} change above what is being typed, on a narrow screen */
function stayingStill(change) {
  const field = document.activeElement ?? form;
  const top = field.getBoundingClientRect().top;
  asking.style.minHeight = `${asking.offsetHeight}px`;
  change();
  scrollBy({ top: field.getBoundingClientRect().top - top, behavior: "instant" });
}

/** @param {Record<string, string>} answers */
function writing(answers) {
  const isTheirs = !talk.others.includes(typed("speaker"));
  const said = talk.said.filter((key) => key !== talk.question).map((key) => answers[key]);
  const offering = isTheirs && answers[talk.question] ? [answers[talk.question]] : [];
  return { said: [...said, ...offering], offering, alike: false };
}

/** @param {import("./lists.d.ts").Thought} thought */
function think({ notes, own }) {
  const name = notes.map((note) => note.flag.key).join();
  const before = wording.dataset.flags ?? "";
  wording.dataset.flags = name;
  wording.replaceChildren(...(notes.length ? [block(notes, own)] : []));
  return name !== before && notes.length > 0;
}

/** @param {import("./lists.d.ts").Thought["notes"]} notes @param {string} own */
function block(notes, own) {
  const part = copy("wording-block");
  for (const { flag, words } of notes) {
    part.querySelector("ul").append(ownLine({ text: `“${words}”: ${flag.why[language]}`, lang: language }));
  }
  const sentence = part.querySelector(".wording__own");
  if (own) Object.assign(sentence, { lang: talk.wordsLang, textContent: own });
  else sentence.parentElement.remove();
  return part;
}

async function thinkAgain() {
  const thought = (latest += 1);
  lists ??= Promise.all([load(news.dataset.lists), load(news.dataset.coach)]);
  const [prompts, flags] = await lists.catch(() => {
    lists = undefined; // no signal: think again after the next pause
    return [];
  });
  if (thought !== latest || !news.isConnected) return; // that question has been left
  const answers = { ...talk.answers, [talk.question]: typed("words") };
  const view = typed("view");
  const all = Object.values(answers);
  if (all.join("").length > MOST_LETTERS) return;
  forgetOthers([...all, view]);
  const chosen = prompts && (await inSlices(choosing(prompts, answers, talk), thought));
  const isAsked = chosen && ask(chosen);
  const coached = flags && (await inSlices(coaching(flags, view, writing(answers)), thought));
  const isCoached = coached && think(coached);
  const told = [isAsked && news.dataset.asked, isCoached && news.dataset.coached].filter(Boolean);
  if (told.length) news.textContent = told.join(" ");
}

/**
 * Think along with the question that the page shows. @param {boolean} [atOnce] before anything is typed
 */
export function startThinking(atOnce = false) {
  news = document.getElementById("thinking");
  if (!news) return;
  asking = document.getElementById("asking");
  wording = document.getElementById("wording");
  form = news.closest("form");
  talk = JSON.parse(news.dataset.talk);
  document.documentElement.style.overflowAnchor = "none"; // we keep the field still ourselves
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(thinkAgain, PAUSE);
  });
  if (atOnce) thinkAgain();
}

startThinking();
