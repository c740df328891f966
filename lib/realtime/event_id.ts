/** Ids of events: where in the order of a topic's log each stands. Browser-safe. */

/** Hexadecimal digits of a versionstamp of Deno KV, and of an event's place in its commit. */
const STAMP = 20;
const PLACE = 4;

/** Before every event. */
export const BEFORE_ALL = "0".repeat(STAMP + PLACE);

/** Names the `place`th event of a commit. Ids of one topic sort as strings in the order of its log. */
export function eventId(versionstamp: string, place: number): string {
  return versionstamp + place.toString(16).padStart(PLACE, "0");
}

/** The id that stands before everything of a commit that follows `versionstamp`, and after everything in it. */
export function endOf(versionstamp: string | null): string {
  return versionstamp === null ? BEFORE_ALL : versionstamp + "f".repeat(PLACE);
}

/** The commit that an event came with. */
export function versionstampOf(id: string): string {
  return id.slice(0, STAMP);
}

/** Reads an id that a client brings; null for anything that is none. */
export function decodeEventId(value: string | null | undefined): string | null {
  return value && /^[0-9a-f]{24}$/.test(value) ? value : null;
}
