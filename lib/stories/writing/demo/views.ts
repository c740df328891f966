/** How scenes show their places: what a reader has seen of the story, and what is new to them. */
import { sketchesOf } from "@/lib/stories/writing/demo/chapters.ts";
import type { Ground, Place } from "@/lib/stories/writing/demo/ground.ts";
import type { Sketch } from "@/lib/stories/writing/demo/parts.ts";

/** What a reader has seen of the story: places, and places at a time of day. */
export interface Seen {
  readonly places: Set<string>;
  readonly hours: Set<string>;
}

/** How a scene shows its place: for the first time, at an hour that is new there, or in few words. */
export type View = "new" | "hour" | "again";

/** What a reader has seen before a chapter, if its chapters went as planned. */
export function seenBefore(ground: Ground, n: number): Seen {
  const seen: Seen = { places: new Set(), hours: new Set() };
  for (let before = 1; before < n; before++) {
    for (const sketch of sketchesOf(ground, before)) {
      viewOf(ground, ground.set[sketch.stage.at], sketch, seen);
    }
  }
  return seen;
}

/** Shows a place to a reader, who has seen it from then on. A short story has no room for its hours. */
export function viewOf(ground: Ground, place: Place, sketch: Sketch | undefined, seen: Seen): View {
  if (!seen.places.has(place.ref)) {
    seen.places.add(place.ref);
    return "new";
  }
  if (sketch === undefined || ground.set[sketch.stage.at].ref !== place.ref) return "again";
  const hour = `${sketch.stage.at}@${sketch.stage.time}`;
  if (isBrief(ground) || seen.hours.has(hour)) return "again";
  seen.hours.add(hour);
  return "hour";
}

/** Whether all of the story is in one chapter, which has no room for more than what happens. */
export function isBrief({ request }: Ground): boolean {
  return request.length === "short";
}
