/** Makes the hands and the torso of a pose out of what was seen of them, smooth, and kept over short gaps. Browser-safe. */
import type { Gesture, HandPose, Quaternion, Vector } from "@/lib/avatar/pose/pose.ts";
import { type Body, readBody } from "@/lib/avatar/tracking/body.ts";
import { GestureReader } from "@/lib/avatar/tracking/gestures.ts";
import { curlsOf, turnOf, withSides, wristByFace } from "@/lib/avatar/tracking/hand.ts";
import type { HeadPlace } from "@/lib/avatar/tracking/head.ts";
import { OneEuro, OneEuroTurn } from "@/lib/avatar/tracking/one_euro.ts";
import type { Seen, SeenHand } from "@/lib/avatar/tracking/seen.ts";

/** How long a hand or a body that is not seen stays where it was, in milliseconds. */
const KEPT_MS = 350;

const WRIST = { minCutoffHz: 1.5, beta: 1.5 };
const CURL = { minCutoffHz: 1.5, beta: 1 };
const TURN = { minCutoffHz: 1.5, beta: 1 };
const TORSO = { minCutoffHz: 0.8, beta: 0.8 };

/** One hand over time. */
class Limb {
  readonly #wrist = [0, 1, 2].map(() => new OneEuro(WRIST));
  readonly #curls = [0, 1, 2, 3, 4].map(() => new OneEuro(CURL));
  readonly #turn = new OneEuroTurn(TURN);
  #last: HandPose | null = null;
  #seenMs = Number.NEGATIVE_INFINITY;

  see(hand: SeenHand, { wrist, atMs }: { wrist: Vector; atMs: number }): void {
    const turn = turnOf(hand);
    if (!turn) return;
    const curls = curlsOf(hand);
    const smooth = (at: 0 | 1 | 2 | 3 | 4) => this.#curls[at]!.next(curls[at], atMs);
    this.#seenMs = atMs;
    this.#last = {
      wrist: [
        this.#wrist[0]!.next(wrist[0], atMs),
        this.#wrist[1]!.next(wrist[1], atMs),
        this.#wrist[2]!.next(wrist[2], atMs),
      ],
      turn: this.#turn.next(turn, atMs),
      curls: [smooth(0), smooth(1), smooth(2), smooth(3), smooth(4)],
    };
  }

  at(atMs: number): HandPose | null {
    return atMs - this.#seenMs <= KEPT_MS ? this.#last : null;
  }
}

export interface LimbPose {
  readonly torso: Quaternion | null;
  readonly left: HandPose | null;
  readonly right: HandPose | null;
  readonly gesture: Gesture | null;
}

/** Hands and torso over time. */
export class Limbs {
  readonly #hands = { left: new Limb(), right: new Limb() };
  readonly #gestures = new GestureReader();
  readonly #torso = new OneEuroTurn(TORSO);
  #gesture: Gesture | null = null;
  #body: Body | null = null;
  #torsoTurn: Quaternion | null = null;
  #bodyMs = Number.NEGATIVE_INFINITY;
  #handsMs = Number.NEGATIVE_INFINITY;

  /** @param rest The head at rest, by which wrists are placed where no body is looked for. */
  next({ hands, body, atMs, aspect }: Seen, rest: HeadPlace | null): LimbPose {
    if (body !== null && body !== "none") this.#seeBody(readBody(body), atMs);
    if (hands !== null) {
      const sided = withSides(hands);
      for (const hand of sided) this.#seeHand(hand, { rest, atMs, aspect });
      this.#gesture = this.#gestures.next(sided, atMs);
      this.#handsMs = atMs;
    }
    return {
      torso: atMs - this.#bodyMs <= KEPT_MS ? this.#torsoTurn : null,
      left: this.#hands.left.at(atMs),
      right: this.#hands.right.at(atMs),
      gesture: atMs - this.#handsMs <= KEPT_MS ? this.#gesture : null,
    };
  }

  #seeBody(body: Body | null, atMs: number): void {
    if (!body) return;
    this.#body = body;
    this.#bodyMs = atMs;
    this.#torsoTurn = this.#torso.next(body.torso, atMs);
  }

  #seeHand(
    hand: SeenHand,
    { rest, atMs, aspect }: { rest: HeadPlace | null; atMs: number; aspect: number },
  ): void {
    const body = atMs - this.#bodyMs <= KEPT_MS ? this.#body : null;
    const byBody = hand.side === "left" ? body?.leftWrist : body?.rightWrist;
    const wrist = byBody ?? (rest && wristByFace(hand, { rest, aspect }));
    if (wrist) this.#hands[hand.side].see(hand, { wrist, atMs });
  }
}
