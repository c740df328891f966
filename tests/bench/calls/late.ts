/** How late a face is at the other side, told by its motion: held against the film, however it got there. */
import type { Truth } from "@/tests/browser/call_film.ts";
import { bestLag } from "@/tests/browser/call_follow.ts";

/** By how many milliseconds what is shown is older than the film, where both fit best. */
export interface Late {
  turnsMs: number;
  jawMs: number;
}

/** What is shown from one moment on; of anything that grows and falls with the truth. */
export interface ShownFace {
  atMs: number;
  yaw: number;
  jaw: number;
}

const LAGS = { fromMs: -50, toMs: 300, stepMs: 2.5 };

/**
 * @param shown One face for each picture of a screen, on the clock of the film.
 * @param truth What the film showed at a moment.
 */
export function lateOf(shown: readonly ShownFace[], truth: (atMs: number) => Truth | null): Late {
  const lag = (of: "yaw" | "jaw") =>
    bestLag(
      shown.map((one) => ({ atMs: one.atMs, value: one[of] })),
      (atMs) => truth(atMs)?.[of] ?? null,
      LAGS,
    ).lagMs;
  return { turnsMs: lag("yaw"), jawMs: lag("jaw") };
}
