/**
 * Owns how hands are drawn: they come up from below with their sleeves, follow what is tracked or do what a gesture
 * says, and let a small heart rise. Browser-safe.
 */
import type { Look } from "@/lib/avatar/rig/look.ts";
import { CX, type Knot, traceSpline } from "@/lib/avatar/rig/shape.ts";
import type { HandPose, Pose, Quaternion } from "@/lib/avatar/pose/pose.ts";
import {
  type Finger,
  gestureHand,
  type HandShape,
  handShape,
  type HandSide,
  type Joint,
} from "@/lib/avatar/stage/rig2d/hand_shape.ts";
import { Hearts } from "@/lib/avatar/stage/rig2d/hearts.ts";
import { share } from "@/lib/avatar/stage/rig2d/spring.ts";
import type { Stance } from "@/lib/avatar/stage/rig2d/surface.ts";

/** Where the middle between the shoulders is. */
const CHEST_Y = 662;
/** Hands come up and sink with this rate per second. */
const RISE = 8;
const FOLLOW = 22;
/** Outfits whose sleeves are those of the shirt under them, in the accent colour. */
const SHIRTED: readonly string[] = ["overalls", "apron", "vest", "baeja", "cloak"];

/** A point of an arm: how far along it, and how far across. */
type Along = (along: number, across: number) => Knot;

interface Shown {
  /** 0 below the picture, 1 up. */
  up: number;
  wrist: [x: number, y: number];
  turn: Quaternion;
  curls: [number, number, number, number, number];
  fresh: boolean;
}

function shown(): Shown {
  return { up: 0, wrist: [0, 0], turn: [0, 0, 0, 1], curls: [0, 0, 0, 0, 0], fresh: true };
}

/** Moves and paints both hands of a look. */
export class Hands {
  readonly #hands: { readonly [S in HandSide]: Shown } = { left: shown(), right: shown() };
  readonly #hearts: Hearts;
  #gestureS = 0;
  #pinch: Joint | null = null;

  constructor(readonly look: Look, readonly still: boolean) {
    this.#hearts = new Hearts(still);
  }

  /** Moves on by `dtS` seconds. */
  step(pose: Pose, dtS: number): void {
    this.#gestureS = pose.gesture ? this.#gestureS + dtS : 0;
    const tracked = pose.left ?? pose.right;
    for (const side of ["left", "right"] as const) {
      // Things are held at the viewer's right, so a gesture without a tracked hand is the avatar's right hand's.
      const gestured = pose.gesture && !tracked && side === "right"
        ? gestureHand(pose.gesture, { side, timeS: this.#gestureS, still: this.still })
        : null;
      this.#follow(this.#hands[side], pose[side] ?? gestured, dtS);
    }
    this.#hearts.step(pose.gesture === "heart" ? this.#pinch : null, dtS);
  }

  #follow(hand: Shown, goal: HandPose | null, dtS: number): void {
    hand.up += ((goal ? 1 : 0) - hand.up) * share(RISE, dtS);
    if (hand.up < 0.01) hand.fresh = true;
    if (!goal) return;
    const width = 2 * this.look.m.shoulder;
    const to = [CX + goal.wrist[0] * width * 0.88, CHEST_Y - goal.wrist[1] * width * 0.88] as const;
    const t = hand.fresh ? 1 : share(FOLLOW, dtS);
    hand.fresh = false;
    for (const i of [0, 1] as const) hand.wrist[i] += (to[i] - hand.wrist[i]) * t;
    for (let i = 0; i < 5; i++) {
      const now = hand.curls[i] ?? 0;
      hand.curls[i] = now + ((goal.curls[i] ?? 0) - now) * t;
    }
    hand.turn = towards(hand.turn, goal.turn, t);
  }

  /** Paints what is up. The context is in portrait units. */
  paint(to: CanvasRenderingContext2D, pose: Pose, stance: Stance): void {
    this.#pinch = null;
    for (const side of ["left", "right"] as const) {
      const hand = this.#hands[side];
      if (hand.up < 0.01) continue;
      const ease = hand.up * hand.up * (3 - 2 * hand.up);
      const at: [number, number] = [
        hand.wrist[0] + stance.bodyX * 0.6,
        hand.wrist[1] + (1 - ease) * (900 - Math.min(860, hand.wrist[1]) + 60) + stance.bodyY * 0.6,
      ];
      const size = this.look.spec.age === "child" ? 0.86 : 1;
      const shape = handShape(hand, { side, at, size });
      if (pose.gesture === "heart" && (!pose.right || side === "right")) this.#pinch = shape.pinch;
      this.#arm(to, shape, side, size);
      this.#hand(to, shape);
    }
    this.#hearts.paint(to);
  }

  /** Wrist and sleeve, from the palm down out of the picture. */
  #arm(to: CanvasRenderingContext2D, { wrist }: HandShape, side: HandSide, size: number): void {
    const { skin, spec } = this.look;
    const out = CX + (side === "left" ? 250 : -250);
    const [dx, dy] = [(out - wrist.x) * 0.7, 930 - wrist.y];
    const length = Math.hypot(dx, dy) || 1;
    const [ux, uy] = [dx / length, dy / length];
    // Units along the arm, and across it to the viewer's left.
    const on: Along = (along, across) => [
      wrist.x + ux * along - uy * across,
      wrist.y + uy * along + ux * across,
    ];
    const isBare = spec.outfit === "tee";
    const [far, thick] = isBare ? [320, 46] : [60, 41];
    stroke(to, [on(0, 0), on(far, 0)], skin.shade, thick * size);
    stroke(to, [on(-4, 1.5), on(far, 2)], skin.base, (thick - 4) * size);
    this.#sleeve(to, on, { from: isBare ? 210 : 27, end: length + 60, half: 36 * size });
  }

  #sleeve(
    to: CanvasRenderingContext2D,
    on: Along,
    { from, end, half }: { from: number; end: number; half: number },
  ): void {
    const { accent, cloth, spec } = this.look;
    const ramp = SHIRTED.includes(spec.outfit) ? accent : cloth;
    const corner = (along: number, across: number): Knot => {
      const [x, y] = on(along, across);
      return [x, y, 1];
    };
    to.beginPath();
    traceSpline(canvasPen(to), [
      corner(from, half),
      on(from - 5, 0),
      corner(from, -half),
      on(from + 110, -half - 22),
      corner(end, -half - 46),
      corner(end, half + 46),
      on(from + 110, half + 22),
    ], true);
    to.fillStyle = ramp.base;
    to.fill();
    to.save();
    to.clip();
    const line = (near: number, middle: number, last: number) => [
      on(from + 20, near),
      on(from + 115, middle),
      on(end, last),
    ];
    stroke(to, line(half + 4, half + 24, half + 50), ramp.light, 15);
    stroke(to, line(6 - half, -half - 6, -half - 20), ramp.shade, 26);
    const cuff = [on(from + 6, half + 4), on(from + 2, 0), on(from + 6, -half - 4)];
    stroke(to, cuff, ramp.deep, 11, 0.55);
    to.restore();
  }

  #hand(to: CanvasRenderingContext2D, shape: HandShape): void {
    const behind: Finger[] = [];
    const open: Finger[] = [];
    const front: Finger[] = [];
    for (const finger of [...shape.fingers, shape.thumb]) {
      const [base, tip] = [finger.joints[0], finger.joints.at(-1)];
      const out = (tip?.z ?? 0) - (base?.z ?? 0);
      if (Math.abs(out) < 16) open.push(finger);
      else (out > 0 ? front : behind).push(finger);
    }
    // The thumb lies over the fingers that it holds.
    const depth = (f: Finger) =>
      (f === shape.thumb ? 14 : 0) + f.joints.reduce((sum, j) => sum + j.z, 0) / f.joints.length;
    behind.sort((a, b) => depth(a) - depth(b));
    front.sort((a, b) => depth(a) - depth(b));
    for (const finger of behind) this.#finger(to, finger);
    this.#palm(to, shape, open);
    for (const finger of front) this.#finger(to, finger);
  }

  /** Palm and straight fingers are one outline, drawn edge first, so that no seam shows between them. */
  #palm(to: CanvasRenderingContext2D, { palm, facing }: HandShape, open: readonly Finger[]): void {
    const { skin } = this.look;
    const outline = palm.map(({ x, y }): Knot => [x, y]);
    const trace = () => {
      to.beginPath();
      traceSpline(canvasPen(to), outline, true);
    };
    for (const finger of open) limb(to, finger.joints, finger.width + 3.5, skin.deep);
    trace();
    to.strokeStyle = skin.deep;
    to.lineWidth = 3.5;
    to.stroke();
    trace();
    to.fillStyle = skin.base;
    to.fill();
    for (const finger of open) {
      limb(to, finger.joints, finger.width + 1.6, skin.shade);
      limb(to, finger.joints, finger.width - 1, skin.base);
      this.#light(to, finger);
    }
    if (facing < 0.25) return;
    const [, a, b, , , , c, d] = palm;
    if (!a || !b || !c || !d) return;
    const mid = (
      p: Joint,
      q: Joint,
      t: number,
    ): Knot => [p.x + (q.x - p.x) * t, p.y + (q.y - p.y) * t];
    stroke(to, [mid(b, c, 0.1), mid(a, d, 0.45), mid(a, d, 0.75)], skin.shade, 3, 0.8 * facing);
  }

  #finger(to: CanvasRenderingContext2D, finger: Finger): void {
    const { skin } = this.look;
    limb(to, finger.joints, finger.width + 3, skin.deep);
    limb(to, finger.joints, finger.width, skin.base);
    this.#light(to, finger);
  }

  #light(to: CanvasRenderingContext2D, { joints, width }: Finger): void {
    const lit = joints.slice(1).map(({ x, y }) => ({ x: x - width * 0.2, y: y - width * 0.12 }));
    limb(to, lit, width * 0.26, this.look.skin.light, 0.3);
  }
}

/** A straight-line mix of two turns, made a unit again; short ways only. */
function towards(a: Quaternion, b: Quaternion, t: number): Quaternion {
  const dot = a[0] * b[0] + a[1] * b[1] + a[2] * b[2] + a[3] * b[3];
  const s = dot < 0 ? -1 : 1;
  const q = a.map((value, i) => value + ((b[i] ?? 0) * s - value) * t);
  const length = Math.hypot(...q) || 1;
  const [x = 0, y = 0, z = 0, w = 1] = q.map((value) => value / length);
  return [x, y, z, w];
}

function canvasPen(to: CanvasRenderingContext2D) {
  return {
    moveTo: (x: number, y: number) => to.moveTo(x, y),
    lineTo: (x: number, y: number) => to.lineTo(x, y),
    curveTo: (a: number, b: number, c: number, d: number, x: number, y: number) =>
      to.bezierCurveTo(a, b, c, d, x, y),
    closePath: () => to.closePath(),
  };
}

function limb(
  to: CanvasRenderingContext2D,
  joints: readonly { readonly x: number; readonly y: number }[],
  ...[width, color, opacity]: readonly [width: number, color: string, opacity?: number]
): void {
  stroke(to, joints.map(({ x, y }): Knot => [x, y]), color, width, opacity);
}

function stroke(
  to: CanvasRenderingContext2D,
  knots: readonly Knot[],
  ...[color, width, opacity = 1]: readonly [color: string, width: number, opacity?: number]
): void {
  to.beginPath();
  traceSpline(canvasPen(to), knots, false);
  to.globalAlpha = opacity;
  to.strokeStyle = color;
  to.lineWidth = width;
  to.stroke();
  to.globalAlpha = 1;
}
