/** `/chats/:id/horizon`: sets how far the people of a conversation know the story that they come out of. */
import { z } from "zod";
import { requireViewer } from "@/lib/accounts/identify.ts";
import { limit } from "@/lib/characters/limits.ts";
import { BEGIN_RULE } from "@/lib/chat/limits.ts";
import { define } from "@/lib/define.ts";
import { formFields, parseInput, readForm } from "@/lib/http/body.ts";
import { AsOf } from "@/lib/stories/people/form.ts";
import { moveHorizon } from "@/lib/stories/people/talk.ts";
import { paths } from "@/components/place.ts";

const Form = z.object({ story: z.string().max(64), as: AsOf });

export const handler = define.handlers({
  async POST(ctx) {
    const viewer = requireViewer(ctx);
    if (viewer instanceof Response) return viewer;
    const { story, as } = parseInput(Form, formFields(await readForm(ctx.req)));
    await limit(ctx, BEGIN_RULE);
    const { id } = await moveHorizon(ctx.state.services, ctx.params.id ?? "", {
      viewer,
      storyId: story,
      n: as,
    });
    return ctx.redirect(paths.chat(id), 303);
  },
});
