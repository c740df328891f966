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

Deno.test("what lasts is told, and a blink is not", () => {
  const words = callWords.en.doing;
  const telling = new Telling();
  assert.equal(telling.tell(pose(), words, 0), "calm face");
  const blink = pose({ eyeBlinkLeft: 1, eyeBlinkRight: 1 });
  assert.equal(telling.tell(blink, words, 100), "calm face");
  assert.equal(telling.tell(pose(), words, 250), "calm face");
  const smile = pose({ mouthSmileLeft: 0.6, mouthSmileRight: 0.6 });
  assert.equal(telling.tell(smile, words, 1000), "calm face");
  assert.equal(telling.tell(smile, words, 1699), "calm face");
  assert.equal(telling.tell(smile, words, 1700), "smiling");
});
