/** What the pages of a story's people send. */
import { z } from "zod";

/** A chapter's number in a query or a form; 0 is before the first. */
export const AsOf = z.string().regex(/^\d{1,4}$/).transform(Number);

export const TalkForm = z.object({ as: AsOf });

export const PeopleForm = z.discriminatedUnion("act", [
  z.object({ act: z.literal("publish"), who: z.string().max(64), as: AsOf }),
  z.object({
    act: z.literal("bring"),
    name: z.string().max(200),
    looks: z.string().max(600),
    as: AsOf,
  }),
]);
