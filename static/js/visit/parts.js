// What is kept whole beside the answers of a conversation, its notes and its board of pictures: written here
// without signal, and queued at each pause.
import { showMessage } from "./corner.js";
import { keepTyping, tooLong } from "./draft.js";
import { say } from "./fill.js";
import * as journal from "./journal.js";
import * as outbox from "./outbox.js";
import { go, onSubmit } from "./shell.js";
import * as sync from "./sync.js";
import { KEPT_FOR } from "./tablet.js";
import { writeHere } from "./tabs.js";
import { isOpen } from "./views.js";

const AFTER = 600;
const HELPERS = { placed_by: "", interpreted_by: "", seen: "" };
/** Of each part: how it is before anything is written, where it goes, what of it, and the queue's name for it. */
const PARTS = {
  notes: [{ words: "", version: 0, sorted: [] }, "notes", ["words", "version"], "labelNotes"],
  board: [{ ...HELPERS, placements: {}, version: 0 }, "board/helpers", [...Object.keys(HELPERS), "version"], "labelHelpers"],
};

/** A part as it stands: as it was written here, unless what the server had is newer. */
export async function readPart(kind, { id, [kind]: theirs }) {
  const had = theirs ?? PARTS[kind][0];
  const here = await journal.get(kind, id);
  if (!here) return had;
  const waiting = await outbox.list();
  const waits = here.dirty || waiting.some(({ path }) => path.startsWith(`/conversations/${id}/${kind}`));
  return waits || here.version >= had.version ? here : had;
}

export function keepPart(kind, id, part) {
  const expires = part.dirty ? null : Date.now() + KEPT_FOR;
  return journal.put(kind, id, part, { conversation: id, expires });
}

async function queuePart(kind, id, part) {
  const [, path, names] = PARTS[kind];
  await keepPart(kind, id, { ...part, dirty: true });
  const fields = names.map((name) => [name, part[name]]);
  const about = { conversation: id, versionKey: `${kind}:${id}`, label: part.label };
  await outbox.add({ path: `/conversations/${id}/${path}`, fields, ...about });
  await keepPart(kind, id, { ...part, dirty: false });
}

/** Queue what a tablet that died had written, but not queued. */
export async function finishParts() {
  for (const kind of Object.keys(PARTS)) {
    for (const { id, object } of await journal.all(kind)) if (object.dirty) await queuePart(kind, id, object).catch(() => {});
  }
}

/** Keep what is typed into the form of a part, which bears its name. */
export async function writePart(form, { talk }) {
  const kind = form.dataset.form;
  const field = form.querySelector("textarea");
  if (!isOpen(talk)) {
    field.readOnly = true;
    return undefined;
  }
  const label = say(PARTS[kind][3], { name: talk.name });
  const keep = async (fields) => {
    const fault = tooLong(field);
    showMessage(form, fault);
    const now = { ...(await readPart(kind, talk)), ...fields, label };
    // What the server would refuse stays in the journal, in sight, until it is shorter.
    await (fault ? keepPart(kind, talk.id, { ...now, dirty: true }) : queuePart(kind, talk.id, now));
  };
  const typing = keepTyping(form, keep, AFTER);
  if (!(await writeHere(form, talk.id, typing.end))) typing.drop();
  onSubmit(form, async ({ submitter }) => {
    if (await typing.flush()) go(submitter.dataset.go);
  });
  return async () => {
    await typing.end();
    sync.sendNow();
  };
}
