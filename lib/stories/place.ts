/** How far somebody has read a story, so that they can read on there. */
import { z } from "zod";
import { getStay } from "@/lib/accounts/gone.ts";
import { mayRead, readStory, type Story } from "@/lib/stories/model.ts";
import { keys } from "@/lib/store/keys.ts";
import { getAll } from "@/lib/store/kv.ts";
import { upgrader } from "@/lib/store/versioned.ts";

export const Place = z.object({
  v: z.literal(1),
  userId: z.string(),
  storyId: z.string(),
  /** Of the chapter that was opened last. */
  chapterId: z.number().int(),
  atMs: z.number(),
});
export type Place = z.infer<typeof Place>;
const readPlace = upgrader<Place>(1);

/** Most places that are looked through for the latest ones. */
const MAX_PLACES = 200;

/** Remembers the chapter that somebody opened. Written only when it is another than before: reading is mostly reading. */
export async function rememberPlace(
  kv: Deno.Kv,
  { userId, storyId, chapterId, nowMs }: {
    userId: string;
    storyId: string;
    chapterId: number;
    nowMs: number;
  },
): Promise<void> {
  const key = keys.storyPlace(userId, storyId);
  const entry = await kv.get(key);
  if (entry.value !== null && readPlace(entry.value).chapterId === chapterId) return;
  const stay = await getStay(kv, userId);
  if (!stay) return;
  const place: Place = { v: 1, userId, storyId, chapterId, atMs: nowMs };
  // Who opens two chapters at once has no one place; whichever was written stays.
  await kv.atomic().check(entry, stay).set(key, place).commit();
}

/** The number of the chapter where somebody is, counted from 1; null where they have not begun, or it is gone. */
export async function getPlace(
  kv: Deno.Kv,
  userId: string,
  story: Story,
): Promise<number | null> {
  const { value } = await kv.get(keys.storyPlace(userId, story.id));
  return value === null ? null : numberOf(story, readPlace(value));
}

function numberOf(story: Story, { chapterId }: Place): number | null {
  const index = story.chapters.findIndex(({ id }) => id === chapterId);
  return index === -1 ? null : index + 1;
}

/** The stories that somebody reads, latest first, each with the number of the chapter where they are. */
export async function listPlaces(
  kv: Deno.Kv,
  userId: string,
  { limit, nowMs }: { limit: number; nowMs: number },
): Promise<{ story: Story; n: number }[]> {
  const places: Place[] = [];
  const all = kv.list({ prefix: keys.storyPlaces(userId) }, { limit: MAX_PLACES });
  for await (const { value } of all) places.push(readPlace(value));
  places.sort((a, b) => b.atMs - a.atMs);
  const entries = await getAll(kv, places.map(({ storyId }) => keys.story(storyId)));
  return entries.flatMap(({ value }, i) => {
    if (value === null) return [];
    const story = readStory(value);
    const n = mayRead(story, userId, nowMs) ? numberOf(story, places[i]!) : null;
    return n === null ? [] : [{ story, n }];
  }).slice(0, limit);
}
