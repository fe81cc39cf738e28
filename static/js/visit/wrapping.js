// Sealing bytes: AES-GCM under a key that came from a secret or from something a person types.
const ROUNDS = 600_000;
const text = new TextEncoder();

export const toBase64 = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
export const fromBase64 = (words) => Uint8Array.from(atob(words), (letter) => letter.charCodeAt(0));

/** @param {number} length */
export const random = (length) => crypto.getRandomValues(new Uint8Array(length));

/** @param {string} words a PIN or a passphrase @param {Uint8Array} salt */
export async function fromWords(words, salt) {
  const raw = text.encode(words.normalize("NFC"));
  const base = await crypto.subtle.importKey("raw", raw, "PBKDF2", false, ["deriveKey"]);
  return sealing({ name: "PBKDF2", hash: "SHA-256", salt, iterations: ROUNDS }, base);
}

/** Keys for different uses from one secret; the secret's own bytes are wiped. @param {Uint8Array} secret */
export async function fromSecret(secret, salt, ...uses) {
  const base = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveKey"]);
  secret.fill(0);
  const how = (use) => ({ name: "HKDF", hash: "SHA-256", salt, info: text.encode(use) });
  const names = { name: "HMAC", hash: "SHA-256", length: 256 };
  const key = (use) =>
    use === "names" ? crypto.subtle.deriveKey(how(use), base, names, false, ["sign"]) : sealing(how(use), base);
  return Promise.all(uses.map(key));
}

/** @param {string} place where it belongs: it opens nowhere else @returns {Promise<{iv: Uint8Array, data: Uint8Array}>} */
export async function wrap(key, plain, place) {
  const iv = random(12);
  const how = { name: "AES-GCM", iv, additionalData: text.encode(place) };
  return { iv, data: new Uint8Array(await crypto.subtle.encrypt(how, key, plain)) };
}

/** The bytes again, or null when this key, place and data do not belong together. */
export async function unwrap(key, { iv, data }, place) {
  const how = { name: "AES-GCM", iv, additionalData: text.encode(place) };
  return crypto.subtle.decrypt(how, key, data).then((plain) => new Uint8Array(plain), () => null);
}

function sealing(how, base) {
  return crypto.subtle.deriveKey(how, base, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}
