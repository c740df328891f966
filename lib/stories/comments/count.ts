/** The number of comments on a story: of those that readers see ([SC4]). */
import type { Comment } from "@/lib/stories/comments/model.ts";
import { isShown, readComment } from "@/lib/stories/comments/model.ts";
import { commitWithRetry } from "@/lib/store/commit.ts";
import { keys } from "@/lib/store/keys.ts";

const ONE = new Deno.KvU64(1n);
/** Sums wrap around, so this takes one away. Source: Deno KV, `sum`. */
const MINUS_ONE = new Deno.KvU64(2n ** 64n - 1n);

/** Puts into `write` what a change of one comment does to the number of its story. Null: it was not there, or goes. */
export function countComment(
  write: Deno.AtomicOperation,
  storyId: string,
  { from, to }: { from: Comment | null; to: Comment | null },
): void {
  const [before, after] = [from !== null && isShown(from), to !== null && isShown(to)];
  if (before === after) return;
  const value = after ? ONE : MINUS_ONE;
  write.mutate({ type: "sum", key: keys.count("story", storyId, "comments"), value })
    .set(keys.storyStandingDue(storyId), null);
}

/**
 * Counts anew where earlier versions counted what was hidden; for the start of the process. Once, and safe to repeat, by
 * several instances at a time. A store in which nothing is hidden is left as it is.
 */
export async function recountOldComments(kv: Deno.Kv): Promise<void> {
  const done = keys.meta("hidden_comments_uncounted");
  if ((await kv.get(done)).value !== null) return;
  const storyIds = new Set<string>();
  for await (const { key } of kv.list({ prefix: keys.reviewsHidden() })) {
    const [, , storyId, commentId] = key.map(String);
    if (storyId && commentId) storyIds.add(storyId);
  }
  if (storyIds.size === 0) return;
  for (const id of storyIds) await recount(kv, id);
  await kv.set(done, true);
}

async function recount(kv: Deno.Kv, storyId: string): Promise<void> {
  await commitWithRetry(async () => {
    // Read first, and checked: a comment that comes while they are counted changes it.
    const [said, story] = await kv.getMany<[Deno.KvU64, unknown]>([
      keys.count("story", storyId, "comments"),
      keys.story(storyId),
    ]);
    if (story.value === null) return { write: null, value: undefined };
    let shown = 0n;
    for await (const { value } of kv.list({ prefix: keys.storyComments(storyId) })) {
      if (isShown(readComment(value))) shown++;
    }
    if ((said.value?.value ?? 0n) === shown) return { write: null, value: undefined };
    const write = kv.atomic().check(said, story).set(said.key, new Deno.KvU64(shown))
      .set(keys.storyStandingDue(storyId), null);
    return { write, value: undefined };
  });
}
