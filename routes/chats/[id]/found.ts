/** Leads to the page of a conversation that shows one message, on whichever branch it stands. */
import { requireViewer } from "@/lib/accounts/identify.ts";
import { pageAround } from "@/lib/chat/go_to.ts";
import { requireConversation } from "@/lib/chat/store.ts";
import { decodePlace, encodePlace } from "@/lib/chat/view.ts";
import { define } from "@/lib/define.ts";
import { failure } from "@/lib/errors.ts";
import { paths } from "@/components/place.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const viewer = requireViewer(ctx);
    if (viewer instanceof Response) return viewer;
    const { kv } = ctx.state.services;
    const place = decodePlace(ctx.url.searchParams.get("message"));
    if (!place) throw failure("not_found");
    const conversation = await requireConversation(kv, ctx.params.id!, viewer.id);
    const end = await pageAround(kv, conversation, place);
    const query = end ? `?before=${encodePlace(end)}` : "";
    return ctx.redirect(`${paths.chat(conversation.id)}${query}#m-${place.id}`, 303);
  },
});
