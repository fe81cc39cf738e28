// Follow-up prompts, the wording coach and the question for a sentence in a browser: the lists and rules of
// conversations/phrases.py, prompts.py, wording_coach.py and sorting.py, held to the same answers by one table
// of cases. Keeps and sends nothing.

/** @import * as T from "./lists.d.ts" */

export const AT_MOST = 3;
const LETTER = "[\\p{L}\\p{N}_]";
const WORD = new RegExp(`${LETTER}+`, "gu");
const QUOTED = new RegExp(`“[^”]*”|"[^"]*"|‘(?:[^’]|’(?=${LETTER}))*’`, "gu");
// "i" is both the English pronoun and the Welsh one.
const FIRST_PERSON = new Set("i me my mine myself we us our fi mi fy dwi rwy dw".split(" "));
// The beginnings of a Welsh word and what they turn into; the longest first.
const MUTATIONS =
  "ll:l rh:r ch dd ff ph th p:b,mh,ph t:d,nh,th c:g,ngh,ch b:f,m d:dd,n g:,ng m:f a:ha e:he i:hi o:ho u:hu w:hw y:hy"
    .split(" ")
    .map((one) => one.split(":"));

/** @type {WeakMap<T.WordList, Record<string, [RegExp, RegExp]>>} */
const patterns = new WeakMap();
/** Sentences that have been read, and what was found in each: nothing is read twice. @type {Map<string, T.Reading>} */
const known = new Map();

/** As words are compared: small, without accents. @param {string} word */
export const fold = (word) => word.toLowerCase().normalize("NFD").replace(/\p{Mn}/gu, "");

/** @param {string} text */
const wordsOf = (text) => (text.match(WORD) ?? []).map(fold);

/** @param {string} text */
const blank = (text) => " ".repeat(text.length);

/** @param {string} text */
function sentences(text) {
  return (text.match(/[^.!?\n]+[.!?]*/g) ?? []).map((one) => one.trim()).filter(Boolean);
}

/** @param {string} text @returns {T.Reading} */
function read(text) {
  const parts = [];
  /** @type {T.Reading["places"]} */
  const places = [];
  let length = 0;
  for (const match of text.matchAll(WORD)) {
    const word = fold(match[0]);
    places.push([length, match.index, match.index + match[0].length]);
    parts.push(word);
    length += word.length + 1;
  }
  return { text, folded: parts.join(" "), places, found: new Map() };
}

/** @param {string} sentence */
function readOnce(sentence) {
  const reading = known.get(sentence) ?? read(sentence);
  known.set(sentence, reading);
  return reading;
}

/** Forget every sentence that stands in none of these texts any more. @param {string[]} texts */
export function forgetOthers(texts) {
  const kept = new Set(texts.flatMap(sentences));
  for (const sentence of known.keys()) if (!kept.has(sentence)) known.delete(sentence);
}

/** @param {string} phrase @param {T.Tongue} tongue */
function variants(phrase, tongue) {
  const folded = wordsOf(phrase).join(" ") + (phrase.endsWith("*") ? "*" : "");
  const [from, into] = (tongue === "cy" && MUTATIONS.find(([one]) => folded.startsWith(one))) || [""];
  return [folded, ...(into?.split(",") ?? []).map((other) => other + folded.slice(from.length))];
}

/** @param {T.Phrases} list @param {T.Tongue[]} tongues */
function pattern(list, tongues) {
  const phrases = new Set(tongues.flatMap((t) => (list[t] ?? []).flatMap((one) => variants(one, t))));
  const longestFirst = [...phrases].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  const either = longestFirst.map((one) => one.replace("*", `${LETTER}*`)).join("|") || "(?!)";
  // A word stands between spaces, or beside something that is hidden.
  return new RegExp(`(^|[ \\0])(?:${either})(?=[ \\0]|$)`, "gu");
}

/** @param {T.WordList} list @param {T.Tongue[]} tongues */
function patternsOf(list, tongues) {
  const made = patterns.get(list) ?? {};
  patterns.set(list, made);
  return (made[tongues.join()] ??= [pattern(list, tongues), pattern(list.except ?? {}, tongues)]);
}

/** @type {T.First} */
function first(list, reading, tongues) {
  const both = patternsOf(list, tongues);
  if (!reading.found.has(both)) reading.found.set(both, search(both, reading));
  return reading.found.get(both);
}

/** @type {T.Search} */
function search([wanted, hidden], reading) {
  const kept = reading.folded.replace(hidden, (all, edge) => edge + "\0".repeat(all.length - edge.length));
  wanted.lastIndex = 0;
  const match = wanted.exec(kept);
  if (!match) return null;
  const from = match.index + match[1].length;
  const until = match.index + match[0].length;
  const inside = reading.places.filter(([at]) => from <= at && at < until);
  const start = inside[0][1];
  return { start, words: reading.text.slice(start, inside.at(-1)[2]) };
}

/** In small steps, so that a browser can do something else in between. @type {T.Choosing} */
export function* choosing(rules, answers, talk = {}) {
  const { question = null, confirmedDomains = [], putAway = [], tongues = ["en", "cy"], isAlone = true } = talk;
  const said = new Map(Object.entries(answers).map(([key, words]) => [key, sentences(words)]));
  /** @param {string} key */
  const has = (key) => Boolean(answers[key]?.trim());
  const talkedAbout = Object.keys(answers).filter(has).length;
  const hear = function* (/** @type {T.Heard[]} */ all) {
    for (const { words, without, answers: from } of all) {
      for (const sentence of (from?.length ? from : [...said.keys()]).flatMap((key) => said.get(key) ?? [])) {
        yield;
        const reading = readOnce(sentence);
        const found = first(rules.words[words], reading, tongues);
        if (found && !(without && first(rules.words[without], reading, tongues))) return found;
      }
    }
    return null;
  };
  const chosen = [];
  for (const followUp of rules.prompts) {
    const { shown_on: on = [], answered = [], untouched, said: heard = [], not_said: unheard = [] } = followUp;
    const standsHere = question ? !on.length || on.includes(question) : (followUp.before_finishing ?? true);
    if (!standsHere || putAway.includes(followUp.key)) continue;
    if (untouched && chosen.some((one) => one.followUp.untouched)) continue;
    if (talkedAbout < (followUp.talked_about ?? 0) || !answered.every(has)) continue;
    if ((untouched && confirmedDomains.includes(untouched)) || (followUp.only_alone && !isAlone)) continue;
    if (yield* hear(unheard)) continue;
    const found = yield* hear(heard);
    if (heard.length && !found) continue;
    chosen.push({ followUp, heard: found?.words ?? "" });
    if (chosen.length === AT_MOST) break;
  }
  return chosen;
}

/** @type {T.SuggestQuestion} */
export function suggestQuestion({ cues }, sentence, tongues) {
  const reading = read(sentence);
  for (const { question, words } of cues) {
    const found = first(words, reading, tongues);
    if (found) return { question, heard: found.words };
  }
  return null;
}

/** @param {string} text @param {string[]} said @returns {Generator<void, string>} */
function* withoutThePersonsWords(text, said) {
  const spoken = [];
  for (const words of said) {
    const parts = [];
    for (const sentence of sentences(words)) {
      yield;
      parts.push(readOnce(sentence).folded);
    }
    spoken.push(` ${parts.filter(Boolean).join(" ")} `);
  }
  let own = text.replace(QUOTED, blank);
  for (const sentence of sentences(text)) {
    yield;
    const words = readOnce(sentence).folded;
    if (words && spoken.some((one) => one.includes(` ${words} `))) own = own.replaceAll(sentence, blank);
  }
  return own;
}

/** @type {T.OwnSentence} */
function* ownSentence(rules, about, said, alike) {
  const common = new Set([...rules.common.en, ...rules.common.cy].flatMap(wordsOf));
  const telling = (/** @type {string[]} */ words) => new Set(words.filter((word) => word.length > 4 && !common.has(word)));
  const wanted = telling(wordsOf(about));
  let [best, most] = ["", -1];
  for (const sentence of said.flatMap(sentences)) {
    yield;
    const words = readOnce(sentence).folded.split(" ");
    const shared = [...telling(words)].filter((word) => wanted.has(word)).length;
    const rank = shared * 2 + Number(words.some((word) => FIRST_PERSON.has(word)));
    if (rank > most && (shared || !alike)) [best, most] = [sentence, rank];
  }
  return best;
}

/** In small steps too. @type {T.Coaching} */
export function* coaching(rules, text, { place = "view", said = [], offering = [], about = "", alike = true } = {}) {
  const notes = [];
  const own = text.trim() ? read(yield* withoutThePersonsWords(text, said)) : null;
  for (const flag of rules.flags) {
    if (!own || !flag.places.includes(place)) continue;
    yield;
    const found = first(flag.words, own, ["en", "cy"]);
    if (found) notes.push({ flag, ...found });
  }
  notes.sort((a, b) => a.start - b.start);
  return { notes, own: notes.length ? yield* ownSentence(rules, `${text} ${about}`, offering, alike) : "" };
}
