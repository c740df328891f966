import assert from "node:assert/strict";
import { type Pose, restPose, type Shape, shapeIndex } from "@/lib/avatar/pose/pose.ts";
import { fromEuler } from "@/lib/avatar/pose/rotation.ts";
import { CueWatch } from "@/lib/calls/character/cue_watch.ts";

const FRAME_MS = 33;

/** A camera that looks at somebody, frame by frame. */
class Scene {
  readonly watch = new CueWatch();
  nowMs = 0;

  /** Goes on for a while; `at` tells the face of each moment since its beginning. */
  play(ms: number, at: (sinceMs: number) => Partial<Look>): this {
    for (let sinceMs = 0; sinceMs < ms; sinceMs += FRAME_MS) {
      this.nowMs += FRAME_MS;
      this.watch.take(poseOf(at(sinceMs), this.nowMs), { camera: true, nowMs: this.nowMs });
    }
    return this;
  }

  get cues() {
    return this.watch.current(this.nowMs);
  }
}

interface Look {
  shapes: Partial<Record<Shape, number>>;
  pitch: number;
  yaw: number;
  seen: boolean;
}

function poseOf(
  { shapes = {}, pitch = 0, yaw = 0, seen = true }: Partial<Look>,
  atMs: number,
): Pose {
  const pose = restPose(atMs);
  for (const [name, value] of Object.entries(shapes)) {
    pose.shapes[shapeIndex[name as Shape]] = value;
  }
  return { ...pose, source: seen ? "camera" : "rest", head: fromEuler([pitch, yaw, 0]) };
}

const smile = (share: number) => ({
  shapes: { mouthSmileLeft: share, mouthSmileRight: share },
});
const swing = (far: number, hz: number) => (ms: number) =>
  far * Math.sin(2 * Math.PI * hz * ms / 1000);

Deno.test("a smile is told once it lasts, and for as long as it lasts", () => {
  const scene = new Scene().play(300, () => smile(0.8));
  assert.deepEqual(scene.cues, []);
  assert.deepEqual(scene.play(400, () => smile(0.8)).cues, ["smiling"]);
  assert.deepEqual(scene.play(1_000, () => ({})).cues, []);
});

Deno.test("a face that trembles around the border is told the same all the time", () => {
  const scene = new Scene().play(1_000, () => smile(0.6));
  for (let n = 0; n < 60; n++) {
    scene.play(FRAME_MS, () => smile(n % 2 ? 0.45 : 0.3));
    assert.deepEqual(scene.cues, ["smiling"]);
  }
  const calm = new Scene();
  for (let n = 0; n < 60; n++) {
    calm.play(FRAME_MS, () => smile(n % 2 ? 0.45 : 0.3));
    assert.deepEqual(calm.cues, []);
  }
});

Deno.test("a blink of another face is not told", () => {
  const scene = new Scene().play(1_000, () => ({})).play(200, () => smile(1)).play(600, () => ({}));
  assert.deepEqual(scene.cues, []);
});

Deno.test("who laughs is not told to smile as well", () => {
  const scene = new Scene().play(1_000, () => ({
    shapes: { mouthSmileLeft: 0.8, mouthSmileRight: 0.8, jawOpen: 0.6 },
  }));
  assert.deepEqual(scene.cues, ["laughing"]);
});

Deno.test("brows that are drawn down are a frown, but not above a smile", () => {
  const brows = { browDownLeft: 0.7, browDownRight: 0.7 };
  assert.deepEqual(new Scene().play(1_000, () => ({ shapes: brows })).cues, ["frowning"]);
  const both = { shapes: { ...brows, ...smile(0.6).shapes } };
  assert.deepEqual(new Scene().play(1_000, () => both).cues, ["smiling"]);
});

Deno.test("surprise comes quickly", () => {
  const scene = new Scene().play(400, () => ({ shapes: { eyeWideLeft: 0.8, eyeWideRight: 0.8 } }));
  assert.deepEqual(scene.cues, ["surprised"]);
});

Deno.test("a nod is a head that goes down and up; a shake one that goes from side to side", () => {
  const nod = new Scene().play(1_200, (ms) => ({ pitch: swing(0.12, 1.8)(ms) }));
  assert.deepEqual(nod.cues, ["nodding"]);
  const shake = new Scene().play(1_200, (ms) => ({ yaw: swing(0.2, 1.8)(ms) }));
  assert.deepEqual(shake.cues, ["shaking_head"]);
});

Deno.test("one look down, a slow sway and a trembling head are no nod", () => {
  const down = new Scene().play(1_500, (ms) => ({ pitch: ms < 700 ? 0.2 : 0 }));
  assert(!down.cues.includes("nodding"));
  const sway = new Scene().play(6_000, (ms) => ({ pitch: swing(0.1, 0.2)(ms) }));
  assert(!sway.cues.includes("nodding"));
  const tremble = new Scene().play(3_000, (ms) => ({ pitch: swing(0.02, 3)(ms) }));
  assert.deepEqual(tremble.cues, []);
});

Deno.test("a nod is forgotten after a while", () => {
  const scene = new Scene().play(1_200, (ms) => ({ pitch: swing(0.12, 1.8)(ms) }));
  assert.deepEqual(scene.play(4_500, () => ({})).cues, []);
});

Deno.test("who looks to the side for a while looks away; a glance is none", () => {
  assert.deepEqual(new Scene().play(700, () => ({ yaw: 0.6 })).cues, []);
  assert.deepEqual(new Scene().play(1_600, () => ({ yaw: 0.6 })).cues, ["looking_away"]);
});

Deno.test("an empty chair is told after a while, and alone", () => {
  const scene = new Scene().play(1_000, () => smile(0.8)).play(1_500, () => ({ seen: false }));
  assert.deepEqual(scene.cues, []);
  assert.deepEqual(scene.play(800, () => ({ seen: false })).cues, ["away"]);
  assert.deepEqual(scene.play(500, () => ({})).cues, []);
});

Deno.test("without a camera nothing is told, and what was known is forgotten", () => {
  const scene = new Scene().play(1_000, () => smile(0.8));
  assert.deepEqual(scene.cues, ["smiling"]);
  scene.watch.take(restPose(0), { camera: false, nowMs: scene.nowMs });
  assert.deepEqual(scene.cues, []);
  assert.deepEqual(new CueWatch().current(0), []);
});

Deno.test("no more is told than may be told, the most telling first", () => {
  const scene = new Scene().play(2_500, (ms) => ({
    shapes: { ...smile(0.8).shapes, jawOpen: 0.6, eyeWideLeft: 0.8, eyeWideRight: 0.8 },
    yaw: 0.6,
    pitch: swing(0.12, 1.8)(ms),
  }));
  assert.deepEqual(scene.cues, ["nodding", "laughing", "surprised"]);
});
