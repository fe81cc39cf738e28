// What the community offers, without signal: public words, taken along with the visits and searched here.
import { say } from "./fill.js";
import * as journal from "./journal.js";
import { fold } from "./prompts.js";

const KEPT_FOR = 30 * 24 * 3600 * 1000;
const MOST = 20;
const language = document.documentElement.lang;

/** Fetch the directory, if there is a newer one than this tablet has. */
export async function keepDirectory() {
  const before = await journal.get("directory", "all");
  const answer = await fetch(`/directory/entries.json?have=${before?.edition ?? ""}`, { redirect: "error" });
  const kept = answer.status === 200 ? await answer.json() : before;
  if (kept) await journal.put("directory", "all", kept, { expires: Date.now() + KEPT_FOR });
}

/** For view-directory: every entry, ready to be searched; `isHere` tells whether there are any. */
export async function directoryPage() {
  const kept = await journal.get("directory", "all");
  const index = Object.fromEntries((kept?.fields ?? []).map((name, place) => [name, place]));
  const entries = (kept?.entries ?? []).map((row) => {
    const at = (name) => row[index[name]];
    const own = (name) => spoken(at(name));
    const areas = [at("areas")].flat().filter(Boolean).map(spoken);
    const [name, about, cost] = [own("name"), own("about"), own("cost_words")];
    return {
      name,
      about,
      facts: [...areas, cost, own("when"), own("place")].filter(Boolean).join(" · "),
      phone: at("phone"),
      call: `tel:${at("phone")}`,
      words: fold([at("name"), at("about"), own("when")].flat().join(" ")),
      where: fold([...[at("areas")].flat(2), own("place")].join(" ")),
      isWelsh: at("languages").includes("cy"),
      isFree: at("cost") === "free",
    };
  });
  return { isHere: entries.length > 0, entries };
}

const spoken = (both) => (Array.isArray(both) ? both[language === "cy" ? 0 : 1] || both[0] || both[1] : both) ?? "";

/** The search form: what fits is listed as it is typed. */
export function directory(form, { entries }) {
  const list = document.getElementById("entries");
  const search = () => {
    const { words, area, language: tongue, cost } = Object.fromEntries(new FormData(form));
    const wanted = fold(words).split(/\s+/).filter(Boolean);
    const found = entries.filter(
      (one) =>
        wanted.every((word) => one.words.includes(word)) &&
        one.where.includes(fold(area.trim())) &&
        (!tongue || one.isWelsh) &&
        (!cost || one.isFree),
    );
    document.getElementById("found").textContent = say("found", { count: found.length });
    list.replaceChildren(...found.slice(0, MOST).map(card));
  };
  form.addEventListener("input", search);
  form.addEventListener("submit", (event) => event.preventDefault());
  search();
}

function card({ name, about, facts, phone, call }) {
  const item = document.getElementById("entry-card").content.firstElementChild.cloneNode(true);
  for (const [part, text] of Object.entries({ name, about, facts, phone })) {
    const place = item.querySelector(`[data-part=${part}]`);
    place.textContent = text;
    if (!text) place.remove();
  }
  item.querySelector("[data-part=phone]")?.setAttribute("href", call);
  return item;
}
