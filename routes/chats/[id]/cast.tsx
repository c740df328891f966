/** Brings characters into a conversation and out of it, and says who speaks when. */
import { page } from "fresh";
import { z } from "zod";
import { CastPage } from "@/components/chat/CastPage.tsx";
import { requireViewer } from "@/lib/accounts/identify.ts";
import { addToCast, readCast, removeFromCast, setOrder } from "@/lib/chat/cast.ts";
import { castOf } from "@/lib/chat/group.ts";
import { MAX_CAST } from "@/lib/chat/model.ts";
import { requireConversation } from "@/lib/chat/store.ts";
import { define } from "@/lib/define.ts";
import { asFailure } from "@/lib/errors.ts";
import { formFields, parseInput, readForm } from "@/lib/http/body.ts";
import { listResidentChoices } from "@/lib/spaces/resident_choices.ts";

const Id = z.string().min(1).max(64);
const Ids = z.array(Id).max(50);
const Form = z.object({
  remove: Id.optional(),
  order: z.enum(["natural", "manual"]).optional(),
});

export const handler = define.handlers({
  async GET(ctx) {
    const viewer = requireViewer(ctx);
    if (viewer instanceof Response) return viewer;
    const { services } = ctx.state;
    const { searchParams } = ctx.url;
    const q = (searchParams.get("q") ?? "").slice(0, 100);
    const chosen = parseInput(Ids, searchParams.getAll("with")).slice(0, MAX_CAST);
    const conversation = await requireConversation(services.kv, ctx.params.id!, viewer.id);
    const [people, choices] = await Promise.all([
      readCast(services.kv, conversation),
      listResidentChoices(services, viewer, { chosen, q }),
    ]);
    const there = new Set(castOf(conversation).map(({ id }) => id));
    return page({
      conversation,
      people,
      choices: choices.filter(({ character }) => !there.has(character.id)),
      chosen,
      q,
      full: searchParams.has("full"),
    }, { headers: { "cache-control": "private, no-store" } });
  },

  async POST(ctx) {
    const viewer = requireViewer(ctx);
    if (viewer instanceof Response) return viewer;
    const { kv, now } = ctx.state.services;
    const id = ctx.params.id!;
    const form = await readForm(ctx.req);
    const { remove, order } = parseInput(Form, formFields(form));
    const ownerId = viewer.id;
    if (remove) await removeFromCast(kv, id, { ownerId, characterId: remove });
    if (order) await setOrder(kv, id, { ownerId, order });
    const joining = parseInput(Ids, form.getAll("with"));
    try {
      for (const characterId of joining) {
        await addToCast(kv, id, { ownerId, characterId, nowMs: now() });
      }
    } catch (error) {
      if (asFailure(error).reason !== "too_many") throw error;
      return ctx.redirect(`/chats/${id}/cast?full`, 303);
    }
    return ctx.redirect(`/chats/${id}${joining.length > 0 ? "" : "/cast"}`, 303);
  },
});

export default define.page<typeof handler>(({ data, ...place }) => (
  <CastPage place={place} {...data} />
));
