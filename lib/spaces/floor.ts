/**
 * What of a room matters to feet: its edges, what stands in the way, where one can sit, and where one comes in.
 * Server, residents and the 3D lounge walk on the same floor. Metres, radians; the frame is that of `Position`.
 * Browser-safe.
 */

/** Themes with a room of their own. */
export const THEMES = ["maru", "teahouse", "rooftop", "seaside", "theatre"] as const;
export type Theme = typeof THEMES[number];

/** Themes for people with an account. */
export const PREMIUM_THEMES: readonly Theme[] = ["seaside", "theatre"];

/** A spot on the floor, and where one looks from there. */
export interface Spot {
  x: number;
  z: number;
  heading: number;
}

/** A cushion, bench or chair. */
export interface SeatSpot extends Spot {
  /** How high one sits, in metres. */
  height: number;
}

/** A part of the floor that is higher than the rest, walked up by a short slope: a deck, a stage. */
export interface Rise {
  x: number;
  z: number;
  halfWidth: number;
  halfDepth: number;
  height: number;
}

/** A round thing that nobody walks through. */
export interface Obstacle {
  x: number;
  z: number;
  radius: number;
}

export interface Floor {
  /** Half of its width (x) and depth (z): feet stay within ±half. */
  halfWidth: number;
  halfDepth: number;
  obstacles: readonly Obstacle[];
  rises: readonly Rise[];
  /** Where one comes in; others spread around it. */
  entrance: Spot;
  /** Cushions, benches, chairs: heading is where the sitter looks. */
  seats: readonly SeatSpot[];
  /** Where residents like to stand. */
  haunts: readonly Spot[];
  /** The middle of the stage and its radius; null where there is none. */
  stage: (Spot & { radius: number }) | null;
  /** The pinned board, as one sees it standing in front of it. */
  board: Spot;
}

/** Fastest that a person moves, in metres a second. */
export const RUN_SPEED = 5.5;
export const WALK_SPEED = 2.4;

/** A cushion on the floor, and a bench. */
const CUSHION = 0.1;
const BENCH = 0.42;

function seats(height: number, ...spots: readonly (readonly [number, number, number])[]) {
  return spots.map(([x, z, heading]): SeatSpot => ({ x, z, heading, height }));
}

function spots(...places: readonly (readonly [number, number, number])[]): Spot[] {
  return places.map(([x, z, heading]) => ({ x, z, heading }));
}

function round(...things: readonly (readonly [number, number, number])[]): Obstacle[] {
  return things.map(([x, z, radius]) => ({ x, z, radius }));
}

export const FLOORS: Readonly<Record<Theme, Floor>> = {
  maru: {
    halfWidth: 13,
    halfDepth: 9.4,
    // The persimmon tree and its bench, the sauce jars, the stone lantern, the low table, the two pillars of the deck.
    obstacles: round(
      [7.4, -3.6, 1.35],
      [-10.6, 4.6, 1.7],
      [4.9, 2.2, 0.4],
      [-3.2, -4.9, 0.55],
      [-9.7, -1.6, 0.2],
      [2.9, -1.6, 0.2],
    ),
    rises: [{ x: -3.4, z: -5.6, halfWidth: 6.7, halfDepth: 4.4, height: 0.4 }],
    entrance: { x: 0.4, z: 6.6, heading: Math.PI },
    seats: [
      ...seats(
        CUSHION,
        [-4.4, -4.9, Math.PI / 2],
        [-2, -4.9, -Math.PI / 2],
        [-3.2, -6.1, 0],
        [-3.2, -3.7, Math.PI],
      ),
      ...seats(BENCH, [7.4, -1.8, 0], [5.6, -3.6, -Math.PI / 2], [6.1, -2.3, -Math.PI / 4]),
    ],
    haunts: spots(
      [-7.5, -6.4, 0.5],
      [1.2, -6.8, -0.3],
      [9.6, -1.4, -0.9],
      [-6.5, 2.2, 0.8],
      [3.4, 4.2, -1.2],
    ),
    stage: null,
    board: { x: -11.4, z: -0.4, heading: -Math.PI / 2 },
  },
  teahouse: {
    halfWidth: 9,
    halfDepth: 8,
    // The middle table, two at the sides, the stove with its kettle.
    obstacles: round([0, -1.5, 0.9], [-4.6, 1.6, 0.7], [4.6, 1.6, 0.7], [7.2, -5.4, 0.8]),
    rises: [],
    entrance: { x: 0, z: 3.4, heading: Math.PI },
    seats: seats(
      CUSHION,
      [-1.5, -1.5, Math.PI / 2],
      [1.5, -1.5, -Math.PI / 2],
      [0, -3, 0],
      [-5.9, 1.6, Math.PI / 2],
      [-3.3, 1.6, -Math.PI / 2],
      [3.3, 1.6, Math.PI / 2],
      [5.9, 1.6, -Math.PI / 2],
    ),
    haunts: spots([-3, -5.8, 0.3], [3.2, -5.8, -0.3], [7, -2, -1.4], [-7, -1.5, 1.4]),
    stage: null,
    board: { x: 7.4, z: 4, heading: Math.PI / 2 },
  },
  rooftop: {
    halfWidth: 12,
    halfDepth: 10,
    // The water tank, the head of the stairs, the brazier.
    obstacles: round([-8.6, -6.4, 1.6], [9.4, -6.8, 1.7], [-2, -1.4, 0.5]),
    rises: [],
    entrance: { x: 0.6, z: 4.6, heading: Math.PI },
    seats: seats(
      BENCH,
      [-3.5, -2.2, 1.05],
      [-2, -3.1, 0],
      [-0.5, -2.2, -1.05],
      [5.4, 0.4, -Math.PI / 2],
      [5.4, 2, -Math.PI / 2],
    ),
    haunts: spots(
      [-6, -1, 1.2],
      [4, -8.4, Math.PI],
      [0.5, -8.6, Math.PI],
      [8.5, -1, -1.4],
      [-9, 3, 1.6],
    ),
    stage: null,
    board: { x: -10.4, z: 1, heading: -Math.PI / 2 },
  },
  seaside: {
    halfWidth: 13,
    halfDepth: 10,
    // Four pillars, the low table.
    obstacles: round([-5, -4, 0.3], [5, -4, 0.3], [-5, 4, 0.3], [5, 4, 0.3], [0, 0, 0.6]),
    rises: [{ x: 0, z: 0, halfWidth: 5.9, halfDepth: 4.9, height: 0.35 }],
    entrance: { x: 0, z: 8, heading: Math.PI },
    seats: [
      ...seats(
        BENCH,
        [-3.3, -4, Math.PI],
        [-1.1, -4, Math.PI],
        [1.1, -4, Math.PI],
        [3.3, -4, Math.PI],
      ),
      ...seats(CUSHION, [-1.4, 0, Math.PI / 2], [1.4, 0, -Math.PI / 2]),
    ],
    haunts: spots([-8, -6, 2.6], [8, -6, -2.6], [-7.5, 2, 1.3], [7.5, 2, -1.3]),
    stage: null,
    board: { x: 10.5, z: 1, heading: Math.PI / 2 },
  },
  theatre: {
    halfWidth: 14,
    halfDepth: 13,
    obstacles: [],
    rises: [{ x: 0, z: -8.7, halfWidth: 6.6, halfDepth: 4.3, height: 0.7 }],
    entrance: { x: 0, z: 8.7, heading: Math.PI },
    seats: [1, 4, 7].flatMap((z) =>
      seats(BENCH, ...[-7.5, -4.5, -1.5, 1.5, 4.5, 7.5].map((x) => [x, z, Math.PI] as const))
    ),
    haunts: spots([-3, -7.5, 0], [3, -7.5, 0], [-11, 0, 1.6], [11, 0, -1.6]),
    stage: { x: 0, z: -7.5, heading: 0, radius: 5 },
    board: { x: -12, z: -2, heading: -Math.PI / 2 },
  },
};

/** Words by which makers of spaces mean one of our rooms; the first seed's clients write `cozy`. */
const MEANINGS: Readonly<Record<string, Theme>> = {
  cozy: "maru",
  default: "maru",
  cafe: "teahouse",
  tea: "teahouse",
  rain: "teahouse",
  city: "rooftop",
  night: "rooftop",
  beach: "seaside",
  sea: "seaside",
  stage: "theatre",
  concert: "theatre",
};

/** The room for whatever a space calls its theme; the maru for what nobody has built. */
export function themeOf(theme: string): Theme {
  const known = THEMES.find((name) => name === theme);
  return known ?? (Object.hasOwn(MEANINGS, theme) ? MEANINGS[theme]! : "maru");
}

export function floorOf(theme: string): Floor {
  return FLOORS[themeOf(theme)];
}
