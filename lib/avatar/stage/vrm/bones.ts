/**
 * A model's bones in the avatar's own axes (+x to its left, +y up, +z out of its face), whichever version it has: where
 * they are at rest, and how they are turned. Browser-safe.
 */
import type { VRM, VRMHumanBoneName } from "@pixiv/three-vrm";
import { Quaternion, Vector3 } from "three";

/** Names as in VRM 1.0; three-vrm renames those of 0.x. */
export type BoneName = `${VRMHumanBoneName}`;

export class Bones {
  readonly #humanoid: VRM["humanoid"];
  /** A model of VRM 0.x looks to −z: its x and z are the other way round. */
  readonly #sign: 1 | -1;

  constructor(vrm: VRM) {
    this.#humanoid = vrm.humanoid;
    this.#sign = vrm.meta.metaVersion === "0" ? -1 : 1;
  }

  has(name: BoneName): boolean {
    return this.#node(name) !== null;
  }

  #node(name: BoneName) {
    // The names of three-vrm's enumeration are the strings themselves.
    return this.#humanoid.getNormalizedBoneNode(name as VRMHumanBoneName);
  }

  /** Where a bone is at rest, from the model's root, in metres; null where there is none. */
  rest(name: BoneName): Vector3 | null {
    const at = this.#humanoid.normalizedRestPose.hips?.position;
    const node = this.#node(name);
    if (!node) return null;
    const sum = new Vector3();
    const root = this.#humanoid.normalizedHumanBonesRoot;
    const hips = this.#node("hips");
    for (let up = node; up !== root && up.parent; up = up.parent) {
      if (up === hips && at) sum.add(_at.fromArray(at));
      else sum.add(up.position);
    }
    sum.x *= this.#sign;
    sum.z *= this.#sign;
    return sum;
  }

  /** Turns a bone from its T-pose, by its parent's axes. */
  turn(name: BoneName, { x, y, z, w }: Quaternion): void {
    this.#node(name)?.quaternion.set(x * this.#sign, y, z * this.#sign, w);
  }

  /** Moves the whole body from where it stands, in metres. */
  shift(x: number, y: number, z: number): void {
    const at = this.#humanoid.normalizedRestPose.hips?.position;
    const node = this.#node("hips");
    if (!node || !at) return;
    node.position.set(at[0] + x * this.#sign, at[1] + y, at[2] + z * this.#sign);
  }
}

const _at = new Vector3();
