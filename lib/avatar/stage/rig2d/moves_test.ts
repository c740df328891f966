/** Tests of what a pose does to a drawn face. */
import assert from "node:assert/strict";
import {
  type Pose,
  restPose,
  type Shape,
  SHAPE_COUNT,
  shapeIndex,
} from "@/lib/avatar/pose/pose.ts";
import { type Moves, noFeelings, noMoves, readMoves } from "@/lib/avatar/stage/rig2d/moves.ts";

function pose(shapes: { readonly [S in Shape]?: number }, more: Partial<Pose> = {}): Pose {
  const made = { ...restPose(0), ...more };
  for (const [name, value] of Object.entries(shapes)) {
    made.shapes[shapeIndex[name as Shape]] = value;
  }
  return made;
}

function read(of: Pose, feelings = noFeelings()): Moves {
  return readMoves(of, feelings, noMoves());
}

Deno.test("nothing moves a face at rest", () => {
  assert.deepEqual(read(restPose(0)), noMoves());
});

Deno.test("the avatar's left is the viewer's right", () => {
  const moves = read(pose({ eyeBlinkLeft: 1, mouthSmileLeft: 1, browDownLeft: 1 }));
  assert.deepEqual(moves.blink, [0, 1]);
  assert.deepEqual(moves.smile, [0, 1]);
  assert.ok(moves.browInner[1] > 8);
  assert.ok(moves.browInner[0] <= 0);
});

Deno.test("eyes that look to the avatar's left look to the viewer's right, both of them", () => {
  const moves = read(pose({ eyeLookOutLeft: 1, eyeLookInRight: 1 }));
  assert.deepEqual(moves.gazeX, [1, 1]);
  assert.deepEqual(read(pose({ eyeLookDownLeft: 1, eyeLookDownRight: 1 })).gazeY, [1, 1]);
});

Deno.test("a jaw and a mouth to the avatar's left go to the viewer's right", () => {
  const moves = read(pose({ jawLeft: 1, mouthLeft: 0.5 }));
  assert.ok(moves.jawSide === 1 && moves.mouthSide > 0.5);
});

Deno.test("a tracker's nearly open and nearly closed eyes are open and closed", () => {
  assert.deepEqual(read(pose({ eyeBlinkLeft: 0.05, eyeBlinkRight: 0.85 })).blink, [1, 0]);
});

Deno.test("a feeling adds to what is tracked and never hides it", () => {
  for (
    const emotion of ["smile", "laugh", "sad", "angry", "surprised", "shy", "thinking"] as const
  ) {
    const feelings = { ...noFeelings(), [emotion]: 1 };
    const calm = read(pose({}), feelings);
    const talking = read(pose({ jawOpen: 0.8 }), feelings);
    assert.ok(talking.jaw - calm.jaw > 0.3, emotion);
    assert.ok(calm.blink[0] < 0.01, `${emotion} leaves the eyes open`);
    assert.notDeepEqual(calm, noMoves(), emotion);
  }
});

Deno.test("shy blushes, and sadness takes the portrait's smile away", () => {
  assert.ok(read(pose({}), { ...noFeelings(), shy: 1 }).blush > 0.5);
  assert.ok(read(pose({}), { ...noFeelings(), sad: 1 }).calm < 0.2);
  assert.equal(read(pose({}), { ...noFeelings(), laugh: 1 }).calm, 1);
});

Deno.test("full shapes stay within 0 to 1, and the pose is left as it is", () => {
  const full = pose({}, { shapes: new Float32Array(SHAPE_COUNT).fill(1) });
  const moves = read(full, { ...noFeelings(), laugh: 1, surprised: 1 });
  for (const key of ["jaw", "blush", "pucker", "close", "calm"] as const) {
    assert.ok(moves[key] >= 0 && moves[key] <= 1, key);
  }
  assert.ok(full.shapes.every((value) => value === 1));
});
