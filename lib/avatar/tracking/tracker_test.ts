import assert from "node:assert/strict";
import type { Pose } from "@/lib/avatar/pose/pose.ts";
import { listCameras, openCamera, troubleOf } from "@/lib/avatar/tracking/camera.ts";
import { type Engine, EngineError } from "@/lib/avatar/tracking/engine.ts";
import type { Frame } from "@/lib/avatar/tracking/frames.ts";
import { ModelError, type ModelStore } from "@/lib/avatar/tracking/model_store.ts";
import { recordedFaces } from "@/lib/avatar/tracking/recorded_face_for_tests.ts";
import type { Seen } from "@/lib/avatar/tracking/seen.ts";
import { createTracker } from "@/lib/avatar/tracking/tracker.ts";
import type { TrackerDeps } from "@/lib/avatar/tracking/tracker_model.ts";

/** A camera's track, of which a test can pull the plug. */
class FakeTrack {
  onended: (() => void) | null = null;
  onmute: (() => void) | null = null;
  onunmute: (() => void) | null = null;
  stopped = false;
  stop(): void {
    this.stopped = true;
  }
}

class FakeStream {
  readonly track = new FakeTrack();
  getTracks() {
    return [this.track];
  }
  getVideoTracks() {
    return [this.track];
  }
}

/** Everything that a browser has, under a test's hands. */
class World {
  nowMs = 1000;
  hidden = false;
  readonly streams: FakeStream[] = [];
  /** What the next camera does. */
  camera: () => Promise<FakeStream> = () => Promise.resolve(new FakeStream());
  readonly wanted: unknown[] = [];
  readonly loaded: string[] = [];
  model: ModelStore["get"] = () => Promise.resolve(new ArrayBuffer(1));
  look: (atMs: number) => Promise<Seen> = (atMs) => Promise.resolve(seen(atMs, this.count++));
  count = 0;
  opened = 0;
  closed = 0;
  looks: { hands: boolean; body: boolean; width: number }[] = [];
  cameras = 1;
  /** Moments of pictures that were given back unseen. */
  readonly dropped: number[] = [];
  onFrame: ((frame: Frame) => void) | null = null;
  readonly drawer = new Map<string, string>();
  #ticks = 0;
  readonly #timers = new Map<() => void, number>();
  readonly #listeners = new Set<() => void>();
  readonly media = Object.assign(new EventTarget(), {
    getUserMedia: async (constraints: unknown) => {
      this.wanted.push(constraints);
      const stream = await this.camera();
      this.streams.push(stream);
      return stream;
    },
    enumerateDevices: () =>
      Promise.resolve(Array.from({ length: this.cameras }, (_, i) => ({
        kind: "videoinput",
        deviceId: `camera${i}`,
        label: "",
        groupId: "",
      }))),
  });

  deps(): TrackerDeps {
    const deps = {
      media: this.media,
      supported: true,
      models: {
        get: (name: "face", options: Parameters<ModelStore["get"]>[1]) => {
          this.loaded.push(name);
          return this.model(name, options);
        },
      },
      createEngine: () => this.engine(),
      createFrames: () => ({
        sized: true,
        start: (_: MediaStream, onFrame: (frame: Frame) => void) => {
          this.onFrame = onFrame;
          return Promise.resolve();
        },
        stop: () => void (this.onFrame = null),
      }),
      listen: () => ({
        hear: () => ({ level: 0.1, low: 0.8, mid: 0.2, high: 0, hiss: 0 }),
        close: () => {},
      }),
      drawer: () => ({
        getItem: (key: string) => this.drawer.get(key) ?? null,
        setItem: (key: string, value: string) => void this.drawer.set(key, value),
        removeItem: (key: string) => void this.drawer.delete(key),
      }),
      now: () => this.nowMs,
      random: () => 0.5,
      every: (ms: number, run: () => void) => {
        this.#timers.set(run, ms);
        return () => void this.#timers.delete(run);
      },
      page: {
        hidden: () => this.hidden,
        onChange: (listener: () => void) => {
          this.#listeners.add(listener);
          return () => void this.#listeners.delete(listener);
        },
      },
      reducedMotion: () => false,
    };
    // Streams and devices are the platform's own classes, which no test can make.
    return deps as unknown as TrackerDeps;
  }

  engine(): Engine {
    return {
      delegate: "CPU",
      open: () => Promise.resolve(void this.opened++),
      setModel: () => Promise.resolve(true),
      look: (_, { atMs, width, hands, body }) => {
        this.looks.push({ hands, body, width });
        return this.look(atMs);
      },
      close: () => void this.closed++,
    };
  }

  /** Runs the timers for a while, 30 times a second, without pictures. */
  run(ms: number): void {
    const endMs = this.nowMs + ms;
    while (this.nowMs < endMs) {
      this.nowMs += 1000 / 30;
      this.#ticks++;
      for (const [run, everyMs] of this.#timers) {
        if (everyMs < 100 || this.#ticks % 15 === 0) run();
      }
    }
  }

  /** Shows pictures at 30 Hz, each looked at before the next. */
  async show(count: number): Promise<void> {
    for (let i = 0; i < count; i++) {
      this.run(1000 / 30 - 1);
      const atMs = this.nowMs;
      this.onFrame?.({
        atMs,
        grab: (width) => Promise.resolve({ width, height: width * 0.75, close: () => {} }),
        drop: () => void this.dropped.push(atMs),
      });
      await settled();
    }
  }

  hide(hidden: boolean): void {
    this.hidden = hidden;
    for (const listener of this.#listeners) listener();
  }

  get timers(): number {
    return this.#timers.size;
  }
}

function seen(atMs: number, n: number): Seen {
  const faces = recordedFaces();
  const { face } = faces[n % faces.length]!;
  return { atMs, face, hands: null, body: null, busyMs: 10, aspect: 4 / 3 };
}

const noFace = (atMs: number): Promise<Seen> => Promise.resolve({ ...seen(atMs, 0), face: null });

/** Lets promises that are due settle. */
async function settled(): Promise<void> {
  for (let i = 0; i < 12; i++) await Promise.resolve();
}

function open(world = new World()) {
  const tracker = createTracker(world.deps());
  const poses: Pose[] = [];
  tracker.onPose((pose) => poses.push(pose));
  return { world, tracker, poses };
}

const failing = (name: string) => () => Promise.reject(new DOMException("no", name));

Deno.test("[TR1] nothing is loaded and no camera asked for before it is switched on", () => {
  const { world, tracker, poses } = open();
  world.run(500);
  assert.deepEqual([world.loaded, world.wanted, world.opened], [[], [], 0]);
  assert.equal(tracker.state.value.kind, "off");
  // Without a camera the face lives by itself.
  assert.ok(poses.length > 10 && poses.every(({ source }) => source === "rest"));
  tracker.dispose();
});

Deno.test("a camera that is switched on loads the model with progress, and makes poses of what it sees", async () => {
  const { world, tracker, poses } = open();
  const states: string[] = [];
  tracker.state.subscribe((state) => {
    states.push(state.kind === "loading" ? `loading ${state.fraction}` : state.kind);
  });
  world.model = (_, { onProgress }) => {
    onProgress?.(0.5);
    return Promise.resolve(new ArrayBuffer(1));
  };
  await tracker.start("camera0");
  assert.ok(tracker.video.value);
  await world.show(5);
  assert.deepEqual(states, ["off", "loading null", "loading 0.5", "loading null", "on"]);
  assert.equal(poses.at(-1)!.source, "camera");
  assert.deepEqual(world.loaded, ["face"]);
  tracker.dispose();
});

Deno.test("what keeps a camera from opening is told apart", async () => {
  for (
    const [name, reason] of [
      ["NotAllowedError", "denied"],
      ["SecurityError", "denied"],
      ["NotFoundError", "no_camera"],
      ["NotReadableError", "in_use"],
      ["AbortError", "in_use"],
      ["TypeError", "unsupported"],
    ] as const
  ) {
    const { world, tracker } = open();
    world.camera = failing(name);
    await tracker.start();
    assert.deepEqual(tracker.state.value, { kind: "failed", reason }, name);
    assert.deepEqual(world.loaded, []);
    tracker.dispose();
  }
  assert.equal(troubleOf("no error at all"), "unsupported");
});

Deno.test("a page without cameras, workers or permission to ask says so", async () => {
  assert.deepEqual(await openCamera(null, undefined), { ok: false, reason: "unsupported" });
  assert.deepEqual(await listCameras(null), []);
  const world = new World();
  const tracker = createTracker({ ...world.deps(), supported: false });
  await tracker.start();
  assert.deepEqual(tracker.state.value, { kind: "failed", reason: "unsupported" });
  assert.deepEqual(world.wanted, []);
  tracker.dispose();
});

Deno.test("a chosen camera that is gone is replaced by another", async () => {
  const { world, tracker } = open();
  let asked = 0;
  world.camera = () =>
    asked++ === 0 ? failing("OverconstrainedError")() : Promise.resolve(new FakeStream());
  await tracker.start("gone");
  await world.show(2);
  assert.equal(tracker.state.value.kind, "on");
  tracker.dispose();
});

Deno.test("a model that cannot be had lets the camera go, and says why", async () => {
  const { world, tracker } = open();
  world.model = () => Promise.reject(new ModelError("no"));
  await tracker.start();
  assert.deepEqual(tracker.state.value, { kind: "failed", reason: "models" });
  assert.ok(world.streams[0]!.track.stopped);
  assert.equal(tracker.video.value, null);
  tracker.dispose();
});

Deno.test("[TR2] switching off lets the camera go at once, whatever is under way", async () => {
  const { world, tracker, poses } = open();
  await tracker.start();
  const slow = Promise.withResolvers<Seen>();
  world.look = () => slow.promise;
  await world.show(1);
  tracker.stop();
  assert.ok(world.streams[0]!.track.stopped);
  assert.equal(world.closed, 1);
  const before = poses.length;
  slow.resolve(seen(world.nowMs, 3));
  await settled();
  assert.equal(poses.length, before);
  assert.equal(tracker.state.value.kind, "off");
  tracker.dispose();
});

Deno.test("[TR2] a camera that opens after it was switched off again is let go", async () => {
  const { world, tracker } = open();
  const permission = Promise.withResolvers<FakeStream>();
  world.camera = () => permission.promise;
  const starting = tracker.start();
  tracker.stop();
  permission.resolve(new FakeStream());
  await starting;
  assert.ok(world.streams[0]!.track.stopped);
  assert.deepEqual([tracker.state.value.kind, tracker.video.value], ["off", null]);
  tracker.dispose();
});

Deno.test("another camera goes on with the same engine", async () => {
  const { world, tracker } = open();
  await tracker.start("a");
  await tracker.start("b");
  assert.deepEqual([world.opened, world.loaded.length], [1, 1]);
  assert.deepEqual(world.streams.map(({ track }) => track.stopped), [true, false]);
  tracker.dispose();
});

Deno.test("no face is said, and its avatar lives by itself until the face is back", async () => {
  const { world, tracker, poses } = open();
  await tracker.start();
  await world.show(5);
  const see = world.look;
  world.look = noFace;
  await world.show(20);
  assert.equal(tracker.state.value.kind, "no_face");
  assert.equal(poses.at(-1)!.source, "rest");
  world.look = see;
  await world.show(3);
  assert.equal(tracker.state.value.kind, "on");
  assert.equal(poses.at(-1)!.source, "camera");
  tracker.dispose();
});

Deno.test("a picture that takes long on a busy machine is waited for, and a worker that hangs is not", async () => {
  const { world, tracker, poses } = open();
  await tracker.start();
  await world.show(5);
  world.look = () => new Promise(() => {});
  await world.show(1);
  const before = poses.length;
  world.run(1000);
  assert.equal(poses.length, before);
  world.run(1000);
  assert.equal(poses.at(-1)!.source, "rest");
  tracker.dispose();
});

Deno.test("[TR3] poses grow in time over every change of source, and are 30 a second at most", async () => {
  const { world, tracker, poses } = open();
  world.run(300);
  await tracker.start();
  await world.show(30);
  tracker.setVoice(new FakeStream() as unknown as MediaStream);
  tracker.stop();
  world.run(1000);
  assert.equal(poses.at(-1)!.source, "voice");
  for (const [i, { atMs }] of poses.entries()) {
    if (i > 0) assert.ok(atMs > poses[i - 1]!.atMs, `pose ${i}`);
  }
  assert.ok(poses.length <= Math.ceil((world.nowMs - 1000) * 30 / 1000) + 1, String(poses.length));
  tracker.dispose();
});

Deno.test("[TR4] an unplugged camera is replaced, or waited for", async () => {
  const { world, tracker } = open();
  await tracker.start();
  world.streams[0]!.track.onended?.();
  await settled();
  assert.equal(tracker.note.value, "unplugged");
  assert.equal(world.streams.length, 2);

  world.camera = failing("NotFoundError");
  world.cameras = 0;
  world.streams[1]!.track.onended?.();
  await settled();
  assert.deepEqual(tracker.state.value, { kind: "failed", reason: "no_camera" });
  assert.equal(tracker.note.value, "unplugged");

  world.camera = () => Promise.resolve(new FakeStream());
  world.cameras = 1;
  world.media.dispatchEvent(new Event("devicechange"));
  await settled();
  await settled();
  await world.show(2);
  assert.equal(tracker.state.value.kind, "on");
  assert.equal(tracker.devices.value.length, 1);
  tracker.dispose();
});

Deno.test("a hidden page and a muted camera are noted, and nothing is sent from a hidden page without a voice", async () => {
  const { world, tracker, poses } = open();
  await tracker.start();
  await world.show(3);
  world.hide(true);
  assert.equal(tracker.note.value, "hidden");
  world.run(600);
  const before = poses.length;
  world.run(1000);
  assert.equal(poses.length, before);
  world.hide(false);
  assert.equal(tracker.note.value, null);
  world.streams[0]!.track.onmute?.();
  assert.equal(tracker.note.value, "muted");
  world.streams[0]!.track.onunmute?.();
  assert.equal(tracker.note.value, null);
  tracker.dispose();
});

Deno.test("an engine that breaks, or does not open, is an unsupported browser, and the camera is let go", async () => {
  const { world, tracker } = open();
  await tracker.start();
  world.look = () => Promise.reject(new EngineError("broken"));
  await world.show(1);
  assert.deepEqual(tracker.state.value, { kind: "failed", reason: "unsupported" });
  assert.ok(world.streams[0]!.track.stopped);
  tracker.dispose();
});

Deno.test("the rate is told as it is, and steps down where pictures take too long", async () => {
  const { world, tracker } = open();
  await tracker.start();
  world.look = (atMs) => Promise.resolve({ ...seen(atMs, world.count++), busyMs: 30 });
  await world.show(80);
  assert.ok(tracker.rate.value.cpu! > 0.6, String(tracker.rate.value.cpu));
  await world.show(220);
  const { fps, cpu, targetFps, width } = tracker.rate.value;
  assert.deepEqual([targetFps, width], [15, 480]);
  assert.ok(fps > 13 && fps < 17 && cpu! <= 0.6, `${fps} ${cpu}`);
  tracker.stop();
  world.run(600);
  assert.equal(tracker.rate.value.cpu, null);
  tracker.dispose();
});

Deno.test("hands and body are loaded when they are switched on, and looked for in some pictures", async () => {
  const { world, tracker } = open();
  tracker.hands.value = true;
  assert.equal(tracker.extras.value.hands.kind, "waiting");
  assert.deepEqual(world.loaded, []);
  await tracker.start();
  await settled();
  assert.equal(tracker.extras.value.hands.kind, "on");
  await world.show(6);
  assert.deepEqual(world.looks.map(({ hands }) => hands), [true, false, true, false, true, false]);
  assert.ok(world.looks.every(({ body }) => !body));
  tracker.body.value = true;
  await settled();
  await world.show(6);
  assert.ok(world.looks.some(({ body }) => body));
  tracker.hands.value = false;
  world.looks = [];
  await world.show(6);
  assert.ok(world.looks.every(({ hands }) => !hands));
  assert.deepEqual(world.loaded, ["face", "hand", "body"]);
  tracker.dispose();
});

Deno.test("hands whose model cannot be had leave the face as it is", async () => {
  const { world, tracker } = open();
  await tracker.start();
  world.model = () => Promise.reject(new ModelError("no"));
  tracker.hands.value = true;
  await settled();
  await world.show(3);
  assert.equal(tracker.extras.value.hands.kind, "failed");
  assert.equal(tracker.state.value.kind, "on");
  // Switched off and on again, it is tried again.
  world.model = () => Promise.resolve(new ArrayBuffer(1));
  tracker.hands.value = false;
  tracker.hands.value = true;
  await settled();
  assert.equal(tracker.extras.value.hands.kind, "on");
  tracker.dispose();
});

Deno.test("calibrate() leads through its stages, keeps what it learned, and is over where the camera goes", async () => {
  const { world, tracker } = open();
  assert.equal(await tracker.calibrate(), false);
  await tracker.start();
  await world.show(3);
  const done = tracker.calibrate();
  const stages = new Set<string>();
  tracker.guide.subscribe((guide) => guide && stages.add(guide.stage));
  await world.show(280);
  assert.equal(await done, true);
  assert.deepEqual([...stages], ["still", "mouth", "eyes"]);
  assert.equal(tracker.guide.value, null);
  assert.ok(world.drawer.has("maru-face"));
  const cut = tracker.calibrate();
  tracker.stop();
  assert.equal(await cut, false);
  assert.equal(tracker.guide.value, null);
  tracker.dispose();
});

Deno.test("one picture is in flight, and of those that wait the newest is taken", async () => {
  const { world, tracker } = open();
  await tracker.start();
  const waiting: PromiseWithResolvers<Seen>[] = [];
  const asked: number[] = [];
  world.look = (atMs) => {
    asked.push(atMs);
    const next = Promise.withResolvers<Seen>();
    waiting.push(next);
    return next.promise;
  };
  await world.show(4);
  const shownMs = world.nowMs;
  assert.equal(asked.length, 1);
  waiting[0]!.resolve(seen(asked[0]!, 0));
  await settled();
  assert.equal(asked.length, 2);
  assert.equal(asked[1], shownMs);
  assert.equal(world.dropped.length, 2);
  await world.show(1);
  tracker.dispose();
  assert.deepEqual(world.dropped[2], world.nowMs);
});

Deno.test("emotion and gesture are in the poses, and dispose() ends everything", async () => {
  const { world, tracker, poses } = open();
  tracker.setEmotion("laugh");
  tracker.gesture("heart");
  world.run(100);
  assert.deepEqual([poses.at(-1)!.emotion, poses.at(-1)!.gesture], ["laugh", "heart"]);
  tracker.setEmotion(null);
  await tracker.start();
  await world.show(35);
  assert.equal(poses.at(-1)!.emotion, "neutral");
  tracker.dispose();
  const before = poses.length;
  world.run(1000);
  assert.deepEqual([world.timers, poses.length], [0, before]);
});
