/** Tests of reading and writing specs without a schema. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { AvatarSpec, randomAvatar } from "@/lib/avatar/model.ts";
import {
  AVATAR_FIELDS,
  avatarSpecFromText,
  avatarSpecToText,
  decodeAvatarSpec,
  DEFAULT_AVATAR,
} from "@/lib/avatar/spec.ts";
import { swatchOf } from "@/lib/avatar/swatches.ts";

Deno.test("DEFAULT_AVATAR is what the schema makes of nothing", () => {
  assert.deepEqual(AvatarSpec.parse({}), DEFAULT_AVATAR);
});

Deno.test("decodeAvatarSpec() makes a valid spec of anything and keeps a valid one as it is", () => {
  fc.assert(fc.property(fc.anything(), (value) => {
    assert.ok(AvatarSpec.safeParse(decodeAvatarSpec(value)).success);
  }));
  for (const seed of ["a", "b", "c", "d"]) {
    assert.deepEqual(decodeAvatarSpec(randomAvatar(seed)), randomAvatar(seed));
  }
});

Deno.test("decodeAvatarSpec() drops single unknown values and inherited fields", () => {
  const value = Object.assign(Object.create({ hair: "long" }), { face: "heart", eyes: "laser" });
  assert.deepEqual(decodeAvatarSpec(value), { ...DEFAULT_AVATAR, face: "heart" });
});

Deno.test("a spec survives its text, and the default is the empty text", () => {
  assert.equal(avatarSpecToText(DEFAULT_AVATAR), "");
  for (let i = 0; i < 100; i++) {
    const spec = randomAvatar(`text ${i}`);
    assert.deepEqual(avatarSpecFromText(avatarSpecToText(spec)), spec);
  }
});

Deno.test("avatarSpecFromText() takes any text", () => {
  fc.assert(fc.property(fc.string(), (text) => {
    assert.ok(AvatarSpec.safeParse(avatarSpecFromText(text)).success);
  }));
  assert.deepEqual(avatarSpecFromText(`face=heart&x=${"y".repeat(2000)}`), DEFAULT_AVATAR);
});

Deno.test("swatchOf() knows the colour of every colour field", () => {
  const spec = decodeAvatarSpec({ skin: "rose1", accent_color: "ink" });
  assert.equal(swatchOf(spec, "skin"), "#FBE3D8");
  assert.equal(swatchOf(spec, "accent_color"), "#262225");
  assert.ok(AVATAR_FIELDS.includes("outfit_color"));
});
