/** Tests of what bodies wear. */
import assert from "node:assert/strict";
import { AVATAR_PARTS, AvatarSpec, randomAvatar } from "@/lib/avatar/model.ts";
import { renderAvatarSvg } from "@/lib/avatar/svg.ts";
import { lookOfDrawing, plainLook } from "@/lib/lounge/scene/face_look.ts";

const headOf = (spec: AvatarSpec) => renderAvatarSvg(spec, { crop: "head" });

Deno.test("a body wears the colours of its drawn head", () => {
  const spec = AvatarSpec.parse({
    outfit: "jeogori",
    outfit_color: "celadon",
    accent_color: "ivory",
  });
  const look = lookOfDrawing(headOf(spec));
  assert.ok(look?.skirt, "a jeogori comes with a skirt");
  const swatch = AVATAR_PARTS.outfit_color.options.find(({ key }) => key === "celadon")?.swatch;
  const top = [...look.paint.slice(4, 7)].map((byte) => byte.toString(16).padStart(2, "0")).join(
    "",
  );
  assert.equal(`#${top}`.toLowerCase(), swatch?.toLowerCase());
});

Deno.test("every outfit is told, in every colour that chance brings", () => {
  for (let i = 0; i < 200; i++) assert.ok(lookOfDrawing(headOf(randomAvatar(`seed ${i}`))));
  for (const { key } of AVATAR_PARTS.outfit.options) {
    assert.ok(lookOfDrawing(headOf(AvatarSpec.parse({ outfit: key }))), key);
  }
});

Deno.test("other pictures tell nothing", () => {
  assert.equal(lookOfDrawing(renderAvatarSvg(randomAvatar("a"))), null);
  assert.equal(lookOfDrawing('<svg data-wears="red green">'), null);
  assert.equal(lookOfDrawing(""), null);
});

Deno.test("somebody without a drawn head wears the same each time, and not what everybody wears", () => {
  assert.deepEqual(plainLook("u1"), plainLook("u1"));
  const worn = new Set(Array.from({ length: 40 }, (_, i) => plainLook(`u${i}`).paint.join()));
  assert.ok(worn.size > 20);
});
