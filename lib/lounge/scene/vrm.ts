/**
 * A VRM model as a body: read from bytes, posed by hand from what the crowd knows. Loaded on its own, as few people wear
 * one. Browser-safe.
 */
import { type VRM, VRMHumanBoneName } from "@pixiv/three-vrm";
import { AmbientLight, Box3, DirectionalLight, Group } from "three";
import { freeVrm, readVrm } from "@/lib/avatar/stage/vrm/read.ts";
import type { AirUniforms } from "@/lib/lounge/scene/air.ts";
import type { Body } from "@/lib/lounge/scene/crowd.ts";
import { BODY } from "@/lib/lounge/scene/body_shape.ts";

export interface VrmBody {
  group: Group;
  update(body: Body, dtS: number): void;
  dispose(): void;
}

/** Reads a model; null for a file that is none, or asks for too much. Nothing of it is fetched from elsewhere. */
export async function loadVrm(file: ArrayBuffer, air: AirUniforms): Promise<VrmBody | null> {
  try {
    return wearable(await readVrm(file), air);
  } catch {
    // Whatever is wrong with it, for its owner it is a file that cannot be worn.
    return null;
  }
}

function wearable(vrm: VRM, air: AirUniforms): VrmBody {
  const group = new Group();
  const box = new Box3().setFromObject(vrm.scene);
  const height = box.max.y - box.min.y;
  // A bust stands on its shoulders; whoever has legs on feet, about as tall as everybody.
  const hasLegs = vrm.humanoid.getNormalizedBoneNode(VRMHumanBoneName.LeftUpperLeg) !== null &&
    height > 1;
  const scale = hasLegs ? BODY.height / height : 0.62 / Math.max(0.1, height);
  vrm.scene.scale.setScalar(scale);
  vrm.scene.position.y = (hasLegs ? 0 : BODY.shoulder) - box.min.y * scale;
  vrm.scene.traverse((object) => {
    object.frustumCulled = false;
  });
  const sun = new DirectionalLight(air.sunColor.value.clone(), 2.2);
  sun.position.copy(air.sunDirection.value);
  const sky = new AmbientLight(air.skyLight.value.clone(), 3.4);
  group.add(vrm.scene, sun, sky, sun.target);
  return {
    group,
    update(body, dtS) {
      vrm.scene.rotation.y = body.seen.heading;
      group.position.set(body.seen.x, body.y, body.seen.z);
      pose(vrm, body, performance.now() / 1000 + body.offset);
      express(vrm, body);
      vrm.update(dtS);
    },
    dispose() {
      freeVrm(vrm.scene);
      sun.dispose();
      sky.dispose();
      group.clear();
    },
  };
}

function pose(vrm: VRM, body: Body, clock: number): void {
  const turn = (name: VRMHumanBoneName, x: number, y = 0, z = 0) =>
    vrm.humanoid.getNormalizedBoneNode(name)?.rotation.set(x, y, z);
  const swing = Math.sin(body.phase) * (0.55 * body.walk + 0.9 * body.run);
  const bend = (side: number) =>
    Math.max(0, -Math.cos(body.phase) * side) * (0.5 * body.walk + 1.3 * body.run) +
    body.sit * 1.5;
  turn(VRMHumanBoneName.LeftUpperLeg, -swing - body.sit * 1.5);
  turn(VRMHumanBoneName.RightUpperLeg, swing - body.sit * 1.5);
  turn(VRMHumanBoneName.LeftLowerLeg, bend(1));
  turn(VRMHumanBoneName.RightLowerLeg, bend(-1));
  const lift = body.dance * (1.1 + 0.7 * Math.sin(clock * 5.2));
  turn(VRMHumanBoneName.LeftUpperArm, swing * 0.9, 0, -1.25 + lift);
  turn(
    VRMHumanBoneName.RightUpperArm,
    -swing * 0.9,
    0,
    1.25 - lift - body.wave * (2.2 + 0.35 * Math.sin(clock * 9)),
  );
  turn(
    VRMHumanBoneName.Spine,
    0.05 * body.walk + 0.18 * body.run,
    0,
    body.dance * 0.1 * Math.sin(clock * 5.2),
  );
  turn(VRMHumanBoneName.Head, body.nod * (0.1 + 0.2 * Math.sin(clock * 7.5)), body.headTurn);
}

/** Emotions of the rig in the preset expressions of VRM 1.0. */
const PRESETS: Readonly<Record<Body["emotion"], readonly (readonly [string, number])[]>> = {
  neutral: [],
  smile: [["happy", 0.6]],
  laugh: [["happy", 1], ["aa", 0.4]],
  sad: [["sad", 0.8]],
  angry: [["angry", 0.8]],
  surprised: [["surprised", 0.9]],
  shy: [["relaxed", 0.5], ["happy", 0.25]],
  thinking: [["relaxed", 0.3]],
};

function express(vrm: VRM, body: Body): void {
  const faces = vrm.expressionManager;
  if (!faces) return;
  faces.resetValues();
  for (const [name, share] of PRESETS[body.emotion]) faces.setValue(name, share);
  const clock = performance.now() / 1000 + body.offset;
  // A blink each four seconds or so.
  faces.setValue("blink", clock % 4.1 < 0.12 ? 1 : 0);
}
