/** Tests of the face description: defaults, leniency, strictness, labels and determinism. */
import assert from "node:assert/strict";
import {
  AVATAR_FIELDS,
  AVATAR_PARTS,
  AvatarExpression,
  AvatarSpec,
  decodeAvatarSpec,
  DEFAULT_AVATAR,
  randomAvatar,
} from "@/lib/avatar/model.ts";

Deno.test("decodeAvatarSpec() makes the default of anything that is no spec", () => {
  for (const value of [null, undefined, 7, "bob", [], {}, () => 1, new Map(), Symbol("x")]) {
    assert.deepEqual(decodeAvatarSpec(value), DEFAULT_AVATAR);
  }
});

Deno.test("decodeAvatarSpec() keeps what it knows, field by field", () => {
  const foreign = { v: 9, hair: "braid", face: "triangle", eyes: 3, extra: "x", skin: ["honey1"] };
  assert.deepEqual(decodeAvatarSpec(foreign), { ...DEFAULT_AVATAR, hair: "braid" });
});

Deno.test("decodeAvatarSpec() reads no inherited value", () => {
  assert.deepEqual(decodeAvatarSpec(Object.create({ hair: "braid" })), DEFAULT_AVATAR);
});

Deno.test("AvatarSpec fills what is missing and refuses what is wrong", () => {
  assert.deepEqual(AvatarSpec.parse({ hair: "buzz" }), { ...DEFAULT_AVATAR, hair: "buzz" });
  assert.equal(AvatarSpec.safeParse({ hair: "mohawk" }).success, false);
  assert.equal(AvatarSpec.safeParse({ v: 2 }).success, false);
});

Deno.test("AvatarExpression is the eight emotions of the protocols", () => {
  assert.deepEqual(AvatarExpression.options, [
    "neutral",
    "smile",
    "laugh",
    "sad",
    "angry",
    "surprised",
    "shy",
    "thinking",
  ]);
});

Deno.test("every option has its own key and labels in both languages", () => {
  for (const field of AVATAR_FIELDS) {
    const { options, ko, en } = AVATAR_PARTS[field];
    assert.match(ko, /\p{Script=Hangul}/u);
    assert.match(en, /^[A-Z]/);
    assert.equal(new Set(options.map((o) => o.key)).size, options.length, field);
    assert.equal(new Set(options.map((o) => o.ko)).size, options.length, field);
    for (const option of options) {
      assert.match(option.key, /^[a-z][a-z0-9_]*$/);
      assert.match(option.ko, /\p{Script=Hangul}/u);
      assert.ok(option.en.length > 0);
      if (option.swatch !== undefined) assert.match(option.swatch, /^#[0-9A-F]{6}$/);
    }
    assert.ok(options.some((o) => o.key === DEFAULT_AVATAR[field]), field);
  }
});

Deno.test("randomAvatar() is the same person for the same seed, on any machine", () => {
  assert.deepEqual(randomAvatar("마루"), randomAvatar("마루"));
  const { hair, outfit, backdrop } = randomAvatar("maru");
  assert.deepEqual({ hair, outfit, backdrop }, {
    "hair": "bald",
    "outfit": "baeja",
    "backdrop": "waves",
  });
});

Deno.test("randomAvatar() gives neighbours in seed different faces", () => {
  const people = Array.from({ length: 400 }, (_, i) => JSON.stringify(randomAvatar(`user-${i}`)));
  assert.equal(new Set(people).size, people.length);
  let same = 0;
  for (let i = 1; i < 400; i++) {
    const [a, b] = [randomAvatar(`user-${i - 1}`), randomAvatar(`user-${i}`)];
    if (a.hair === b.hair && a.outfit === b.outfit) same++;
  }
  assert.ok(same < 20, `${same} of 399 neighbours share hair and outfit`);
});

Deno.test("randomAvatar() reaches nearly every option of hair and outfit", () => {
  const people = Array.from({ length: 2000 }, (_, i) => randomAvatar(`p${i}`));
  assert.equal(new Set(people.map((p) => p.hair)).size, AVATAR_PARTS.hair.options.length);
  assert.ok(new Set(people.map((p) => p.outfit)).size >= AVATAR_PARTS.outfit.options.length - 1);
});
