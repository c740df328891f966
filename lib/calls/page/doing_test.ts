import assert from "node:assert/strict";
import { doingOf, Telling } from "@/lib/calls/page/doing.ts";
import { type Pose, restPose, type Shape, shapeIndex } from "@/lib/avatar/pose/pose.ts";
import { callWords } from "@/lib/i18n/calls.ts";

function pose(shapes: Partial<Record<Shape, number>> = {}, rest: Partial<Pose> = {}): Pose {
  const made = { ...restPose(0), ...rest };
  for (const [name, value] of Object.entries(shapes)) {
    made.shapes[shapeIndex[name as Shape]] = value;
  }
  return made;
}

const turned = (axis: 0 | 1, rad: number): Pose["head"] => {
  const at: [number, number, number, number] = [0, 0, 0, Math.cos(rad / 2)];
  at[axis] = Math.sin(rad / 2);
  return at;
};

const CASES: Record<string, [Pose, string[]]> = {
  "nothing": [pose(), ["neutral"]],
  "a smile": [pose({ mouthSmileLeft: 0.6, mouthSmileRight: 0.5 }), ["smile"]],
  "a crooked mouth": [pose({ mouthSmileLeft: 0.9 }), ["neutral"]],
  "a laugh, which is not speech": [
    pose({ mouthSmileLeft: 0.6, mouthSmileRight: 0.5, jawOpen: 0.6 }),
    ["laugh"],
  ],
  "speech with closed eyes": [
    pose({ jawOpen: 0.3, eyeBlinkLeft: 0.8, eyeBlinkRight: 0.9 }),
    ["neutral", "eyesClosed", "speaking"],
  ],
  "a wink": [pose({ eyeBlinkLeft: 1 }), ["neutral"]],
  "a chosen emotion": [pose({}, { emotion: "shy" }), ["shy"]],
  "a wave": [pose({}, { gesture: "wave" }), ["wave", "neutral"]],
  "a turn to its left": [pose({}, { head: turned(1, 0.4) }), ["neutral", "left"]],
  "a turn to its right": [pose({}, { head: turned(1, -0.4) }), ["neutral", "right"]],
  "a look down": [pose({}, { head: turned(0, 0.3) }), ["neutral", "down"]],
  "a look up": [pose({}, { head: turned(0, -0.3) }), ["neutral", "up"]],
};

for (const [name, [given, expected]] of Object.entries(CASES)) {
  Deno.test(`doingOf() tells ${name}`, () => assert.deepEqual(doingOf(given), expected));
}

const words = callWords.en.doing;

/** Looks at a face ten times a second, and gives what was told. */
function watch(telling: Telling, poses: readonly Pose[], fromMs: number): string[] {
  return poses.map((one, n) => telling.tell(one, words, fromMs + 100 * n));
}

const SMILE = pose({ mouthSmileLeft: 0.6, mouthSmileRight: 0.6 });
const SHUT = pose({ eyeBlinkLeft: 1, eyeBlinkRight: 1 });
const OPEN = pose({ jawOpen: 0.4 });
const times = (n: number, one: Pose) => Array.from({ length: n }, () => one);

Deno.test("a blink is not told, and eyes that stay shut are", () => {
  const telling = new Telling();
  watch(telling, times(10, pose()), 0);
  const told = watch(telling, [SHUT, SHUT, ...times(8, pose())], 1_000);
  assert.deepEqual([...new Set(told)], ["calm face"]);
  assert.equal(watch(telling, times(10, SHUT), 2_000).at(-1), "calm face, eyes closed");
});

Deno.test("a mouth that opens and shuts speaks, without a flicker in between", () => {
  const telling = new Telling();
  watch(telling, times(10, pose()), 0);
  const speech = Array.from({ length: 40 }, (_, n) => n % 4 < 2 ? OPEN : pose());
  const told = watch(telling, speech, 1_000).slice(20);
  assert.deepEqual([...new Set(told)], ["calm face, speaking"]);
  assert.equal(watch(telling, times(30, pose()), 5_000).at(-1), "calm face");
});

Deno.test("a smile takes the place of calm once it lasts, and there is one feeling at a time", () => {
  const telling = new Telling();
  watch(telling, times(20, pose()), 0);
  const told = watch(telling, times(20, SMILE), 2_000);
  assert.deepEqual([told[0], told.at(-1)], ["calm face", "smiling"]);
});
