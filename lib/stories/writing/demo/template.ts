/**
 * Fills the improviser's templates.
 *
 * - `{key}` is a slot. In Korean what follows inside the braces is a particle, chosen by the sound before it: `{L은}`.
 * - `[one|other]` is a choice; `[t:one|other]` takes `one` where the tone's first letter is `t`.
 * - A line is a paragraph; one whose slots came out empty falls away.
 */
import { type Particle, withParticle } from "@/lib/ai/demo/korean.ts";
import type { Chance } from "@/lib/ai/demo/random.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import type { Tone } from "@/lib/stories/writing/model.ts";

/** What stands in a slot; a function is asked each time. */
export type Slots = Readonly<Record<string, string | (() => string)>>;

export interface Filling {
  readonly lang: Locale;
  readonly tone: Tone;
  readonly chance: Chance;
}

/** Particles by how they are written after a consonant, longest first. */
const PARTICLES: readonly (readonly [string, Particle])[] = [
  ["으로부터", "으로부터/로부터"],
  ["으로", "으로/로"],
  ["이에요", "이에요/예요"],
  ["이라", "이라/라"],
  ["이란", "이란/란"],
  ["이랑", "이랑/랑"],
  ["이나", "이나/나"],
  ["은", "은/는"],
  ["을", "을/를"],
  ["과", "와/과"],
  ["아", "아/야"],
];
/** What begins with 이 after a consonant and loses it after a vowel. */
const COPULA = /^이(?=[었다고며니야지자든])/;

/** Puts a particle, written in its form after a consonant, behind a word. */
export function attach(word: string, particle: string): string {
  if (particle === "") return word;
  if (particle === "이") return withParticle(word, "이/가");
  const open = withParticle(word, "이/가").endsWith("가");
  if (COPULA.test(particle)) {
    if (!open) return word + particle;
    return particle.startsWith("이었") ? `${word}였${particle.slice(2)}` : word + particle.slice(1);
  }
  for (const [form, pair] of PARTICLES) {
    if (particle.startsWith(form)) return withParticle(word, pair) + particle.slice(form.length);
  }
  return word + particle;
}

/** Chooses one of the options in brackets: those of the tone where there are any, else the untagged. */
function choose(options: string, { tone, chance }: Filling): string {
  const all = options.split("|").map((option) => /^(?:([wbdtlf]+):)?(.*)$/su.exec(option));
  const mine = all.filter((match) => match?.[1]?.includes(tone.charAt(0)) ?? false);
  const plain = all.filter((match) => match?.[1] === undefined);
  return chance.pick(mine.length > 0 ? mine : plain)?.[2] ?? "";
}

/** Fills one template. A slot that nobody knows is a mistake in the bank, and throws. */
export function fill(template: string, slots: Slots, filling: Filling): string {
  const chosen = template.replace(
    /\[([^\]]*)\]/gu,
    (_, options: string) => choose(options, filling),
  );
  const filled = chosen.replace(
    /\{([A-Za-z][A-Za-z0-9_]*)([가-힣]*)\}/gu,
    (_, key: string, particle: string) => {
      const slot = Object.hasOwn(slots, key) ? slots[key] : undefined;
      if (slot === undefined) throw new Error(`Cannot fill a template as nobody knows {${key}}`);
      const word = typeof slot === "function" ? slot() : slot;
      return word === "" ? "" : attach(word, particle);
    },
  );
  return tidy(filled, filling.lang);
}

function tidy(text: string, lang: Locale): string {
  const lines = text.split("\n").map((line) => line.replace(/[ \t]+/g, " ").trim());
  const kept = lines.filter((line) => line !== "");
  return kept.map((line) => lang === "en" ? settleArticles(line) : line).join("\n");
}

/** `a(n)` becomes `a` or `an`; the first letter of a sentence is great. */
function settleArticles(line: string): string {
  return line
    .replace(
      /\b([Aa])\(n\) (\W?)(\w)/g,
      (_, a: string, mark: string, first: string) =>
        `${a}${/[aeiou]/i.test(first) ? "n" : ""} ${mark}${first}`,
    )
    .replace(
      /(^["“]?|[.!?] ["“]?)([a-z])/g,
      (_, before: string, letter: string) => before + letter.toUpperCase(),
    );
}
