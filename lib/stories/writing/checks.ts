/**
 * What is asked of an output beyond its schema: that whom and what it names exists, that chapters and promises are
 * complete, that a chapter is in its language and neither cut nor swollen. Pure.
 */
import { z } from "zod";
import { findChapterPlan, memoriesBefore, requireGiven } from "@/lib/stories/writing/given.ts";
import { ledgerAfter, promisesOf } from "@/lib/stories/writing/ledger.ts";
import {
  type Continuity,
  STAGE_OUTPUTS,
  type StageOutput,
  type StoryPromise,
} from "@/lib/stories/writing/model.ts";
import { suspectText } from "@/lib/stories/writing/suspected.ts";
import type { Material } from "@/lib/stories/writing/writer.ts";

/** What is against an output. Sentences in English, for a model. */
export interface Faults {
  /** It cannot be used. */
  must: string[];
  /** It can be used, but another try is worth it. */
  should: string[];
}

export type Checked =
  | { ok: true; output: unknown; faults: Faults }
  | { ok: false; why: string[] };

/** Shortest chapter that is one, and longest that a reader takes in one sitting, in characters. */
const MIN_CHAPTER_CHARS = 400;
const MAX_CHAPTER_CHARS = 12_000;
/** How much shorter or longer a chapter may become on a desk that only works it over. */
const LEAST_KEPT = 0.6;
const MOST_GROWN = 1.7;
const MAX_ISSUES = 8;

/** What an output is checked against. */
export type Context = Pick<Material, "request" | "unit" | "given" | "chapters">;

/** Checks what a writer handed in. */
export function checkOutput(output: unknown, context: Context): Checked {
  const schema: z.ZodType = STAGE_OUTPUTS[context.unit.stage];
  const parsed = schema.safeParse(output);
  if (!parsed.success) {
    if (typeof output === "string") return { ok: false, why: ["The answer is not a JSON object."] };
    const why = parsed.error.issues.slice(0, MAX_ISSUES).map(({ path, message }) =>
      `${path.join(".") || "The answer"}: ${message}`
    );
    return { ok: false, why };
  }
  const faults = faultsOf(parsed.data, context);
  return faults.must.length > 0
    ? { ok: false, why: faults.must }
    : { ok: true, output: parsed.data, faults };
}

function faultsOf(output: unknown, context: Context): Faults {
  const faults: Faults = { must: [], should: [] };
  const { unit: { stage } } = context;
  const of = <K extends typeof stage>(kind: K): StageOutput<K> =>
    STAGE_OUTPUTS[kind].parse(output) as StageOutput<K>;
  checkLanguage(output, { context, faults });
  switch (stage) {
    case "world":
      unique(of("world").places, { of: ({ ref }) => ref, what: "place ref", faults });
      break;
    case "characters":
      checkPeople(of("characters"), faults);
      break;
    case "voices":
      checkVoices(of("voices"), { context, faults });
      break;
    case "arcs":
      for (const { who } of of("arcs").arcs) checkWho(who, { context, faults });
      break;
    case "outline":
      checkOutline(of("outline"), { context, faults });
      break;
    case "foreshadowing":
      checkPromises(of("foreshadowing").promises, { context, faults });
      break;
    case "scenes":
      checkScenes(of("scenes"), { context, faults });
      break;
    case "draft":
      checkChapter(of("draft"), { context, faults, before: null });
      break;
    case "dialogue": {
      const before = requireGiven(context.given, "draft", context.unit.chapter).body;
      checkChapter(of("dialogue"), { context, faults, before });
      break;
    }
    case "continuity":
      checkContinuity(of("continuity"), { context, faults });
      break;
    case "style": {
      const before = requireGiven(context.given, "continuity", context.unit.chapter).body;
      checkChapter(of("style"), { context, faults, before });
      break;
    }
    case "title":
      unique(of("title").tags, { of: (tag) => tag.toLowerCase(), what: "tag", faults });
      break;
    case "concept":
    case "reader":
    case "rules":
    case "theme":
      break;
  }
  return faults;
}

interface Checking {
  context: Context;
  faults: Faults;
}

/** Letters of the other script that an output may have: names, foreign words. */
function checkLanguage(
  output: unknown,
  { context: { request: { lang } }, faults }: Checking,
): void {
  const words = textsIn(output).join(" ");
  const hangul = words.match(/\p{Script=Hangul}/gu)?.length ?? 0;
  const latin = words.match(/\p{Script=Latin}/gu)?.length ?? 0;
  if (hangul + latin === 0) return;
  // A syllable of Hangul says about as much as two and a half Latin letters.
  const korean = hangul * 2.5 / (hangul * 2.5 + latin);
  if (lang === "ko" && korean < 0.6) faults.must.push("Write in Korean.");
  if (lang === "en" && korean > 0.2) faults.must.push("Write in English.");
}

/** The sentences of an output; refs and other short names in it are no language. */
function textsIn(value: unknown): string[] {
  if (typeof value === "string") return /^[a-z][a-z0-9_]{0,30}$/.test(value) ? [] : [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

function unique<T>(
  list: readonly T[],
  { of, what, faults }: { of: (one: T) => string; what: string; faults: Faults },
): void {
  const seen = new Set<string>();
  for (const one of list) {
    const name = of(one);
    if (seen.has(name)) faults.must.push(`The ${what} "${name}" is there twice.`);
    seen.add(name);
  }
}

function checkPeople({ people }: StageOutput<"characters">, faults: Faults): void {
  unique(people, { of: ({ ref }) => ref, what: "person ref", faults });
  unique(people, { of: ({ name }) => name, what: "name", faults });
  if (!people.some(({ role }) => role === "lead")) faults.must.push("One person must be the lead.");
}

function checkVoices(
  { relations, voices }: StageOutput<"voices">,
  { context, faults }: Checking,
): void {
  checkWho(relations.flatMap(({ from, to }) => [from, to]), { context, faults });
  checkWho(voices.map(({ who }) => who), { context, faults });
  unique(voices, { of: ({ who }) => who, what: "voice of", faults });
  const heard = new Set(voices.map(({ who }) => who));
  for (const { ref } of requireGiven(context.given, "characters").people) {
    if (!heard.has(ref)) faults.should.push(`"${ref}" has no voice.`);
  }
}

function checkWho(who: readonly string[], { context, faults }: Checking): void {
  const people = new Set(requireGiven(context.given, "characters").people.map(({ ref }) => ref));
  for (const ref of new Set(who)) {
    if (!people.has(ref)) {
      faults.must.push(`There is no person "${ref}"; there are ${[...people].join(", ")}.`);
    }
  }
}

function checkOutline(
  { chapters }: StageOutput<"outline">,
  { context, faults }: Checking,
): void {
  const { unit, chapters: count } = context;
  const wanted = unit.chapter > 0
    ? [unit.chapter]
    : Array.from({ length: count }, (_, index) => index + 1);
  const found = chapters.map(({ n }) => n);
  if (found.join() !== wanted.join()) {
    faults.must.push(
      `The chapters must be numbered ${wanted[0]} to ${wanted.at(-1)}, each once and in order.`,
    );
  }
  for (const { people } of chapters) checkWho(people, { context, faults });
}

function checkPromises(promises: readonly StoryPromise[], { context, faults }: Checking): void {
  unique(promises, { of: ({ ref }) => ref, what: "promise ref", faults });
  for (const { ref, opens, pays } of promises) {
    if (opens > context.chapters) faults.must.push(`"${ref}" opens after the last chapter.`);
    if (pays === null) continue;
    if (pays < opens) faults.must.push(`"${ref}" is paid before it opens.`);
    if (pays > context.chapters) {
      faults.must.push(`"${ref}" is paid after the last chapter; null where it stays open.`);
    }
  }
}

function checkScenes({ n, scenes }: StageOutput<"scenes">, { context, faults }: Checking): void {
  checkNumber(n, { context, faults });
  const places = new Set(requireGiven(context.given, "world").places.map(({ ref }) => ref));
  for (const { place, who } of scenes) {
    if (!places.has(place)) {
      faults.must.push(`There is no place "${place}"; there are ${[...places].join(", ")}.`);
    }
    checkWho(who, { context, faults });
  }
  const seen = new Set(scenes.flatMap(({ who }) => who));
  for (const ref of findChapterPlan(context.given, context.unit.chapter)?.people ?? []) {
    if (!seen.has(ref)) {
      faults.should.push(`"${ref}" is in the outline of the chapter, and in no scene.`);
    }
  }
}

function checkNumber(n: number, { context: { unit }, faults }: Checking): void {
  if (n !== unit.chapter) faults.must.push(`This is chapter ${unit.chapter}, not ${n}.`);
}

function checkChapter(
  { n, body }: StageOutput<"draft">,
  { context, faults, before }: Checking & { before: string | null },
): void {
  checkNumber(n, { context, faults });
  checkLength(body, { faults, before });
}

function checkLength(
  body: string,
  { faults, before }: { faults: Faults; before: string | null },
): void {
  if (before !== null) {
    const kept = body.length / before.length;
    if (kept < LEAST_KEPT) {
      faults.must.push("Most of the chapter is missing; hand on the whole of it.");
    } else if (kept > MOST_GROWN) faults.should.push("The chapter grew too much.");
    return;
  }
  if (body.length < MIN_CHAPTER_CHARS) faults.should.push("The chapter is too short.");
  if (body.length > MAX_CHAPTER_CHARS) faults.should.push("The chapter is too long.");
}

function checkContinuity(output: Continuity, { context, faults }: Checking): void {
  const { unit: { chapter }, given } = context;
  checkNumber(output.n, { context, faults });
  const text = requireGiven(given, "dialogue", chapter);
  checkLength(output.body, { faults, before: text.body });
  unique(output.facts, { of: ({ ref }) => ref, what: "fact ref", faults });
  for (const { knownBy } of output.facts) checkWho(knownBy, { context, faults });
  checkLedgerOfPromises(output, { context, faults });
  const left = suspectText(context, { body: output.body, told: output.facts });
  for (const { quote, why } of left) {
    faults.should.push(`Still in the text: “${quote}” — ${why}`);
  }
}

/** What is opened was promised, what is paid was open, and what is due here is done here. */
function checkLedgerOfPromises(
  output: Continuity,
  { context: { unit: { chapter }, given }, faults }: Checking,
): void {
  const promises = requireGiven(given, "foreshadowing").promises;
  const known = new Set(promises.map(({ ref }) => ref));
  const before = ledgerAfter(memoriesBefore(given, chapter), chapter - 1);
  for (const ref of [...output.opened, ...output.paid]) {
    if (!known.has(ref)) faults.must.push(`There is no promise "${ref}".`);
  }
  for (const ref of output.paid) {
    if (before.paid.includes(ref)) faults.must.push(`"${ref}" was paid before.`);
    else if (!before.open.includes(ref) && !output.opened.includes(ref)) {
      faults.must.push(`"${ref}" is paid but was never opened.`);
    }
  }
  const after = ledgerAfter([...memoriesBefore(given, chapter), output], chapter);
  for (const { ref, opens, pays, state } of promisesOf(promises, after)) {
    if (opens === chapter && state === "planned") {
      faults.should.push(`"${ref}" was to be opened in this chapter.`);
    }
    if (pays === chapter && state !== "paid") {
      faults.should.push(`"${ref}" was to be paid in this chapter.`);
    }
  }
}
