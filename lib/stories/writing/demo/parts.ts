/** Which scenes make up which chapter: beats of plots, episodes between them, and quiet scenes. */
import type { PlotShape, PlotWords, SceneWords, Stage } from "@/lib/stories/writing/demo/bank.ts";
import type { Ground } from "@/lib/stories/writing/demo/ground.ts";
import { deal, must } from "@/lib/stories/writing/demo/pieces.ts";
import { EPISODES, PLOTS, QUIET } from "@/lib/stories/writing/demo/shapes.ts";
import { CHAPTERS, type Length } from "@/lib/stories/writing/model.ts";

export type Part =
  | { readonly kind: "beat"; readonly arc: number; readonly beat: number }
  | { readonly kind: "episode" | "quiet"; readonly arc: number; readonly index: number };

const beat = (arc: number, at: number): Part => ({ kind: "beat", arc, beat: at });
const episode = (arc: number, index: number): Part => ({ kind: "episode", arc, index });
const quiet = (arc: number, index: number): Part => ({ kind: "quiet", arc, index });

/** What a chapter is about comes last in it, but for the first, which begins with it. */
const MEDIUM: readonly (readonly Part[])[] = [
  [beat(0, 0), episode(0, 4), quiet(0, 0), quiet(0, 8)],
  [episode(0, 0), quiet(0, 1), quiet(0, 5), beat(0, 1)],
  [quiet(0, 2), episode(0, 1), quiet(0, 6), beat(0, 2)],
  [episode(0, 2), quiet(0, 3), episode(0, 5), beat(0, 3)],
  [quiet(0, 4), episode(0, 3), quiet(0, 7), beat(0, 4)],
];

/** Three plots of five beats, and five chapters on the way. No episode and no quiet scene comes twice. */
const LONG: readonly (readonly Part[])[] = [
  [beat(0, 0), episode(0, 0), quiet(0, 0), quiet(0, 20)],
  [quiet(0, 1), episode(0, 1), episode(0, 32), beat(0, 1)],
  [episode(0, 2), quiet(0, 2), episode(0, 3), episode(0, 25)],
  [episode(0, 4), quiet(0, 3), beat(0, 2)],
  [quiet(0, 4), episode(0, 5), episode(0, 6), episode(0, 26)],
  [episode(0, 7), quiet(0, 5), beat(0, 3)],
  [quiet(0, 6), episode(0, 8), beat(0, 4)],
  [episode(1, 9), quiet(1, 7), quiet(1, 21), beat(1, 0)],
  [episode(1, 10), quiet(1, 8), episode(1, 30), beat(1, 1)],
  [episode(1, 11), quiet(1, 9), episode(1, 12), episode(1, 27)],
  [episode(1, 13), quiet(1, 10), beat(1, 2)],
  [quiet(1, 11), episode(1, 14), episode(1, 15), episode(1, 28)],
  [episode(1, 16), quiet(1, 12), beat(1, 3)],
  [quiet(1, 13), episode(1, 17), beat(1, 4)],
  [episode(2, 18), quiet(2, 14), quiet(2, 22), beat(2, 0)],
  [episode(2, 19), quiet(2, 15), episode(2, 31), beat(2, 1)],
  [episode(2, 20), quiet(2, 16), episode(2, 21), episode(2, 29)],
  [episode(2, 22), quiet(2, 17), beat(2, 2)],
  [quiet(2, 18), episode(2, 23), beat(2, 3)],
  [episode(2, 24), quiet(2, 19), beat(2, 4)],
];

/** The scenes of a chapter. Beyond the planned ones, each five chapters are another plot. */
export function partsOf(n: number, length: Length): readonly Part[] {
  const planned = CHAPTERS[length];
  if (n <= planned) {
    if (length === "short") return [0, 1, 2, 3, 4].map((at) => beat(0, at));
    return must((length === "medium" ? MEDIUM : LONG)[n - 1]);
  }
  const beyond = n - planned - 1;
  const arc = (length === "long" ? 3 : 1) + Math.floor(beyond / 5);
  const at = beyond % 5;
  return [episode(arc, 33 + beyond), quiet(arc, 23 + beyond), beat(arc, at)];
}

/** Whether an arc ends with a chapter. */
export function endsArc(n: number, length: Length): boolean {
  return partsOf(n, length).some((part) => part.kind === "beat" && part.beat === 4);
}

/** The chapter with a beat of the story's arc; null where the chapters end before. */
export function chapterOfBeat(
  arc: number,
  at: number,
  length: Length,
  last: number,
): number | null {
  for (let n = 1; n <= last; n++) {
    const found = partsOf(n, length).some((part) =>
      part.kind === "beat" && part.arc === arc && part.beat === at
    );
    if (found) return n;
  }
  return null;
}

/** A scene before it is planned: where it is set, who is in it, and its words. */
export interface Sketch {
  readonly part: Part;
  readonly stage: Stage;
  readonly words: SceneWords;
}

/** The plot of an arc; after the last one the first comes again. */
export function plotOf({ plots, bank }: Ground, arc: number): { id: string; words: PlotWords } {
  const id = must(plots[arc % plots.length]);
  return { id, words: must(bank.plots[id]) };
}

/** The shape of a plot that the banks have words for. */
export function shapeOf(id: string): PlotShape {
  return must(PLOTS.find((plot) => plot.id === id));
}

/** Which episode of the banks a story has at an index of its own. */
export function episodeAt({ key }: Ground, index: number): number {
  return dealAt(EPISODES, `${key}episode`, index);
}

/** Where in a list the item stands that a story deals at an index. */
function dealAt(list: readonly unknown[], key: string, index: number): number {
  return deal(list.map((_, at) => at), key, index);
}

export function sketchOf(ground: Ground, part: Part): Sketch {
  if (part.kind === "beat") {
    const { id, words } = plotOf(ground, part.arc);
    return { part, stage: must(shapeOf(id).beats[part.beat]), words: must(words.beats[part.beat]) };
  }
  const { bank, key } = ground;
  if (part.kind === "episode") {
    const at = episodeAt(ground, part.index);
    return { part, stage: must(EPISODES[at]), words: must(bank.episodes[at]) };
  }
  const at = dealAt(QUIET, `${key}quiet`, part.index);
  return { part, stage: must(QUIET[at]), words: must(bank.quiet[at]) };
}
