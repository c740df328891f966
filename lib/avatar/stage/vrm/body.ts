/**
 * A model's body in a moment: spine, neck and head by the head's turn, the torso where it is tracked, arms, breath.
 * Browser-safe.
 */
import type { VRM } from "@pixiv/three-vrm";
import { Quaternion, Vector3 } from "three";
import type { Gesture, Pose } from "@/lib/avatar/pose/pose.ts";
import { Arm } from "@/lib/avatar/stage/vrm/arms.ts";
import { type BoneName, Bones } from "@/lib/avatar/stage/vrm/bones.ts";
import { type GestureHands, gestureHands } from "@/lib/avatar/stage/vrm/gestures.ts";

/** From the hips up. */
const SPINE = ["spine", "chest", "upperChest"] as const;
/** How much of the head's turn each bone takes, the head itself the rest. */
const SPINE_SHARE = 0.12;
const NECK_SHARE = 0.35;
/** A breath takes about four seconds. */
const BREATH_HZ = 0.26;
const NO_HANDS: GestureHands = { left: null, right: null };

const _spine = new Quaternion();
const _neck = new Quaternion();
const _head = new Quaternion();
const _part = new Quaternion();
const _still = new Quaternion();
const _lean = new Quaternion();
const _way = new Vector3();
const _x = new Vector3(1, 0, 0);
const _z = new Vector3(0, 0, 1);

export class Body {
  readonly bones: Bones;
  /** Metres between the shoulders. */
  readonly shoulders: number;
  readonly #spine: readonly { name: BoneName; from: Vector3 }[];
  readonly #hips: Vector3;
  /** From the last bone of the spine to each shoulder. */
  readonly #toShoulder: { left: Vector3; right: Vector3 };
  readonly #height: number;
  readonly #arms: { left: Arm; right: Arm };
  readonly #trunk = { turn: new Quaternion(), left: new Vector3(), right: new Vector3() };
  readonly #reducedMotion: boolean;
  #clockS = 0;
  #gesture: { kind: Gesture; sinceS: number } | null = null;

  constructor(vrm: VRM, reducedMotion: boolean) {
    const bones = new Bones(vrm);
    this.bones = bones;
    this.#reducedMotion = reducedMotion;
    const at = (name: BoneName, otherwise: Vector3) => bones.rest(name) ?? otherwise;
    this.#hips = at("hips", new Vector3(0, 0.9, 0));
    let last = this.#hips;
    this.#spine = SPINE.filter((name) => bones.has(name)).map((name) => {
      const rest = at(name, last);
      const from = rest.clone().sub(last);
      last = rest;
      return { name, from };
    });
    const left = at("leftUpperArm", last.clone().add(new Vector3(0.16, 0.15, 0)));
    const right = at("rightUpperArm", last.clone().add(new Vector3(-0.16, 0.15, 0)));
    this.#toShoulder = { left: left.clone().sub(last), right: right.clone().sub(last) };
    this.shoulders = Math.max(0.05, left.distanceTo(right));
    this.#height = Math.max(0.1, at("head", left).y - this.#hips.y);
    this.#arms = { left: new Arm("left", bones), right: new Arm("right", bones) };
  }

  update(pose: Pose, dtS: number): void {
    this.#clockS += dtS;
    const breath = this.#reducedMotion ? 0 : Math.sin(this.#clockS * BREATH_HZ * Math.PI * 2);
    this.#turnSpine(pose, breath);
    const hands = this.#handsOf(pose);
    const { shoulders } = this;
    const around = { trunk: this.#trunk, shoulders, breath };
    this.#arms.left.update(hands.left, around, dtS);
    this.#arms.right.update(hands.right, around, dtS);
  }

  /** A hand that is seen shows itself; a gesture is for those that are not. */
  #handsOf(pose: Pose): GestureHands {
    if (pose.gesture !== this.#gesture?.kind) {
      this.#gesture = pose.gesture && { kind: pose.gesture, sinceS: this.#clockS };
    }
    const shown = this.#gesture && pose.left === null && pose.right === null
      ? gestureHands(this.#gesture.kind, this.#clockS - this.#gesture.sinceS, this.#reducedMotion)
      : NO_HANDS;
    return { left: pose.left ?? shown.left, right: pose.right ?? shown.right };
  }

  #turnSpine(pose: Pose, breath: number): void {
    const { shoulders } = this;
    const [x, y, z] = pose.shift;
    // Half of the head's way by leaning, half by moving: nobody slides on their chair.
    const lean = shoulders / (2 * this.#height);
    this.bones.shift(x * shoulders * 0.5, clampTo(y, 0.4) * shoulders, z * shoulders * 0.5);
    _lean.setFromAxisAngle(_z, -x * lean)
      .multiply(_part.setFromAxisAngle(_x, z * lean + 0.008 * breath));
    read(pose.head, _head);
    if (pose.torso) read(pose.torso, _spine);
    else _spine.identity().slerp(_head, SPINE_SHARE);
    _spine.premultiply(_lean);
    this.#follow(this.#spineOf(_spine));
    // The neck goes part of the way from chest to head; the head arrives.
    _head.premultiply(_part.copy(this.#trunk.turn).invert());
    _neck.identity().slerp(_head, this.bones.has("neck") ? NECK_SHARE : 0);
    this.bones.turn("neck", _neck);
    this.bones.turn("head", _part.copy(_neck).invert().multiply(_head));
  }

  /** Shares a turn among the bones of the spine, in equal parts. */
  #spineOf(whole: Quaternion): Quaternion {
    _part.copy(_still.identity()).slerp(whole, 1 / this.#spine.length);
    for (const { name } of this.#spine) this.bones.turn(name, _part);
    return _part;
  }

  /** Finds where chest and shoulders have come to. */
  #follow(part: Quaternion): void {
    const { turn, left, right } = this.#trunk;
    turn.identity();
    _way.copy(this.#hips);
    for (const { from } of this.#spine) {
      _way.add(left.copy(from).applyQuaternion(turn));
      turn.multiply(part);
    }
    left.copy(this.#toShoulder.left).applyQuaternion(turn).add(_way);
    right.copy(this.#toShoulder.right).applyQuaternion(turn).add(_way);
  }
}

function read([x, y, z, w]: readonly [number, number, number, number], out: Quaternion): void {
  out.set(x, y, z, w);
  if (out.lengthSq() < 1e-6) out.identity();
  out.normalize();
}

function clampTo(value: number, most: number): number {
  return Math.max(-most, Math.min(most, value));
}
