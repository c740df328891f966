/** What the pages of painted covers need of a story. */
import type { Context } from "fresh";
import type { PaintPages } from "@/components/painting/respond.ts";
import { coverSrc } from "@/components/stories/Cover.tsx";
import { storyPaths } from "@/components/stories/paths.ts";
import type { Viewer } from "@/lib/accounts/model.ts";
import type { State } from "@/lib/define.ts";
import { storyWords } from "@/lib/i18n/stories.ts";
import { COVER_HEIGHT, COVER_WIDTH } from "@/lib/stories/cover_format.ts";
import { proposeScene, writtenScene } from "@/lib/stories/covers/prompt.ts";
import { takeDrawnCover, takePaintedCover } from "@/lib/stories/covers/take.ts";
import { requireOwnStory } from "@/lib/stories/store.ts";

export function coverPages(ctx: Context<State>, viewer: Viewer): PaintPages {
  const { services: { kv, now }, locale } = ctx.state;
  const id = ctx.params.id ?? "";
  const changing = { viewerId: viewer.id, nowMs: now() };
  return {
    subject: { kind: "story", id },
    path: storyPaths.cover(id),
    async read() {
      const story = await requireOwnStory(kv, id, changing);
      return {
        name: story.title,
        backHref: storyPaths.edit(id),
        now: {
          src: coverSrc(story),
          alt: storyWords[locale].coverOf(story.title),
          width: COVER_WIDTH,
          height: COVER_HEIGHT,
          isDrawn: story.cover.kind === "drawn",
          from: story.cover.kind === "image" ? story.cover.from : undefined,
        },
        wish: proposeScene(story, await writtenScene(kv, story)),
      };
    },
    take: () => takePaintedCover(kv, id, changing),
    takeDrawn: () => takeDrawnCover(kv, id, changing),
  };
}
