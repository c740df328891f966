/**
 * Sketches of sentences, by which one that says much the same is known again without keeping its words: what somebody
 * wants forgotten is not to be read in the store.
 *
 * Source: Broder, "On the resemblance and containment of documents", 1997 (min-wise hashing).
 */

/** Hashes of one sketch; each is of 32 bits, written as eight hexadecimal digits. */
const HASHES = 16;
const DIGITS = 8;
/** Part of the hashes that agree in sentences which say much the same. */
const ALIKE = 0.55;
/** Characters that are taken together. */
const PIECE = 3;

/** Makes the sketch of a sentence: 128 characters, whatever its length. */
export function sketchOf(sentence: string): string {
  const bare = sentence.normalize("NFKD").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
  const least = new Uint32Array(HASHES).fill(0xffffffff);
  for (let at = 0; at === 0 || at <= bare.length - PIECE; at++) {
    const hash = fnv(bare.slice(at, at + PIECE));
    for (let n = 0; n < HASHES; n++) {
      const mixed = mix(hash ^ Math.imul(n + 1, 0x9e3779b1));
      if (mixed < least[n]!) least[n] = mixed;
    }
  }
  return [...least].map((hash) => hash.toString(16).padStart(DIGITS, "0")).join("");
}

/** Whether two sketches are of sentences that say much the same. */
export function isAlike(a: string, b: string): boolean {
  let same = 0;
  for (let at = 0; at < HASHES * DIGITS; at += DIGITS) {
    if (a.slice(at, at + DIGITS) === b.slice(at, at + DIGITS)) same++;
  }
  return same >= ALIKE * HASHES;
}

/** FNV-1a. */
function fnv(text: string): number {
  let hash = 0x811c9dc5;
  for (let n = 0; n < text.length; n++) hash = Math.imul(hash ^ text.charCodeAt(n), 0x01000193);
  return hash;
}

/** The finaliser of MurmurHash3. */
function mix(hash: number): number {
  let h = hash ^ (hash >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
