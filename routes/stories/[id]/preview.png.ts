/** The picture that previews of a link to a story show. */
import { define } from "@/lib/define.ts";
import { cacheControlOf } from "@/lib/http/picture_cache.ts";
import { printPreview } from "@/lib/stories/cover_press.ts";
import { readCoverPicture } from "@/lib/stories/covers/picture.ts";
import { previewVersion } from "@/lib/stories/preview_format.ts";
import { mayRead } from "@/lib/stories/model.ts";
import { requireStory } from "@/lib/stories/store.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const { services: { kv, now }, viewer } = ctx.state;
    const asking = { viewerId: viewer?.id ?? null, nowMs: now() };
    const story = await requireStory(kv, ctx.params.id!, asking);
    return new Response(await printPreview(story, readCoverPicture(kv)), {
      headers: {
        "content-type": "image/png",
        "cache-control": mayRead(story, null, asking.nowMs)
          ? cacheControlOf(ctx.url, previewVersion(story))
          : "private, no-cache",
        // Sites that show previews fetch it from elsewhere.
        "cross-origin-resource-policy": "cross-origin",
      },
    });
  },
});
