/** Tests of every room: it fits its floor, its light and the machines it is meant for. */
import assert from "node:assert/strict";
import { seededRandom } from "@/lib/avatar/random.ts";
import { FLOORS, THEMES } from "@/lib/spaces/floor.ts";
import { CAMERA, createCamera, resetCamera, stepCamera } from "@/lib/lounge/scene/camera.ts";
import { Baker } from "@/lib/lounge/scene/clay/bake.ts";
import { Clay } from "@/lib/lounge/scene/clay/clay.ts";
import { LightMap } from "@/lib/lounge/scene/light_map.ts";
import { heightAt } from "@/lib/lounge/scene/ground.ts";
import { ROOMS } from "@/lib/lounge/scene/rooms/rooms.ts";

/** What a phone of some years ago draws without getting warm. */
const MAX_TRIANGLES = 90_000;

for (const theme of THEMES) {
  const floor = FLOORS[theme];
  const plan = ROOMS[theme];
  const built = () => {
    const near = new Clay(seededRandom(theme));
    plan.build(near, floor);
    const behind = new Clay(seededRandom(theme));
    plan.backdrop(behind);
    return { near, behind };
  };

  Deno.test(`${theme}: is made of finite numbers, of few enough triangles, the same each time`, () => {
    const { near, behind } = built();
    for (const { mesh } of [near, behind]) {
      for (const list of Object.values(mesh)) assert.ok(list.every(Number.isFinite));
      const most = mesh.positions.length / 3;
      assert.ok(mesh.index.every((number) => number >= 0 && number < most));
    }
    const triangles = (near.mesh.index.length + behind.mesh.index.length) / 3;
    assert.ok(triangles < MAX_TRIANGLES, `${triangles}`);
    assert.deepEqual(built().near.mesh.positions, near.mesh.positions);
  });

  Deno.test(`${theme}: nothing solid is drawn where feet and heads of people are`, () => {
    const { near } = built();
    const spots = [floor.entrance, ...floor.haunts, ...floor.seats];
    for (const { x, z } of spots) {
      const y = heightAt(floor, x, z) + 1.3;
      for (const box of near.solids) {
        const inside = x > box.minX && x < box.maxX && z > box.minZ && z < box.maxZ &&
          y > box.minY && y < box.maxY;
        assert.ok(!inside, `at ${x} ${z}`);
      }
    }
  });

  Deno.test(`${theme}: the first look shows the room from the usual distance`, () => {
    const { near } = built();
    const { x, z, heading } = floor.entrance;
    const rig = createCamera(heading);
    resetCamera(rig, heading);
    for (let i = 0; i < 240; i++) {
      stepCamera(rig, { x, y: 0, z, heading, speed: 0 }, {
        dtS: 1 / 60,
        glide: true,
        bounds: plan.bounds,
        solids: near.solids,
      });
    }
    assert.ok(rig.boom > CAMERA.distance * 0.72, `${rig.boom}`);
  });

  Deno.test(`${theme}: bodies are lit everywhere, and no light is negative`, () => {
    const { near } = built();
    const lights = new LightMap(new Baker(plan.light, near.casters), floor);
    const read = new Float32Array(4);
    let brightest = 0;
    for (let x = -floor.halfWidth - 1; x <= floor.halfWidth + 1; x += 1.3) {
      for (let z = -floor.halfDepth - 1; z <= floor.halfDepth + 1; z += 1.3) {
        lights.read(x, z, read, 0);
        assert.ok(read.every((value) => Number.isFinite(value) && value >= 0));
        brightest = Math.max(brightest, read[0]! + plan.light.sunColor[0] * read[3]!);
      }
    }
    assert.ok(brightest > 0.3, "somewhere light falls");
  });
}
