import assert from "node:assert/strict";
import { type AvatarSpec, AvatarSpec as Schema } from "@/lib/avatar/model.ts";
import { avatarOf } from "@/lib/stories/people/look.ts";

const cases: [appearance: string, age: string, drawn: Partial<AvatarSpec>][] = [
  ["갈색 눈동자에 긴 검은 머리", "스물두 살", {
    eye_color: "brown",
    hair_color: "ink",
    hair: "long",
    age: "young",
  }],
  ["짧게 묶은 머리에 연필 한 자루", "마흔", { hair: "ponytail", age: "adult" }],
  ["흰 수염에 갓을 쓴 노인", "일흔셋", { beard: "full", headwear: "gat", age: "elder" }],
  ["파란 한복에 둥근 안경", "30대", {
    outfit: "jeogori",
    outfit_color: "indigo",
    glasses: "round",
    age: "adult",
  }],
  ["Short red hair, freckles and a scar", "seventeen", {
    hair: "short",
    hair_color: "copper",
    cheeks: "freckles",
    mark: "scar",
    age: "young",
  }],
  ["A grey beard and a long coat, lantern in hand", "sixty", {
    beard: "full",
    hair_color: "silver",
    outfit: "trench",
    object: "lantern",
    age: "elder",
  }],
  ["Sharp eyes and blue scarf", "", { beard: "none", glasses: "none", mark: "none" }],
];
for (const [appearance, age, drawn] of cases) {
  Deno.test(`avatarOf() draws “${appearance}”`, () => {
    const spec = avatarOf({ appearance, age }, "seed");
    for (const [field, value] of Object.entries(drawn)) {
      assert.equal(Object.entries(spec).find(([key]) => key === field)?.[1], value, field);
    }
  });
}

Deno.test("avatarOf() draws the same face of the same words, and one that can be drawn of any", () => {
  for (let n = 0; n < 200; n++) {
    const spec = avatarOf({ appearance: "", age: "" }, `seed ${n}`);
    assert.deepEqual(Schema.parse(spec), spec);
    assert.deepEqual(avatarOf({ appearance: "", age: "" }, `seed ${n}`), spec);
    assert.equal(spec.object, "none");
  }
});
