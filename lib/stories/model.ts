/**
 * Stories: a serial in chapters. What is kept of one, and what follows from that.
 *
 * - [ST1] A chapter is named by its id, which it keeps wherever it moves; readers count chapters from 1, in their order.
 * - [ST2] A draft is its owner's alone. One with a time to come out is out from that moment on, for every reader, whether
 *   or not anything has run meanwhile.
 * - [ST3] `rev` goes up when the details change, a chapter's own when its text does: who saves what somebody else changed
 *   since is told so.
 */
import { z } from "zod";
import { MAX_TAGS, RATINGS, Tag, VISIBILITIES } from "@/lib/characters/model.ts";
import { LOCALES } from "@/lib/i18n/locale.ts";
import { lengthOf } from "@/lib/stories/kinds.ts";
import { LENGTHS } from "@/lib/stories/writing/model.ts";
import { upgrader, type Versioned } from "@/lib/store/versioned.ts";
import { isVisible } from "@/lib/visible.ts";

/** Ornaments that a cover is drawn with. */
export const MOTIFS = ["moon", "persimmon", "wave", "lantern", "mountain", "crane"] as const;
export type Motif = typeof MOTIFS[number];

export const STATUSES = ["draft", "published"] as const;

/** Most chapters of a story: with the longest titles, its record fits a value of the store. */
export const MAX_CHAPTERS = 200;
/** Longest chapter, in UTF-16 units: two bytes each in the store. */
export const MAX_BODY = 30_000;
export const MAX_TITLE = 120;
/** Deleted chapters that can be brought back; of more, the oldest goes for good. */
export const MAX_REMOVED = 10;

/** What a story keeps of each chapter. */
export const ChapterEntry = z.object({
  id: z.number().int().min(1),
  title: z.string(),
  /** How long it takes to read; null where an earlier version did not reckon it. */
  minutes: z.number().nullable(),
});
export type ChapterEntry = z.infer<typeof ChapterEntry>;

/** A deleted chapter: `at` is its index in the order before. */
export const RemovedChapter = ChapterEntry.extend({
  at: z.number().int(),
  removedAtMs: z.number(),
});

/** Drawn from palette and motif, or a picture that is kept as a blob. */
export const StoryCover = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("drawn") }),
  z.object({
    kind: z.literal("image"),
    hash: z.string(),
    type: z.string(),
    /** Hash of the painted picture that it was made of. Absent in those of earlier days. */
    from: z.string().optional(),
  }),
]);
export type StoryCover = z.infer<typeof StoryCover>;

/** The job that wrote a story, and the model behind it, to be named to readers. */
export const StorySource = z.object({ jobId: z.string(), madeBy: z.string().nullable() });

export const Story = z.object({
  v: z.literal(2),
  id: z.string(),
  ownerId: z.string(),
  title: z.string(),
  synopsis: z.string(),
  genre: z.string(),
  tone: z.string(),
  tags: z.array(z.string()),
  lang: z.enum(LOCALES),
  rating: z.enum(RATINGS),
  visibility: z.enum(VISIBILITIES),
  status: z.enum(STATUSES),
  /** When a draft comes out by itself; null where nobody said. */
  publishAtMs: z.number().nullable(),
  /** When it came out first; null before. */
  publishedAtMs: z.number().nullable(),
  /** CSS hex colours: ground, shape, accent. */
  palette: z.tuple([z.string(), z.string(), z.string()]),
  motif: z.enum(MOTIFS),
  cover: StoryCover,
  /** Ids of the characters who appear in it. */
  characterIds: z.array(z.string()),
  /** In the order of reading. */
  chapters: z.array(ChapterEntry),
  /** Latest first. */
  removed: z.array(RemovedChapter),
  /** Id of the next chapter that is added. */
  nextChapterId: z.number().int(),
  /** Follows from the number of chapters. */
  length: z.enum(LENGTHS),
  source: StorySource.nullable(),
  rev: z.number().int(),
  createdAtMs: z.number(),
  updatedAtMs: z.number(),
  /** Since when those who look after the house keep it from others; absent where they do not. */
  hiddenAtMs: z.number().optional(),
});
export type Story = z.infer<typeof Story>;

/** Stories of version 1 came with the house: public, and out since they were made. */
const StoryV1 = z.object({
  v: z.literal(1),
  ...Story.pick({
    id: true,
    ownerId: true,
    title: true,
    synopsis: true,
    genre: true,
    tone: true,
    tags: true,
    lang: true,
    palette: true,
    motif: true,
    characterIds: true,
    createdAtMs: true,
  }).shape,
  chapterTitles: z.array(z.string()),
  chapterMinutes: z.array(z.number()).optional(),
});

export const readStory = upgrader<Story>(2, [storyFromV1]);

function storyFromV1(old: Versioned): Story {
  const { chapterTitles, chapterMinutes, ...kept } = StoryV1.parse(old);
  return {
    ...kept,
    v: 2,
    rating: "everyone",
    visibility: "public",
    status: "published",
    publishAtMs: null,
    publishedAtMs: kept.createdAtMs,
    cover: { kind: "drawn" },
    chapters: chapterTitles.map((title, i) => ({
      id: i + 1,
      title,
      minutes: chapterMinutes?.[i] ?? null,
    })),
    removed: [],
    nextChapterId: chapterTitles.length + 1,
    length: lengthOf(chapterTitles.length),
    source: null,
    rev: 1,
    updatedAtMs: kept.createdAtMs,
  };
}

export const Chapter = z.object({
  v: z.literal(2),
  storyId: z.string(),
  /** Of the chapter, not its number ([ST1]). */
  id: z.number().int().min(1),
  title: z.string(),
  /** Markdown. */
  body: z.string(),
  rev: z.number().int(),
  updatedAtMs: z.number(),
});
export type Chapter = z.infer<typeof Chapter>;

const ChapterV1 = z.object({
  v: z.literal(1),
  storyId: z.string(),
  n: z.number().int().min(1),
  title: z.string(),
  body: z.string(),
});

export const readChapter = upgrader<Chapter>(2, [(old) => {
  const { n, ...kept } = ChapterV1.parse(old);
  return { ...kept, v: 2, id: n, rev: 1, updatedAtMs: 0 };
}]);

/** Browsers send line ends as CR LF. */
const lines = (max: number) =>
  z.string().normalize("NFC").transform((text) => text.toWellFormed().replace(/\r\n?/g, "\n"))
    .pipe(z.string().max(max));
const line = (max: number) =>
  lines(max).transform((text) => text.replace(/[\s\p{Cc}]+/gu, " ").trim());
const title = line(MAX_TITLE).refine(isVisible, "must show something");

const fields = {
  title,
  synopsis: lines(2_000).transform((text) => text.trim()),
  genre: line(40),
  tone: line(40),
  tags: z.array(Tag).max(MAX_TAGS).transform((tags) => [...new Set(tags)]),
  lang: z.enum(LOCALES),
  rating: z.enum(RATINGS),
  visibility: z.enum(VISIBILITIES),
  motif: z.enum(MOTIFS),
  palette: z.tuple([hex(), hex(), hex()]),
};

function hex() {
  return z.string().regex(/^#[0-9a-f]{6}$/i);
}

/** A new story's details, as people enter them. Only the title is needed. */
export const StoryDetails = z.object({
  title: fields.title,
  synopsis: fields.synopsis.default(""),
  genre: fields.genre.default(""),
  tone: fields.tone.default(""),
  tags: fields.tags.default([]),
  lang: fields.lang.default("ko"),
  rating: fields.rating.default("everyone"),
  visibility: fields.visibility.default("private"),
  motif: fields.motif.optional(),
  palette: fields.palette.optional(),
});
export type StoryDetails = z.infer<typeof StoryDetails>;

/** A change of the details; what is absent stays. */
export const StoryPatch = z.object(fields).partial();
export type StoryPatch = z.infer<typeof StoryPatch>;

/** A chapter as it is entered. */
export const ChapterInput = z.object({
  title,
  body: lines(MAX_BODY).refine(isVisible, "must show something"),
});
export type ChapterInput = z.infer<typeof ChapterInput>;

/** Whether readers may have it by now ([ST2]). */
export function isOut({ status, publishAtMs }: Story, nowMs: number): boolean {
  return status === "published" || (publishAtMs !== null && publishAtMs <= nowMs);
}

/** The story as it is now: a draft whose time has come is published, at that very time. */
export function released(story: Story, nowMs: number): Story {
  const { status, publishAtMs } = story;
  if (status === "published" || publishAtMs === null || publishAtMs > nowMs) return story;
  return {
    ...story,
    status: "published",
    publishAtMs: null,
    publishedAtMs: story.publishedAtMs ?? publishAtMs,
  };
}

/** Whether this person may open it. Unlisted stories open to whoever has the link. */
export function mayRead(story: Story, viewerId: string | null, nowMs: number): boolean {
  if (story.ownerId === viewerId) return true;
  return story.visibility !== "private" && story.hiddenAtMs === undefined && isOut(story, nowMs);
}

/** Whether it stands in the gallery. */
export function isListed({ visibility, status, hiddenAtMs }: Story): boolean {
  return visibility === "public" && status === "published" && hiddenAtMs === undefined;
}

/** Every blob that a story's record refers to. */
export function blobsOfStory({ cover }: Story): string[] {
  return cover.kind === "image" ? [cover.hash] : [];
}

/** Minutes that all chapters take; null where none is known. */
export function minutesOf({ chapters }: Pick<Story, "chapters">): number | null {
  const known = chapters.flatMap(({ minutes }) => minutes ?? []);
  return known.length === 0 ? null : known.reduce((sum, each) => sum + each, 0);
}
