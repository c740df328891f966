/** The pictures of the rooms: `/spaces/scenes/rooftop-night.svg`. */
import { define } from "@/lib/define.ts";
import { failure } from "@/lib/errors.ts";
import { cacheControlOf } from "@/lib/http/picture_cache.ts";
import { printScene, SCENE_THEMES } from "@/lib/spaces/scene.ts";
import { SCENE_LIGHTS } from "@/lib/spaces/scenes/frame.ts";

export const handler = define.handlers({
  GET(ctx) {
    const [theme, light] = /^(\w+)-(\w+)\.svg$/.exec(ctx.params.file!)?.slice(1) ?? [];
    const drawn = SCENE_THEMES.find((name) => name === theme);
    const lit = SCENE_LIGHTS.find((name) => name === light);
    if (!drawn || !lit) throw failure("not_found");
    const { svg, version } = printScene(drawn, lit);
    return new Response(svg, {
      headers: {
        "content-type": "image/svg+xml; charset=utf-8",
        "cache-control": cacheControlOf(ctx.url, version),
      },
    });
  },
});
