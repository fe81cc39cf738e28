// The shapes of static/data/*.json and of what prompts.js is told. Read by editors, never by a browser.
export type Tongue = "en" | "cy";
export type Bilingual = Record<Tongue, string>;
export type Phrases = Partial<Record<Tongue, string[]>>;
export type WordList = Phrases & { except?: Phrases };
export type Heard = { words: string; without?: string; answers?: string[] };
export type FollowUp = {
  key: string;
  ask: Bilingual;
  because: Bilingual;
  shown_on?: string[];
  before_finishing?: boolean;
  said?: Heard[];
  not_said?: Heard[];
  answered?: string[];
  untouched?: string;
  talked_about?: number;
  only_alone?: boolean;
};
export type FollowUps = { words: Record<string, WordList>; prompts: FollowUp[] };
export type Flag = { key: string; kind: string; places: string[]; words: WordList; why: Bilingual };
export type Coach = { common: Record<Tongue, string[]>; flags: Flag[] };
export type Cues = { cues: { question: string; words: WordList }[] };
export type Found = { start: number; words: string };
/** What is wanted, and where it does not count. */
export type Patterns = [RegExp, RegExp];
export type Reading = {
  text: string;
  folded: string;
  places: [number, number, number][];
  found: Map<Patterns, Found | null>;
};
/** A conversation as far as prompts need to know it; `question` is null before finishing. */
export type Talk = {
  question?: string | null;
  confirmedDomains?: string[];
  putAway?: string[];
  tongues?: Tongue[];
  isAlone?: boolean;
};
/** What surrounds what a practitioner wrote: `said` is never flagged, a sentence comes from `offering`. */
export type Writing = { place?: string; said?: string[]; offering?: string[]; about?: string; alike?: boolean };
/** Where the first of the phrases stands. */
export type First = (list: WordList, reading: Reading, tongues: Tongue[]) => Found | null;
export type Search = (patterns: Patterns, reading: Reading) => Found | null;
export type OwnSentence = (rules: Coach, about: string, said: string[], alike: boolean) => Generator<void, string>;
/** What may be asked now, three at most, of untouched domains one; and the words that brought it up. */
export type Chosen = { followUp: FollowUp; heard: string }[];
export type Choosing = (rules: FollowUps, answers: Record<string, string>, talk?: Talk) => Generator<void, Chosen>;
/** What is worth another thought, each flag once in the order of the text, and a sentence of the person's own. */
export type Thought = { notes: (Found & { flag: Flag })[]; own: string };
export type Coaching = (rules: Coach, text: string, writing?: Writing) => Generator<void, Thought>;
/** To which question a sentence may belong, and the words that say so: the first list that is met. */
export type SuggestQuestion = (rules: Cues, sentence: string, tongues: Tongue[]) => { question: string; heard: string } | null;
