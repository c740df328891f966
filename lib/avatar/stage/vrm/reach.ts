/**
 * Bends an arm so that its wrist is where it should be: two bones, one elbow. Axes are the avatar's own: +x to its left,
 * +y up, +z to the front; an arm at rest lies along ±x, its palm down (the T-pose of VRM 1.0). Pure. Browser-safe.
 */
import { Matrix4, Quaternion, Vector3 } from "three";

export type Side = "left" | "right";

/** Lengths from shoulder to elbow, from elbow to wrist. */
export interface ArmLengths {
  readonly upper: number;
  readonly lower: number;
}

/** Turns from the T-pose, in the avatar's axes: each as if nothing above it had turned. */
export interface ArmTurns {
  readonly upper: Quaternion;
  readonly lower: Quaternion;
}

/** Which way elbows point: down, outwards, and a little back. */
const ELBOW = { left: new Vector3(0.55, -1, -0.3), right: new Vector3(-0.55, -1, -0.3) } as const;
/** An arm is never quite straight, and never folded onto itself. */
const MOST_REACH = 0.985;
const LEAST_REACH = 1.08;

const _to = new Vector3();
const _pole = new Vector3();
const _upper = new Vector3();
const _lower = new Vector3();
const _hinge = new Vector3();
const _x = new Vector3();
const _y = new Vector3();
const _z = new Vector3();
const _matrix = new Matrix4();

/**
 * Reaches from `shoulder` for `wrist`, as far as the arm goes.
 *
 * @param out Is written to.
 */
export function reach(
  side: Side,
  { upper: a, lower: b }: ArmLengths,
  { shoulder, wrist }: { shoulder: Vector3; wrist: Vector3 },
  out: ArmTurns,
): void {
  _to.subVectors(wrist, shoulder);
  const far = Math.min(
    MOST_REACH * (a + b),
    Math.max(LEAST_REACH * Math.abs(a - b), 0.35 * (a + b), _to.length()),
  );
  if (_to.lengthSq() < 1e-8) _to.set(0, 0, 1);
  _to.normalize();
  _pole.copy(ELBOW[side]).addScaledVector(_to, -ELBOW[side].dot(_to));
  // A hand straight along the way that the elbow points: any other way will do.
  if (_pole.lengthSq() < 1e-6) _pole.set(0, 0, -1).addScaledVector(_to, _to.z);
  _pole.normalize();
  const cos = clamp((a * a + far * far - b * b) / (2 * a * far));
  _upper.copy(_to).multiplyScalar(cos).addScaledVector(_pole, Math.sqrt(1 - cos * cos));
  _lower.copy(_to).multiplyScalar(far).addScaledVector(_upper, -a).normalize();
  _hinge.crossVectors(_upper, _lower);
  if (_hinge.lengthSq() < 1e-8) _hinge.crossVectors(_pole, _upper);
  _hinge.normalize();
  turnOf(side, _upper, out.upper);
  turnOf(side, _lower, out.lower);
}

/** From an arm along ±x with its elbow about ∓y to one along `along` with its elbow about the hinge. */
function turnOf(side: Side, along: Vector3, out: Quaternion): void {
  const sign = side === "left" ? 1 : -1;
  _x.copy(along).multiplyScalar(sign);
  _y.copy(_hinge).multiplyScalar(-sign);
  _z.crossVectors(_x, _y);
  out.setFromRotationMatrix(_matrix.makeBasis(_x, _y, _z));
}

function clamp(value: number): number {
  return Math.max(-1, Math.min(1, value));
}

/** The turn from the T-pose's hand to one that points up with its palm to the front. */
const UPRIGHT: Readonly<Record<Side, Quaternion>> = {
  left: basis(new Vector3(0, 1, 0), new Vector3(0, 0, -1), new Vector3(-1, 0, 0)),
  right: basis(new Vector3(0, -1, 0), new Vector3(0, 0, -1), new Vector3(1, 0, 0)),
};

function basis(x: Vector3, y: Vector3, z: Vector3): Quaternion {
  return new Quaternion().setFromRotationMatrix(new Matrix4().makeBasis(x, y, z));
}

/** A hand's turn from the T-pose, given its turn from a hand that points up with its palm to the front. */
export function handTurn(side: Side, turn: readonly number[], out: Quaternion): Quaternion {
  out.set(turn[0] ?? 0, turn[1] ?? 0, turn[2] ?? 0, turn[3] ?? 1);
  if (out.lengthSq() < 1e-6) out.identity();
  return out.normalize().multiply(UPRIGHT[side]);
}

const _twist = new Quaternion();
const _inverse = new Quaternion();

/** A forearm turns with its hand: it takes half of the hand's twist, so that no wrist is wrung. Changes `lower`. */
export function shareTwist(lower: Quaternion, hand: Quaternion): void {
  _inverse.copy(lower).invert();
  _twist.copy(_inverse).multiply(hand);
  const length = Math.hypot(_twist.x, _twist.w);
  if (length < 1e-4) return;
  _twist.set(_twist.x / length, 0, 0, _twist.w / length);
  if (_twist.w < 0) _twist.set(-_twist.x, 0, 0, -_twist.w);
  lower.multiply(_inverse.identity().slerp(_twist, 0.5));
}
