/** A story's cover. */
import { define } from "@/lib/define.ts";
import { cacheControlOf } from "@/lib/http/picture_cache.ts";
import { coverVersion } from "@/lib/stories/cover.ts";
import { printCover } from "@/lib/stories/cover_press.ts";
import { readCoverPicture } from "@/lib/stories/covers/picture.ts";
import { mayRead } from "@/lib/stories/model.ts";
import { requireStory } from "@/lib/stories/store.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const { services: { kv, now }, viewer } = ctx.state;
    const asking = { viewerId: viewer?.id ?? null, nowMs: now() };
    const story = await requireStory(kv, ctx.params.id!, asking);
    return new Response(await printCover(story, readCoverPicture(kv)), {
      headers: {
        "content-type": "image/svg+xml; charset=utf-8",
        "cache-control": mayRead(story, null, asking.nowMs)
          ? cacheControlOf(ctx.url, coverVersion(story))
          : "private, no-cache",
      },
    });
  },
});
