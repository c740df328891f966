/** Works through what waits for a reply in a space: one speaker at a time, oldest question first. */
import { asFailure } from "@/lib/errors.ts";
import { preferredModel } from "@/lib/characters/card/preferred_model.ts";
import type { Emotion } from "@/lib/ai/model.ts";
import { chargeQuota } from "@/lib/chat/quota.ts";
import { addUsage, recordUsage } from "@/lib/chat/usage.ts";
import type { Services } from "@/lib/define.ts";
import { appendMessage } from "@/lib/spaces/messages.ts";
import { type Space, type SpaceMessage, spaceTopic } from "@/lib/spaces/model.ts";
import type { SpaceEventFrame } from "@/lib/spaces/protocol.ts";
import { quotaOf } from "@/lib/spaces/residents/answerer.ts";
import { putMemory, remember } from "@/lib/spaces/residents/memory.ts";
import { type Lease, type Pending, pendingFrame } from "@/lib/spaces/residents/model.ts";
import {
  checkLease,
  commitSpeaking,
  type HeldLease,
  isOurs,
  leaseRenewed,
} from "@/lib/spaces/residents/lease.ts";
import {
  dropPending,
  getPending,
  type HeldPending,
  listPendings,
} from "@/lib/spaces/residents/pendings.ts";
import { type Reply, writeReply } from "@/lib/spaces/residents/reply.ts";
import { buildRoomRequest, type RoomRequest } from "@/lib/spaces/residents/room_prompt.ts";
import { getSpace } from "@/lib/spaces/store.ts";
import { keys } from "@/lib/store/keys.ts";

/** A question that is older goes out without a reply: nobody waits for it any more. */
export const MAX_WAIT_MS = 90_000;
/** A reply that was cut off so often is not tried again. */
const MAX_TRIES = 2;
/** Most tokens of a reply, whatever chats may take: two to four sentences. */
const MAX_TOKENS = 320;

export type QueueDeps = Pick<Services, "kv" | "hub" | "now" | "log" | "env" | "models">;

export interface QueueOptions {
  /** Stops the reply that is being written; its question stays for whoever comes next. */
  signal: AbortSignal;
  /** Is told what the body of the speaker may show. */
  stage?: Stage;
  random?: () => number;
  pauseMs?: number;
}

/** Where a reply is seen. */
export interface Stage {
  replying(pending: Pending): void;
  felt(pending: Pending, emotion: Emotion): void;
  replied(pending: Pending): void;
}

/** Answers whatever waits. @returns `lost` where another one directs the space now. */
export async function workThrough(
  deps: QueueDeps,
  held: HeldLease,
  options: QueueOptions,
): Promise<"empty" | "stopped" | "lost"> {
  const { kv, log } = deps;
  for (;;) {
    if (options.signal.aborted) return "stopped";
    const [next] = await listPendings(kv, held.spaceId);
    if (!next) return await fallSilent(deps, held) ? "empty" : "lost";
    const found = await getPending(kv, held.spaceId, next.id);
    if (!found) continue;
    const turn: Turn = { deps, held, options, found, reply: null };
    const done = await answer(turn);
    await charge(turn);
    if (done === "answered") continue;
    if (options.signal.aborted) return "stopped";
    if (!await isOurs(kv, held)) return "lost";
    // The question was taken away while it was answered, which is no trouble.
    log.debug("reply_unwanted", { space: held.spaceId, message: next.id });
  }
}

/** A lease that is not spoken under holds without being renewed. */
async function fallSilent(deps: QueueDeps, held: HeldLease): Promise<boolean> {
  if (held.lease.speakingUntilMs === null) return true;
  const write = deps.kv.atomic();
  const lease = checkLease(write, held, { speaking: false, nowMs: deps.now() });
  const done = await write.commit();
  if (done.ok) Object.assign(held, { lease, versionstamp: done.versionstamp });
  return done.ok;
}

interface Turn {
  deps: QueueDeps;
  held: HeldLease;
  options: QueueOptions;
  found: HeldPending;
  /** Once it was written. */
  reply: Reply | null;
}

async function answer(turn: Turn): Promise<"answered" | "unwanted"> {
  const { deps, held, options: { stage }, found: { pending } } = turn;
  const space = await getSpace(deps.kv, held.spaceId);
  if (!space) return await drop(turn);
  const tooLate = pending.tries >= MAX_TRIES || deps.now() - pending.atMs > MAX_WAIT_MS;
  if (tooLate) return await settle(turn, space, null);
  if (!await begin(turn)) return "unwanted";
  stage?.replying(pending);
  try {
    const built = await build(turn, space);
    if (!built) return await settle(turn, space, null);
    const reply = turn.reply = await write(turn, built);
    if (!reply.unwanted) return await settle(turn, space, { built, reply });
    const { usage } = reply;
    // It was paid for all the same.
    if (usage) await recordUsage(deps.kv, pending.userId, { usage, nowMs: deps.now() });
    return "unwanted";
  } finally {
    stage?.replied(pending);
  }
}

/** Notes that an answer is begun. What an earlier try had brought is void: everybody is told of the question anew. */
async function begin(turn: Turn): Promise<boolean> {
  const { deps, held, found } = turn;
  const { pending } = found;
  const key = keys.spacePending(held.spaceId, pending.id);
  const begun = { ...pending, tries: pending.tries + 1 };
  const write = deps.kv.atomic().check({ key, versionstamp: found.versionstamp }).set(key, begun);
  const events = pending.tries > 0 ? [pendingFrame(begun)] : [];
  if (!await commitSpeaking(deps, held, write, events)) return false;
  turn.found = { pending: begun, versionstamp: held.versionstamp };
  return true;
}

async function build({ deps, options, found }: Turn, space: Space): Promise<RoomRequest | null> {
  const { kv, now, env, log } = deps;
  try {
    return await buildRoomRequest(kv, {
      space,
      pending: found.pending,
      maxOutputTokens: Math.min(MAX_TOKENS, env.AI_CHAT_MAX_TOKENS),
      nowMs: now(),
      random: options.random ?? Math.random,
    });
  } catch (error) {
    log.error("reply_request_failed", error, { space: space.id });
    return null;
  }
}

async function write(turn: Turn, { request, callName }: RoomRequest): Promise<Reply> {
  const { deps, held, options, found: { pending, versionstamp } } = turn;
  const key = keys.spacePending(held.spaceId, pending.id);
  return await writeReply({
    model: deps.models.pick(preferredModel(request.speaker.card)),
    request,
    callName,
    signal: options.signal,
    log: deps.log,
    ...(options.pauseMs === undefined ? {} : { pauseMs: options.pauseMs }),
    feel: (emotion) => options.stage?.felt(pending, emotion),
    tell: async (content, emotion) => {
      const chunk: SpaceEventFrame = {
        type: "character_chunk",
        id: pending.id,
        character_id: pending.characterId,
        content,
        ...(emotion === null ? {} : { emotion }),
      };
      const still = deps.kv.atomic().check({ key, versionstamp });
      const says = content !== "" || emotion !== null;
      return await commitSpeaking(deps, held, still, says ? [chunk] : []);
    },
  });
}

/** Thrown in a commit that is not ours to make any more. */
class NotOurs extends Error {
  override name = "NotOurs";
}

/** Turns the question into a message, with its reply or without one. */
async function settle(
  turn: Turn,
  space: Space,
  spoken: { built: RoomRequest; reply: Reply } | null,
): Promise<"answered" | "unwanted"> {
  const { deps, held, found: { pending, versionstamp } } = turn;
  const { kv, hub, now, log } = deps;
  const message = messageOf(pending, spoken?.reply ?? null);
  let lease: Lease = held.lease;
  const also = async (write: Deno.AtomicOperation) => {
    const current = await getPending(kv, space.id, pending.id);
    if (current?.versionstamp !== versionstamp || !await isOurs(kv, held)) throw new NotOurs();
    lease = checkLease(write, held, { speaking: false, nowMs: now() });
    dropPending(write, space.id, turn.found);
    if (!spoken) return;
    const { built, reply } = spoken;
    const { usage } = reply;
    if (usage) await addUsage(kv, write, pending.userId, { usage, nowMs: now() });
    const { characterId } = pending;
    if (!space.residentIds.includes(characterId)) return;
    const memory = remember(built.memory, [message], { characterId, nowMs: now() });
    putMemory(write, { spaceId: space.id, characterId, memory });
  };
  try {
    const id = await appendMessage({ kv, hub }, space, message, { also });
    leaseRenewed(held, lease, id);
  } catch (error) {
    if (error instanceof NotOurs) return "unwanted";
    const { reason } = asFailure(error);
    if (reason === "unauthorized" || reason === "not_found") return await drop(turn);
    throw error;
  }
  log.info("space_reply", {
    space: space.id,
    character: pending.characterId,
    chars: message.characterReply?.length ?? 0,
    trouble: spoken?.reply.trouble,
    tookMs: now() - pending.atMs,
  });
  if (message.characterReply === null) await shrug(deps, space.id, pending);
  return "answered";
}

/** Counts a reply against the address that asked for it, and the space. It was given: a store that fails takes it from nobody. */
async function charge({ deps, held, found, reply }: Turn): Promise<void> {
  const { address = null } = found.pending;
  if (!reply?.usage) return;
  await chargeQuota(deps, { address, roomId: quotaOf(held.spaceId) }, reply.usage)
    .catch((error) => deps.log.error("space_quota_failed", error, { space: held.spaceId }));
}

function messageOf(pending: Pending, reply: Reply | null): SpaceMessage {
  const { id, userId, nickname, characterId, characterName, message, atMs, share, nonce } = pending;
  const characterReply = reply?.text ?? null;
  return {
    v: 1,
    id,
    userId,
    nickname,
    characterId,
    characterName,
    message,
    characterReply,
    emotion: characterReply === null ? null : reply?.emotion ?? "neutral",
    atMs,
    share,
    nonce,
    removed: false,
  };
}

/** A character that has no words says so: whoever asked is not left wondering. */
async function shrug({ hub }: QueueDeps, spaceId: string, pending: Pending): Promise<void> {
  const sign: SpaceEventFrame = {
    type: "emote",
    user_id: null,
    character_id: pending.characterId,
    emote: "question",
  };
  await hub.append(spaceTopic(spaceId), [sign]);
}

/** Takes a question away whose writer, or whose space, is gone. */
async function drop({ deps, held, found }: Turn): Promise<"answered" | "unwanted"> {
  const { pending } = found;
  const write = deps.kv.atomic();
  dropPending(write, held.spaceId, found);
  const gone: SpaceEventFrame = { type: "message_removed", id: pending.id, by: pending.userId };
  return await commitSpeaking(deps, held, write, [gone]) ? "answered" : "unwanted";
}
