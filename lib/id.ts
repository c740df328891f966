/** Opaque, URL-safe names for records, and secrets that nobody can guess. */

const ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz";
const ID_LENGTH = 20;

/** Makes an id: 20 characters of 0–9 a–z, about 103 random bits. */
export function newId(): string {
  let id = "";
  while (id.length < ID_LENGTH) {
    for (const byte of crypto.getRandomValues(new Uint8Array(ID_LENGTH * 2))) {
      // 252 = 7 × 36: what lies above would favour the first letters.
      if (byte < 252 && id.length < ID_LENGTH) id += ALPHABET[byte % 36];
    }
  }
  return id;
}

/** Makes a secret: 256 random bits as base64url. */
export function newSecret(): string {
  return crypto.getRandomValues(new Uint8Array(32))
    .toBase64({ alphabet: "base64url", omitPadding: true });
}

/** Whether a text from outside can be an id at all; saves a read of the store. */
export function isId(text: string): boolean {
  return /^[0-9a-z-]{1,64}$/.test(text);
}
