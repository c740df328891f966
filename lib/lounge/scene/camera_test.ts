/** Tests of the camera behind a body. */
import assert from "node:assert/strict";
import {
  type Box,
  CAMERA,
  type CameraRig,
  createCamera,
  enterBox,
  resetCamera,
  stepCamera,
  turnCamera,
  zoomCamera,
} from "@/lib/lounge/scene/camera.ts";
import { seededRandom } from "@/lib/avatar/random.ts";

const BOUNDS: Box = { minX: -10, maxX: 10, minY: 0, maxY: 6, minZ: -10, maxZ: 10 };
const PILLAR: Box = { minX: -1, maxX: 1, minY: 0, maxY: 4, minZ: -4, maxZ: -3 };

const still = { x: 0, y: 0, z: 0, heading: 0, speed: 0 };

function settle(
  rig: CameraRig,
  { subject = still, seconds = 4, solids = [] as Box[], glide = true } = {},
) {
  for (let t = 0; t < seconds; t += 1 / 60) {
    stepCamera(rig, subject, { dtS: 1 / 60, glide, bounds: BOUNDS, solids });
  }
  return rig;
}

Deno.test("the camera stands behind who looks to +z, above and looking down", () => {
  const rig = settle(createCamera(0));
  assert.ok(rig.z < -4 && Math.abs(rig.x) < 1e-6 && rig.y > CAMERA.focusHeight);
});

Deno.test("what stands between pushes it in at once, and lets it out slowly", () => {
  const rig = settle(createCamera(0));
  stepCamera(rig, still, { dtS: 1 / 60, glide: true, bounds: BOUNDS, solids: [PILLAR] });
  assert.ok(rig.z > PILLAR.maxZ, "in one frame");
  stepCamera(rig, still, { dtS: 1 / 60, glide: true, bounds: BOUNDS, solids: [] });
  assert.ok(rig.z > PILLAR.minZ - 1, "not back in one frame");
  assert.ok(settle(rig).z < -4);
});

Deno.test("whatever hands do, it stays in the room, outside of walls, and finite", () => {
  const random = seededRandom("hands");
  const rig = createCamera(0);
  const subject = { ...still };
  for (let i = 0; i < 4000; i++) {
    if (random() < 0.3) turnCamera(rig, (random() - 0.5) * 3, (random() - 0.5) * 3);
    if (random() < 0.1) zoomCamera(rig, 0.5 + random() * 1.5);
    if (random() < 0.01) zoomCamera(rig, NaN);
    if (random() < 0.01) turnCamera(rig, Infinity, NaN);
    subject.x = Math.sin(i / 90) * 9;
    subject.z = Math.cos(i / 70) * 9;
    if (Math.abs(subject.x) < 1.4 && subject.z < -2.6 && subject.z > -4.4) continue;
    stepCamera(rig, subject, { dtS: 1 / 30, glide: i % 2 === 0, bounds: BOUNDS, solids: [PILLAR] });
    assert.ok(
      rig.x >= -10 && rig.x <= 10 && rig.z >= -10 && rig.z <= 10 && rig.y > 0 && rig.y <= 6.01,
    );
    assert.ok(rig.pitch >= CAMERA.minPitch && rig.pitch <= CAMERA.maxPitch);
  }
});

Deno.test("it returns behind who walks on, after a rest, but never spins round", () => {
  const rig = settle(createCamera(0));
  turnCamera(rig, 1.2, 0);
  settle(rig, { subject: { ...still, speed: 2 }, seconds: 2 });
  assert.ok(rig.yaw > 1.1, "not while the hand may come back");
  settle(rig, { subject: { ...still, speed: 2 }, seconds: 8 });
  assert.ok(Math.abs(rig.yaw) < 0.05);
  settle(rig, { subject: { ...still, heading: Math.PI, speed: 2 }, seconds: 5 });
  assert.ok(Math.abs(rig.yaw) < 0.05, "who walks towards it is seen from the front");
});

Deno.test("with reduced motion it neither glides nor turns by itself", () => {
  const rig = settle(createCamera(0), { glide: false });
  turnCamera(rig, 1, 0);
  stepCamera(rig, { ...still, x: 3, speed: 2 }, {
    dtS: 1 / 60,
    glide: false,
    bounds: BOUNDS,
    solids: [],
  });
  assert.equal(rig.focusX, 3);
  settle(rig, { subject: { ...still, x: 3, speed: 2 }, glide: false, seconds: 8 });
  assert.equal(rig.yaw, 1);
});

Deno.test("reset brings it back behind the body, with the usual distance", () => {
  const rig = createCamera(0);
  turnCamera(rig, 2, 1);
  zoomCamera(rig, 9);
  assert.equal(rig.distance, CAMERA.maxDistance);
  resetCamera(rig, -1);
  assert.deepEqual([rig.yaw, rig.pitch, rig.distance], [-1, CAMERA.pitch, CAMERA.distance]);
});

Deno.test("enterBox() measures to the side that is hit, and misses what is beside or behind", () => {
  assert.equal(enterBox([0, 1, 0], [0, 0, -1], PILLAR), 3);
  assert.equal(enterBox([0, 1, 0], [0, 0, 1], PILLAR), null);
  assert.equal(enterBox([5, 1, 0], [0, 0, -1], PILLAR), null);
  assert.equal(enterBox([0, 1, -3.5], [0, 0, -1], PILLAR), null, "from inside");
});
