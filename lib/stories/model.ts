/** Stories: a serial in chapters. */
import { z } from "zod";
import { LOCALES } from "@/lib/i18n/locale.ts";
import { upgrader } from "@/lib/store/versioned.ts";

/** Ornaments that a cover is drawn with. */
export const MOTIFS = ["moon", "persimmon", "wave", "lantern", "mountain", "crane"] as const;
export type Motif = typeof MOTIFS[number];

export const Story = z.object({
  v: z.literal(1),
  id: z.string(),
  ownerId: z.string(),
  title: z.string(),
  synopsis: z.string(),
  genre: z.string(),
  tone: z.string(),
  tags: z.array(z.string()),
  lang: z.enum(LOCALES),
  /** CSS hex colours: ground, shape, accent. */
  palette: z.tuple([z.string(), z.string(), z.string()]),
  motif: z.enum(MOTIFS),
  /** Ids of the characters who appear in it. */
  characterIds: z.array(z.string()),
  /** Titles of the chapters, in order. */
  chapterTitles: z.array(z.string()),
  /** How long each takes to read; the store fills it in. Stories kept by earlier versions lack it. */
  chapterMinutes: z.array(z.number()).optional(),
  createdAtMs: z.number(),
});
export type Story = z.infer<typeof Story>;

export const readStory = upgrader<Story>(1);

/** Chapters are numbered from 1. */
export const Chapter = z.object({
  v: z.literal(1),
  storyId: z.string(),
  n: z.number().int().min(1),
  title: z.string(),
  /** Markdown. */
  body: z.string(),
});
export type Chapter = z.infer<typeof Chapter>;

export const readChapter = upgrader<Chapter>(1);
