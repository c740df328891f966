import assert from "node:assert/strict";
import { type Shape, SHAPE_COUNT, shapeIndex, SHAPES } from "@/lib/avatar/pose/pose.ts";
import {
  easeMoods,
  gazeOf,
  type ModelExpression,
  type Moods,
  MOST_MOOD,
  NO_MOODS,
  planFace,
} from "@/lib/avatar/stage/vrm/face.ts";

const PRESETS = [
  "happy",
  "angry",
  "sad",
  "relaxed",
  "surprised",
  "aa",
  "ih",
  "ou",
  "ee",
  "oh",
  "blink",
  "blinkLeft",
  "blinkRight",
];

function having(names: readonly string[]): ModelExpression[] {
  return names.map((name) => ({ name, moves: true }));
}

function shapesOf(values: Partial<Record<Shape, number>>): Float32Array {
  const shapes = new Float32Array(SHAPE_COUNT);
  for (const name of SHAPES) shapes[shapeIndex[name]] = values[name] ?? 0;
  return shapes;
}

/** What a model with these expressions shows, rounded; what is at rest is left out. */
function shown(
  names: readonly string[],
  values: Partial<Record<Shape, number>>,
  moods: Partial<Moods> = {},
): Record<string, number> {
  const weights: Record<string, number> = {};
  planFace(having(names)).weigh(shapesOf(values), { ...NO_MOODS, ...moods }, (name, weight) => {
    assert.ok(weight >= 0 && weight <= 1, `${name} ${weight}`);
    assert.ok(!(name in weights), `${name} is set once`);
    weights[name] = Math.round(weight * 100) / 100;
  });
  return Object.fromEntries(Object.entries(weights).filter(([, weight]) => weight > 0));
}

Deno.test("a model with the 52 shapes shows them one to one, however its maker spelled them", () => {
  const spellings = [
    (name: string) => name,
    (name: string) => name[0]!.toUpperCase() + name.slice(1),
    (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
  ];
  for (const spell of spellings) {
    const names = [...SHAPES.map(spell), ...PRESETS];
    assert.equal(planFace(having(names)).shapes, 52);
    for (const name of SHAPES) {
      assert.deepEqual(shown(names, { [name]: 0.5 }), { [spell(name)]: 0.5 }, name);
    }
  }
});

Deno.test("a model without shapes blinks, speaks and smiles by what VRM has", () => {
  assert.deepEqual(shown(PRESETS, { eyeBlinkLeft: 0.9, eyeBlinkRight: 0.2 }), {
    blinkLeft: 0.9,
    blinkRight: 0.2,
  });
  assert.deepEqual(shown(["blink"], { eyeBlinkLeft: 1, eyeBlinkRight: 0.5 }), { blink: 0.75 });
  assert.deepEqual(shown(PRESETS, { jawOpen: 0.8 }), { aa: 0.8 });
  assert.deepEqual(shown(PRESETS, { mouthPucker: 0.7 }), { ou: 0.7 });
  assert.deepEqual(shown(PRESETS, { jawOpen: 0.49, mouthFunnel: 1 }), { oh: 0.7 });
  assert.deepEqual(shown(PRESETS, { mouthStretchLeft: 1, mouthStretchRight: 1 }), { ih: 1 });
  assert.deepEqual(shown(PRESETS, { mouthSmileLeft: 1, mouthSmileRight: 1 }), { happy: 0.6 });
  assert.deepEqual(shown(PRESETS, { browDownLeft: 1, browDownRight: 1 }), { angry: 0.7 });
  assert.deepEqual(
    shown(PRESETS, { browInnerUp: 1, eyeWideLeft: 1, eyeWideRight: 1, jawOpen: 1 }).surprised,
    0.7,
  );
  assert.deepEqual(shown([], { jawOpen: 1 }), {});
});

Deno.test("a model with some shapes shows those, and the rest by what VRM has", () => {
  const names = ["jawOpen", "eyeBlinkLeft", "eyeBlinkRight", "mouthSmile", ...PRESETS];
  assert.deepEqual(shown(names, { jawOpen: 0.6, eyeBlinkLeft: 1 }), {
    jawOpen: 0.6,
    eyeBlinkLeft: 1,
  });
  assert.deepEqual(shown(names, { mouthSmileLeft: 1, mouthSmileRight: 0.5 }), { mouthSmile: 0.75 });
  assert.deepEqual(shown(names, { mouthPucker: 0.5 }), { ou: 0.5 });
});

Deno.test("an expression that moves nothing is none", () => {
  const plan = planFace([{ name: "jawOpen", moves: false }, { name: "aa", moves: true }]);
  const set: string[] = [];
  plan.weigh(shapesOf({ jawOpen: 1 }), NO_MOODS, (name, weight) => weight > 0 && set.push(name));
  assert.deepEqual([plan.shapes, set], [0, ["aa"]]);
});

Deno.test("eyes are turned by shapes only where the model has them all", () => {
  const looks = SHAPES.filter((name) => name.startsWith("eyeLook"));
  assert.equal(planFace(having(looks)).turnsEyes, true);
  assert.equal(planFace(having(looks.slice(1))).turnsEyes, false);
  assert.deepEqual(
    shown(looks.slice(1), { eyeLookUpLeft: 1 }),
    {},
    "half of it is worse than none",
  );
});

Deno.test("a mood is shown by its expression, else by shapes, and leaves the face less to do", () => {
  assert.deepEqual(shown(PRESETS, {}, { happy: 0.5 }), { happy: 0.5 });
  const perfect = shown([...SHAPES], {}, { surprised: MOST_MOOD });
  assert.ok(perfect.browInnerUp! > 0.3 && perfect.eyeWideLeft! > 0.2, JSON.stringify(perfect));
  const both = shown([...SHAPES, "happy"], { mouthSmileLeft: 1 }, { happy: MOST_MOOD });
  assert.equal(both.happy, MOST_MOOD);
  assert.ok(both.mouthSmileLeft! < 0.6);
});

Deno.test("moods come and go by themselves, at any frame rate, and never whole", () => {
  for (const hz of [20, 60, 144]) {
    const moods = { ...NO_MOODS };
    let before = 0;
    for (let n = 0; n < hz; n++) {
      easeMoods(moods, "laugh", 1 / hz);
      assert.ok(moods.happy >= before && moods.happy <= MOST_MOOD);
      before = moods.happy;
    }
    assert.ok(moods.happy > MOST_MOOD - 0.01, `${hz} Hz: ${moods.happy}`);
    easeMoods(moods, "neutral", 1 / hz);
    assert.ok(moods.happy > 0.3, "nothing snaps back");
  }
});

Deno.test("gazeOf() tells where both eyes look: left and down are positive", () => {
  assert.deepEqual(gazeOf(shapesOf({})), { yaw: 0, pitch: 0 });
  assert.ok(gazeOf(shapesOf({ eyeLookOutLeft: 1, eyeLookInRight: 1 })).yaw > 20);
  assert.ok(gazeOf(shapesOf({ eyeLookInLeft: 1, eyeLookOutRight: 1 })).yaw < -20);
  assert.ok(gazeOf(shapesOf({ eyeLookDownLeft: 1, eyeLookDownRight: 1 })).pitch > 15);
  assert.ok(gazeOf(shapesOf({ eyeLookUpLeft: 1, eyeLookUpRight: 1 })).pitch < -15);
});
