/** The number of comments on a story: of those that readers see ([SC4]). */
import { type Comment, isShown } from "@/lib/stories/comments/model.ts";
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
