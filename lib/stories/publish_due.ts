/** Brings out the stories whose time has come: run by every instance now and then, and before the gallery is read. */
import { readStory, released, type Story } from "@/lib/stories/model.ts";
import { readStoryStanding, type StoryStanding } from "@/lib/stories/standing.ts";
import { moveStory } from "@/lib/stories/store.ts";
import { keys } from "@/lib/store/keys.ts";

/** Most stories brought out at once: whoever opens the gallery does not wait for more. */
const AT_ONCE = 20;

/**
 * Publishes what is due. Of several instances that do so at once, one gets through with each story; a story that its
 * owner changes at the same moment is looked at again the next time.
 *
 * @returns The stories that this call brought out.
 */
export async function publishDue(kv: Deno.Kv, nowMs: number): Promise<Story[]> {
  const out: Story[] = [];
  const due = kv.list<string>(
    { start: keys.storiesOutAt(), end: [...keys.storiesOutAt(), nowMs + 1] },
    { limit: AT_ONCE },
  );
  for await (const { key, value: id } of due) {
    const [entry, standing] = await kv.getMany<[Story, StoryStanding]>(
      [keys.story(id), keys.storyStanding(id)],
    );
    if (!entry.value) continue;
    const old = readStory(entry.value);
    const next = released(old, nowMs);
    if (next === old) continue;
    const write = kv.atomic().check(entry, standing).delete(key);
    const before = standing.value && readStoryStanding(standing.value);
    moveStory(kv, write, { old, next, standing: before });
    if ((await write.commit()).ok) out.push(next);
  }
  return out;
}
