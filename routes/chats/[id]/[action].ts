/** What the forms of a conversation do. Each ends in 303 back to it, or in 204 where the page is to stay. */
import type { Context } from "fresh";
import { z } from "zod";
import { requireViewer } from "@/lib/accounts/identify.ts";
import type { Viewer } from "@/lib/accounts/model.ts";
import { MAX_MODEL_ID } from "@/lib/ai/model_choice.ts";
import { undoDelete } from "@/lib/chat/branches.ts";
import {
  EditedText,
  MAX_MESSAGE_CHARS,
  MAX_REPLY_CHARS,
  MessageText,
  type Place,
} from "@/lib/chat/model.ts";
import { allowReply, asking } from "@/lib/chat/asking.ts";
import {
  chooseVersion,
  continueReply,
  correct,
  goBack,
  goOnward,
  letSpeak,
  regenerate,
  removeMessage,
  reword,
  say,
  stopReply,
} from "@/lib/chat/actions.ts";
import { setConversationModel } from "@/lib/chat/conversation_model.ts";
import { setPersona } from "@/lib/chat/conversation_setting.ts";
import { decodePlace, encodePlace } from "@/lib/chat/view.ts";
import { define, type State } from "@/lib/define.ts";
import { failure } from "@/lib/errors.ts";
import { formFields, parseInput, readForm } from "@/lib/http/body.ts";
import { isId, newId } from "@/lib/id.ts";
import { chatWords } from "@/lib/i18n/chat.ts";
import { type Hindrance, replyOrKeep } from "@/components/chat/keep.ts";
import { respondWithConversation } from "@/components/chat/respond.ts";

const Id = z.string().regex(/^[0-9a-z]{8,64}$/);
const PlaceField = z.string().transform((text, context): Place => {
  const place = decodePlace(text);
  if (place) return place;
  context.addIssue({ code: "custom", message: "must be a message of this conversation" });
  return z.NEVER;
});
const Before = z.string().regex(/^\d+\.[0-9a-z]+$/).optional();

/** A form's deed: what it needs, and what it answers. */
type Deed = (ctx: Context<State>, viewer: Viewer, fields: unknown) => Promise<Response>;

const deeds: Record<string, Deed> = {
  async send(ctx, viewer, fields) {
    const { id, text: raw } = parseInput(z.object({ id: Id, text: z.string() }), fields);
    // What was written is never lost: it comes back in the form, with the reason beside it.
    const keep = (hindrance: Hindrance) =>
      respondWithConversation(ctx, viewer, { draft: { text: raw, ...hindrance } });
    const { success, data: text } = MessageText.safeParse(raw);
    if (!success) return await keep(misfit(ctx, raw, MAX_MESSAGE_CHARS));
    return await replyOrKeep(ctx, viewer, {
      keep,
      reply: async () => {
        const said = { ownerId: viewer.id, sentAs: id, content: text };
        await say(asking(ctx), ctx.params.id!, said);
        return back(ctx);
      },
    });
  },

  async stop(ctx, viewer, fields) {
    const { turn } = parseInput(z.object({ turn: Id }), fields);
    await stopReply(ctx.state.services, ctx.params.id!, { ownerId: viewer.id, turnId: turn });
    // The page that shows the reply stays, and comes to its end by itself.
    return new Response(null, { status: 204 });
  },

  async again(ctx, viewer, fields) {
    const { place } = parseInput(z.object({ place: PlaceField.optional() }), fields);
    await allowReply(ctx, viewer);
    // Somewhere above the end, the other reply comes where that message stands; what followed it follows the first one.
    if (place) await goBack(ctx.state.services, ctx.params.id!, { ownerId: viewer.id, place });
    await regenerate(asking(ctx), ctx.params.id!, viewer.id);
    return back(ctx);
  },

  async branch(ctx, viewer, fields) {
    const { place } = parseInput(z.object({ place: PlaceField }), fields);
    await goBack(ctx.state.services, ctx.params.id!, { ownerId: viewer.id, place });
    return back(ctx, { at: place.id });
  },

  async forward(ctx, viewer) {
    await goOnward(ctx.state.services, ctx.params.id!, viewer.id);
    return back(ctx);
  },

  async speak(ctx, viewer, fields) {
    const { who } = parseInput(z.object({ who: Id }), fields);
    await allowReply(ctx, viewer);
    await letSpeak(asking(ctx), ctx.params.id!, { ownerId: viewer.id, characterId: who });
    return back(ctx);
  },

  async continue(ctx, viewer) {
    await allowReply(ctx, viewer);
    await continueReply(asking(ctx), ctx.params.id!, viewer.id);
    return back(ctx);
  },

  async choose(ctx, viewer, fields) {
    const { place, to, before } = parseInput(
      z.object({ place: PlaceField, to: Id, before: Before }),
      fields,
    );
    await chooseVersion(ctx.state.services, ctx.params.id!, {
      ownerId: viewer.id,
      from: place.id,
      to: { id: to, depth: place.depth },
    });
    return back(ctx, { before: before && encodePlace({ id: to, depth: place.depth }), at: to });
  },

  async edit(ctx, viewer, fields) {
    const { place, text: raw, then, before } = parseInput(
      z.object({
        place: PlaceField,
        text: z.string(),
        then: z.enum(["save", "reply"]).default("save"),
        before: Before,
      }),
      fields,
    );
    const { services } = ctx.state;
    const ownerId = viewer.id;
    const keep = (hindrance: Hindrance) =>
      respondWithConversation(ctx, viewer, {
        draft: { text: raw, of: place.id, ...hindrance },
        before,
      });
    const [Text, max] = then === "reply"
      ? [MessageText, MAX_MESSAGE_CHARS] as const
      : [EditedText, MAX_REPLY_CHARS] as const;
    const { success, data: content } = Text.safeParse(raw);
    if (!success) return await keep(misfit(ctx, raw, max));
    if (then === "reply") {
      return await replyOrKeep(ctx, viewer, {
        keep,
        reply: async () => {
          await reword(asking(ctx), ctx.params.id!, { ownerId, place, sentAs: newId(), content });
          return back(ctx);
        },
      });
    }
    await correct(services, ctx.params.id!, { ownerId, place, content });
    return back(ctx, { before, at: place.id });
  },

  async delete(ctx, viewer, fields) {
    const { place } = parseInput(z.object({ place: PlaceField }), fields);
    await removeMessage(ctx.state.services, ctx.params.id!, { ownerId: viewer.id, place });
    return back(ctx);
  },

  async model(ctx, viewer, fields) {
    const { model } = parseInput(z.object({ model: z.string().max(MAX_MODEL_ID) }), fields);
    const { kv, models } = ctx.state.services;
    await setConversationModel(kv, ctx.params.id!, {
      ownerId: viewer.id,
      model: model === "" ? null : model,
      choices: models.choices,
    });
    return back(ctx);
  },

  async persona(ctx, viewer, fields) {
    const { persona } = parseInput(z.object({ persona: z.string().max(64) }), fields);
    const whose = { conversationId: ctx.params.id!, ownerId: viewer.id };
    await setPersona(ctx.state.services.kv, whose, persona === "" ? null : persona);
    return back(ctx);
  },

  async undo(ctx, viewer) {
    await undoDelete(ctx.state.services.kv, ctx.params.id!, viewer.id);
    return back(ctx);
  },
};

/** What is wrong with words that are no message. */
function misfit({ state }: Context<State>, raw: string, max: number): Hindrance {
  const words = chatWords[state.locale];
  return { error: raw.trim() === "" ? words.empty : words.tooLong(max), status: 422 };
}

function back(
  ctx: Context<State>,
  { before, at }: { before?: string | undefined; at?: string } = {},
): Response {
  const query = before ? `?before=${before}` : "";
  return ctx.redirect(`/chats/${ctx.params.id}${query}${at ? `#m-${at}` : ""}`, 303);
}

export const handler = define.handlers({
  async POST(ctx) {
    const deed = Object.hasOwn(deeds, ctx.params.action!) ? deeds[ctx.params.action!] : undefined;
    if (!deed || !isId(ctx.params.id!)) throw failure("not_found");
    const viewer = requireViewer(ctx);
    if (viewer instanceof Response) return viewer;
    // Hangul takes three bytes, and nine when it is percent-encoded.
    const fields = formFields(await readForm(ctx.req, 256 * 1024));
    return await deed(ctx, viewer, fields);
  },
});
