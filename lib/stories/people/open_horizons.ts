/** How far a reader knows the stories of those whom they begin to talk with. */
import type { Character } from "@/lib/characters/model.ts";
import { horizonAt } from "@/lib/stories/people/horizon.ts";
import type { Horizon } from "@/lib/stories/people/model.ts";
import { getPlace } from "@/lib/stories/place.ts";
import { mayRead, type Story } from "@/lib/stories/model.ts";
import { getStory } from "@/lib/stories/store.ts";

/** The number of the last chapter that this reader knows: where they are; whoever wrote it knows all of it. */
export async function readTo(
  kv: Deno.Kv,
  story: Story,
  viewerId: string | null,
): Promise<number> {
  if (viewerId === null) return 0;
  if (story.ownerId === viewerId) return story.chapters.length;
  return await getPlace(kv, viewerId, story) ?? 0;
}

/**
 * The horizons of a conversation that begins: for each story that its characters come out of, the chapters up to where the
 * reader is. Who has not begun one hears nothing of it.
 */
export async function openHorizons(
  kv: Deno.Kv,
  characters: readonly Pick<Character, "story">[],
  { viewerId, nowMs }: { viewerId: string; nowMs: number },
): Promise<Horizon[]> {
  const ids = new Set(characters.flatMap(({ story }) => story?.storyId ?? []));
  const horizons = await Promise.all([...ids].map(async (id) => {
    const story = await getStory(kv, id);
    if (!story || !mayRead(story, viewerId, nowMs)) return [];
    return [horizonAt(story, await readTo(kv, story, viewerId))];
  }));
  return horizons.flat();
}
