/** A model's arms: hanging where no hand is seen, reaching to where one is, fingers and all. Browser-safe. */
import { Quaternion, Vector3 } from "three";
import type { HandPose } from "@/lib/avatar/pose/pose.ts";
import type { BoneName, Bones } from "@/lib/avatar/stage/vrm/bones.ts";
import {
  type ArmLengths,
  handTurn,
  reach,
  shareTwist,
  type Side,
} from "@/lib/avatar/stage/vrm/reach.ts";

/** Arms come up and go down in about this many seconds. */
const RISE_S = 0.16;
/** How far a finger's joints bend when it is curled, in radians: root, middle, tip. */
const FINGER_BENDS = [1.35, 1.6, 1.1] as const;
const THUMB_BENDS = [0.35, 0.6, 0.9] as const;
const FINGERS = ["Index", "Middle", "Ring", "Little"] as const;
const JOINTS = ["Proximal", "Intermediate", "Distal"] as const;
const THUMB_JOINTS = ["Metacarpal", "Proximal", "Distal"] as const;
const RELAXED = [0.25, 0.22, 0.26, 0.3, 0.34] as const;

/** What the arms hang from in a moment: the chest's turn, and where it has each shoulder. In the avatar's axes. */
export interface Trunk {
  readonly turn: Quaternion;
  readonly left: Vector3;
  readonly right: Vector3;
}

const _y = new Vector3(0, 1, 0);
const _z = new Vector3(0, 0, 1);
const _wrist = new Vector3();
const _hand = new Quaternion();
const _turn = new Quaternion();
const _inverse = new Quaternion();
const _reached = { upper: new Quaternion(), lower: new Quaternion() };

export class Arm {
  readonly #side: Side;
  readonly #sign: 1 | -1;
  readonly #bones: Bones;
  readonly #lengths: ArmLengths;
  readonly #hanging = { upper: new Quaternion(), lower: new Quaternion() };
  /** Where it reaches, by each bone's parent. Kept while the arm goes down. */
  readonly #up = { upper: new Quaternion(), lower: new Quaternion(), hand: new Quaternion() };
  readonly #curls: number[] = [...RELAXED];
  #raised = 0;

  constructor(side: Side, bones: Bones) {
    this.#side = side;
    this.#sign = side === "left" ? 1 : -1;
    this.#bones = bones;
    this.#lengths = lengthsOf(side, bones);
    // Down at the sides, a hand's breadth away, the elbows a little bent to the front.
    this.#hanging.upper.setFromAxisAngle(_z, -1.22 * this.#sign)
      .premultiply(_turn.setFromAxisAngle(_y, -0.1 * this.#sign));
    this.#hanging.lower.setFromAxisAngle(_y, -0.22 * this.#sign);
  }

  /** @param shoulders Metres between the shoulders: the unit of `hand.wrist`. */
  update(
    hand: HandPose | null,
    { trunk, shoulders, breath }: { trunk: Trunk; shoulders: number; breath: number },
    dtS: number,
  ): void {
    const side = this.#side;
    if (hand) this.#aim(hand, trunk, shoulders);
    this.#raised += ((hand ? 1 : 0) - this.#raised) * (1 - Math.exp(-dtS / RISE_S));
    if (this.#raised < 0.001) this.#raised = 0;
    // Up and down along an arc that is slow at both ends.
    const share = this.#raised * this.#raised * (3 - 2 * this.#raised);
    const { upper, lower } = this.#hanging;
    _turn.setFromAxisAngle(_z, 0.012 * breath * this.#sign).multiply(upper);
    this.#bones.turn(`${side}UpperArm`, _turn.slerp(this.#up.upper, share));
    this.#bones.turn(`${side}LowerArm`, _turn.copy(lower).slerp(this.#up.lower, share));
    this.#bones.turn(`${side}Hand`, _turn.identity().slerp(this.#up.hand, share));
    this.#curl(hand?.curls ?? RELAXED, dtS);
  }

  #aim(hand: HandPose, trunk: Trunk, shoulders: number): void {
    _wrist.addVectors(trunk.left, trunk.right).multiplyScalar(0.5);
    _wrist.x += hand.wrist[0] * shoulders;
    _wrist.y += hand.wrist[1] * shoulders;
    _wrist.z += hand.wrist[2] * shoulders;
    reach(this.#side, this.#lengths, { shoulder: trunk[this.#side], wrist: _wrist }, _reached);
    handTurn(this.#side, hand.turn, _hand);
    shareTwist(_reached.lower, _hand);
    this.#up.upper.copy(_inverse.copy(trunk.turn).invert()).multiply(_reached.upper);
    this.#up.lower.copy(_inverse.copy(_reached.upper).invert()).multiply(_reached.lower);
    this.#up.hand.copy(_inverse.copy(_reached.lower).invert()).multiply(_hand);
  }

  #curl(curls: HandPose["curls"], dtS: number): void {
    const share = 1 - Math.exp(-dtS / 0.08);
    curls.forEach((curl, n) => {
      this.#curls[n]! += (Math.min(1, Math.max(0, curl)) - this.#curls[n]!) * share;
    });
    THUMB_JOINTS.forEach((joint, n) => {
      _turn.setFromAxisAngle(_y, THUMB_BENDS[n]! * this.#curls[0]! * this.#sign);
      this.#bones.turn(`${this.#side}Thumb${joint}` as BoneName, _turn);
    });
    FINGERS.forEach((finger, f) => {
      JOINTS.forEach((joint, n) => {
        _turn.setFromAxisAngle(_z, -FINGER_BENDS[n]! * this.#curls[f + 1]! * this.#sign);
        this.#bones.turn(`${this.#side}${finger}${joint}` as BoneName, _turn);
      });
    });
  }
}

function lengthsOf(side: Side, bones: Bones): ArmLengths {
  const [a, b, c] = [`${side}UpperArm`, `${side}LowerArm`, `${side}Hand`] as const;
  const [shoulder, elbow, wrist] = [bones.rest(a), bones.rest(b), bones.rest(c)];
  return {
    upper: Math.max(0.01, shoulder && elbow ? shoulder.distanceTo(elbow) : 0.25),
    lower: Math.max(0.01, elbow && wrist ? elbow.distanceTo(wrist) : 0.22),
  };
}
