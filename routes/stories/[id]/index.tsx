/** A story's page. */
import { page } from "fresh";
import { define } from "@/lib/define.ts";
import { requireStory } from "@/lib/stories/store.ts";
import { viewStory } from "@/lib/stories/view.ts";
import { previewImage } from "@/components/stories/preview_image.ts";
import { StoryPage } from "@/components/stories/StoryPage.tsx";

export const handler = define.handlers({
  async GET(ctx) {
    const { services: { kv, now }, viewer, locale } = ctx.state;
    const story = await requireStory(kv, ctx.params.id!, {
      viewerId: viewer?.id ?? null,
      nowMs: now(),
    });
    return page({
      view: await viewStory(kv, story, viewer),
      image: previewImage(story, locale),
    });
  },
});

export default define.page<typeof handler>((props) => <StoryPage place={props} {...props.data} />);
