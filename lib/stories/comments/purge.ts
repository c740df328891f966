/** Clears away the comments of a story that is gone, with who wrote and reported them. */
import { forgetCases } from "@/lib/moderation/cases.ts";
import { deleteAll, deletePrefix } from "@/lib/store/commit.ts";
import { keys } from "@/lib/store/keys.ts";

export async function forgetComments(kv: Deno.Kv, storyId: string): Promise<void> {
  const doomed: Deno.KvKey[] = [];
  for await (
    const { key, value } of kv.list<{ authorId: string }>({
      prefix: keys.storyComments(storyId),
    })
  ) {
    doomed.push(keys.storyCommentBy(value.authorId, storyId, String(key.at(-1))), key);
  }
  for await (const { key } of kv.list({ prefix: keys.storyReports(storyId) })) {
    doomed.push(keys.storyReportBy(String(key[3]), storyId, String(key[2])), key);
  }
  await deleteAll(kv, doomed);
  await forgetCases(kv, storyId);
  await deletePrefix(kv, keys.storyThreadsOf(storyId));
  await deletePrefix(kv, keys.storyCommentUndos(storyId));
}
