/** `/characters/:id/portrait?size=…&v=…&face=…`: a character's picture. */
import { z } from "zod";
import { AvatarExpression } from "@/lib/avatar/model.ts";
import { picturePolicy } from "@/lib/characters/picture_cache.ts";
import { getPortrait, portraitHash } from "@/lib/characters/portrait_file.ts";
import { requireCharacter } from "@/lib/characters/store.ts";
import { define } from "@/lib/define.ts";
import { svgResponse } from "@/lib/http/svg.ts";

/** Old addresses may say anything; what is unknown takes the usual. */
const PictureQuery = z.object({
  size: z.enum(["large", "small", "face", "head"]).catch("large"),
  face: AvatarExpression.nullable().catch(null),
  v: z.string().optional(),
});

export const handler = define.handlers({
  async GET(ctx) {
    const { services: { kv }, viewer } = ctx.state;
    const character = await requireCharacter(kv, ctx.params.id ?? "", viewer?.id ?? null);
    const { size, face, v } = PictureQuery.parse(Object.fromEntries(ctx.url.searchParams));
    const cacheControl = picturePolicy(ctx, character, v);
    const hash = portraitHash(character, size);
    if (hash && ctx.req.headers.get("if-none-match")?.includes(`"${hash}"`)) {
      const headers = { "cache-control": cacheControl, etag: `"${hash}"` };
      return new Response(null, { status: 304, headers });
    }
    const picture = await getPortrait(kv, character, { size, expression: face });
    if (typeof picture.body === "string") return svgResponse(picture.body, cacheControl);
    return new Response(picture.body, {
      headers: {
        "content-type": picture.type,
        "cache-control": cacheControl,
        "content-security-policy": "default-src 'none'; sandbox",
        ...(picture.hash ? { etag: `"${picture.hash}"` } : {}),
      },
    });
  },
});
