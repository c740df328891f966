import assert from "node:assert/strict";
import fc from "fast-check";
import { poseFromJson, poseToJson } from "@/lib/avatar/pose/pose_json.ts";
import { restPose, shapeIndex } from "@/lib/avatar/pose/pose.ts";
import { fromEuler, toEuler } from "@/lib/avatar/pose/rotation.ts";

Deno.test("a pose of another make is read with all it tells", () => {
  const pose = poseFromJson(JSON.stringify({
    headRotation: [0.1, -0.05, 0.0],
    eyeBlinkLeft: 0.32,
    eyeBlinkRight: 0.30,
    mouthOpen: 0.61,
    smile: 0.44,
    timestamp: 123456789,
  }));
  assert(pose);
  assert.equal(pose.atMs, 123456789);
  const [x, y, z] = toEuler(pose.head);
  assert(Math.abs(x - 0.1) < 1e-9 && Math.abs(y + 0.05) < 1e-9 && Math.abs(z) < 1e-9);
  const of = (name: keyof typeof shapeIndex) => Math.round(pose.shapes[shapeIndex[name]]! * 100);
  assert.deepEqual(
    [of("eyeBlinkLeft"), of("eyeBlinkRight"), of("jawOpen"), of("mouthSmileLeft")],
    [32, 30, 61, 44],
  );
});

Deno.test("a pose is written as other makes know it, in six fields", () => {
  const pose = restPose(1234.4);
  pose.shapes[shapeIndex.eyeBlinkLeft] = 0.5;
  pose.shapes[shapeIndex.mouthSmileLeft] = 0.5;
  pose.shapes[shapeIndex.mouthSmileRight] = 0.25;
  assert.deepEqual(JSON.parse(poseToJson({ ...pose, head: fromEuler([0.1, 0.2, 0]) })), {
    headRotation: [0.1, 0.2, 0],
    eyeBlinkLeft: 0.5,
    eyeBlinkRight: 0,
    mouthOpen: 0,
    smile: 0.375,
    timestamp: 1234,
  });
});

const NONE: readonly [name: string, text: string][] = [
  ["no JSON", "{"],
  ["null", "null"],
  ["a list", "[]"],
  ["without a time", '{"headRotation":[0,0,0]}'],
  ["with a time that is text", '{"headRotation":[0,0,0],"timestamp":"1"}'],
  ["without a turn", '{"timestamp":1}'],
  ["with a turn of two", '{"headRotation":[0,0],"timestamp":1}'],
  ["with a turn that is none", '{"headRotation":[0,0,1e9],"timestamp":1}'],
  ["with a turn of text", '{"headRotation":["0",0,0],"timestamp":1}'],
  ["too long", `{"headRotation":[0,0,0],"timestamp":1,"x":"${"x".repeat(3_000)}"}`],
];
for (const [name, text] of NONE) {
  Deno.test(`poseFromJson() takes for none: ${name}`, () => assert.equal(poseFromJson(text), null));
}

Deno.test("values beyond their range are taken to its end, and nonsense is at rest", () => {
  const text =
    '{"headRotation":[0,0,0],"timestamp":1,"mouthOpen":7,"smile":-3,"eyeBlinkLeft":"1","eyeBlinkRight":1e999}';
  const pose = poseFromJson(text);
  assert(pose);
  assert.deepEqual(
    [pose.shapes[shapeIndex.jawOpen], pose.shapes[shapeIndex.mouthSmileLeft]],
    [1, 0],
  );
  assert.deepEqual([pose.shapes[0], pose.shapes[7]], [0, 0]);
});

Deno.test("no text makes poseFromJson() throw", () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
    poseFromJson(text);
  }));
});
