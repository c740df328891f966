import assert from "node:assert/strict";
import { angleOf, fromEuler, invert, multiply } from "@/lib/avatar/pose/rotation.ts";
import { readBody } from "@/lib/avatar/tracking/body.ts";
import { GestureReader } from "@/lib/avatar/tracking/gestures.ts";
import { curlsOf, turnOf, withSides, wristByFace } from "@/lib/avatar/tracking/hand.ts";
import { buildHand } from "@/lib/avatar/tracking/hands_for_tests.ts";
import { Limbs } from "@/lib/avatar/tracking/limbs.ts";
import type { Seen, SeenBody, SeenHand } from "@/lib/avatar/tracking/seen.ts";

const REST = { turn: [0, 0, 0, 1], placeCm: [0, 0, -50] } as const;

Deno.test("a hand that points up with its palm to the front is not turned, left or right", () => {
  for (const side of ["left", "right"] as const) {
    assert.ok(angleOf(turnOf(buildHand({ side }))!) < 0.25, side);
  }
});

Deno.test("turnOf() tells how a hand is turned", () => {
  for (const side of ["left", "right"] as const) {
    const straight = turnOf(buildHand({ side }))!;
    for (const angles of [[0, 1, 0], [0, 0, 1.2], [-1, 0, 0], [0.4, -0.8, 0.3]] as const) {
      const turn = fromEuler(angles);
      const found = turnOf(buildHand({ side, turn }))!;
      assert.ok(
        angleOf(multiply(found, invert(multiply(turn, straight)))) < 1e-3,
        `${side} ${angles}`,
      );
    }
  }
  assert.equal(turnOf({ side: "left", world: [], picture: [] }), null);
});

Deno.test("curlsOf() tells which fingers are curled", () => {
  const open = curlsOf(buildHand({ side: "left" }));
  assert.ok(open.every((curl) => curl < 0.2), String(open));
  const fist = curlsOf(buildHand({ side: "left", curls: [1, 1, 1, 1, 1] }));
  assert.ok(fist.every((curl) => curl > 0.7), String(fist));
  const pointing = curlsOf(buildHand({ side: "right", curls: [1, 0, 1, 1, 1] }));
  assert.ok(pointing[1] < 0.2 && pointing[2] > 0.7, String(pointing));
});

Deno.test("wristByFace() finds a hand beside the face, on its own side, in widths of the shoulders", () => {
  // On the right of the picture is the person's left.
  const hand = buildHand({ side: "left", at: { x: 0.8, y: 0.5 }, palm: 0.15 });
  const [x, y] = wristByFace(hand, { rest: REST, aspect: 4 / 3 })!;
  assert.ok(x > 0.4 && x < 1.2, String(x));
  // As high as the eyes, so above the shoulders.
  assert.ok(y > 0.4 && y < 1, String(y));
  const near = buildHand({ side: "left", palm: 0.4 });
  const far = buildHand({ side: "left", palm: 0.1 });
  const depth = (hand: SeenHand) => wristByFace(hand, { rest: REST, aspect: 4 / 3 })![2];
  assert.ok(depth(near) > depth(far));
});

Deno.test("withSides() parts two hands that got the same label by where they are", () => {
  const hands = [
    buildHand({ side: "left", at: { x: 0.8, y: 0.5 } }),
    buildHand({ side: "left", at: { x: 0.2, y: 0.5 } }),
  ];
  assert.deepEqual(withSides(hands).map(({ side }) => side), ["left", "right"]);
  const right = [buildHand({ side: "left" }), buildHand({ side: "right" })];
  assert.deepEqual(withSides(right), right);
});

/** Shows hands at 15 Hz; gives every gesture in turn. */
function gesturesOf(show: (atMs: number) => SeenHand[], forMs: number): (string | null)[] {
  const reader = new GestureReader();
  const seen: (string | null)[] = [];
  for (let atMs = 0; atMs < forMs; atMs += 66) {
    const gesture = reader.next(show(atMs), atMs);
    if (seen.at(-1) !== gesture) seen.push(gesture);
  }
  return seen;
}

/** A right fist on its side, so that the thumb is on top. */
const THUMB_UP = {
  side: "right",
  curls: [0, 1, 1, 1, 1],
  turn: fromEuler([0, 0, Math.PI / 2]),
} as const;

Deno.test("a hand that goes to and fro waves, and one that only moves does not", () => {
  const waving = gesturesOf((atMs) => [
    buildHand({
      side: "right",
      at: { x: 0.3 + 0.05 * Math.sin(atMs / 1000 * 2 * Math.PI * 2), y: 0.5 },
    }),
  ], 3000);
  assert.ok(waving.includes("wave"), String(waving));
  const passing = gesturesOf((atMs) => [
    buildHand({ side: "right", at: { x: 0.1 + atMs / 6000, y: 0.5 } }),
  ], 3000);
  assert.deepEqual(passing, [null]);
  const fist = gesturesOf((atMs) => [
    buildHand({
      side: "right",
      curls: [1, 1, 1, 1, 1],
      at: { x: 0.3 + 0.05 * Math.sin(atMs / 1000 * 2 * Math.PI * 2), y: 0.5 },
    }),
  ], 3000);
  assert.ok(!fist.includes("wave"));
});

Deno.test("a thumb up is one when it is held, and ends when the hand goes", () => {
  const show = (atMs: number) => atMs < 1000 ? [buildHand(THUMB_UP)] : [];
  assert.deepEqual(gesturesOf(show, 4000), [null, "thumbs_up", null]);
  const flash = (atMs: number) => atMs < 150 ? [buildHand(THUMB_UP)] : [];
  assert.deepEqual(gesturesOf(flash, 2000), [null]);
  const down =
    () => [buildHand({ side: "left", curls: THUMB_UP.curls, turn: fromEuler([0, 0, Math.PI]) })];
  assert.deepEqual(gesturesOf(down, 2000), [null]);
});

Deno.test("two hands whose tips meet are a heart", () => {
  const heart = (): SeenHand[] => {
    const tips = (hand: SeenHand, side: number): SeenHand => ({
      ...hand,
      picture: hand.picture.map((point, i) =>
        i === 4
          ? { ...point, x: 0.5 + side * 0.01, y: 0.62 }
          : i === 8
          ? { ...point, x: 0.5 + side * 0.01, y: 0.5 }
          : point
      ),
    });
    return [
      tips(buildHand({ side: "right", at: { x: 0.42, y: 0.6 } }), -1),
      tips(buildHand({ side: "left", at: { x: 0.58, y: 0.6 } }), 1),
    ];
  };
  assert.deepEqual(gesturesOf(heart, 1500), [null, "heart"]);
  const apart = () => [
    buildHand({ side: "right", at: { x: 0.2, y: 0.6 } }),
    buildHand({ side: "left", at: { x: 0.8, y: 0.6 } }),
  ];
  assert.deepEqual(gesturesOf(apart, 1500), [null]);
});

Deno.test("thumb and index that cross at their tips are a heart, and a fist is none", () => {
  const fingerHeart = (): SeenHand[] => {
    const hand = buildHand({ side: "right", curls: [0.3, 0.3, 1, 1, 1] });
    const index = hand.world[8]!;
    const world = hand.world.map((point, i) => i === 4 ? { ...index, x: index.x + 0.01 } : point);
    return [{ ...hand, world }];
  };
  assert.deepEqual(gesturesOf(fingerHeart, 1000), [null, "heart"]);
  const fist = () => [buildHand({ side: "right", curls: [1, 1, 1, 1, 1] })];
  assert.deepEqual(gesturesOf(fist, 1000), [null]);
});

/** An upper body that faces the camera; points that nobody names are not seen. */
function bodyOf(points: Record<number, [number, number, number]>): SeenBody {
  return {
    world: Array.from({ length: 33 }, (_, i) => {
      const [x, y, z] = points[i] ?? [0, 0, 0];
      return { x, y, z, visibility: points[i] ? 0.9 : 0.1 };
    }),
  };
}

Deno.test("readBody() tells how a torso is turned, with hips in sight and without", () => {
  const upright = bodyOf({
    11: [0.18, -0.5, 0],
    12: [-0.18, -0.5, 0],
    23: [0.1, 0, 0],
    24: [-0.1, 0, 0],
  });
  assert.ok(angleOf(readBody(upright)!.torso) < 1e-6);
  // The left shoulder goes back: turned to the left.
  const turned = readBody(bodyOf({ 11: [0.15, -0.5, 0.1], 12: [-0.15, -0.5, -0.1] }))!.torso;
  const expected = fromEuler([0, Math.atan2(0.1, 0.15), 0]);
  assert.ok(angleOf(multiply(turned, invert(expected))) < 1e-6);
  // The left shoulder is higher: leans to the right.
  const leaning = readBody(bodyOf({ 11: [0.18, -0.56, 0], 12: [-0.18, -0.5, 0] }))!.torso;
  assert.ok(leaning[2] > 0.05);
  assert.equal(readBody(bodyOf({ 11: [0.18, -0.5, 0] })), null);
});

Deno.test("readBody() finds wrists that are seen, from between the shoulders", () => {
  const { leftWrist, rightWrist } = readBody(
    bodyOf({ 11: [0.2, -0.5, 0], 12: [-0.2, -0.5, 0], 15: [0.4, -0.7, -0.2] }),
  )!;
  assert.deepEqual(leftWrist?.map((way) => Number(way.toFixed(3))), [1, 0.5, 0.5]);
  assert.equal(rightWrist, null);
});

const NOTHING: Seen = { atMs: 0, face: null, hands: null, body: null, busyMs: 1, aspect: 4 / 3 };

Deno.test("Limbs keeps a hand over pictures in which nobody looked for it, and lets it go soon", () => {
  const limbs = new Limbs();
  const hand = buildHand({ side: "left", at: { x: 0.7, y: 0.5 } });
  assert.ok(limbs.next({ ...NOTHING, hands: [hand] }, REST).left);
  const between = limbs.next({ ...NOTHING, atMs: 33 }, REST);
  assert.ok(between.left && !between.right);
  assert.equal(limbs.next({ ...NOTHING, atMs: 600, hands: [] }, REST).left, null);
});

Deno.test("Limbs takes the wrist of the body where it is seen, and a torso that is lost goes", () => {
  const limbs = new Limbs();
  const body = bodyOf({ 11: [0.2, -0.5, 0], 12: [-0.2, -0.5, 0], 15: [0.4, -0.7, 0] });
  const seen = limbs.next({ ...NOTHING, hands: [buildHand({ side: "left" })], body }, REST);
  assert.ok(seen.torso);
  assert.ok(Math.abs(seen.left!.wrist[0] - 1) < 1e-6);
  assert.equal(limbs.next({ ...NOTHING, atMs: 500, body: "none" }, REST).torso, null);
});
