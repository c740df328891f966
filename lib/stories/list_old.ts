/** Brings stores of earlier versions up to date: stories and chapters as they are kept today, in today's lists. Once. */
import { readChapter, readStory } from "@/lib/stories/model.ts";
import { moveStoryStanding, standingOf } from "@/lib/stories/standing.ts";
import { commitWithRetry, deletePrefix } from "@/lib/store/commit.ts";
import { keys } from "@/lib/store/keys.ts";

/** Lists every story that has no standing; for the start of the process. Safe to repeat, and by several instances. */
export async function listOldStories(kv: Deno.Kv): Promise<void> {
  const old = kv.list({ prefix: keys.storiesByTime() }, { limit: 1 });
  if ((await old.next()).done) return;
  for await (const { key } of kv.list({ prefix: keys.stories() })) await listOldStory(kv, key);
  await deletePrefix(kv, keys.storiesByTime());
}

async function listOldStory(kv: Deno.Kv, key: Deno.KvKey): Promise<void> {
  await commitWithRetry(async () => {
    const [entry, standing] = await kv.getMany([key, keys.storyStanding(String(key.at(-1)))]);
    if (entry?.value === null || !entry || !standing || standing.value !== null) {
      return { write: null, value: undefined };
    }
    const story = readStory(entry.value);
    const write = kv.atomic().check(entry, standing).set(key, story)
      .set(keys.storyByOwner(story.ownerId, story.createdAtMs, story.id), story.id);
    for await (const chapter of kv.list({ prefix: keys.chapters(story.id) })) {
      write.check(chapter).set(chapter.key, readChapter(chapter.value));
    }
    moveStoryStanding(write, story.id, { from: null, to: standingOf(story, null) });
    return { write, value: undefined };
  });
}
