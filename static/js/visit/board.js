// Talking with pictures without signal: the board as it stands, and one picture put on a step or taken off.
import { say } from "./fill.js";
import * as outbox from "./outbox.js";
import { keepPart, readPart } from "./parts.js";
import { fault, go, onSubmit } from "./shell.js";
import * as sync from "./sync.js";
import { writeHere } from "./tabs.js";
import { asking, board, isOpen, othersIn } from "./views.js";

/** For view-board, and for view-picture where the address names a picture. */
export async function boardPage({ talk }) {
  const now = await readPart("board", talk);
  const { placements } = now;
  const whole = `/conversations/${talk.id}`;
  const address = location.pathname; // of the board, or of the board as it is shown
  const [lang, otherLang] = asking(talk);
  const named = ({ key, symbol, label }) => {
    const href = `${address}?topic=${key}`;
    return { key, drawn: `#symbol-${symbol}`, words: label[lang], lang, other: label[otherLang], otherLang, href };
  };
  const pictures = board.topics.map(named);
  const topic = new URLSearchParams(location.search).get("topic");
  const was = placements[topic] ?? "";
  const next = nextAfter(topic, placements);
  return {
    ...now,
    ...pictures.find(({ key }) => key === topic && isOpen(talk)),
    name: talk.name,
    whole,
    address,
    others: othersIn(talk),
    was,
    next: next && `${address}?topic=${next}`,
    isOpen: isOpen(talk),
    done: Object.keys(placements).length,
    total: pictures.length,
    left: pictures.filter(({ key }) => !placements[key]),
    steps: board.steps.map((step) => {
      const here = pictures.filter(({ key }) => placements[key] === step.key);
      return { ...named(step), headId: `step-${step.key}`, pictures: here, isHere: was === step.key };
    }),
  };
}

/** The next picture that is not placed, going round to the first. */
function nextAfter(topic, placements) {
  const keys = board.topics.map(({ key }) => key);
  const start = keys.indexOf(topic) + 1;
  return [...keys.slice(start), ...keys.slice(0, start)].find((key) => !placements[key] && key !== topic) ?? "";
}

/** Put the picture where a button says; then comes the next one. */
export async function place(form, { talk, key: topic, words, was, address, next }) {
  const isHeld = await writeHere(form, talk.id);
  const put = async (step) => {
    const { id: conversation, name } = talk;
    const about = { conversation, versionKey: `board:${conversation}`, label: say("labelPicture", { name, picture: words }) };
    await outbox.addWith({ path: `/conversations/${conversation}/board`, fields: { topic, step, was }, adds: true, ...about }, async () => {
      const now = await readPart("board", talk);
      const { [topic]: _, ...others } = now.placements;
      await keepPart("board", conversation, { ...now, placements: step ? { ...others, [topic]: step } : others });
    });
    sync.sendNow();
  };
  let isPut = false;
  onSubmit(form, async ({ submitter }) => {
    const step = submitter?.value;
    if (!isHeld || isPut || step === undefined) return;
    isPut = true;
    try {
      if (step !== was) await put(step);
      // Who has gone elsewhere meanwhile stays there.
      if (location.search === `?topic=${topic}`) go((step && !was && next) || address);
    } catch {
      isPut = false;
      fault("place", say("notPlaced"));
    }
  });
}
