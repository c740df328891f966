/** Finds names that are almost somebody's: another surname before it, or one letter beside it. */
import { chooseParticles } from "@/lib/i18n/particles.ts";
import { callName } from "@/lib/stories/writing/demo/grammar.ts";
import type { Ground } from "@/lib/stories/writing/demo/ground.ts";
import { clip } from "@/lib/stories/writing/demo/pieces.ts";

/** A contradiction with what mends it. */
export interface NameSlip {
  quote: string;
  fact: string | null;
  why: string;
  fix: string;
  mend: (body: string) => string;
}

export function findNames(body: string, ground: Ground): NameSlip[] {
  const { people, lang, places } = ground;
  const known = new Set([
    ...people.flatMap(({ name }) => [name, callName(name, lang), ...name.split(/\s+/)]),
    ...ground.bank.people.masters.flatMap((name) => [name, ...name.split(/\s+/)]),
  ]);
  const elsewhere = [...places.map(({ name }) => name), ...ground.request.keywords].join(" ");
  const slips = new Map<string, NameSlip>();
  for (const { name } of people) {
    for (const wrong of lang === "ko" ? koSlips(body, name) : enSlips(body, callName(name, lang))) {
      if (known.has(wrong) || elsewhere.includes(wrong)) continue;
      const right = lang === "ko" ? name : callName(name, lang);
      slips.set(wrong, {
        quote: wrong,
        fact: null,
        why: clip(
          lang === "ko"
            ? chooseParticles(
              `이 사람의 이름은 ${right}인데 글에는 ${wrong}으로(로) 적혀 있습니다.`,
            )
            : `Their name is ${right}, but the text has ${wrong}.`,
        ),
        fix: clip(lang === "ko" ? `${wrong} → ${right}` : `${wrong} → ${right}`),
        mend: (text) => text.replaceAll(wrong, right),
      });
    }
  }
  return [...slips.values()];
}

/** What may follow a Korean name. */
const AFTER = /^(?:이|가|은|는|을|를|의|도|에게|와|과|아|야|씨|님|만|한테|께서)(?=[\s.,!?"”…]|$)/;

/** Three syllables of which one is another than in the name: `김서하`, `윤서아` for `윤서하`. */
function koSlips(body: string, name: string): string[] {
  if (!/^[가-힣]{3}$/.test(name)) return [];
  const found: string[] = [];
  for (const match of body.matchAll(/(?<![가-힣])[가-힣]{3}/g)) {
    const word = match[0];
    const differ = [...word].filter((syllable, at) => syllable !== name.charAt(at)).length;
    const after = body.slice(match.index + 3);
    if (differ === 1 && !/[에도의가는은을를만로와과서면고]$/.test(word) && AFTER.test(after)) {
      found.push(word);
    }
  }
  return [...new Set(found)];
}

/** A word with a capital inside a sentence that is one letter beside the name. */
function enSlips(body: string, call: string): string[] {
  if (call.length < 4 || call.includes(" ")) return [];
  const words = [...body.matchAll(/\b[A-Z][a-z]{3,}\b/g)].map(([word]) => word);
  return [...new Set(words)].filter((word) =>
    word !== call && isNear(word, call) && !body.includes(word.toLowerCase())
  );
}

/** Whether two words are one change, one letter more or one less apart. */
function isNear(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  return Math.max(a.length, b.length) - start - end <= 1;
}
