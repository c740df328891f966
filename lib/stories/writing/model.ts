/**
 * The words of the writing room: sixteen stages, what each hands on, and the job that goes through them.
 *
 * - [WR1] A stage works on what earlier stages handed on, and on nothing else. So a change redoes only what stands on it.
 * - [WR2] Chapters are written in order; the memory of a later one is made of finished ones alone.
 * - [WR3] What is in the ledger names the chapter after which it is known. Nothing else knows what is known when.
 */
import { z } from "zod";
import { LOCALES } from "@/lib/i18n/locale.ts";

/** The stages, in the order in which their first unit runs. */
export const STAGES = [
  "concept",
  "reader",
  "world",
  "rules",
  "characters",
  "voices",
  "theme",
  "arcs",
  "outline",
  "foreshadowing",
  "scenes",
  "draft",
  "dialogue",
  "continuity",
  "style",
  "title",
] as const;
export type StageKey = typeof STAGES[number];

/** Stages that run once for each chapter; the others run once for the story. */
export const CHAPTER_STAGES = [
  "scenes",
  "draft",
  "dialogue",
  "continuity",
  "style",
] as const satisfies readonly StageKey[];
export type ChapterStage = typeof CHAPTER_STAGES[number];

export const LENGTHS = ["short", "medium", "long"] as const;
export type Length = typeof LENGTHS[number];
/** Chapters of each length. A long story goes on from there, chapter by chapter. */
export const CHAPTERS: Readonly<Record<Length, number>> = { short: 1, medium: 5, long: 20 };

export const GENRES = [
  "fantasy",
  "romance",
  "mystery",
  "horror",
  "history",
  "science_fiction",
  "daily_life",
  "growth",
] as const;
export type Genre = typeof GENRES[number];

export const TONES = ["warm", "bright", "dark", "tense", "lyrical", "funny"] as const;
export type Tone = typeof TONES[number];

/** Longest premise that somebody brings along. */
export const MAX_PREMISE_CHARS = 1_000;

/** What somebody asks for. */
export const WritingRequest = z.object({
  keywords: z.array(z.string().trim().min(1).max(40)).min(1).max(10),
  genre: z.string().trim().min(1).max(40),
  length: z.enum(LENGTHS),
  tone: z.string().trim().min(1).max(40),
  lang: z.enum(LOCALES),
  visibility: z.enum(["public", "unlisted", "private"]),
  /** Whom it is about, what has to happen, what must not: whatever somebody knows of it already. */
  premise: z.string().trim().max(MAX_PREMISE_CHARS).optional(),
});
export type WritingRequest = z.infer<typeof WritingRequest>;

const line = z.string().trim().min(1).max(300);
const text = z.string().trim().min(1).max(4_000);
/** Short names by which stages refer to people, places and promises of one story: `p1`, `f3`. */
const Ref = z.string().regex(/^[a-z][a-z0-9_]{0,30}$/);
const ChapterNumber = z.number().int().min(1).max(200);

export const Concept = z.object({
  logline: line,
  premise: text,
  hook: line,
  /** What this story must not become. */
  avoid: z.array(line).max(6),
});

export const Readership = z.object({
  genre: line,
  audience: line,
  promises: z.array(line).min(1).max(6),
  rating: z.enum(["everyone", "mature"]),
});

export const World = z.object({
  era: line,
  places: z.array(z.object({ ref: Ref, name: line, description: text })).min(1).max(12),
  everyday: text,
});

export const Rules = z.object({
  rules: z.array(line).min(1).max(12),
  glossary: z.array(z.object({ term: line, meaning: line })).max(30),
});

export const StoryPerson = z.object({
  ref: Ref,
  name: z.string().trim().min(1).max(40),
  role: z.enum(["lead", "partner", "opponent", "helper", "other"]),
  age: line,
  appearance: line,
  wants: line,
  fears: line,
  secret: line,
  past: text,
});
export type StoryPerson = z.infer<typeof StoryPerson>;

export const Characters = z.object({ people: z.array(StoryPerson).min(1).max(8) });

export const Voices = z.object({
  relations: z.array(z.object({ from: Ref, to: Ref, bond: line, tension: line })).max(30),
  voices: z.array(
    z.object({ who: Ref, manner: line, phrases: z.array(line).max(5), never: line }),
  ).min(1).max(8),
});

export const Theme = z.object({ theme: line, conflict: text, question: line, change: line });

export const Arcs = z.object({
  arcs: z.array(z.object({
    name: line,
    who: z.array(Ref).max(8),
    beginning: line,
    turn: line,
    end: line,
  })).min(1).max(8),
});

export const Outline = z.object({
  chapters: z.array(z.object({
    n: ChapterNumber,
    title: line,
    purpose: line,
    events: z.array(line).min(1).max(8),
    ending: line,
    people: z.array(Ref).min(1).max(8),
  })).min(1).max(60),
});

/** Something a story makes its readers wait for. */
export const StoryPromise = z.object({
  ref: Ref,
  what: line,
  opens: ChapterNumber,
  /** Null where it is meant to stay open. */
  pays: ChapterNumber.nullable(),
});
export type StoryPromise = z.infer<typeof StoryPromise>;
export const Foreshadowing = z.object({ promises: z.array(StoryPromise).max(40) });

export const ScenePlan = z.object({
  n: ChapterNumber,
  scenes: z.array(z.object({
    place: Ref,
    when: line,
    who: z.array(Ref).min(1).max(8),
    goal: line,
    obstacle: line,
    outcome: line,
  })).min(1).max(8),
});

/** A chapter as it is written, in Markdown. */
export const ChapterText = z.object({
  n: ChapterNumber,
  title: line,
  body: z.string().trim().min(1).max(24_000),
});
export type ChapterText = z.infer<typeof ChapterText>;

/** Something that is so from a chapter on, and who in the story knows it. */
export const Fact = z.object({
  ref: Ref,
  what: line,
  /** Whom or what it is about. */
  about: z.array(z.string().max(40)).max(8),
  /** Who knows it when the chapter is over; everybody where it is empty. */
  knownBy: z.array(Ref).max(8),
  where: line.nullable(),
  when: line.nullable(),
});
export type Fact = z.infer<typeof Fact>;

/** Most contradictions that are named in one chapter. */
export const MAX_CONTRADICTIONS = 20;

/** What the continuity editor finds, mends and writes down. */
export const Continuity = z.object({
  n: ChapterNumber,
  /** Where the chapter contradicts what is known, or what somebody in it cannot know. */
  contradictions: z.array(z.object({
    quote: line,
    fact: Ref.nullable(),
    why: line,
    fix: line,
  })).max(MAX_CONTRADICTIONS),
  /** The chapter with its contradictions mended. */
  body: z.string().trim().min(1).max(24_000),
  facts: z.array(Fact).max(40),
  opened: z.array(Ref).max(20),
  paid: z.array(Ref).max(20),
  summary: text,
});
export type Continuity = z.infer<typeof Continuity>;

export const Wrapping = z.object({
  title: z.string().trim().min(1).max(80),
  synopsis: z.string().trim().min(1).max(800),
  cover: line,
  tags: z.array(z.string().trim().min(1).max(24)).min(1).max(8),
});

/** What each stage hands on; the stages of chapters, for one chapter. */
export const STAGE_OUTPUTS = {
  concept: Concept,
  reader: Readership,
  world: World,
  rules: Rules,
  characters: Characters,
  voices: Voices,
  theme: Theme,
  arcs: Arcs,
  outline: Outline,
  foreshadowing: Foreshadowing,
  scenes: ScenePlan,
  draft: ChapterText,
  dialogue: ChapterText,
  continuity: Continuity,
  style: ChapterText,
  title: Wrapping,
} as const satisfies Record<StageKey, z.ZodType>;
export type StageOutput<K extends StageKey> = z.infer<(typeof STAGE_OUTPUTS)[K]>;

/** One piece of work: a stage, and for those of chapters, which chapter. */
export interface Unit {
  readonly stage: StageKey;
  /** 0 for a stage of the whole story. */
  readonly chapter: number;
}

/** The name of a unit: `outline`, `draft:3`. */
export function unitName({ stage, chapter }: Unit): string {
  return chapter === 0 ? stage : `${stage}:${chapter}`;
}
