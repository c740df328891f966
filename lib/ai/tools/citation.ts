/**
 * Owns the shape of what a reply rests on, as it is kept with a message.
 *
 * Browser-safe.
 */
import { z } from "zod";

/** Something a reply says it found, and where it can be read. */
export const Citation = z.object({
  /** What kind of thing it is; `welfare` is an entry of the directory of services. */
  kind: z.literal("welfare"),
  id: z.string().max(80),
  title: z.string().max(120),
});
export type Citation = z.infer<typeof Citation>;

/** A citation with the words by which one can tell that a reply speaks of it. */
export interface Citable extends Citation {
  /** Other names of it; its title is always looked for. */
  marks: readonly string[];
}
