/** Clears away what belonged to a story that is gone. Safe to repeat; a start goes on where a crash broke it off. */
import { forgetLikesFor } from "@/lib/characters/likes.ts";
import { forgetPainting } from "@/lib/painting/store.ts";
import { forgetFeedbackOn } from "@/lib/social/feedback.ts";
import { deletePrefix } from "@/lib/store/commit.ts";
import { keys } from "@/lib/store/keys.ts";
import { forgetComments } from "@/lib/stories/comments/purge.ts";

/** Deletes everything of a story whose record has gone, the mark of its going last. */
export async function purgeStory(kv: Deno.Kv, id: string): Promise<void> {
  await deletePrefix(kv, keys.chapters(id));
  await deletePrefix(kv, keys.storyFacts(id));
  await kv.delete(keys.storyCast(id));
  await forgetComments(kv, id);
  await forgetPainting(kv, { kind: "story", id });
  await forgetLikesFor(kv, "story", id);
  await forgetFeedbackOn(kv, { kind: "story", id });
  await kv.atomic()
    .delete(keys.count("story", id, "comments"))
    .delete(keys.storyStandingDue(id))
    .delete(keys.storyPurge(id))
    .commit();
}

/** Ends what a crash left half cleared. */
export async function resumeStoryPurges(kv: Deno.Kv): Promise<void> {
  const gone: string[] = [];
  for await (const { key } of kv.list({ prefix: keys.storyPurges() })) {
    gone.push(String(key.at(-1)));
  }
  for (const id of gone) await purgeStory(kv, id);
}
