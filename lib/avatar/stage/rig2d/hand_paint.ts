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
import { share } from "@/lib/avatar/stage/rig2d/spring.ts";
import type { Stance } from "@/lib/avatar/stage/rig2d/surface.ts";

/** Where the middle between the shoulders is. */
const CHEST_Y = 662;
/** Hands come up and sink with this rate per second. */
const RISE = 8;
const FOLLOW = 22;
const HEART = { everyS: 0.62, lifeS: 1.7, rise: 150, size: 17 } as const;
const HEART_COLORS = ["#D9534F", "#E9795D", "#E58C8A"] as const;

/** Outfits whose sleeves are those of the shirt under them, in the accent colour. */
const SHIRTED: readonly string[] = ["overalls", "apron", "vest", "baeja", "cloak"];

interface Shown {
  /** 0 below the picture, 1 up. */
  up: number;
  wrist: [x: number, y: number];
  turn: Quaternion;
  curls: [number, number, number, number, number];
  fresh: boolean;
}

interface Heart {
  x: number;
  y: number;
  ageS: number;
  readonly drift: number;
  readonly color: string;
}

function shown(): Shown {
  return { up: 0, wrist: [0, 0], turn: [0, 0, 0, 1], curls: [0, 0, 0, 0, 0], fresh: true };
}

/** Moves and paints both hands of a look. */
export class Hands {
  readonly #hands: { readonly [S in HandSide]: Shown } = { left: shown(), right: shown() };
  #hearts: Heart[] = [];
  #sinceHeart = Infinity;
  #gestureS = 0;
  #made = 0;
  #pinch: Joint | null = null;

  constructor(readonly look: Look, readonly still: boolean) {}

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
    this.#stepHearts(pose, dtS);
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

  #stepHearts(pose: Pose, dtS: number): void {
    for (const heart of this.#hearts) {
      heart.ageS += dtS;
      heart.y -= HEART.rise / HEART.lifeS * dtS;
    }
    this.#hearts = this.#hearts.filter((heart) => heart.ageS < HEART.lifeS);
    this.#sinceHeart = pose.gesture === "heart" ? this.#sinceHeart + dtS : Infinity;
    const due = this.still ? this.#hearts.length === 0 : this.#sinceHeart >= HEART.everyS;
    if (pose.gesture !== "heart" || !due || !this.#pinch) return;
    this.#sinceHeart = 0;
    this.#made++;
    this.#hearts.push({
      x: this.#pinch.x,
      y: this.#pinch.y - 16,
      ageS: 0,
      drift: ((this.#made * 0.618) % 1 - 0.5) * 2,
      color: HEART_COLORS[this.#made % HEART_COLORS.length] ?? HEART_COLORS[0],
    });
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
    for (const heart of this.#hearts) paintHeart(to, heart);
  }

  #arm(
    to: CanvasRenderingContext2D,
    { wrist, palm }: HandShape,
    side: HandSide,
    size: number,
  ): void {
    const { skin, spec } = this.look;
    const s = side === "left" ? 1 : -1;
    const elbow = { x: CX + s * 250 + (wrist.x - CX - s * 250) * 0.3, y: 930 };
    const bare = spec.outfit === "tee";
    const [dx, dy] = [elbow.x - wrist.x, elbow.y - wrist.y];
    const length = Math.hypot(dx, dy) || 1;
    const [ux, uy] = [dx / length, dy / length];
    const on = (along: number, across: number): Knot => [
      wrist.x + ux * along - uy * across,
      wrist.y + uy * along + ux * across,
    ];
    const trace = (knots: readonly Knot[]) => {
      to.beginPath();
      traceSpline(canvasPen(to), knots, true);
    };
    // The wrist itself, from palm to sleeve.
    const root = palm[0] && palm.at(-1);
    if (root) {
      limb(to, [wrist, { x: wrist.x + ux * 60, y: wrist.y + uy * 60 }], 41 * size, skin.shade);
      limb(
        to,
        [{ x: wrist.x - 1.5, y: wrist.y - 4 }, { x: wrist.x + ux * 60 - 2, y: wrist.y + uy * 60 }],
        37 * size,
        skin.base,
      );
    }
    const cuff = bare ? 210 : 27;
    const ramp = SHIRTED.includes(spec.outfit) ? this.look.accent : this.look.cloth;
    if (bare) {
      limb(to, [wrist, on2(on(320, 0))], 46 * size, skin.shade);
      limb(to, [wrist, on2(on(320, -3))], 42 * size, skin.base);
    }
    const w = 36 * size;
    const outline: Knot[] = [
      [...pair(on(cuff, w)), 1],
      on(cuff - 5, 0),
      [...pair(on(cuff, -w)), 1],
      on(cuff + 110, -w - 22),
      [...pair(on(length + 60, -w - 46)), 1],
      [...pair(on(length + 60, w + 46)), 1],
      on(cuff + 110, w + 22),
    ];
    trace(outline);
    to.fillStyle = ramp.base;
    to.fill();
    to.save();
    to.clip();
    const across = s > 0 ? -1 : 1;
    stroke(
      to,
      [
        on(cuff, across * (w + 4)),
        on(cuff + 110, across * (w + 24)),
        on(length + 60, across * (w + 50)),
      ],
      ramp.light,
      15,
    );
    stroke(
      to,
      [
        on(cuff + 30, -across * (w - 6)),
        on(cuff + 120, -across * (w + 6)),
        on(length + 60, -across * (w + 20)),
      ],
      ramp.shade,
      26,
    );
    stroke(to, [on(cuff + 6, w + 4), on(cuff + 2, 0), on(cuff + 6, -w - 4)], ramp.deep, 11, 0.55);
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

function pair([x, y]: Knot): readonly [number, number] {
  return [x, y];
}

function on2([x, y]: Knot): { x: number; y: number } {
  return { x, y };
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

function paintHeart(to: CanvasRenderingContext2D, { x, y, ageS, drift, color }: Heart): void {
  const t = ageS / HEART.lifeS;
  const grow = Math.min(1, ageS / 0.22);
  const size = HEART.size * grow * (1 + 0.25 * t);
  const cx = x + Math.sin(t * 5 + drift * 3) * 10 + drift * 26 * t;
  to.beginPath();
  to.moveTo(cx, y + size);
  to.bezierCurveTo(
    cx - size * 1.5,
    y - size * 0.1,
    cx - size * 0.95,
    y - size * 1.1,
    cx,
    y - size * 0.35,
  );
  to.bezierCurveTo(cx + size * 0.95, y - size * 1.1, cx + size * 1.5, y - size * 0.1, cx, y + size);
  to.globalAlpha = Math.min(1, (1 - t) * 2.2);
  to.fillStyle = color;
  to.fill();
  to.beginPath();
  to.ellipse(cx - size * 0.42, y - size * 0.36, size * 0.2, size * 0.13, -0.7, 0, 2 * Math.PI);
  to.fillStyle = "#FFF3EA";
  to.fill();
  to.globalAlpha = 1;
}
