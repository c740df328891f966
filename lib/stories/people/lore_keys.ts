/** Chooses the words by which a text is called to mind: those that few other texts share. Pure. */

const MAX_KEYS = 8;
/** A word that more of the texts hold than this tells nothing of one. */
const MAX_SHARED = 3;
const PARTICLES =
  /(?:에서는|에게서|으로는|에게|에서|으로|까지|부터|처럼|보다|이라|라고|들이|들을|들은|은|는|이|가|을|를|에|의|로|와|과|도|만)$/u;
const KOREAN_VERB = /(?:다|고|며|서|면|지|게|네|요|었다|았다|였다|했다)$/u;
const ENGLISH_PLAIN =
  /^(?:the|and|that|this|with|from|they|them|their|there|have|has|had|was|were|been|what|when|where|which|who|whom|about|into|onto|over|after|before|than|then|will|would|could|should|does|did|not|but|for|her|his|she|him|its|only|also|once|know|knows|knew|read|told|said)$/;

/** For each text its keys, the rarest first. */
export function keysOf(texts: readonly string[]): string[][] {
  const words = texts.map(wordsOf);
  const count = new Map<string, number>();
  for (const each of words) {
    for (const word of each) count.set(word, (count.get(word) ?? 0) + 1);
  }
  const rarity = (word: string) => count.get(word) ?? 0;
  return words.map((each) =>
    [...each].filter((word) => rarity(word) <= MAX_SHARED)
      .sort((a, b) => rarity(a) - rarity(b) || b.length - a.length)
      .slice(0, MAX_KEYS)
  );
}

function wordsOf(text: string): Set<string> {
  const found = text.match(/[\p{L}\p{N}]+/gu) ?? [];
  return new Set(found.map(stem).filter((word) => word !== ""));
}

/** A word as it may stand in a question; "" for one that tells nothing. */
function stem(word: string): string {
  if (/[가-힣]/.test(word)) {
    const bare = word.length > 2 ? word.replace(PARTICLES, "") : word;
    return bare.length < 2 || (bare.length > 2 && KOREAN_VERB.test(bare)) ? "" : bare;
  }
  const lower = word.toLowerCase();
  return lower.length < 3 || ENGLISH_PLAIN.test(lower) ? "" : lower;
}
