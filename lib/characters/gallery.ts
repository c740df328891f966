/** The gallery's query: read leniently, and carried from view to view. */
import { z } from "zod";
import { queryWords } from "@/lib/characters/search.ts";
import { RANK_SORTS } from "@/lib/characters/standing.ts";
import { type CharacterView } from "@/lib/characters/model.ts";
import { listCharacters, listTags } from "@/lib/characters/listing.ts";
import type { Services } from "@/lib/define.ts";
import { type Locale, LOCALES } from "@/lib/i18n/locale.ts";
import type { Page } from "@/lib/store/page.ts";

/** Cards on one page: whole rows of two, three, four, five and six but one. */
export const GALLERY_LIMIT = 24;
const TAGS = 12;
/** Tags change slowly; a page need not count them anew. */
const TAGS_KEPT_MS = 60_000;

export const GALLERY_SORTS = [
  "trending",
  "popular",
  "new",
] as const satisfies readonly (typeof RANK_SORTS[number])[];

/** What a reader can ask of the gallery. Nonsense is left aside, as it comes from old links and typing hands. */
export const GalleryQuery = z.object({
  q: z.string().transform((q) => q.trim().slice(0, 100)).catch(""),
  tag: z.string().transform((tag) => tag.trim().slice(0, 30)).catch(""),
  sort: z.enum(GALLERY_SORTS).catch("trending"),
  lang: z.enum(LOCALES).optional().catch(undefined),
  rating: z.literal("mature").optional().catch(undefined),
  cursor: z.string().max(2048).optional().catch(undefined),
});
export type GalleryQuery = z.infer<typeof GalleryQuery>;

/** The address of a view of the gallery; what is usual stays unsaid. */
export function galleryPath(query: Partial<GalleryQuery>): string {
  const { q = "", tag = "", sort = "trending", lang, rating } = query;
  const said = new URLSearchParams();
  if (q) said.set("q", q);
  if (tag) said.set("tag", tag);
  if (sort !== "trending") said.set("sort", sort);
  if (lang) said.set("lang", lang);
  if (rating) said.set("rating", rating);
  const text = said.toString();
  return text ? `/characters?${text}` : "/characters";
}

/** Finds or lists what the query asks for. */
export async function readGallery(
  { kv, catalogue }: Pick<Services, "kv" | "catalogue">,
  { q, tag, sort, lang, rating, cursor }: GalleryQuery,
): Promise<Page<CharacterView>> {
  const filter = {
    tag: tag || undefined,
    lang,
    mature: rating === "mature",
    limit: GALLERY_LIMIT,
    cursor,
  };
  return isSearch(q)
    ? await catalogue.search({ q, ...filter })
    : await listCharacters(kv, { sort, ...filter });
}

/** Whether a query has words to search for; without any it is a list. */
export function isSearch(q: string | undefined): q is string {
  return q !== undefined && queryWords(q).length > 0;
}

/** Makes the memory of the tags that a gallery offers. */
export function createTagMemory(): (
  services: Pick<Services, "kv" | "now">,
  lang: Locale,
) => Promise<string[]> {
  const known = new WeakMap<Deno.Kv, Map<Locale, { tags: string[]; atMs: number }>>();
  return async ({ kv, now }, lang) => {
    const ofStore = known.get(kv) ?? new Map<Locale, { tags: string[]; atMs: number }>();
    known.set(kv, ofStore);
    const before = ofStore.get(lang);
    if (before && before.tags.length > 0 && now() - before.atMs < TAGS_KEPT_MS) return before.tags;
    const tags = await listTags(kv, { lang, limit: TAGS });
    ofStore.set(lang, { tags, atMs: now() });
    return tags;
  };
}
