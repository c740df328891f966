/**
 * A place where somebody is drawn: opens renderers, changes between them without a gap, falls back by the ladder, and
 * keeps time. Browser-safe.
 *
 * - [ST1] Something is drawn as soon as the rig is there; what is dearer comes over it once it is ready.
 * - [ST2] What is drawn stays until what comes next has drawn its first frame.
 * - [ST3] Nothing is drawn while nobody can see it: a hidden page, a stage out of view, a pause.
 * - [ST4] A small picture, and a face at rest, is drawn 30 times a second: nobody sees a difference, and others need the time.
 */
import { batch, type ReadonlySignal, signal } from "@preact/signals";
import type { Pose } from "@/lib/avatar/pose/pose.ts";
import { FrameMeter } from "@/lib/avatar/stage/frames.ts";
import {
  createLadder,
  type LadderEvent,
  type LadderState,
  reasonOf,
  step,
  targetOf,
  type Wish,
} from "@/lib/avatar/stage/ladder.ts";
import { OPENERS } from "@/lib/avatar/stage/openers.ts";
import { createPlace, type Place, type Sheet } from "@/lib/avatar/stage/place.ts";
import type {
  AvatarLook,
  OpenRenderer,
  Renderer,
  RendererKind,
} from "@/lib/avatar/stage/renderer.ts";
import { type Trouble, troubleOf } from "@/lib/avatar/stage/trouble.ts";

/** A picture narrower than this is small, in pixels of CSS. */
const SMALL_PX = 160;
/** What is calm is drawn no sooner than this after the picture before. [ST4] */
const CALM_MS = 1000 / 30 - 5;

/** A frame is never longer than this for what moves, in seconds: a hidden page wakes up where it was. */
const MAX_STEP_S = 0.1;

export interface StageOptions {
  /** Filled to its edges; it follows this element's size. What is in it is not touched. */
  readonly host: HTMLElement;
  readonly look: AvatarLook;
  /** The pose of a moment, asked once per frame with `performance.now()`. */
  readonly sample: (nowMs: number) => Pose;
  readonly reducedMotion: boolean;
  readonly prefer?: Wish;
}

export interface StageStats {
  readonly frames: number;
  /** Between frames, at the 95th percentile of the last seconds. */
  readonly p95Ms: number;
  readonly kind: RendererKind | null;
  /** How often one renderer took over from another. */
  readonly changes: number;
}

/** Why something simpler is drawn than could be; its words are `stageWords()` of lib/i18n/stage.ts. */
export interface StageNote {
  readonly kind: RendererKind;
  readonly trouble: Trouble;
  readonly forGood: boolean;
}

export interface Stage {
  /** What draws right now; null before the first and where nothing can. */
  readonly kind: ReadonlySignal<RendererKind | null>;
  /** How much of what comes next has come, 0 to 1; null while nothing is under way. */
  readonly loading: ReadonlySignal<number | null>;
  readonly note: ReadonlySignal<StageNote | null>;
  stats(): StageStats;
  /** Another look; a file or a portrait animator that it brings is opened while the old look is still drawn. */
  dress(look: AvatarLook): void;
  prefer(wish: Wish): void;
  pause(): void;
  resume(): void;
  dispose(): void;
}

/** What a stage stands on; tests bring their own. */
export interface StageDeps {
  readonly place: (host: HTMLElement, reducedMotion: boolean) => Place;
  readonly openers: Readonly<Record<RendererKind, OpenRenderer>>;
  readonly now: () => number;
  /** Calls back once per frame; returns how to stop. */
  readonly run: (frame: (nowMs: number) => void) => () => void;
}

/** What a stage stands on in a page. */
export const BROWSER_STAGE: StageDeps = {
  place: createPlace,
  openers: OPENERS,
  now: () => performance.now(),
  run(frame) {
    let id = requestAnimationFrame(function next(nowMs) {
      id = requestAnimationFrame(next);
      frame(nowMs);
    });
    return () => cancelAnimationFrame(id);
  },
};

export function createStage(options: StageOptions, deps: StageDeps = BROWSER_STAGE): Stage {
  return new RunningStage(options, deps);
}

/** A renderer with the canvas that is its own. */
interface Act {
  readonly renderer: Renderer;
  readonly sheet: Sheet;
}

interface Coming {
  readonly kind: RendererKind;
  readonly abort: AbortController;
}

class RunningStage implements Stage {
  readonly kind = signal<RendererKind | null>(null);
  readonly loading = signal<number | null>(null);
  readonly note = signal<StageNote | null>(null);
  readonly #options: StageOptions;
  readonly #deps: StageDeps;
  readonly #place: Place;
  readonly #meter = new FrameMeter();
  #look: AvatarLook;
  #ladder: LadderState;
  #act: Act | null = null;
  /** What is drawn has an older look, and could not change it by itself. */
  #stale = false;
  /** What is drawn can draw no more: its last frame stands until something else is there. */
  #broken = false;
  /** What is being covered. */
  readonly #leaving = new Set<Act>();
  #coming: Coming | null = null;
  #changes = 0;
  #lastMs: number | null = null;
  #drawnMs: number | null = null;
  #atRest = false;
  #stopFrames: (() => void) | null = null;
  #paused = false;
  #disposed = false;

  constructor(options: StageOptions, deps: StageDeps) {
    this.#options = options;
    this.#deps = deps;
    this.#look = options.look;
    this.#place = deps.place(options.host, options.reducedMotion);
    this.#place.onSize(() => this.#fit());
    this.#place.onSeen(() => this.#keepTime());
    this.#ladder = step(createLadder(options.prefer ?? "auto"), {
      type: "look",
      has: rungsOf(this.#look),
      fresh: [],
    }, deps.now());
    this.#keepTime();
    this.#advance();
  }

  stats(): StageStats {
    const { frames, p95Ms } = this.#meter;
    return { frames, p95Ms, kind: this.kind.value, changes: this.#changes };
  }

  dress(look: AvatarLook): void {
    if (this.#disposed) return;
    const fresh: RendererKind[] = [];
    if (look.vrm !== this.#look.vrm) fresh.push("vrm");
    if (!sameNeural(look, this.#look)) fresh.push("neural");
    this.#look = look;
    // What is on its way would come in the old clothes.
    this.#cancel();
    if (this.#act && !this.#act.renderer.dress(look)) this.#stale = true;
    this.#tell({ type: "look", has: rungsOf(look), fresh });
  }

  prefer(wish: Wish): void {
    this.#tell({ type: "wish", wish });
  }

  pause(): void {
    this.#paused = true;
    this.#keepTime();
  }

  resume(): void {
    this.#paused = false;
    this.#keepTime();
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#cancel();
    this.#keepTime();
    if (this.#act) this.#leaving.add(this.#act);
    this.#act = null;
    for (const act of this.#leaving) this.#remove(act);
    this.#place.dispose();
    this.kind.value = null;
  }

  #tell(event: LadderEvent): void {
    if (this.#disposed) return;
    this.#ladder = step(this.#ladder, event, this.#deps.now());
    this.#advance();
  }

  /** Sees to it that what the ladder wants comes, and that nothing else does. */
  #advance(): void {
    const note = reasonOf(this.#ladder);
    if (!sameNote(note, this.note.value)) this.note.value = note;
    const target = targetOf(this.#ladder);
    if (target === null) return this.#cancel();
    const drawn = this.#act?.renderer.kind ?? null;
    if (drawn === target && !this.#stale) return this.#cancel();
    // [ST1] Before the first frame of anything, the rig is the shortest way to one.
    const next = drawn === null && this.#ladder.rungs.rig.bar === null ? "rig" : target;
    if (this.#coming?.kind === next) return;
    this.#cancel();
    void this.#open(next);
  }

  #cancel(): void {
    this.#coming?.abort.abort();
    this.#coming = null;
    this.loading.value = null;
  }

  async #open(kind: RendererKind): Promise<void> {
    const coming: Coming = { kind, abort: new AbortController() };
    const { signal } = coming.abort;
    const isWanted = () => this.#coming === coming;
    this.#coming = coming;
    this.loading.value = 0;
    const sheet = this.#place.addSheet();
    let renderer: Renderer | null = null;
    const fail = (error: unknown) => {
      if (isWanted()) this.#cancel();
      else if (this.#act?.sheet === sheet) this.#break();
      // A renderer that is gone has nothing to tell any more.
      else return;
      this.#tell({ type: "trouble", kind, ...troubleOf(error) });
    };
    try {
      renderer = await this.#deps.openers[kind]({
        canvas: sheet.canvas,
        look: this.#look,
        reducedMotion: this.#options.reducedMotion,
        onTrouble: fail,
        onProgress: (fraction) => {
          if (isWanted()) this.loading.value = fraction;
        },
      }, signal);
      if (!isWanted()) throw signal.reason;
      this.#show({ renderer, sheet });
    } catch (error) {
      renderer?.dispose();
      sheet.remove();
      if (isWanted()) fail(error);
    }
  }

  /** Draws the first frame where nobody sees it, then changes over. [ST2] */
  #show(act: Act): void {
    const { width, height, ratio } = this.#place.size;
    act.renderer.resize(width, height, ratio);
    act.renderer.draw(this.#options.sample(this.#deps.now()), 0);
    const before = this.#act;
    this.#coming = null;
    this.#act = act;
    this.#stale = false;
    this.#broken = false;
    if (before) this.#changes++;
    if (before) this.#leaving.add(before);
    act.sheet.show(() => before && this.#remove(before));
    batch(() => {
      this.kind.value = act.renderer.kind;
      this.loading.value = null;
    });
    this.#tell({ type: "drawn", kind: act.renderer.kind });
  }

  #remove(act: Act): void {
    if (!this.#leaving.delete(act)) return;
    act.renderer.dispose();
    act.sheet.remove();
  }

  #break(): void {
    this.#stale = this.#broken = true;
    this.#ladder = step(this.#ladder, { type: "drawn", kind: null }, this.#deps.now());
  }

  #fit(): void {
    const { width, height, ratio } = this.#place.size;
    this.#act?.renderer.resize(width, height, ratio);
    this.#draw(0);
  }

  /** Frames run while somebody can see them. [ST3] */
  #keepTime(): void {
    const runs = !this.#disposed && !this.#paused && this.#place.isSeen;
    if (runs === (this.#stopFrames !== null)) return;
    this.#stopFrames?.();
    this.#stopFrames = null;
    this.#lastMs = this.#drawnMs = null;
    this.#meter.restart();
    if (runs) this.#stopFrames = this.#deps.run((nowMs) => this.#frame(nowMs));
  }

  #frame(nowMs: number): void {
    const spacingMs = this.#lastMs === null ? 0 : nowMs - this.#lastMs;
    this.#lastMs = nowMs;
    const begunMs = this.#deps.now();
    const passedMs = this.#drawnMs === null ? 0 : nowMs - this.#drawnMs;
    const isCalm = this.#atRest || this.#place.size.width < SMALL_PX;
    if (this.#drawnMs === null || !isCalm || passedMs >= CALM_MS) {
      this.#drawnMs = nowMs;
      this.#draw(Math.min(MAX_STEP_S, Math.max(0, passedMs / 1000)));
    }
    const pictureMs = this.#act?.renderer.pictureMs?.() ?? 0;
    const window = this.#meter.take(
      Math.max(spacingMs, pictureMs),
      this.#deps.now() - begunMs,
    );
    if (window) this.#tell({ type: "window", window });
  }

  #draw(dtS: number): void {
    if (!this.#act || this.#broken) return;
    const { renderer } = this.#act;
    try {
      const pose = this.#options.sample(this.#deps.now());
      this.#atRest = pose.source === "rest";
      renderer.draw(pose, dtS);
    } catch (error) {
      this.#break();
      this.#tell({ type: "trouble", kind: renderer.kind, ...troubleOf(error) });
    }
  }
}

function rungsOf(look: AvatarLook): ReadonlySet<RendererKind> {
  const rungs = new Set<RendererKind>(["rig"]);
  if (look.vrm) rungs.add("vrm");
  if (look.neural) rungs.add("neural");
  return rungs;
}

function sameNeural(a: AvatarLook, b: AvatarLook): boolean {
  return a.neural?.modelUrl === b.neural?.modelUrl &&
    a.neural?.portraitUrl === b.neural?.portraitUrl;
}

function sameNote(a: StageNote | null, b: StageNote | null): boolean {
  return a?.kind === b?.kind && a?.trouble === b?.trouble && a?.forGood === b?.forGood;
}
