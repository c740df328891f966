/** What operations of sharing take and answer with. */
import { z } from "zod";

export const SpaceId = z.object({ id: z.string().max(64) });

/** A thing that was shared, as it is shown. */
export const ShareReply = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("link"),
    url: z.string(),
    title: z.string(),
    description: z.string(),
    site: z.string(),
    image: z.string().nullable(),
  }),
  z.object({
    kind: z.literal("image"),
    url: z.string(),
    width: z.number().int(),
    height: z.number().int(),
    alt: z.string(),
  }),
  z.object({
    kind: z.literal("character"),
    character_id: z.string(),
    name: z.string(),
    tagline: z.string(),
    url: z.string(),
  }),
  z.object({
    kind: z.literal("story"),
    story_id: z.string(),
    title: z.string(),
    synopsis: z.string(),
    url: z.string(),
  }),
  z.object({ kind: z.literal("screen"), on: z.boolean() }),
]).meta({ id: "Share" });
