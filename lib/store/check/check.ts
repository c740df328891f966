/**
 * Checks that a store agrees with itself: every record with its schema, every index with its records, every counter with
 * what it counts, every blob with what refers to it. Nothing is changed.
 */
import { checkAccounts } from "@/lib/store/check/accounts.ts";
import { checkAssistant } from "@/lib/store/check/assistant.ts";
import { checkBlobs } from "@/lib/store/check/blobs.ts";
import { checkCalls } from "@/lib/store/check/calls.ts";
import { checkCharacters } from "@/lib/store/check/characters.ts";
import { checkConversations } from "@/lib/store/check/conversations.ts";
import { checkEvents } from "@/lib/store/check/events.ts";
import { checkMemories } from "@/lib/store/check/memories.ts";
import { checkPaintings } from "@/lib/store/check/paintings.ts";
import { checkReviews } from "@/lib/store/check/reviews.ts";
import { checkShapes } from "@/lib/store/check/shapes.ts";
import { checkSocial } from "@/lib/store/check/social.ts";
import { checkSpaces } from "@/lib/store/check/spaces.ts";
import { checkStories } from "@/lib/store/check/stories.ts";
import { checkWriting } from "@/lib/store/check/writing.ts";
import { type Walk, walkStore } from "@/lib/store/check/walk.ts";

/** One rule's findings: sentences that name the key at fault. */
export type Check = (walk: Walk) => Iterable<string>;

const CHECKS: readonly Check[] = [
  checkAccounts,
  checkAssistant,
  checkCalls,
  checkCharacters,
  checkConversations,
  checkBlobs,
  checkEvents,
  checkMemories,
  checkPaintings,
  checkReviews,
  checkSocial,
  checkSpaces,
  checkStories,
  checkWriting,
];

/**
 * Walks the store and lists what does not agree. Empty: all is well. Records that do not fit their schemas are all that
 * is listed while there are any, as nothing else can be said of them.
 */
export async function checkStore(kv: Deno.Kv): Promise<string[]> {
  const walk = await walkStore(kv);
  const misshapen = [...checkShapes(walk)];
  return misshapen.length > 0 ? misshapen : CHECKS.flatMap((check) => [...check(walk)]);
}
