/** `/chats/{id}/memory`: what is remembered of a conversation, as the branch that is shown went. */
import { page } from "fresh";
import { PRIVATE } from "@/lib/accounts/forms.ts";
import { requireViewer } from "@/lib/accounts/identify.ts";
import { requireConversation } from "@/lib/chat/store.ts";
import { define } from "@/lib/define.ts";
import { formFields, parseInput, readForm } from "@/lib/http/body.ts";
import { draftOf, MemoryAct } from "@/lib/memory/forms.ts";
import {
  addFact,
  changeFact,
  editSummary,
  forgetFact,
  remember,
  restoreFact,
} from "@/lib/memory/store.ts";
import { MemoryPage, type MemoryPageProps } from "@/components/chat/memory/MemoryPage.tsx";
import { paths } from "@/components/place.ts";

type Draft = MemoryPageProps["draft"];

/** Does what a button asks for. @throws {HttpError} `not_found` or `conflict`. */
async function act(
  kv: Deno.Kv,
  whose: { conversationId: string; ownerId: string },
  { asked, nowMs }: { asked: MemoryAct; nowMs: number },
): Promise<void> {
  switch (asked.act) {
    case "add":
      return await addFact(kv, whose, { text: asked.text, nowMs });
    case "edit":
      return await changeFact(kv, whose, { id: asked.id, text: asked.text, nowMs });
    case "pin":
    case "unpin":
      return await changeFact(kv, whose, { id: asked.id, pinned: asked.act === "pin", nowMs });
    case "forget":
      return await forgetFact(kv, whose, asked.id);
    case "restore":
      return await restoreFact(kv, whose);
    case "summary":
      return await editSummary(kv, whose, { at: asked.at, text: asked.text, nowMs });
  }
}

export const handler = define.handlers({
  async GET(ctx) {
    const viewer = requireViewer(ctx);
    if (viewer instanceof Response) return viewer;
    const { kv } = ctx.state.services;
    const conversation = await requireConversation(kv, ctx.params.id!, viewer.id);
    const remembered = await remember(kv, conversation.id, conversation.leaf);
    return page({ conversation, remembered, draft: null as Draft }, { headers: PRIVATE });
  },

  async POST(ctx) {
    const viewer = requireViewer(ctx);
    if (viewer instanceof Response) return viewer;
    const { kv, now } = ctx.state.services;
    const conversation = await requireConversation(kv, ctx.params.id!, viewer.id);
    const fields = formFields(await readForm(ctx.req));
    const parsed = MemoryAct.safeParse(fields);
    const draft: Draft = parsed.success ? null : draftOf(fields, parsed.error);
    if (draft) {
      const remembered = await remember(kv, conversation.id, conversation.leaf);
      return page({ conversation, remembered, draft }, { status: 422, headers: PRIVATE });
    }
    const asked = parseInput(MemoryAct, fields);
    const whose = { conversationId: conversation.id, ownerId: viewer.id };
    await act(kv, whose, { asked, nowMs: now() });
    const done = asked.act === "forget" ? "forgotten" : "saved";
    return ctx.redirect(`${paths.chatMemory(conversation.id)}?done=${done}`, 303);
  },
});

export default define.page<typeof handler>(({ data, ...place }) => (
  <MemoryPage place={place} {...data} />
));
