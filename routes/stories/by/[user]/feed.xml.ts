/** `/stories/by/:user/feed.xml`: the stories of a writer that are out for everybody, as an Atom feed. */
import type { User } from "@/lib/accounts/model.ts";
import { define } from "@/lib/define.ts";
import { failure } from "@/lib/errors.ts";
import { publicOrigin } from "@/lib/http/origin.ts";
import { isId } from "@/lib/id.ts";
import { writeFeed } from "@/lib/stories/book/feed.ts";
import { isListed, released, type Story } from "@/lib/stories/model.ts";
import { listOwnStories } from "@/lib/stories/store.ts";
import { keys } from "@/lib/store/keys.ts";

/** Entries of the feed, and stories looked through for them. */
const ENTRIES = 30;
const LOOKED_AT = 100;

export const handler = define.handlers({
  async GET(ctx) {
    const { services: { kv, now }, locale } = ctx.state;
    const id = ctx.params.user ?? "";
    const owner = isId(id) ? await kv.get<User>(keys.user(id)) : null;
    if (!owner?.value) throw failure("not_found");
    const nowMs = now();
    const { items } = await listOwnStories(kv, id, { limit: LOOKED_AT });
    const stories = items.map((story) => released(story, nowMs))
      .filter((story) => isListed(story) && story.rating !== "mature")
      .sort((a, b) => outAt(b) - outAt(a)).slice(0, ENTRIES);
    const { nickname, createdAtMs } = owner.value;
    const feed = writeFeed({
      origin: publicOrigin(ctx),
      writer: { id, nickname },
      stories,
      locale,
      emptyAtMs: createdAtMs,
    });
    return new Response(feed, {
      headers: { "content-type": "application/xml; charset=utf-8", "cache-control": "no-cache" },
    });
  },
});

function outAt({ publishedAtMs, createdAtMs }: Story): number {
  return publishedAtMs ?? createdAtMs;
}
