/** How scenes show their places: what a reader has seen of the story, and what is new to them. */
import { sketchesOf } from "@/lib/stories/writing/demo/chapters.ts";
import type { Ground, Place } from "@/lib/stories/writing/demo/ground.ts";
import type { Sketch } from "@/lib/stories/writing/demo/parts.ts";

/** What a reader has seen of the story: places, places at a time of day, and what one only notices later. */
export interface Seen {
  readonly places: Set<string>;
  readonly hours: Set<string>;
  readonly details: Set<string>;
  /** How many scenes came back to a place in few words. */
  again: number;
}

/** How a scene shows its place. */
export interface View {
  /** For the first time, at an hour that is new there, or in few words. */
  readonly kind: "new" | "hour" | "again";
  /** Which scene of its kind it is in the story, from 0, so that their openings take turns. */
  readonly order: number;
  /** What one notices there at last; null where there is nothing more to notice. */
  readonly detail: string | null;
}

/** What a reader has seen before a chapter, if its chapters went as planned. */
export function seenBefore(ground: Ground, n: number): Seen {
  const seen: Seen = { places: new Set(), hours: new Set(), details: new Set(), again: 0 };
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
    return { kind: "new", order: seen.places.size - 1, detail: null };
  }
  const detail = noticed(ground, place, seen);
  const hour = hourOf(ground, place, sketch);
  if (hour === null || seen.hours.has(hour)) return { kind: "again", order: seen.again++, detail };
  seen.hours.add(hour);
  return { kind: "hour", order: seen.hours.size - 1, detail };
}

/** A place at a time of day that there are words for. */
function hourOf(ground: Ground, place: Place, sketch: Sketch | undefined): string | null {
  if (!sketch || isBrief(ground) || ground.set[sketch.stage.at].ref !== place.ref) return null;
  return `${sketch.stage.at}@${sketch.stage.time}`;
}

/** What one notices in a place of the genre at the second look; somebody else's place keeps its own counsel. */
function noticed(ground: Ground, { ref, name }: Place, { details }: Seen): string | null {
  const { bank } = ground;
  if (isBrief(ground) || details.has(ref) || !Object.hasOwn(bank.details, name)) return null;
  details.add(ref);
  return bank.details[name] ?? null;
}

/** Whether all of the story is in one chapter, which has no room for more than what happens. */
export function isBrief({ request }: Ground): boolean {
  return request.length === "short";
}
