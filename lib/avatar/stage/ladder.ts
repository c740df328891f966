/**
 * Decides by measured frame times which renderer draws somebody: neural above VRM above the rig. Each receiver decides
 * for itself, and nobody is asked. Pure. Browser-safe.
 *
 * - [LA1] Of what the look has and the person allows, the highest that is not barred is drawn.
 * - [LA2] Three slow seconds bar a renderer, or two very slow ones; the seconds after a change do not count.
 * - [LA3] A bar is lifted after a while, and only while what is drawn instead is fluent. Each bar is longer than the
 *   one before; the third stays.
 * - [LA4] What cannot work stays barred until the look brings another file for it.
 * - [LA5] Somebody who chose a renderer keeps it through slowness, but not through failure.
 */
import type { RendererKind } from "@/lib/avatar/stage/renderer.ts";
import type { Trouble } from "@/lib/avatar/stage/trouble.ts";

export type Wish = RendererKind | "auto";

/** From the simplest to the dearest. */
export const RUNGS: readonly RendererKind[] = ["rig", "vrm", "neural"];

/** A second that misses 24 frames, and one that nobody can look at. Milliseconds at the 95th percentile. */
const SLOW_MS = 42;
const AWFUL_MS = 100;
const SLOW_WINDOWS = 3;
const AWFUL_WINDOWS = 2;
/** Fluent: also on a screen that shows 30 frames a second, as long as most of each frame's time is free. */
const FLUENT_MS = 36;
const FLUENT_WORK_MS = 14;
/** How long it has to be fluent before a dearer renderer is tried again. */
const PROVE_MS = 6_000;
/** A renderer that has just come compiles, uploads, and settles. */
const SETTLE_MS = 2_000;
/** How long the first and the second bar last; the third does not end. */
const BARS_MS = [20_000, 90_000] as const;

/** A rung that is not stepped on. `untilMs` is infinite where it stays so. */
export interface Bar {
  readonly trouble: Trouble;
  readonly untilMs: number;
  /** It cannot work with the file that there is, whoever asks for it. */
  readonly final: boolean;
}

export interface Rung {
  readonly bar: Bar | null;
  /** How often it was barred with the file that it has. */
  readonly times: number;
}

export interface LadderState {
  readonly wish: Wish;
  readonly has: ReadonlySet<RendererKind>;
  readonly drawn: RendererKind | null;
  readonly settledAtMs: number;
  readonly rungs: Readonly<Record<RendererKind, Rung>>;
  readonly slow: number;
  readonly awful: number;
  readonly fluentSinceMs: number | null;
}

/** A second of frames. */
export interface FrameWindow {
  /** Between one frame and the next, at the 95th percentile; where pictures are made beside the frames, theirs. */
  readonly p95Ms: number;
  /** What one frame kept the page's thread busy, at the 95th percentile. */
  readonly workMs: number;
}

export type LadderEvent =
  /** `fresh` brings another file than before. */
  | {
    readonly type: "look";
    readonly has: ReadonlySet<RendererKind>;
    readonly fresh: readonly RendererKind[];
  }
  | { readonly type: "wish"; readonly wish: Wish }
  | { readonly type: "drawn"; readonly kind: RendererKind | null }
  | {
    readonly type: "trouble";
    readonly kind: RendererKind;
    readonly trouble: Trouble;
    readonly final: boolean;
  }
  | { readonly type: "window"; readonly window: FrameWindow };

const FREE: Rung = { bar: null, times: 0 };

export function createLadder(wish: Wish): LadderState {
  return {
    wish,
    has: new Set(["rig"]),
    drawn: null,
    settledAtMs: 0,
    rungs: { rig: FREE, vrm: FREE, neural: FREE },
    slow: 0,
    awful: 0,
    fluentSinceMs: null,
  };
}

/** What is to be drawn; null where nothing can be. */
export function targetOf(state: LadderState): RendererKind | null {
  return wished(state).find((kind) => state.rungs[kind].bar === null) ?? null; // [LA1]
}

/** Why something simpler is drawn than what the look has and the person wants; null while it is not so. */
export function reasonOf(
  state: LadderState,
): { readonly kind: RendererKind; readonly trouble: Trouble; readonly forGood: boolean } | null {
  const [best] = wished(state);
  const bar = best && state.rungs[best].bar;
  return best && bar
    ? { kind: best, trouble: bar.trouble, forGood: bar.untilMs === Infinity }
    : null;
}

/** The rungs that may be drawn, best first. */
function wished({ wish, has }: LadderState): RendererKind[] {
  const top = wish === "auto" ? RUNGS.length - 1 : RUNGS.indexOf(wish);
  return RUNGS.filter((kind, i) => i <= top && has.has(kind)).toReversed();
}

/** Takes what happened. `nowMs` grows from call to call. */
export function step(state: LadderState, event: LadderEvent, nowMs: number): LadderState {
  switch (event.type) {
    case "look": {
      const rungs = { ...state.rungs };
      for (const kind of event.fresh) rungs[kind] = FREE; // [LA4]
      return { ...state, has: event.has, rungs };
    }
    case "wish":
      // Who chooses anew wants to see it tried, unless it cannot work at all.
      return { ...state, wish: event.wish, rungs: forgive(state.rungs) };
    case "drawn":
      return { ...calm(state), drawn: event.kind, settledAtMs: nowMs + SETTLE_MS };
    case "trouble":
      return barred(state, event, nowMs);
    case "window":
      return measured(state, event.window, nowMs);
  }
}

function calm(state: LadderState): LadderState {
  return { ...state, slow: 0, awful: 0, fluentSinceMs: null };
}

function forgive(rungs: LadderState["rungs"]): LadderState["rungs"] {
  const again = (rung: Rung): Rung => rung.bar?.final ? rung : FREE;
  return { rig: again(rungs.rig), vrm: again(rungs.vrm), neural: again(rungs.neural) };
}

function barred(
  state: LadderState,
  { kind, trouble, final }: { kind: RendererKind; trouble: Trouble; final: boolean },
  nowMs: number,
): LadderState {
  const { times } = state.rungs[kind];
  const untilMs = final ? Infinity : nowMs + (BARS_MS[times] ?? Infinity); // [LA3]
  return {
    ...calm(state),
    rungs: { ...state.rungs, [kind]: { bar: { trouble, untilMs, final }, times: times + 1 } },
  };
}

function measured(state: LadderState, window: FrameWindow, nowMs: number): LadderState {
  if (state.drawn === null) return raised(state, nowMs);
  if (nowMs <= state.settledAtMs) return state;
  const slow = window.p95Ms > SLOW_MS ? state.slow + 1 : 0;
  const awful = window.p95Ms > AWFUL_MS ? state.awful + 1 : 0;
  const fluent = window.p95Ms <= FLUENT_MS && window.workMs <= FLUENT_WORK_MS;
  const fluentSinceMs = fluent ? state.fluentSinceMs ?? nowMs : null;
  const next = { ...state, slow, awful, fluentSinceMs };
  const tooSlow = slow >= SLOW_WINDOWS || awful >= AWFUL_WINDOWS; // [LA2]
  const chosen = state.wish === state.drawn; // [LA5]
  if (tooSlow && !chosen && state.drawn !== "rig") {
    return barred(next, { kind: state.drawn, trouble: "too_slow", final: false }, nowMs);
  }
  return fluentSinceMs !== null && nowMs - fluentSinceMs >= PROVE_MS ? raised(next, nowMs) : next;
}

/** Lifts the bar of the nearest rung above what is drawn whose time is over. */
function raised(state: LadderState, nowMs: number): LadderState {
  const from = state.drawn === null ? -1 : RUNGS.indexOf(state.drawn);
  const above = wished(state).toReversed().find((kind) => {
    const { bar } = state.rungs[kind];
    return RUNGS.indexOf(kind) > from && bar !== null && bar.untilMs <= nowMs;
  });
  if (!above) return state;
  return { ...state, rungs: { ...state.rungs, [above]: { ...state.rungs[above], bar: null } } };
}
