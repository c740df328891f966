/**
 * Who is where in a space, and who is told of it how soon. Pure: time comes in as ticks of {@link TICK_MS}.
 *
 * The floor is divided into zones. Everybody in a zone is told the same, so that a tick's frame is encoded once for each
 * zone that has somebody in it. What happens near is told each tick, farther away less often, and no frame holds more
 * than {@link MAX_ROWS}: in a crowd, what waited longest for its due comes first, then what is nearest.
 */
import type { Place } from "@/lib/spaces/movement.ts";
import type { Placed } from "@/lib/spaces/position_frame.ts";

/** Ten times a second at most. */
export const TICK_MS = 100;
/** Width of a zone, in metres. */
export const ZONE_M = 8;
/** Bodies in one frame: 200 × 10 bytes × 10 a second = 20 KB/s. */
export const MAX_ROWS = 200;
/** Ticks between two frames about a body, by how many zones away it is: near, middling, far. */
const PERIODS = [1, 1, 3] as const;
const FAR_PERIOD = 10;

/** Names a zone: `x` and `z` of it, packed. */
export type Zone = number;

interface Body {
  place: Place;
  typing: boolean;
  zone: Zone;
  /** The tick in which it last changed. */
  changedAt: number;
}

/** What the people of one zone were told. */
interface Told {
  /** Per seat, the tick of the last frame that had it. */
  at: Map<number, number>;
}

export interface Crowd {
  tick: number;
  readonly bodies: Map<number, Body>;
  readonly told: Map<Zone, Told>;
}

export function emptyCrowd(): Crowd {
  return { tick: 1, bodies: new Map(), told: new Map() };
}

/** The zone of a spot. */
export function zoneOf({ x, z }: { x: number; z: number }): Zone {
  return zoneAt(Math.floor(x / ZONE_M), Math.floor(z / ZONE_M));
}

/** Spaces are a few zones wide; ±128 is more than a kilometre. */
function zoneAt(column: number, row: number): Zone {
  return ((column + 128) & 0xff) << 8 | ((row + 128) & 0xff);
}

/** How many zones lie between two: 0 for the same one. */
function zonesApart(a: Zone, b: Zone): number {
  return Math.max(Math.abs((a >> 8) - (b >> 8)), Math.abs((a & 0xff) - (b & 0xff)));
}

/** Puts a body where it is now. Returns whether that is news. */
export function placeBody(
  crowd: Crowd,
  seat: number,
  { place, typing }: { place: Place; typing: boolean },
): boolean {
  const body = crowd.bodies.get(seat);
  const changed = !body || body.typing !== typing || differs(body.place, place);
  if (changed) {
    crowd.bodies.set(seat, { place, typing, zone: zoneOf(place), changedAt: crowd.tick });
  } else {
    // The place stays, or many changes too small to tell would add up to one that nobody was told of.
    crowd.bodies.set(seat, { ...body, place: { ...body.place, atMs: place.atMs } });
  }
  return changed;
}

/** What is equal on the wire is no change. */
function differs(a: Place, b: Place): boolean {
  return Math.abs(a.x - b.x) >= 0.01 || Math.abs(a.z - b.z) >= 0.01 ||
    Math.abs(a.y - b.y) >= 0.01 || Math.abs(a.heading - b.heading) >= 0.01 ||
    a.motion !== b.motion;
}

/** Forgets a body. */
export function removeBody(crowd: Crowd, seat: number): void {
  crowd.bodies.delete(seat);
  for (const { at } of crowd.told.values()) at.delete(seat);
}

export interface ZoneFrame {
  zone: Zone;
  rows: Placed[];
}

/**
 * Ends a tick: what the people in each of `zones` are told now.
 *
 * @returns `more`: whether something is left to be told in a later tick, though nobody moves any more.
 */
export function endTick(
  crowd: Crowd,
  zones: ReadonlySet<Zone>,
): { frames: ZoneFrame[]; more: boolean } {
  const frames: ZoneFrame[] = [];
  let more = false;
  // Whoever comes into a zone that nobody was in finds it untold: everything is due there.
  for (const zone of crowd.told.keys()) if (!zones.has(zone)) crowd.told.delete(zone);
  for (const zone of zones) {
    const { rows, left } = rowsFor(crowd, zone);
    if (rows.length > 0) frames.push({ zone, rows });
    more ||= left;
  }
  crowd.tick++;
  return { frames, more };
}

interface Due {
  seat: number;
  body: Body;
  /** How often over its time would have come; 1 is now. */
  urgency: number;
  apart: number;
}

function rowsFor(crowd: Crowd, zone: Zone): { rows: Placed[]; left: boolean } {
  const told = crowd.told.get(zone) ?? { at: new Map<number, number>() };
  crowd.told.set(zone, told);
  const due: Due[] = [];
  let left = false;
  for (const [seat, body] of crowd.bodies) {
    const toldAt = told.at.get(seat) ?? -1;
    if (body.changedAt <= toldAt) continue;
    const apart = zonesApart(zone, body.zone);
    const urgency = (crowd.tick - toldAt) / (PERIODS[apart] ?? FAR_PERIOD);
    if (urgency >= 1 || toldAt < 0) due.push({ seat, body, urgency, apart });
    else left = true;
  }
  if (due.length > MAX_ROWS) {
    due.sort((a, b) => b.urgency - a.urgency || a.apart - b.apart);
    due.length = MAX_ROWS;
    left = true;
  }
  for (const { seat } of due) told.at.set(seat, crowd.tick);
  return { rows: due.map(({ seat, body }) => toRow(seat, body)), left };
}

/** All there are, as another instance or a newcomer is told. */
export function allRows(crowd: Crowd, isWanted: (seat: number) => boolean): Placed[] {
  return [...crowd.bodies].filter(([seat]) => isWanted(seat))
    .map(([seat, body]) => toRow(seat, body));
}

function toRow(seat: number, { place, typing }: Body): Placed {
  const { x, y, z, heading, motion } = place;
  return { seat, x, y, z, heading, motion, typing };
}
