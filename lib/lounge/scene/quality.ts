/**
 * Quality by measured frame time: quick to step down, slow to step up, and never back and forth. Pure. Browser-safe.
 */
import { QUALITY_LEVELS, type QualityChoice, type QualityLevel } from "@/lib/lounge/scene/model.ts";

/** What a level means. */
export interface QualitySettings {
  /** Most canvas pixels for a CSS pixel. */
  pixelRatio: number;
  shadows: boolean;
  /** Share of the rain and of the sea's ripples, 0 to 1. */
  weather: number;
  /** Bodies drawn in full detail, nearest first. */
  nearBodies: number;
  /** Bodies further away than this many metres move at a third of the rate. */
  farAfter: number;
  tags: number;
  bubbles: number;
  vrm: boolean;
}

export const QUALITY: Readonly<Record<QualityLevel, QualitySettings>> = {
  low: {
    pixelRatio: 0.75,
    shadows: false,
    weather: 0.25,
    nearBodies: 6,
    farAfter: 6,
    tags: 24,
    bubbles: 4,
    vrm: false,
  },
  medium: {
    pixelRatio: 1,
    shadows: true,
    weather: 0.5,
    nearBodies: 12,
    farAfter: 9,
    tags: 40,
    bubbles: 6,
    vrm: false,
  },
  high: {
    pixelRatio: 1.5,
    shadows: true,
    weather: 1,
    nearBodies: 24,
    farAfter: 14,
    tags: 80,
    bubbles: 10,
    vrm: true,
  },
  best: {
    pixelRatio: 2,
    shadows: true,
    weather: 1,
    nearBodies: 48,
    farAfter: 24,
    tags: 128,
    bubbles: 12,
    vrm: true,
  },
};

/** Frames are looked at in windows this long. */
const WINDOW_S = 1;
/** Slower than 40 frames a second is too slow; faster than 55 may leave room. Milliseconds a frame. */
const TOO_SLOW_MS = 25;
const FAST_MS = 18;
/** How long it has to be fast before one step up, and how long a step that failed is not tried again. */
const PROVE_S = 6;
const FORGIVE_S = 60;
/** A gap like this is a hidden tab or a debugger, not the machine's speed. */
const GAP_MS = 500;

/** The state of the machine. `nowS` counts from its start. */
export interface QualityState {
  level: QualityLevel;
  choice: QualityChoice;
  nowS: number;
  windowS: number;
  frames: number;
  /** Slow windows in a row, and seconds that it has been fast. */
  slowWindows: number;
  fastS: number;
  /** A level that was too much, and until when it is not tried again. */
  tooMuch: QualityLevel | null;
  tooMuchUntilS: number;
}

export function createQuality(choice: QualityChoice): QualityState {
  return {
    level: choice === "auto" ? "medium" : choice,
    choice,
    nowS: 0,
    windowS: 0,
    frames: 0,
    slowWindows: 0,
    fastS: 0,
    tooMuch: null,
    tooMuchUntilS: 0,
  };
}

/** Takes a person's choice; `auto` goes on from the level that is there. */
export function chooseQuality(state: QualityState, choice: QualityChoice): QualityState {
  return { ...createQuality(choice), level: choice === "auto" ? state.level : choice };
}

/** Takes the time of one frame; `level` of the result may have changed. Changes `state` in place, as it runs each frame. */
export function measureFrame(state: QualityState, frameMs: number): QualityState {
  if (state.choice !== "auto" || frameMs > GAP_MS || frameMs <= 0) return state;
  state.nowS += frameMs / 1000;
  state.windowS += frameMs / 1000;
  state.frames++;
  if (state.windowS < WINDOW_S) return state;
  const meanMs = state.windowS * 1000 / state.frames;
  const seconds = state.windowS;
  state.windowS = 0;
  state.frames = 0;
  if (meanMs > TOO_SLOW_MS) {
    state.fastS = 0;
    state.slowWindows++;
    if (state.slowWindows >= 2 || meanMs > TOO_SLOW_MS * 2) stepDown(state);
    return state;
  }
  state.slowWindows = 0;
  state.fastS = meanMs < FAST_MS ? state.fastS + seconds : 0;
  if (state.fastS >= PROVE_S) stepUp(state);
  return state;
}

function stepDown(state: QualityState): void {
  const index = QUALITY_LEVELS.indexOf(state.level);
  if (index === 0) return;
  state.tooMuch = state.level;
  state.tooMuchUntilS = state.nowS + FORGIVE_S;
  state.level = QUALITY_LEVELS[index - 1]!;
  state.slowWindows = 0;
}

function stepUp(state: QualityState): void {
  const next = QUALITY_LEVELS[QUALITY_LEVELS.indexOf(state.level) + 1];
  state.fastS = 0;
  if (!next || (next === state.tooMuch && state.nowS < state.tooMuchUntilS)) return;
  state.level = next;
}
