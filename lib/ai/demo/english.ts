/**
 * Owns English grammar for the improviser: talk about a character becomes talk of oneself
 * (`Haru keeps bees. She sells her honey.` → `I keep bees. I sell my honey.`).
 *
 * Browser-safe.
 */

const IRREGULAR: Readonly<Record<string, string>> = {
  is: "am",
  was: "was",
  has: "have",
  does: "do",
  goes: "go",
  "isn't": "am not",
  "doesn't": "don't",
  "hasn't": "haven't",
};

/** Words that stand between a subject and its verb. */
const ADVERBS =
  "(?:also|always|never|often|still|only|just|rarely|usually|sometimes|secretly|now|once|simply|quietly|mostly|almost|already|really)";

/** Verbs common in descriptions, so that `and sells` is known from `and bees`. */
const VERBS = new Set(
  ("keep sell make live love like work know want need speak talk sing dance write read run walk carry wear hold give take find look smile laugh think feel believe remember forget dream hope wait help " +
    "teach learn cook bake drink eat sleep wake stay leave come get say tell ask answer listen play build fix mend paint draw collect watch guard serve fight hunt sail fly swim travel wander study grow " +
    "hate fear avoid enjoy prefer refuse insist tend care call use own run open close visit hide move turn become seem sound appear act treat hum count repair own trust miss file stamp")
    .split(" "),
);

/** The first person of a verb in the third: `carries` → `carry`. Null for what is no such verb. */
function firstPerson(verb: string): string | null {
  const lower = verb.toLowerCase();
  const known = Object.hasOwn(IRREGULAR, lower) ? IRREGULAR[lower] : undefined;
  if (known !== undefined) return known;
  if (/(?:ss|us|is)$/.test(lower) || !lower.endsWith("s")) return null;
  if (/[^aeiou]ies$/.test(lower)) return `${verb.slice(0, -3)}y`;
  if (/(?:ch|sh|ss|x|zz)es$/.test(lower)) return verb.slice(0, -2);
  return verb.slice(0, -1);
}

/**
 * Turns a sentence about the character into one of oneself. Sentences about others pass unchanged;
 * those that begin with a pronoun are taken to be about the character.
 */
export function toFirstPersonEn(sentence: string, names: readonly string[]): string {
  const own = names.filter((name) => name !== "")
    .map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const name = own.length === 0 ? "(?!)" : `(?:${own.join("|")})`;
  const isAbout = new RegExp(`^(?:${name}|She|He|They|It|Her|His|Their)\\b|\\b${name}\\b`).test(
    sentence,
  );
  if (!isAbout) return sentence;
  let text = sentence.replace(new RegExp(`\\b${name}(?:'s|’s)(?=\\s)`, "g"), "my");
  const subject = new RegExp(
    `(?:\\b${name}|(?<=^|[,;] (?:and |but )?)(?:[Ss]he|[Hh]e|[Ii]t)|(?<=\\bwhen )(?:she|he|it))\\b( ${ADVERBS})?(?: (\\w+(?:'t)?))?`,
    "g",
  );
  text = text.replace(subject, (whole, adverb: string | undefined, verb: string | undefined) => {
    if (verb === undefined) return /[.!?,]$/.test(whole) ? whole : "I";
    return `I${adverb ?? ""} ${firstPerson(verb) ?? verb}`;
  });
  const linked = new RegExp(`\\b(and|but|or|then|who)( ${ADVERBS}| \\w+ly)? (\\w+)s\\b`, "g");
  text = text.replace(linked, (whole, link, adverb, stem) => {
    const verb = firstPerson(`${stem}s`);
    return verb !== null && VERBS.has(verb) ? `${link}${adverb ?? ""} ${verb}` : whole;
  });
  return text
    .replace(/\b(?:her|him|it)self\b/g, "myself")
    .replace(
      /\bher(?=\s+(?!to\b|and\b|in\b|at\b|on\b|with\b|for\b|as\b|from\b|that\b)[a-z])/g,
      "my",
    )
    .replace(/\b(?:his|its)(?=\s)/g, "my")
    .replace(/^(?:Her|His|Its)(?=\s)/, "My")
    .replace(/\b(?:her|him)\b/g, "me")
    .replace(/^my\b/, "My");
}
