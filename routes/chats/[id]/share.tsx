/** Shares a conversation: makes links, shows them, and takes them back. */
import { page } from "fresh";
import { z } from "zod";
import { SharePage } from "@/components/chat/SharePage.tsx";
import { requireViewer } from "@/lib/accounts/identify.ts";
import { limit } from "@/lib/characters/limits.ts";
import { SHARE_RULE } from "@/lib/chat/limits.ts";
import { previewOf } from "@/lib/chat/model.ts";
import { listShares, revokeShare, shareConversation } from "@/lib/chat/share.ts";
import { readPath, requireConversation, requireMessage } from "@/lib/chat/store.ts";
import { decodePlace, encodePlace } from "@/lib/chat/view.ts";
import { define } from "@/lib/define.ts";
import { asFailure, failure, foundOrNull } from "@/lib/errors.ts";
import { formFields, parseInput, readForm } from "@/lib/http/body.ts";

/** Messages that are offered as the last one. */
const OFFERED = 30;

const Outcome = z.enum(["made", "revoked", "full"]);
const Form = z.union([
  z.object({ revoke: z.string().max(64) }),
  z.object({ upto: z.string().max(80), hide: z.literal("1").optional() }),
]);

export const handler = define.handlers({
  async GET(ctx) {
    const viewer = requireViewer(ctx);
    if (viewer instanceof Response) return viewer;
    const { kv } = ctx.state.services;
    const { searchParams } = ctx.url;
    const conversation = await requireConversation(kv, ctx.params.id!, viewer.id);
    const asked = decodePlace(searchParams.get("upto"));
    const leaf = asked ?? conversation.leaf;
    const [{ messages }, shares] = await Promise.all([
      readPath(kv, conversation.id, { leaf, limit: OFFERED }),
      listShares(kv, conversation.id, viewer.id),
    ]);
    const told = await Promise.all(shares.map(async (share) => {
      const last = await foundOrNull(requireMessage(kv, conversation.id, share.leaf));
      return { share, words: last ? previewOf(last).text : "" };
    }));
    const ends = messages.toReversed().map(({ message }) => ({
      value: encodePlace(message),
      label: previewOf(message).text,
    }));
    return page({
      conversation,
      ends,
      chosen: encodePlace(leaf),
      shares: told,
      outcome: Outcome.safeParse(searchParams.get("done")).data ?? null,
    }, { headers: { "cache-control": "private, no-store" } });
  },

  async POST(ctx) {
    const viewer = requireViewer(ctx);
    if (viewer instanceof Response) return viewer;
    const { kv, now } = ctx.state.services;
    const id = ctx.params.id!;
    const form = parseInput(Form, formFields(await readForm(ctx.req)));
    const back = (done: z.infer<typeof Outcome>) =>
      ctx.redirect(`/chats/${id}/share?done=${done}`, 303);
    if ("revoke" in form) {
      // One that was taken back before is as good as taken back now.
      await foundOrNull(revokeShare(kv, id, { ownerId: viewer.id, code: form.revoke }));
      return back("revoked");
    }
    await limit(ctx, SHARE_RULE);
    const place = decodePlace(form.upto);
    if (!place) throw failure("invalid_input");
    try {
      await shareConversation(kv, id, {
        ownerId: viewer.id,
        place,
        showName: form.hide === undefined,
        nowMs: now(),
      });
    } catch (error) {
      if (asFailure(error).reason === "too_many") return back("full");
      throw error;
    }
    return back("made");
  },
});

export default define.page<typeof handler>(({ data, ...place }) => (
  <SharePage place={place} {...data} />
));
