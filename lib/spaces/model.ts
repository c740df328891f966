/** Spaces: rooms where characters live and people meet. */
import { z } from "zod";
import { upgrader } from "@/lib/store/versioned.ts";

export const SPACE_TYPES = ["lounge", "event", "fanmeeting"] as const;

const Bilingual = z.object({ ko: z.string(), en: z.string() });

export const Space = z.object({
  v: z.literal(1),
  id: z.string(),
  ownerId: z.string(),
  name: Bilingual,
  description: Bilingual,
  type: z.enum(SPACE_TYPES),
  theme: z.string(),
  isPublic: z.boolean(),
  maxUsers: z.number().int(),
  /** Ids of the characters who live there. */
  residentIds: z.array(z.string()),
  createdAtMs: z.number(),
});
export type Space = z.infer<typeof Space>;

export const readSpace = upgrader<Space>(1);
