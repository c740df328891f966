/**
 * Owns what a pose does not tell: breath, the body that follows the head, hair and trinkets that swing after it,
 * feelings that fade in, blinks where nothing tracks a face. Makes the stance of each frame. Pure: time and chance
 * are passed in.
 */
import type { Pose } from "@/lib/avatar/pose/pose.ts";
import type { Measures } from "@/lib/avatar/rig/look.ts";
import { type Feelings, noFeelings, noMoves, readMoves } from "@/lib/avatar/stage/rig2d/moves.ts";
import { share, Spring } from "@/lib/avatar/stage/rig2d/spring.ts";
import type { Stance } from "@/lib/avatar/stage/rig2d/surface.ts";
import { soften, turnOf } from "@/lib/avatar/stage/rig2d/turn.ts";

/** Who is moved, and how freely. */
export interface LifeOptions {
  readonly m: Measures;
  /** The portrait's lean in degrees clockwise. */
  readonly tiltDeg: number;
  /** No breath, no blinks of its own. */
  readonly still: boolean;
  /** In [0, 1). */
  readonly random: () => number;
}

/** A blink: lids fall faster than they rise. Seconds. */
const BLINK = { down: 0.07, shut: 0.04, up: 0.13, every: [2.2, 6] } as const;
const BREATH_HZ = 0.23;
/** Feelings fade with this rate per second: nine tenths in a third of a second. */
const FADE = 7;

function limited(value: number, most: number): number {
  return Math.min(most, Math.max(-most, value));
}

/** A stance in which nothing moves. */
export function restStance(): Stance {
  return {
    head: { yaw: 0, pitch: 0, roll: 0 },
    torso: { yaw: 0, pitch: 0, roll: 0 },
    headX: 0,
    headY: 0,
    bodyX: 0,
    bodyY: 0,
    breath: 0,
    moves: noMoves(),
    hairX: 0,
    hairY: 0,
    tipX: 0,
    tipY: 0,
    crest: 0,
    ears: 0,
    trinkets: 0,
    droop: 0,
  };
}

/** Something that hangs: where it is pulled to, in one direction. */
class Trail {
  readonly #near: Spring;
  readonly #far: Spring;

  constructor(nearHz: number, farHz: number, damping: number) {
    this.#near = new Spring({ hz: nearHz, damping });
    this.#far = new Spring({ hz: farHz, damping });
  }

  rest(at: number): void {
    this.#near.rest(at);
    this.#far.rest(at);
  }

  /** Follows `at`; answers how far root and tip are from it. */
  step(at: number, dtS: number): readonly [near: number, far: number] {
    const near = this.#near.step(at, dtS);
    return [near - at, this.#far.step(near, dtS) - at];
  }
}

/** One figure's life. */
export class Life {
  readonly stance: Stance = restStance();
  /** How much larger somebody is drawn who comes nearer. */
  zoom = 1;
  readonly feelings: Feelings = noFeelings();
  /** Seconds since it began, for what goes round. */
  timeS = 0;

  readonly #body = [0, 1, 2, 3, 4].map(() => new Spring({ hz: 1.5, damping: 1 }));
  readonly #zoom = new Spring({ hz: 2, damping: 1 }, 1);
  readonly #hairX = new Trail(1.9, 1.5, 0.32);
  readonly #hairY = new Trail(2.3, 1.9, 0.4);
  readonly #crest = new Spring({ hz: 3.3, damping: 0.15 });
  readonly #ears = new Spring({ hz: 4.2, damping: 0.32 });
  readonly #trinkets = new Spring({ hz: 2.9, damping: 0.16 });
  readonly #droop = new Spring({ hz: 2.6, damping: 0.5 });
  #started = false;
  #blinkAt = Infinity;
  #idle = 0;

  constructor(readonly options: LifeOptions) {}

  /** Moves on by `dtS` seconds towards `pose`; writes `stance`. */
  step(pose: Pose, dtS: number): Stance {
    this.timeS += dtS;
    const { stance, feelings } = this;
    for (const emotion in feelings) {
      const key = emotion as keyof Feelings;
      const goal = key === pose.emotion ? 1 : 0;
      feelings[key] += (goal - feelings[key]) * (this.#started ? share(FADE, dtS) : 1);
    }
    readMoves(pose, feelings, stance.moves);
    this.#stand(pose, dtS);
    this.#idleLife(pose, dtS);
    this.#trail(dtS);
    this.#started = true;
    return stance;
  }

  #stand(pose: Pose, dtS: number): void {
    const { stance } = this;
    const { head, torso } = stance;
    turnOf(pose.head, head);
    if (pose.torso) turnOf(pose.torso, torso);
    const goals = pose.torso
      ? [limited(torso.yaw, 0.5), limited(torso.pitch, 0.35), limited(torso.roll, 0.3)]
      : [head.yaw * 0.28, head.pitch * 0.25, head.roll * 0.2];
    head.roll -= this.options.tiltDeg * Math.PI / 180;
    const width = 2 * this.options.m.shoulder;
    const goX = soften(pose.shift[0] * width, 84);
    const goY = -soften(pose.shift[1] * width, 44);
    const follow = [...goals, goX * 0.6, Math.max(-24, goY * 0.5)];
    const [yaw = 0, pitch = 0, roll = 0, x = 0, y = 0] = follow.map((goal, i) => {
      const spring = this.#body[i];
      if (!this.#started) spring?.rest(goal);
      return spring?.step(goal, dtS) ?? goal;
    });
    [torso.yaw, torso.pitch, torso.roll] = [yaw, pitch, roll];
    [stance.bodyX, stance.bodyY] = [x, y];
    stance.headX = (goX - x) * 0.85 + 9 * Math.sin(head.yaw);
    stance.headY = goY - y + 7 * Math.sin(head.pitch);
    const zoom = 1 + soften(pose.shift[2] * 0.34, 0.1);
    if (!this.#started) this.#zoom.rest(zoom);
    this.zoom = this.#zoom.step(zoom, dtS);
  }

  #idleLife(pose: Pose, dtS: number): void {
    const { stance, options: { still } } = this;
    stance.breath = still ? 0 : Math.sin(2 * Math.PI * BREATH_HZ * this.timeS);
    stance.headY -= 1.5 * stance.breath;
    const resting = pose.source === "rest" && !still;
    this.#idle += ((resting ? 1 : 0) - this.#idle) * share(2, dtS);
    if (this.#idle < 0.01) {
      this.#blinkAt = Infinity;
      return;
    }
    const t = this.timeS;
    stance.head.yaw += this.#idle * 0.03 * (Math.sin(t * 0.53) + 0.5 * Math.sin(t * 0.91 + 1));
    stance.head.roll += this.#idle * 0.014 * Math.sin(t * 0.41 + 2);
    stance.head.pitch += this.#idle * 0.012 * Math.sin(t * 0.67 + 4);
    if (resting) this.#blink();
  }

  #blink(): void {
    const since = this.timeS - this.#blinkAt;
    const { down, shut, up, every: [soon, late] } = BLINK;
    if (this.#blinkAt === Infinity || since > down + shut + up) {
      const again = this.#blinkAt === Infinity ? 0.5 : 1;
      this.#blinkAt = this.timeS + again * (soon + this.options.random() * (late - soon));
      return;
    }
    if (since < 0) return;
    const closed = since < down
      ? since / down
      : since < down + shut
      ? 1
      : 1 - (since - down - shut) / up;
    const { blink } = this.stance.moves;
    blink[0] = Math.max(blink[0], closed);
    blink[1] = Math.max(blink[1], closed);
  }

  /** Lets everything loose follow the crown of the head. */
  #trail(dtS: number): void {
    const { stance, feelings } = this;
    const { head } = stance;
    const x = stance.bodyX + stance.headX - 190 * Math.sin(head.roll) + 55 * Math.sin(head.yaw);
    const y = stance.bodyY + stance.headY + 45 * Math.sin(head.pitch);
    const droop = 0.34 * feelings.sad + 0.2 * feelings.shy + 0.26 * feelings.angry -
      0.1 * feelings.surprised - 0.06 * feelings.laugh;
    if (!this.#started) {
      this.#hairX.rest(x);
      this.#hairY.rest(y);
      for (const spring of [this.#crest, this.#ears, this.#trinkets]) spring.rest(x);
      this.#droop.rest(droop);
    }
    const [hairX, tipX] = this.#hairX.step(x, dtS);
    const [hairY, tipY] = this.#hairY.step(y, dtS);
    stance.hairX = limited(hairX * 0.9, 40);
    stance.tipX = limited(tipX * 0.9, 64);
    stance.hairY = limited(hairY * 0.5, 16);
    stance.tipY = limited(tipY * 0.5, 24);
    stance.crest = limited((this.#crest.step(x, dtS) - x) * 0.8, 34);
    stance.ears = limited((this.#ears.step(x, dtS) - x) * 0.55, 22);
    stance.trinkets = limited((this.#trinkets.step(x, dtS) - x) * 0.7, 22);
    stance.droop = this.#droop.step(droop, dtS);
  }
}
