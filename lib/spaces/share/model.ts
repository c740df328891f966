/** Sharing into spaces: what is kept of a picture and of a link, and how long. */
import { z } from "zod";
import { upgrader } from "@/lib/store/versioned.ts";

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;

/** How long a picture is there that somebody brought and has not shared yet. */
export const UNSHARED_MS = HOUR_MS;
/** How long from its sharing on: a little longer than the message it came with. */
export const SHARED_MS = 31 * DAY_MS;
/** How much longer it is there when a pin of it was taken down, which can be undone for a while. */
export const UNPINNED_MS = DAY_MS;
/** How long a card serves everybody who shares the same link. */
export const CARD_MS = DAY_MS;
/** How long a page is left alone that did not answer, as it may do so soon. */
export const SILENT_MS = 10 * 60 * 1000;

/** A picture in a space: one that somebody brought, or of a page that somebody linked to. */
export const SpaceImage = z.object({
  v: z.literal(1),
  id: z.string(),
  spaceId: z.string(),
  /** Who brought it; null for the picture of a page. */
  userId: z.string().nullable(),
  /** Of its bytes, a WebP. */
  hash: z.string(),
  width: z.number().int(),
  height: z.number().int(),
  createdAtMs: z.number(),
  /** From then on it may go, unless the board shows it. */
  goesAtMs: z.number(),
});
export type SpaceImage = z.infer<typeof SpaceImage>;
export const readSpaceImage = upgrader<SpaceImage>(1);

/** What a page said of itself when it was asked last. */
export const LinkCard = z.object({
  v: z.literal(1),
  /** Empty texts where it said nothing, or did not answer. */
  title: z.string(),
  description: z.string(),
  site: z.string(),
  /** Its picture, as long as anything else refers to its bytes. */
  picture: z.object({
    hash: z.string(),
    width: z.number().int(),
    height: z.number().int(),
  }).nullable(),
  expiresAtMs: z.number(),
});
export type LinkCard = z.infer<typeof LinkCard>;
export const readLinkCard = upgrader<LinkCard>(1);

/** Where a picture of a space is served, to those who may see the space. */
export function imagePath({ spaceId, id }: Pick<SpaceImage, "spaceId" | "id">): string {
  return `/spaces/${spaceId}/images/${id}`;
}

/** The id of a space's own picture in a path that {@link imagePath} made; null for any other address. */
export function imageIdIn(spaceId: string, path: string): string | null {
  const before = imagePath({ spaceId, id: "" });
  const id = path.startsWith(before) ? path.slice(before.length) : "";
  return /^[0-9a-z-]{1,64}$/.test(id) ? id : null;
}
