/** `/chats/{id}/note`: the reader's note on how a conversation should go. */
import { page } from "fresh";
import { PRIVATE } from "@/lib/accounts/forms.ts";
import { requireViewer } from "@/lib/accounts/identify.ts";
import { NoteForm, setNote } from "@/lib/chat/conversation_setting.ts";
import { requireConversation } from "@/lib/chat/store.ts";
import { define } from "@/lib/define.ts";
import { formFields, readForm } from "@/lib/http/body.ts";
import { NotePage } from "@/components/chat/memory/NotePage.tsx";
import { paths } from "@/components/place.ts";

const DEFAULT_DEPTH = 4;

export const handler = define.handlers({
  async GET(ctx) {
    const viewer = requireViewer(ctx);
    if (viewer instanceof Response) return viewer;
    const { kv } = ctx.state.services;
    const conversation = await requireConversation(kv, ctx.params.id!, viewer.id);
    const { text, depth } = conversation.note ?? { text: "", depth: DEFAULT_DEPTH };
    const values = { text, depth: String(depth) };
    return page({ conversation, values, wrong: [] as string[] }, { headers: PRIVATE });
  },

  async POST(ctx) {
    const viewer = requireViewer(ctx);
    if (viewer instanceof Response) return viewer;
    const { kv } = ctx.state.services;
    const id = ctx.params.id!;
    const conversation = await requireConversation(kv, id, viewer.id);
    const { text = "", depth = "" } = formFields(await readForm(ctx.req));
    const parsed = NoteForm.safeParse({ text, depth });
    if (!parsed.success) {
      const wrong = parsed.error.issues.map(({ path }) => path.join("."));
      const data = { conversation, values: { text, depth }, wrong };
      return page(data, { status: 422, headers: PRIVATE });
    }
    const isEmpty = parsed.data.text === "";
    await setNote(
      kv,
      { conversationId: id, ownerId: viewer.id },
      isEmpty ? null : parsed.data,
    );
    return ctx.redirect(`${paths.chatNote(id)}?done=${isEmpty ? "removed" : "saved"}`, 303);
  },
});

export default define.page<typeof handler>(({ data, ...place }) => (
  <NotePage place={place} {...data} />
));
