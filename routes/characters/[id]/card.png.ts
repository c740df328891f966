/** `/characters/:id/card.png`: the picture for link previews, 1200×630. */
import { DRAW_RULE, limit } from "@/lib/characters/limits.ts";
import { picturePolicy } from "@/lib/characters/picture_cache.ts";
import { drawPreview, getKnownPreview } from "@/lib/characters/portrait_file.ts";
import { requireCharacter } from "@/lib/characters/store.ts";
import { define } from "@/lib/define.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const { services: { kv }, viewer } = ctx.state;
    const character = await requireCharacter(kv, ctx.params.id ?? "", viewer?.id ?? null);
    let png = getKnownPreview(character);
    if (!png) {
      await limit(ctx, DRAW_RULE);
      png = await drawPreview(kv, character);
    }
    const v = ctx.url.searchParams.get("v") ?? undefined;
    return new Response(png, {
      headers: {
        "content-type": "image/png",
        "cache-control": picturePolicy(ctx, character, v),
        // Previews are shown by other sites.
        "cross-origin-resource-policy": "cross-origin",
      },
    });
  },
});
