/** Horizons: which chapters of a story are known, and what becomes of that as the story changes. Pure. */
import type { Horizon } from "@/lib/stories/people/model.ts";
import type { ChapterEntry, Story } from "@/lib/stories/model.ts";

type Chapters = Pick<Story, "id" | "chapters">;

/** What is known once the first `n` chapters are read, as they stand now; 0 is before the first. */
export function horizonAt({ id, chapters }: Chapters, n: number): Horizon {
  return { storyId: id, chapters: chapters.slice(0, Math.max(0, n)).map((one) => one.id) };
}

/** The chapters of a story that are known and still there, with their numbers as readers count them today. */
export function knownChapters(
  { id, chapters }: Chapters,
  horizon: Horizon | null,
): (ChapterEntry & { n: number })[] {
  if (horizon?.storyId !== id) return [];
  const known = new Set(horizon.chapters);
  return chapters.map((one, i) => ({ ...one, n: i + 1 })).filter((one) => known.has(one.id));
}

/** Up to which chapter a story is known without a gap; what lies beyond one is known as well, but not told to readers. */
export function reachOf(story: Chapters, horizon: Horizon | null): number {
  const known = knownChapters(story, horizon);
  const gap = known.findIndex(({ n }, i) => n !== i + 1);
  return gap === -1 ? known.length : gap;
}

/** Whether all that `inner` knows is known to `outer`. */
export function isWithin(inner: Horizon, outer: Horizon): boolean {
  const known = new Set(outer.chapters);
  return inner.storyId === outer.storyId && inner.chapters.every((id) => known.has(id));
}

/** The horizon for one of several stories; null where none is known of it. */
export function findHorizon(
  horizons: readonly Horizon[] | undefined,
  storyId: string,
): Horizon | null {
  return horizons?.find((one) => one.storyId === storyId) ?? null;
}

/** The horizons with one of them set. */
export function withHorizon(
  horizons: readonly Horizon[] | undefined,
  horizon: Horizon,
): Horizon[] {
  return [...(horizons ?? []).filter(({ storyId }) => storyId !== horizon.storyId), horizon];
}
