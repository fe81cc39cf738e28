// What the server does to every word that enters (app/text.py), so that a tablet can say the same
// without a signal. tests/text_cases.json holds both to one table.
const LINE_ENDS = /\r\n|[\r\u2028\u2029\u0085\v\f]/g;
const UNSEEN =
  /[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u2060\ufeff\u00ad\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff]/g;
const LOST = /[\ud800-\udfff\ufffd]/u;

/**
 * Of a field of many lines; a field of one line is cleaned by the server alone.
 * @param {string} raw @param {number} limit
 * @returns {{text: string, fault: null | "unreadable" | "long"}} nothing is ever cut
 */
export function cleanText(raw, limit) {
  const text = raw.replace(LINE_ENDS, "\n").replace(UNSEEN, "").normalize("NFC").trim();
  return { text, fault: LOST.test(raw) ? "unreadable" : [...text].length > limit ? "long" : null };
}
