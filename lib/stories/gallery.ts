/** The gallery's query: read leniently, and carried from view to view. */
import { z } from "zod";
import { queryWords } from "@/lib/characters/search.ts";
import { LOCALES } from "@/lib/i18n/locale.ts";
import type { StoryQuery } from "@/lib/stories/library.ts";
import { GENRES, LENGTHS, TONES } from "@/lib/stories/writing/model.ts";

/** Books on one page: whole rows of two, three and four. */
const ON_A_PAGE = 12;

export const STORY_SORTS = ["trending", "popular", "new"] as const;

/** What a reader can ask of the gallery. Nonsense is left aside, as it comes from old links and typing hands. */
export const LibraryQuery = z.object({
  q: z.string().transform((q) => q.trim().slice(0, 100)).catch(""),
  tag: z.string().transform((tag) => tag.trim().slice(0, 30)).catch(""),
  genre: z.enum(GENRES).optional().catch(undefined),
  tone: z.enum(TONES).optional().catch(undefined),
  length: z.enum(LENGTHS).optional().catch(undefined),
  lang: z.enum(LOCALES).optional().catch(undefined),
  sort: z.enum(STORY_SORTS).catch("trending"),
  rating: z.literal("mature").optional().catch(undefined),
  cursor: z.string().max(2048).optional().catch(undefined),
});
export type LibraryQuery = z.infer<typeof LibraryQuery>;

/** The address of a view of the gallery; what is usual stays unsaid. */
export function libraryPath({ cursor: _, ...query }: Partial<LibraryQuery>): string {
  const said = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value && !(name === "sort" && value === "trending")) said.set(name, value);
  }
  const text = said.toString();
  return text ? `/stories?${text}` : "/stories";
}

/** Whether words are searched for; without any it is a list. */
export function isStorySearch({ q }: Pick<LibraryQuery, "q">): boolean {
  return queryWords(q).length > 0;
}

/** Whether the shelf is narrowed at all. */
export function isNarrowed({ q, tag, genre, tone, length, lang }: LibraryQuery): boolean {
  return Boolean(q || tag || genre || tone || length || lang);
}

export function toStoryQuery({ rating, tag, ...query }: LibraryQuery): StoryQuery {
  return { ...query, tag: tag || undefined, mature: rating === "mature", limit: ON_A_PAGE };
}
