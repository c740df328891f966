/** `POST /spaces/:id/say`: says something from the page, and comes in with the first word. */
import type { Context } from "fresh";
import { z } from "zod";
import { ensureViewer } from "@/lib/accounts/identify.ts";
import { limit } from "@/lib/characters/limits.ts";
import { define, type State } from "@/lib/define.ts";
import { asFailure, REASONS } from "@/lib/errors.ts";
import { clientAddress } from "@/lib/http/address.ts";
import { formFields, parseInput, readForm } from "@/lib/http/body.ts";
import { spaceWords } from "@/lib/i18n/spaces.ts";
import { comeIn } from "@/lib/spaces/come_in.ts";
import { CHAT_RULE } from "@/lib/spaces/limits.ts";
import { MAX_MESSAGE } from "@/lib/spaces/protocol.ts";
import { say, waitForReply } from "@/lib/spaces/say.ts";
import { SAY_REFUSALS } from "@/lib/spaces/say_refusals.ts";
import { touchSeat } from "@/lib/spaces/seats.ts";
import { backInSpace } from "@/lib/spaces/way_back.ts";
import { respondWithRoom } from "@/components/lounge/respond.ts";

const SayForm = z.object({
  message: z.string().default("").transform((text) => text.replace(/\r\n?/g, "\n").trim()),
  character_id: z.string().max(64).default(""),
  nonce: z.string().max(40).default(""),
  invite: z.string().max(64).optional(),
});

/** What is not said by itself, but can be said again in a moment or in other words. */
const SPEAKABLE = new Set(["space_muted", "slow_mode", "not_resident", "rate_limited"]);

export const handler = define.handlers({
  async POST(ctx) {
    const { services, locale } = ctx.state;
    const words = spaceWords[locale];
    const form = parseInput(SayForm, formFields(await readForm(ctx.req)));
    const id = ctx.params.id ?? "";
    const sendBack = (error: string, status = 422) =>
      respondWithRoom(ctx, {
        draft: {
          text: form.message.slice(0, MAX_DRAFT),
          error,
          to: form.character_id || null,
        },
        status,
        invite: form.invite,
      });
    if (form.message === "") return await sendBack(words.say.empty);
    if (form.message.length > MAX_MESSAGE) return await sendBack(words.say.tooLong(MAX_MESSAGE));
    const viewer = await ensureViewer(ctx);
    try {
      await limit(ctx, CHAT_RULE);
      const space = await comeIn(services, viewer, { id, inviteCode: form.invite ?? null });
      const said = await say(services, {
        space,
        speaker: { userId: viewer.id, nickname: viewer.nickname },
        payer: { kind: viewer.kind, address: clientAddress(ctx) },
        message: form.message,
        characterId: form.character_id || null,
        nonce: form.nonce || null,
        share: null,
      });
      // Sent twice, by a reload or an impatient finger: it was said.
      if (!said.ok && said.reason !== "repeated") {
        const reason = REASONS[SAY_REFUSALS[said.reason]];
        return await sendBack(reason.words[locale], reason.status);
      }
      await touchSeat(services, { spaceId: id, userId: viewer.id });
      if (said.ok && said.message.type === "chat_pending") answerSoon(ctx, id, said.message.id);
    } catch (error) {
      const { reason } = asFailure(error);
      if (!SPEAKABLE.has(reason)) throw error;
      return await sendBack(REASONS[reason].words[locale], REASONS[reason].status);
    }
    return ctx.redirect(`${backInSpace(ctx.req, ctx.url, id)}#say`, 303);
  },
});

/**
 * Sees to the answer in passing: where nobody is in the room by a socket, nobody else does. The reader finds it on the
 * page; where none comes in time, the next who comes in gets it.
 */
function answerSoon({ state: { services } }: Context<State>, spaceId: string, id: string): void {
  waitForReply(services, spaceId, id, AbortSignal.timeout(ANSWER_MS))
    .catch((error) => services.log.debug("room_answer_left", { spaceId, error: String(error) }));
}

const ANSWER_MS = 60_000;

/** Of a message that is far too long, not all is shown again. */
const MAX_DRAFT = 4 * MAX_MESSAGE;
