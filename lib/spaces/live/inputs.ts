/** Does what the frames of a person in a space ask for. */
import { asFailure, REASONS } from "@/lib/errors.ts";
import type { InboxRules } from "@/lib/realtime/inbox.ts";
import type { LiveRoom } from "@/lib/spaces/live/room.ts";
import type { LiveDeps } from "@/lib/spaces/live/spaces.ts";
import type { Member } from "@/lib/spaces/live/member.ts";
import { spaceTopic } from "@/lib/spaces/model.ts";
import {
  ClientMessage,
  type ServerMessage,
  type ShareRequest,
  type SpaceEventFrame,
} from "@/lib/spaces/protocol.ts";
import { say, type SayRefusal } from "@/lib/spaces/say.ts";
import { resolveShare, type ShareRefusal } from "@/lib/spaces/share/share.ts";

/** What one connection may send. Moves come ten times a second; what a burst leaves out, the next one makes up for. */
export const SPACE_RULES: InboxRules<ClientMessage> = {
  schema: ClientMessage,
  limits: {
    chat: { burst: 8, windowMs: 16_000 },
    move: { burst: 30, windowMs: 2_000, silent: true },
    emote: { burst: 6, windowMs: 6_000 },
    typing: { burst: 10, windowMs: 10_000, silent: true },
    share: { burst: 4, windowMs: 20_000 },
    // Eight peers, each with an offer or answer and a few batches of candidates, and again after a break.
    signal: { burst: 120, windowMs: 30_000 },
    react: { burst: 10, windowMs: 5_000, silent: true },
    ping: { burst: 5, windowMs: 5_000, silent: true },
  },
};

type Refusal = SayRefusal | ShareRefusal;

/** Why something was not said or shown, in words for developers; clients have their own by `code`. */
const WORDS: Readonly<Record<Refusal, string>> = {
  muted: "Cannot say this while muted",
  slow: "Cannot say this yet, as slow mode is on",
  character: "Cannot ask that character, as it does not live here",
  repeated: "Cannot say the same message twice",
  not_found: "Cannot share what is not there",
  private: "Cannot share what nobody else may see",
  mature: "Cannot share what is for adults in a room for all",
  bad_link: "Cannot share that address",
  rate_limited: "Cannot share so often",
};

export async function handleInput(
  services: LiveDeps,
  { room, member, message }: { room: LiveRoom; member: Member; message: ClientMessage },
): Promise<void> {
  const { hub } = services;
  const { userId, seat } = member.options;
  const tell = (event: SpaceEventFrame) => hub.append(spaceTopic(room.id), [event]);
  switch (message.type) {
    case "chat":
      return member.inOrder(
        () => chat(services, { room, member, message }),
        (error) => refuseFault(services, member, { error, nonce: message.nonce }),
      );
    case "share":
      return member.inOrder(
        () => share(services, { room, member, message }),
        (error) => refuseFault(services, member, { error, nonce: message.nonce }),
      );
    case "move":
      return room.move(seat, message);
    case "typing":
      return room.typing(seat, message.is_typing);
    case "react":
      return room.react(userId, message.reaction);
    case "emote":
      await tell({ type: "emote", user_id: userId, character_id: null, emote: message.emote });
      return;
    case "signal": {
      const { to, signal } = message;
      // Whoever left in the meantime needs no signal, and a stranger gets none.
      if (room.people.byUser(to)) await tell({ type: "signal", from: userId, to, signal });
      return;
    }
    case "ping":
      return member.send({ type: "pong" });
  }
}

async function chat(
  services: LiveDeps,
  { room, member, message }: {
    room: LiveRoom;
    member: Member;
    message: Extract<ClientMessage, { type: "chat" }>;
  },
): Promise<void> {
  const { userId, nickname, payer, locale, seat } = member.options;
  room.typing(seat, false);
  const said = await say(services, {
    space: room.space,
    speaker: { userId, nickname },
    payer,
    message: message.message,
    characterId: message.character_id ?? null,
    nonce: message.nonce ?? null,
    share: null,
  });
  if (!said.ok) refuse(member, { ...said, nonce: message.nonce });
  else if (said.unanswered) {
    // It was said, so this is about no message of the client's: it has no nonce.
    const { why, retryAfterS } = said.unanswered;
    const code = why === "often" ? "rate_limited" : "quota_used";
    const { [locale]: text } = REASONS[code].words;
    member.send({ type: "error", code, message: text, retry_after_s: retryAfterS });
  }
}

async function share(
  services: LiveDeps,
  { room, member, message }: {
    room: LiveRoom;
    member: Member;
    message: Extract<ClientMessage, { type: "share" }>;
  },
): Promise<void> {
  const { userId, nickname, payer } = member.options;
  const request: ShareRequest = message.share;
  const resolved = await resolveShare(services, { space: room.space, userId, request });
  if (!resolved.ok) return refuse(member, { reason: resolved.reason, nonce: message.nonce });
  if (resolved.share.kind === "screen") {
    const shown: SpaceEventFrame = {
      type: "share",
      id: userId,
      user_id: userId,
      nickname,
      share: resolved.share,
      nonce: message.nonce ?? null,
      timestamp: new Date(services.now()).toISOString(),
    };
    await services.hub.append(spaceTopic(room.id), [shown]);
    return;
  }
  const said = await say(services, {
    space: room.space,
    speaker: { userId, nickname },
    payer,
    message: "",
    characterId: null,
    nonce: message.nonce ?? null,
    share: resolved.share,
  });
  if (!said.ok) refuse(member, { ...said, nonce: message.nonce });
}

function refuse(
  member: Member,
  { reason, retryAfterS, nonce }: {
    reason: Refusal;
    retryAfterS?: number | undefined;
    nonce?: string | undefined;
  },
): void {
  // It was said before: its sender has seen it, or will as the log goes on.
  if (reason === "repeated") return;
  member.send({
    type: "error",
    code: reason,
    message: WORDS[reason],
    ...(retryAfterS === undefined ? {} : { retry_after_s: retryAfterS }),
    ...(nonce === undefined ? {} : { nonce }),
  });
}

function refuseFault(
  { log }: LiveDeps,
  member: Member,
  { error, nonce }: { error: unknown; nonce?: string | undefined },
): void {
  const failed = asFailure(error);
  if (failed.reason === "internal") log.error("space_input_failed", error);
  member.send(
    {
      type: "error",
      code: failed.reason,
      message: failed.message,
      ...(failed.retryAfterS === null ? {} : { retry_after_s: failed.retryAfterS }),
      ...(nonce === undefined ? {} : { nonce }),
    } satisfies ServerMessage,
  );
}
