/**
 * Tracks one person: camera, models and engine while the camera is on, a voice and idle life while it is not; a stream of
 * poses either way. No picture leaves it. Browser-safe.
 *
 * - [TR1] Nothing is loaded before the camera is switched on.
 * - [TR2] A camera that is switched off, or unplugged, is let go at once; what was under way has no effect any more.
 * - [TR3] Poses grow in time, whatever they come from, and at most 30 come a second.
 * - [TR4] A camera that was unplugged is gone on with when it is back, or with another one that is there.
 */
import { effect, signal } from "@preact/signals";
import type { Emotion, Gesture, Pose } from "@/lib/avatar/pose/pose.ts";
import {
  Guided,
  type GuideStage,
  readCalibration,
  writeCalibration,
} from "@/lib/avatar/tracking/calibration.ts";
import { closeStream, listCameras, openCamera } from "@/lib/avatar/tracking/camera.ts";
import { type Engine, EngineError } from "@/lib/avatar/tracking/engine.ts";
import { Extras } from "@/lib/avatar/tracking/extras.ts";
import { readHead } from "@/lib/avatar/tracking/head.ts";
import { Looker } from "@/lib/avatar/tracking/looker.ts";
import { PoseMaker } from "@/lib/avatar/tracking/pose_maker.ts";
import type { Seen } from "@/lib/avatar/tracking/seen.ts";
import {
  type Ear,
  NO_RATE,
  type Tracker,
  type TrackerDeps,
  type TrackerNote,
  type TrackerState,
  type TrackerTrouble,
  type TrackingRate,
} from "@/lib/avatar/tracking/tracker_model.ts";

export type { Tracker, TrackerNote, TrackerState, TrackerTrouble, TrackingRate };

/** Between two poses that no camera makes, and between two looks at the budget. In milliseconds. */
const STILL_MS = 1000 / 30;
const MEASURE_MS = 500;

/** How long a face may be gone before its avatar lives by itself, and how long a picture may take on a busy machine. */
const GONE_MS = 350;
const LATE_MS = 1500;

/** How often what was learned is kept. */
const KEEP_MS = 30_000;

export function createTracker(deps: TrackerDeps): Tracker {
  return new CameraTracker(deps);
}

class CameraTracker implements Tracker {
  readonly state = signal<TrackerState>({ kind: "off" });
  readonly note = signal<TrackerNote | null>(null);
  readonly rate = signal<TrackingRate>(NO_RATE);
  readonly video = signal<MediaStream | null>(null);
  readonly guide = signal<{ stage: GuideStage; leftMs: number } | null>(null);
  readonly devices = signal<readonly MediaDeviceInfo[]>([]);
  readonly hands = signal(false);
  readonly body = signal(false);
  readonly #deps: TrackerDeps;
  readonly #maker: PoseMaker;
  readonly #extras: Extras;
  readonly #listeners = new Set<(pose: Pose) => void>();
  readonly #endings: (() => void)[] = [];
  #wish = new AbortController();
  #engine: Engine | null = null;
  #looker: Looker | null = null;
  #ear: Ear | null = null;
  #faceMs = Number.NEGATIVE_INFINITY;
  #sawFace = false;
  #guided: { steps: Guided; done: PromiseWithResolvers<boolean> } | null = null;
  #keptMs = 0;

  constructor(deps: TrackerDeps) {
    this.#deps = deps;
    const { drawer, random, reducedMotion } = deps;
    this.#maker = new PoseMaker({ calibration: readCalibration(drawer), random, reducedMotion });
    this.#extras = new Extras({ models: deps.models, engine: () => this.#engine });
    const onDevices = () => void this.#onDevices();
    deps.media?.addEventListener("devicechange", onDevices);
    this.#endings.push(
      () => deps.media?.removeEventListener("devicechange", onDevices),
      deps.every(STILL_MS, () => this.#live()),
      deps.every(MEASURE_MS, () => this.#measure()),
      deps.page.onChange(() => this.#onPage()),
      effect(() => this.#extras.want({ hands: this.hands.value, body: this.body.value })),
      effect(() => {
        // Read before anything else, or the effect would not hear of it.
        const usable = this.#extras.usable.value;
        this.#looker?.want(usable);
      }),
    );
  }

  get extras() {
    return this.#extras.states;
  }

  onPose(listener: (pose: Pose) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  async start(deviceId?: string): Promise<void> {
    this.#letGo();
    const { signal: wish } = this.#wish = new AbortController();
    this.note.value = null;
    if (!this.#deps.supported) return this.#fail("unsupported");
    this.state.value = { kind: "loading", fraction: null };
    const camera = await openCamera(this.#deps.media, deviceId);
    if (wish.aborted) return closeStream(camera.ok ? camera.stream : null); // [TR2]
    if (!camera.ok) return this.#fail(camera.reason);
    this.#watch(camera.stream);
    void this.#listDevices();
    try {
      const engine = await this.#openEngine(wish);
      if (wish.aborted) return;
      await this.#look(engine, camera.stream);
    } catch (error) {
      if (wish.aborted) return;
      this.#fail(error instanceof EngineError ? "unsupported" : "models");
    }
  }

  stop(): void {
    this.#letGo();
    this.#engine?.close();
    this.#engine = null;
    this.#extras.closed();
    this.note.value = null;
    this.state.value = { kind: "off" };
  }

  async cameras(): Promise<MediaDeviceInfo[]> {
    return await listCameras(this.#deps.media);
  }

  calibrate(): Promise<boolean> {
    this.#guided?.done.resolve(false);
    const done = Promise.withResolvers<boolean>();
    if (!this.#looker) {
      done.resolve(false);
      return done.promise;
    }
    this.#guided = { steps: new Guided(this.#deps.now()), done };
    this.#guideOn();
    return done.promise;
  }

  setVoice(stream: MediaStream | null): void {
    this.#ear?.close();
    this.#ear = stream && this.#deps.listen(stream);
  }

  setEmotion(emotion: Emotion | null): void {
    this.#maker.setEmotion(emotion ?? "neutral");
  }

  gesture(gesture: Gesture): void {
    this.#maker.show(gesture, this.#deps.now());
  }

  dispose(): void {
    this.stop();
    this.setVoice(null);
    for (const end of this.#endings.splice(0)) end();
    this.#listeners.clear();
  }

  /** Takes over a camera that was opened, and hears of its end. */
  #watch(stream: MediaStream): void {
    this.video.value = stream;
    const [track] = stream.getVideoTracks();
    if (!track) return;
    const isOurs = () => this.video.value === stream;
    track.onended = () => void (isOurs() && this.#onUnplugged());
    track.onmute = () => void (isOurs() && (this.note.value = "muted"));
    track.onunmute = () => void (isOurs() && this.#onPage());
  }

  async #openEngine(wish: AbortSignal): Promise<Engine> {
    if (this.#engine) return this.#engine;
    const face = await this.#deps.models.get("face", {
      signal: wish,
      onProgress: (fraction) => {
        if (!wish.aborted) this.state.value = { kind: "loading", fraction };
      },
    });
    wish.throwIfAborted();
    this.state.value = { kind: "loading", fraction: null };
    const engine = this.#deps.createEngine();
    const closeIt = () => engine.close();
    wish.addEventListener("abort", closeIt);
    await engine.open(face);
    wish.removeEventListener("abort", closeIt);
    return this.#engine = engine;
  }

  async #look(engine: Engine, stream: MediaStream): Promise<void> {
    const { createFrames, now } = this.#deps;
    const looker = this.#looker = new Looker({
      engine,
      now,
      frames: createFrames(),
      onSeen: (seen) => this.#onSeen(seen),
      onTrouble: () => {
        this.stop();
        this.#fail("unsupported");
      },
    });
    this.#extras.opened();
    looker.want(this.#extras.usable.value);
    await looker.start(stream);
    this.#onPage();
  }

  #onSeen(seen: Seen): void {
    const nowMs = this.#deps.now();
    const pose = this.#maker.fromCamera(seen, nowMs);
    if (seen.face) this.#learn(seen.face.shapes, seen.face.matrix, seen.atMs);
    this.#sawFace = pose !== null;
    if (!pose) {
      if (nowMs - this.#faceMs > GONE_MS) this.#setKind("no_face");
      return;
    }
    this.#faceMs = nowMs;
    this.#setKind("on");
    this.#emit(pose);
  }

  #setKind(kind: "on" | "no_face"): void {
    if (this.state.peek().kind !== kind) this.state.value = { kind };
  }

  #learn(shapes: Float32Array, matrix: Float32Array, atMs: number): void {
    const head = readHead(matrix);
    if (head) this.#guided?.steps.take(shapes, head, atMs);
    const { calibration } = this.#maker;
    if (!calibration || atMs - this.#keptMs < KEEP_MS) return;
    // The first half minute is worth nothing yet.
    if (this.#keptMs > 0) writeCalibration(this.#deps.drawer, calibration);
    this.#keptMs = atMs;
  }

  #guideOn(): void {
    if (!this.#guided) return;
    const { steps, done } = this.#guided;
    const stage = this.#looker && steps.stage(this.#deps.now());
    this.guide.value = stage && { stage: stage.name, leftMs: stage.leftMs };
    if (stage) return;
    this.#guided = null;
    const found = this.#looker && steps.finish();
    if (found) {
      this.#maker.calibrate(found);
      writeCalibration(this.#deps.drawer, found);
    }
    done.resolve(found !== null);
  }

  /** Lives where no camera tracks. */
  #live(): void {
    this.#guideOn();
    const nowMs = this.#deps.now();
    const goneMs = this.#sawFace ? LATE_MS : GONE_MS;
    const isTracked = this.#looker !== null && nowMs - this.#faceMs <= goneMs;
    if (isTracked || this.#deps.page.hidden() && !this.#ear) return;
    this.#emit(this.#maker.still(this.#ear?.hear() ?? null, nowMs));
  }

  #emit(pose: Pose): void {
    for (const listener of this.#listeners) listener(pose);
  }

  #measure(): void {
    const looker = this.#looker;
    if (!looker) {
      if (this.rate.peek() !== NO_RATE) this.rate.value = NO_RATE;
      return;
    }
    const { fps, cpu } = looker.measure(this.#deps.now());
    const { fps: targetFps, width, extras } = looker.step;
    const delegate = this.#engine?.delegate ?? "CPU";
    this.rate.value = {
      fps,
      cpu,
      step: `${targetFps}·${width}`,
      targetFps,
      width,
      extras,
      delegate,
    };
    this.#extras.resting(!extras);
  }

  /** Frames stop by themselves while a page is hidden; this says so. */
  #onPage(): void {
    if (!this.#looker) return;
    this.note.value = this.#deps.page.hidden() ? "hidden" : null;
  }

  #onUnplugged(): void {
    void this.start().then(() => {
      // Said even where another camera went on by itself, as it looks from elsewhere.
      if (this.state.value.kind !== "off") this.note.value = "unplugged"; // [TR4]
    });
  }

  async #onDevices(): Promise<void> {
    await this.#listDevices();
    const state = this.state.peek();
    const wasUnplugged = state.kind === "failed" && state.reason === "no_camera" &&
      this.note.peek() === "unplugged";
    if (wasUnplugged && this.devices.value.length > 0) await this.start(); // [TR4]
  }

  async #listDevices(): Promise<void> {
    this.devices.value = await this.cameras();
  }

  #fail(reason: TrackerTrouble): void {
    this.#letGo();
    this.state.value = { kind: "failed", reason };
  }

  /** Ends what is under way, and lets the camera go. [TR2] */
  #letGo(): void {
    this.#wish.abort();
    this.#looker?.stop();
    this.#looker = null;
    this.#faceMs = Number.NEGATIVE_INFINITY;
    closeStream(this.video.peek());
    this.video.value = null;
    this.#guideOn();
  }
}
