/**
 * Keeps tracking within its share of one processor core: steps down where it takes more, and up again once there is
 * room for a while. Pure and browser-safe.
 */

/** How much is asked of the models. */
export interface Step {
  /** Pictures a second. */
  readonly fps: 30 | 24 | 15;
  /** Width of the picture that is looked at, in pixels. */
  readonly width: 640 | 480 | 320;
  /** Whether hands and body are looked for, where the person switched them on. */
  readonly extras: boolean;
}

const step = (fps: Step["fps"], width: Step["width"], extras: boolean): Step => ({
  fps,
  width,
  extras,
});

/** From the dearest to the cheapest. Hands go before the face gets slow. */
const WITH_EXTRAS: readonly Step[] = [
  step(30, 640, true),
  step(30, 480, true),
  step(24, 480, true),
  step(15, 480, true),
  step(24, 480, false),
  step(15, 480, false),
  step(15, 320, false),
];
const FACE_ALONE: readonly Step[] = [
  step(30, 640, false),
  step(30, 480, false),
  step(24, 480, false),
  step(15, 480, false),
  step(15, 320, false),
];

/** Share of one core that tracking may take, and below which there is room for more. */
export const MOST_CPU = 0.6;
const ROOM_CPU = 0.5;

/** How long a step is watched before the next down, and at first before one up. In milliseconds. */
const WATCH_MS = 2000;
const PATIENCE_MS = 10_000;
const LONGEST_PATIENCE_MS = 160_000;

export interface Budget {
  readonly steps: readonly Step[];
  readonly at: number;
  readonly sinceMs: number;
  /** How long there has to be room before a step up; doubles each time that one was too much. */
  readonly patienceMs: number;
  /** Since when there has been room; null where there is none. */
  readonly roomSinceMs: number | null;
  /** When the last step up was made. */
  readonly roseAtMs: number;
}

/**
 * Begins at the top, or where the same is asked of the face as by `like`.
 *
 * @param sized Whether a smaller picture takes less: where not, there is no step that only makes it smaller.
 */
export function openBudget(
  { extras, sized, nowMs, like }: { extras: boolean; sized: boolean; nowMs: number; like?: Step },
): Budget {
  const all = extras ? WITH_EXTRAS : FACE_ALONE;
  const steps = sized ? all : unsized(all);
  const same = steps.findIndex(({ fps, width }) => fps === like?.fps && width === like.width);
  return {
    steps,
    at: Math.max(0, same),
    sinceMs: nowMs,
    patienceMs: PATIENCE_MS,
    roomSinceMs: null,
    roseAtMs: Number.NEGATIVE_INFINITY,
  };
}

function unsized(steps: readonly Step[]): Step[] {
  return steps.map(({ fps, extras }) => step(fps, 640, extras))
    .filter(({ fps, extras }, i, all) => fps !== all[i - 1]?.fps || extras !== all[i - 1]?.extras);
}

export function stepOf({ steps, at }: Budget): Step {
  return steps[at]!;
}

/**
 * Takes a measurement of the last moments.
 *
 * @param cpu Share of one core that went into tracking.
 * @param busyMs Time that one picture took.
 */
export function spent(
  budget: Budget,
  { cpu, busyMs, nowMs }: { cpu: number; busyMs: number; nowMs: number },
): Budget {
  if (nowMs - budget.sinceMs < WATCH_MS) return budget;
  if (cpu > MOST_CPU) return down(budget, nowMs);
  const above = budget.steps[budget.at - 1];
  if (!above) return { ...budget, roomSinceMs: null };
  // What the step above would take, were each picture as dear as now; a larger picture or hands cost more.
  const now = stepOf(budget);
  const dearer = (above.extras && !now.extras ? 1.8 : 1) * (above.width > now.width ? 1.1 : 1);
  const expected = above.fps * dearer * busyMs / 1000;
  if (expected > ROOM_CPU) return { ...budget, roomSinceMs: null };
  const roomSinceMs = budget.roomSinceMs ?? nowMs;
  if (nowMs - roomSinceMs < budget.patienceMs) return { ...budget, roomSinceMs };
  return { ...budget, at: budget.at - 1, sinceMs: nowMs, roomSinceMs: null, roseAtMs: nowMs };
}

function down(budget: Budget, nowMs: number): Budget {
  const at = Math.min(budget.steps.length - 1, budget.at + 1);
  // A step up that did not hold is not tried again soon.
  const failed = nowMs - budget.roseAtMs < 3 * WATCH_MS;
  const patienceMs = failed
    ? Math.min(LONGEST_PATIENCE_MS, 2 * budget.patienceMs)
    : budget.patienceMs;
  return { ...budget, at, sinceMs: nowMs, roomSinceMs: null, patienceMs };
}

/** One look at a picture. */
export interface Look {
  /** When it was done. */
  readonly atMs: number;
  /** How long it took, by the clock. */
  readonly busyMs: number;
  /** What was looked for: looks of one kind cost alike. */
  readonly kind: number;
}

/** How many looks of a kind there have to be before the quickest of them are believed. */
const ENOUGH = 4;

/**
 * What went into tracking within a window of time.
 *
 * Browsers tell no thread how much of a core it had. By the clock a look also takes what others took away from it, so
 * of looks of one kind the quickest quarter tells what each costs.
 */
export class Meter {
  readonly #windowMs: number;
  #looks: Look[] = [];

  constructor(windowMs: number) {
    this.#windowMs = windowMs;
  }

  add(look: Look): void {
    this.#looks.push(look);
    this.#forget(look.atMs);
  }

  /** Null until there is a window's worth to tell. */
  read(nowMs: number): { fps: number; cpu: number; busyMs: number } | null {
    this.#forget(nowMs);
    const [first, ...looks] = this.#looks;
    if (!first || this.#looks.length < ENOUGH) return null;
    const spanMs = Math.max(1, nowMs - first.atMs);
    const kinds = Map.groupBy(looks, ({ kind }) => kind).values();
    const busy = kinds.reduce((sum, alike) => sum + alike.length * costOf(alike), 0);
    const count = looks.length;
    return { fps: count * 1000 / spanMs, cpu: busy / spanMs, busyMs: busy / count };
  }

  clear(): void {
    this.#looks = [];
  }

  #forget(nowMs: number): void {
    this.#looks = this.#looks.filter(({ atMs }) => nowMs - atMs <= this.#windowMs);
  }
}

function costOf(alike: readonly Look[]): number {
  const sorted = alike.map(({ busyMs }) => busyMs).sort((a, b) => a - b);
  // Of few, the dearer half: better too careful than too bold.
  return sorted[Math.floor(sorted.length * (sorted.length < ENOUGH ? 0.5 : 0.25))]!;
}

/** Lets so many pictures a second through, evenly, of however many there are. */
export class Pace {
  #credit = 1;
  #lastMs: number | null = null;

  /** Whether the picture of this moment is taken. */
  take(atMs: number, fps: number): boolean {
    const dtS = this.#lastMs === null ? 0 : Math.max(0, atMs - this.#lastMs) / 1000;
    this.#lastMs = atMs;
    // Cameras are not exact: a picture that comes a hair early still counts as its own.
    this.#credit = Math.min(1.5, this.#credit + dtS * fps * 1.05);
    if (this.#credit < 1) return false;
    this.#credit -= 1;
    return true;
  }
}
