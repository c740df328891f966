/** Asks before a conversation is deleted. */
import { page } from "fresh";
import { requireViewer } from "@/lib/accounts/identify.ts";
import { ConfirmPage } from "@/components/ConfirmPage.tsx";
import { paths } from "@/components/place.ts";
import { deleteConversation, requireConversation } from "@/lib/chat/store.ts";
import { define } from "@/lib/define.ts";
import { chatWords } from "@/lib/i18n/chat.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const viewer = requireViewer(ctx);
    if (viewer instanceof Response) return viewer;
    const { kv } = ctx.state.services;
    return page({ conversation: await requireConversation(kv, ctx.params.id!, viewer.id) });
  },

  async POST(ctx) {
    const viewer = requireViewer(ctx);
    if (viewer instanceof Response) return viewer;
    await deleteConversation(ctx.state.services.kv, ctx.params.id!, viewer.id);
    return ctx.redirect(paths.chats, 303);
  },
});

export default define.page<typeof handler>(function RemoveChat({ data, ...place }) {
  const words = chatWords[place.state.locale];
  const { id, characterName } = data.conversation;
  return (
    <ConfirmPage
      place={place}
      title={words.removeTitle(characterName)}
      action={`/chats/${id}/remove`}
      confirm={words.remove}
      cancelHref={paths.chat(id)}
    >
      <p>{words.removeWords}</p>
    </ConfirmPage>
  );
});
