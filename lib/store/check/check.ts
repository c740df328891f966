/**
 * Checks that a store agrees with itself: every index with its records, every counter with what it counts, every blob
 * with what refers to it. Nothing is changed.
 */
import { checkAccounts } from "@/lib/store/check/accounts.ts";
import { checkBlobs } from "@/lib/store/check/blobs.ts";
import { checkCharacters } from "@/lib/store/check/characters.ts";
import { checkConversations } from "@/lib/store/check/conversations.ts";
import { checkStories } from "@/lib/store/check/stories.ts";
import { type Walk, walkStore } from "@/lib/store/check/walk.ts";

/** One rule's findings: sentences that name the key at fault. */
export type Check = (walk: Walk) => Iterable<string>;

const CHECKS: readonly Check[] = [
  checkAccounts,
  checkCharacters,
  checkConversations,
  checkBlobs,
  checkStories,
];

/** Walks the store and lists what does not agree. Empty: all is well. */
export async function checkStore(kv: Deno.Kv): Promise<string[]> {
  const walk = await walkStore(kv);
  return CHECKS.flatMap((check) => [...check(walk)]);
}
