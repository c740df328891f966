/** Makes a story of what a job's units handed on: its record, its chapters, its cast and its ledger. Pure. */
import { findChapterPlan, type Given, requireGiven } from "@/lib/stories/writing/given.ts";
import type { Job } from "@/lib/stories/writing/job.ts";
import type { Genre, Tone, Unit } from "@/lib/stories/writing/model.ts";
import type { Motif } from "@/lib/stories/model.ts";
import type { Cast, ChapterFacts } from "@/lib/stories/writing/story_facts.ts";

/** A proofread chapter. */
export interface WrittenChapter {
  n: number;
  title: string;
  /** Markdown. */
  body: string;
}

/** Units whose outputs the story itself is told from. */
export const STORY_UNITS: readonly Unit[] = ([
  "concept",
  "reader",
  "world",
  "rules",
  "characters",
  "voices",
  "arcs",
  "outline",
  "foreshadowing",
  "title",
] as const).map((stage) => ({ stage, chapter: 0 }));

/** Units of one chapter that go into the story. */
export function chapterUnits(n: number, planned: number): Unit[] {
  const units: Unit[] = (["scenes", "continuity", "style"] as const)
    .map((stage) => ({ stage, chapter: n }));
  return n > planned ? [{ stage: "outline", chapter: n }, ...units] : units;
}

/** Who and where the story is about. */
export function castOf(given: Given): Cast {
  return {
    concept: requireGiven(given, "concept"),
    world: requireGiven(given, "world"),
    rules: requireGiven(given, "rules"),
    people: requireGiven(given, "characters").people,
    voices: requireGiven(given, "voices"),
    arcs: requireGiven(given, "arcs"),
    promises: requireGiven(given, "foreshadowing").promises,
  };
}

/** The chapter as readers get it. Its title is the outline's, unless the last hand changed it. */
export function chapterOf(given: Given, n: number): WrittenChapter {
  const { title, body } = requireGiven(given, "style", n);
  return { n, title: title || (findChapterPlan(given, n)?.title ?? String(n)), body };
}

/** What is so once the chapter is over. */
export function factsOf(
  given: Given,
  { n, chapterId }: { n: number; chapterId: number },
): ChapterFacts {
  const { facts, opened, paid, summary } = requireGiven(given, "continuity", n);
  const people = new Set(requireGiven(given, "scenes", n).scenes.flatMap(({ who }) => who));
  const { title } = chapterOf(given, n);
  return { chapterId, n, title, facts, opened, paid, summary, people: [...people] };
}

type Palette = [ground: string, shape: string, accent: string];

/** Dark grounds and light shapes: a cover's title slip is light. */
const PALETTES: Readonly<Record<Tone, Palette>> = {
  warm: ["#4a2a26", "#f3d9b8", "#d1703a"],
  bright: ["#1f5f5b", "#e6f3e4", "#f2b134"],
  dark: ["#1d1f2b", "#a9b0c9", "#c9a15a"],
  tense: ["#2a171b", "#e8cfc0", "#c33d3d"],
  lyrical: ["#3b3560", "#e8dff3", "#e09aa0"],
  funny: ["#2e5d6b", "#fbe8bd", "#ee7f4b"],
};
const MOTIF_OF_GENRE: Readonly<Record<Genre, Motif>> = {
  fantasy: "moon",
  romance: "persimmon",
  mystery: "lantern",
  horror: "moon",
  history: "crane",
  science_fiction: "wave",
  daily_life: "persimmon",
  growth: "mountain",
};

/** Colours and ornament of a cover: by tone and genre where they are ours, else by the seed. */
export function coverOf({ request, seed }: Pick<Job, "request" | "seed">): {
  palette: Palette;
  motif: Motif;
} {
  return {
    palette: pick(PALETTES, request.tone, seed),
    motif: pick(MOTIF_OF_GENRE, request.genre, seed >>> 3),
  };
}

function pick<T>(table: Readonly<Record<string, T>>, name: string, seed: number): T {
  const values = Object.values(table);
  const own = Object.hasOwn(table, name) ? table[name] : undefined;
  return own ?? values[(seed >>> 0) % values.length]!;
}
