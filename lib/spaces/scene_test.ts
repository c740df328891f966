import assert from "node:assert/strict";
import { outlineSvg } from "@/lib/avatar/codec.ts";
import { drawScene, printScene, SCENE_THEMES, sceneOf } from "@/lib/spaces/scene.ts";
import { SCENE_LIGHTS } from "@/lib/spaces/scenes/frame.ts";
import { STARTER_SPACES } from "@/lib/starter/content/index.ts";

for (const theme of SCENE_THEMES) {
  for (const light of SCENE_LIGHTS) {
    Deno.test(`drawScene() draws ${theme} by ${light}: well-formed, alone, the same each time`, async () => {
      const svg = drawScene(theme, light);
      // resvg's XML parser refuses whatever is not well-formed.
      await outlineSvg(svg, []);
      assert.equal(drawScene(theme, light), svg);
      assert.equal(/NaN|undefined|Infinity|<style|<script|style=|<image/.test(svg), false);
      for (const [, target = ""] of svg.matchAll(/(?:href="|url\()([^")]*)/g)) {
        assert.ok(svg.includes(`id="${target.slice(1)}"`), `${target} leads nowhere`);
      }
      assert.ok(svg.length < 48 * 1024, `${svg.length}`);
    });
  }

  Deno.test(`printScene() names ${theme} by day and by night differently`, () => {
    assert.notEqual(printScene(theme, "day").version, printScene(theme, "night").version);
  });
}

Deno.test("sceneOf() has a drawing for every starter space, and the maru's for themes to come", () => {
  for (const { theme } of STARTER_SPACES) assert.equal(sceneOf(theme), theme);
  assert.equal(sceneOf("moon-base"), "maru");
  assert.equal(sceneOf("__proto__"), "maru");
});
