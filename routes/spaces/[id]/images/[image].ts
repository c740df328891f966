/** `/spaces/:id/images/:image`: a picture of a space, for those who may see the space. */
import { define } from "@/lib/define.ts";
import { failure } from "@/lib/errors.ts";
import { getImage } from "@/lib/spaces/share/image_store.ts";
import { requireSpace } from "@/lib/spaces/store.ts";
import { getBlob } from "@/lib/store/blob.ts";

/**
 * A day: its bytes never change, but it may be taken away. Never in a shared cache, which does not ask who may see it.
 */
const CACHE_CONTROL = "private, max-age=86400, immutable";

export const handler = define.handlers({
  async GET(ctx) {
    const { services: { kv }, viewer } = ctx.state;
    const { id = "", image: imageId = "" } = ctx.params;
    await requireSpace(kv, id, viewer);
    const image = await getImage(kv, id, imageId);
    if (!image) throw failure("not_found");
    const headers = { "cache-control": CACHE_CONTROL, etag: `"${image.hash}"` };
    if (ctx.req.headers.get("if-none-match")?.includes(headers.etag)) {
      return new Response(null, { status: 304, headers });
    }
    const blob = await getBlob(kv, image.hash);
    if (!blob) throw failure("not_found");
    return new Response(blob.bytes, {
      headers: {
        ...headers,
        "content-type": blob.meta.type,
        "content-security-policy": "default-src 'none'; sandbox",
      },
    });
  },
});
