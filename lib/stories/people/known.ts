/**
 * What one person of a story knows at a horizon: facts of the ledger that they know, what they said, and where a chapter has
 * no ledger, the scenes they are in. Pure: it sees chapters of the horizon alone, whatever else there is.
 */
import { names } from "@/lib/stories/people/names.ts";
import { findLines, findScenes } from "@/lib/stories/people/lines.ts";
import type { Horizon } from "@/lib/stories/people/model.ts";
import { knownChapters } from "@/lib/stories/people/horizon.ts";
import type { Story } from "@/lib/stories/model.ts";
import { knows, ledgerAfter, type LedgerFact } from "@/lib/stories/writing/ledger.ts";
import type { Cast, ChapterFacts } from "@/lib/stories/writing/story_facts.ts";

/** Longest scenes that are kept of one chapter, and of all together, in characters. */
const MAX_SCENES = 1_500;
const MAX_ALL_SCENES = 15_000;
/** Most lines that are kept, the latest. */
const MAX_LINES = 12;

/** Who it is about. */
export interface Somebody {
  /** Null where the ledger tells nothing of them. */
  ref: string | null;
  name: string;
}

/** What there is of a story to know from. */
export interface Sources {
  story: Pick<Story, "id" | "chapters">;
  cast: Cast | null;
  facts: readonly ChapterFacts[];
  /** Markdown of chapters by their ids; those that are missing are not told from. */
  bodies: ReadonlyMap<number, string>;
}

export interface Known {
  /** Number of the last chapter that is known; null before the first. Its title tells readers, and nobody in the story. */
  last: number | null;
  /** Numbers of chapters in the order of today, oldest first. */
  facts: readonly KnownFact[];
  scenes: readonly { n: number; chapterId: number; title: string; text: string }[];
  /** What they said, in the order of the telling. */
  lines: readonly string[];
}

export interface KnownFact extends LedgerFact {
  chapterId: number;
  /** Names of whom and what it is about, without the person themselves. */
  subjects: readonly string[];
  /** Names of the others who know it, as far as they have come up; everybody where it is empty. */
  sharedWith: readonly string[];
}

/** What `person` knows once the chapters of `horizon` are over. */
export function knownTo(
  person: Somebody,
  horizon: Horizon | null,
  { story, cast, facts, bodies }: Sources,
): Known {
  const chapters = knownChapters(story, horizon);
  const factsOf = new Map(facts.map((one) => [one.chapterId, one]));
  const others = (cast?.people ?? []).map(({ name }) => name).filter((name) =>
    name !== person.name
  );
  const last = chapters.at(-1);
  const told = chapters.flatMap(({ id, n }) => {
    const one = person.ref === null ? undefined : factsOf.get(id);
    return one ? [{ ...one, n }] : [];
  });
  return {
    last: last?.n ?? null,
    facts: factsFor(person, { told, cast }),
    scenes: scenesOf(
      person.name,
      chapters.filter(({ id }) => person.ref === null || !factsOf.has(id)),
      bodies,
    ),
    lines: chapters.flatMap(({ id }) =>
      findLines(bodies.get(id) ?? "", { name: person.name, others })
    ).slice(-MAX_LINES),
  };
}

/** What a later chapter made of a fact replaces it only for those who know of that. */
function factsFor(
  { ref, name }: Somebody,
  { told, cast }: { told: readonly ChapterFacts[]; cast: Cast | null },
): KnownFact[] {
  if (ref === null) return [];
  const mine = told.map((one) => ({ ...one, facts: one.facts.filter((fact) => knows(fact, ref)) }));
  const idOf = new Map(told.map(({ n, chapterId }) => [n, chapterId]));
  const nameOf = new Map(cast?.people.map((each) => [each.ref, each.name]));
  const placeOf = new Map(cast?.world.places.map((each) => [each.ref, each.name]));
  const seen = new Set(told.flatMap(({ people }) => people));
  return ledgerAfter(mine, Infinity).facts.map((fact) => ({
    ...fact,
    chapterId: idOf.get(fact.chapter) ?? 0,
    subjects: fact.about
      // A ref that stands for nobody is no word of the story's.
      .flatMap((about) => nameOf.get(about) ?? placeOf.get(about) ?? (isRef(about) ? [] : [about]))
      .filter((subject) => subject !== name),
    sharedWith: fact.knownBy.filter((other) => other !== ref && seen.has(other))
      .flatMap((other) => nameOf.get(other) ?? []),
  }));
}

function isRef(text: string): boolean {
  return /^[a-z][a-z0-9_]*$/.test(text);
}

/** The latest first, as long as there is room; told in the order of the chapters. */
function scenesOf(
  name: string,
  chapters: readonly { id: number; n: number; title: string }[],
  bodies: ReadonlyMap<number, string>,
): Known["scenes"] {
  const found: Known["scenes"][number][] = [];
  let room = MAX_ALL_SCENES;
  for (const { id, n, title } of chapters.toReversed()) {
    const maxChars = Math.min(MAX_SCENES, room);
    const text = findScenes(bodies.get(id) ?? "", { name, maxChars });
    if (text === "") continue;
    room -= text.length;
    found.push({ n, chapterId: id, title, text });
  }
  return found.reverse();
}

/**
 * The number of the chapter in which somebody comes up first; null where none of these tells of them. Told by the scenes of
 * the ledger, and where a chapter has none, by its text.
 */
export function firstChapterOf(person: Somebody, { story, facts, bodies }: Sources): number | null {
  const factsOf = new Map(facts.map((one) => [one.chapterId, one]));
  const at = story.chapters.findIndex(({ id }) => {
    const one = factsOf.get(id);
    return one && person.ref !== null
      ? one.people.includes(person.ref)
      : names(bodies.get(id) ?? "", person.name);
  });
  return at === -1 ? null : at + 1;
}
