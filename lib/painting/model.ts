/**
 * Paintings: one picture that a model paints for a story's cover or a character's portrait. What is kept of it.
 *
 * - [PT1] A subject has one painting at most. While it is being painted, no other begins.
 * - [PT2] A painting is asked for once and never again by itself, as each try is paid for. One whose painter was lost, by a
 *   crash or a deploy, counts as failed once its time is over; its owner may ask anew.
 * - [PT3] A painted picture is shown to its owner alone until they take it for the cover or the portrait, and stays until
 *   the next one is painted, so that they can go back to it.
 */
import { z } from "zod";
import type { ChatFailure } from "@/lib/ai/model.ts";
import { upgrader } from "@/lib/store/versioned.ts";

/** What is painted for. */
export const PAINTED = ["story", "character"] as const;
export type PaintedKind = typeof PAINTED[number];

/** What is painted for, by its kind and id. */
export interface PaintedSubject {
  kind: PaintedKind;
  id: string;
}

/** Longest description of a picture, in UTF-16 units. */
export const MAX_WISH = 1_000;

/** The owner's own words for the picture. */
export const Wish = z.string().normalize("NFC")
  .transform((text) => text.toWellFormed().replace(/[\s\p{Cc}]+/gu, " ").trim())
  .pipe(z.string().min(1).max(MAX_WISH));

/**
 * Why there is no picture: a failure of the provider, a safety rule of its (`blocked`), a file that is no picture
 * (`unusable`), a painter that is gone ([PT2]), or a fault of ours.
 */
export const PAINT_TROUBLES = [
  "quota",
  "network",
  "timeout",
  "blocked",
  "auth",
  "overloaded",
  "bad_response",
  "unusable",
  "lost",
  "fault",
] as const satisfies readonly (ChatFailure | "unusable" | "lost" | "fault")[];
export type PaintTrouble = typeof PAINT_TROUBLES[number];

/** Troubles of which the provider bills nothing. */
export const UNBILLED: ReadonlySet<PaintTrouble> = new Set<PaintTrouble>([
  "quota",
  "auth",
  "overloaded",
  "network",
  "blocked",
]);

export const Painting = z.object({
  v: z.literal(1),
  kind: z.enum(PAINTED),
  id: z.string(),
  /** Names one attempt, so that one that was given up changes nothing any more. */
  attempt: z.string(),
  status: z.enum(["painting", "done", "failed"]),
  wish: z.string(),
  /** `provider/model`. */
  madeBy: z.string(),
  startedAtMs: z.number(),
  /** When a painter that says nothing is lost. */
  untilMs: z.number(),
  endedAtMs: z.number().nullable(),
  trouble: z.enum(PAINT_TROUBLES).nullable(),
  /** The latest picture; null before the first. `wish` may be a newer one's. */
  picture: z.object({ hash: z.string(), type: z.string() }).nullable(),
});
export type Painting = z.infer<typeof Painting>;

export const readPainting = upgrader<Painting>(1);

/** The painting as it is now: one whose time is over has failed ([PT2]). */
export function settled(painting: Painting, nowMs: number): Painting {
  if (painting.status !== "painting" || nowMs < painting.untilMs) return painting;
  return { ...painting, status: "failed", trouble: "lost", endedAtMs: painting.untilMs };
}

/** Every blob that a painting's record refers to. */
export function blobsOfPainting({ picture }: Painting): string[] {
  return picture ? [picture.hash] : [];
}
