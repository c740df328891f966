/**
 * Reads what BlazeFace says of a picture: where in it a face is. Pure and browser-safe.
 *
 * Source of the figures: MediaPipe's `face_detector_graph.cc`, for the short-range model of 128 × 128 pixels.
 */
import { type Region, toPicture } from "@/lib/avatar/tracking/face_finder/region.ts";

/** Pixels of a side of what the model looks at. */
export const DETECTOR_SIDE = 128;

/** Cells of a side, and how many guesses each of them has. */
const GRIDS = [{ cells: 16, guesses: 2 }, { cells: 8, guesses: 6 }] as const;

/** A guess: its middle and size, and six points, of which the eyes are the first two; all as x and y. */
const NUMBERS = 16;

/** Below this score nothing is a face, and boxes that share so much of their area are one. */
const LEAST_SCORE = 0.5;
const SAME_FACE = 0.3;

/** How much larger than the found box its region is. */
const ROOM = 1.5;

/** Middles of the guesses, 0 to 1. */
const ANCHORS: readonly (readonly [x: number, y: number])[] = GRIDS.flatMap((
  { cells, guesses },
) =>
  Array.from({ length: cells * cells * guesses }, (_, i): [number, number] => {
    const cell = Math.floor(i / guesses);
    return [(cell % cells + 0.5) / cells, (Math.floor(cell / cells) + 0.5) / cells];
  })
);

interface Guess {
  readonly score: number;
  /** Middle, size, right eye, left eye: each x and y, 0 to 1. */
  readonly numbers: readonly number[];
}

/**
 * Finds the face that is surest.
 *
 * @param boxes 896 times 16 numbers.
 * @param logits 896 scores.
 * @param seen The region that was looked at.
 * @returns Null where none is.
 */
export function readDetection(
  boxes: Float32Array,
  logits: Float32Array,
  seen: Region,
): Region | null {
  const guesses = readGuesses(boxes, logits);
  const best = guesses.reduce<Guess | null>(
    (best, guess) => best && best.score >= guess.score ? best : guess,
    null,
  );
  if (!best) return null;
  const [x, y, width, height, ...eyes] = mean(
    guesses.filter((guess) => guess === best || overlap(best, guess) > SAME_FACE),
  );
  const [middleX, middleY] = toPicture(seen, x!, y!);
  const [rightX, rightY] = toPicture(seen, eyes[0]!, eyes[1]!);
  const [leftX, leftY] = toPicture(seen, eyes[2]!, eyes[3]!);
  return {
    x: middleX,
    y: middleY,
    size: ROOM * seen.size * Math.max(width!, height!),
    angle: Math.atan2(leftY - rightY, leftX - rightX),
  };
}

function readGuesses(boxes: Float32Array, logits: Float32Array): Guess[] {
  const least = Math.log(LEAST_SCORE / (1 - LEAST_SCORE));
  return ANCHORS.flatMap(([x, y], i): Guess[] => {
    const logit = logits[i]!;
    if (!(logit >= least)) return [];
    const own = Array.from(boxes.subarray(i * NUMBERS, i * NUMBERS + 8), (n) => n / DETECTOR_SIDE);
    // The model may guess boxes that are none.
    if (!own.every(Number.isFinite) || own[2]! <= 0 || own[3]! <= 0) return [];
    // The size stands by itself; everything else is told from the cell's middle.
    const numbers = own.map((n, k) => k === 2 || k === 3 ? n : n + (k % 2 === 0 ? x : y));
    return [{ score: 1 / (1 + Math.exp(-logit)), numbers }];
  });
}

/** Area that two share, as part of what both cover. */
function overlap({ numbers: a }: Guess, { numbers: b }: Guess): number {
  const [width, height] = [0, 1].map((axis) => {
    const end = (box: readonly number[]) => box[axis]! + box[axis + 2]! / 2;
    const start = (box: readonly number[]) => box[axis]! - box[axis + 2]! / 2;
    return Math.max(0, Math.min(end(a), end(b)) - Math.max(start(a), start(b)));
  });
  const shared = width! * height!;
  return shared / (a[2]! * a[3]! + b[2]! * b[3]! - shared);
}

/** The mean of guesses, each as heavy as its score. */
function mean(guesses: readonly Guess[]): number[] {
  const weight = guesses.reduce((sum, { score }) => sum + score, 0);
  return guesses[0]!.numbers.map((_, k) =>
    guesses.reduce((sum, { score, numbers }) => sum + score * numbers[k]!, 0) / weight
  );
}
