/**
 * People of stories: how a character and a conversation remember which story they are of, and how far it is known.
 *
 * - [PS1] A character's stored card says of its story only what is so before the first chapter. Whatever shows or sends that
 *   card, wherever, tells nothing of any chapter.
 * - [PS2] What comes later is added to a prompt alone, out of the chapters that the conversation's horizon names, and only
 *   what the character knows once they are over.
 * - [PS3] A horizon names chapters by their ids: a chapter that is moved, added or put in between is not known by that.
 * - [PS4] In one conversation a horizon only grows. Who wants to know less begins another, in which nothing was said yet.
 */
import { z } from "zod";

/** Longest name of somebody in a story. */
export const MAX_PERSON_NAME = 40;
/** As many as a story has chapters at most. */
const MAX_KNOWN = 200;

/** Which story a character is of, and who it is there. */
export const StoryOrigin = z.object({
  storyId: z.string(),
  /** The name by which the story's ledger refers to them; null where the story has none, or it tells nothing of them. */
  ref: z.string().nullable(),
  /** As the story calls them. */
  name: z.string(),
  /** Id of the chapter in which they come up first; null where the ledger tells that. */
  sinceId: z.number().int().nullable(),
});
export type StoryOrigin = z.infer<typeof StoryOrigin>;

/** How far a story is known in a conversation. */
export const Horizon = z.object({
  storyId: z.string(),
  /** Ids of the chapters that are known, in the order in which they stood. */
  chapters: z.array(z.number().int()).max(MAX_KNOWN),
});
export type Horizon = z.infer<typeof Horizon>;
