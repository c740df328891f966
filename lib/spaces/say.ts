/**
 * Says something in a space: whether one may, whether a resident answers, and the one commit that tells everybody.
 *
 * Who answers is decided at once and without a model. What is answered waits in the queue of the space until the
 * resident's turn comes (`lib/spaces/residents/queue.ts`); everything else is a message right away.
 */
import type { Viewer } from "@/lib/accounts/model.ts";
import { requireStay } from "@/lib/accounts/gone.ts";
import { failure } from "@/lib/errors.ts";
import { takeToken } from "@/lib/http/throttle.ts";
import { newId } from "@/lib/id.ts";
import type { TopicEvent } from "@/lib/realtime/model.ts";
import { stageAddressee } from "@/lib/spaces/events/stage.ts";
import { getStage } from "@/lib/spaces/events/stage_store.ts";
import { appendMessage, findMessage, messageFrame } from "@/lib/spaces/messages.ts";
import { getMute } from "@/lib/spaces/moderation.ts";
import { roleOf, type Space, type SpaceMessage, spaceTopic } from "@/lib/spaces/model.ts";
import type { ChatMessage, ChatPending, Share, SpaceEventFrame } from "@/lib/spaces/protocol.ts";
import {
  type Answerer,
  chooseAnswerer,
  findAsked,
  type NoReply,
} from "@/lib/spaces/residents/answerer.ts";
import { dropLease, takeLease } from "@/lib/spaces/residents/lease.ts";
import { type Pending, pendingFrame } from "@/lib/spaces/residents/model.ts";
import { enqueue, getPending } from "@/lib/spaces/residents/pendings.ts";
import { type QueueDeps, workThrough } from "@/lib/spaces/residents/queue.ts";
import { tryAgain } from "@/lib/store/commit.ts";
import { keys } from "@/lib/store/keys.ts";

/** How long a nonce is remembered: as long as the log it would be said into again. */
const NONCE_MS = 60 * 60_000;
/** Why something was not said. */
export type SayRefusal = "muted" | "slow" | "character" | "repeated";

export interface Saying {
  space: Space;
  speaker: { userId: string; nickname: string };
  /** Who pays for the reply, beside the space. */
  payer: { kind: Viewer["kind"]; address: string };
  /** May be empty where something is shared. */
  message: string;
  /** Asks this character to answer. */
  characterId: string | null;
  nonce: string | null;
  share: Share | null;
}

export type Said =
  | {
    ok: true;
    message: ChatMessage | ChatPending;
    /** Why the character who was spoken to does not answer. */
    unanswered: NoReply | null;
  }
  | { ok: false; reason: SayRefusal; retryAfterS?: number | undefined };

type Deps = Pick<QueueDeps, "kv" | "hub" | "now" | "env" | "models">;

/**
 * Says something.
 *
 * @throws {HttpError} `not_found` where the space is gone, `unauthorized` where the speaker's account is going away.
 */
export async function say(deps: Deps, saying: Saying): Promise<Said> {
  const { kv, now } = deps;
  const { space, speaker, characterId } = saying;
  const nowMs = now();
  const mute = await getMute(kv, space.id, speaker.userId, nowMs);
  if (mute) return { ok: false, reason: "muted", retryAfterS: secondsUntil(mute.untilMs, nowMs) };
  if (await wasSaid(kv, saying)) return { ok: false, reason: "repeated" };
  const asked = await findCalled(kv, saying);
  if (characterId !== null && !asked) return { ok: false, reason: "character" };
  const slow = await slowDown(kv, saying, nowMs);
  if (slow !== null) return { ok: false, reason: "slow", retryAfterS: slow };

  const id = newId();
  const called = { ...saying, characterId: asked?.characterId ?? null };
  const answerer = await chooseAnswerer(deps, called, { id, asked, nowMs });
  try {
    const frame = answerer && await sayPending(deps, saying, { id, answerer, nowMs });
    if (frame) return { ok: true, message: frame, unanswered: null };
    const message = await sayMessage(deps, saying, { id, answerer, nowMs });
    return { ok: true, message, unanswered: unansweredOf(answerer) };
  } catch (error) {
    if (error instanceof Repeated) return { ok: false, reason: "repeated" };
    throw error;
  }
}

/** Whom this is for: the character who is asked, else the one whom somebody on the stage talks with. */
async function findCalled(kv: Deno.Kv, { space, speaker, characterId }: Saying) {
  const called = characterId ??
    stageAddressee(await getStage(kv, space), space, speaker.userId);
  return called === null ? null : await findAsked(kv, space, { characterId: called, speaker });
}

function secondsUntil(untilMs: number | null, nowMs: number): number | undefined {
  return untilMs === null ? undefined : Math.max(1, Math.ceil((untilMs - nowMs) / 1000));
}

/** The same words have arrived before, as those of another try to send them. */
class Repeated extends Error {
  override name = "Repeated";
}

async function wasSaid(kv: Deno.Kv, { space, speaker, nonce }: Saying): Promise<boolean> {
  if (nonce === null) return false;
  const { value } = await kv.get(keys.spaceNonce(space.id, speaker.userId, nonce));
  return value !== null;
}

/** Puts the nonce of something into the commit that says it. @throws {Repeated} */
async function putNonce(
  kv: Deno.Kv,
  write: Deno.AtomicOperation,
  { space, speaker, nonce, id }: Saying & { id: string },
): Promise<void> {
  if (nonce === null) return;
  const entry = await kv.get(keys.spaceNonce(space.id, speaker.userId, nonce));
  if (entry.value !== null) throw new Repeated();
  write.check(entry).set(entry.key, id, { expireIn: NONCE_MS });
}

/** Counts what somebody says against slow mode. @returns Seconds to wait, or null. */
async function slowDown(
  kv: Deno.Kv,
  { space, speaker }: Saying,
  nowMs: number,
): Promise<number | null> {
  if (space.slowModeS === 0 || roleOf(space, speaker.userId) !== "guest") return null;
  const rule = { name: "space_slow", burst: 1, windowMs: space.slowModeS * 1000 };
  const subject = `${space.id} ${speaker.userId}`;
  const taken = await takeToken(kv, rule, { subject, nowMs });
  return taken.ok ? null : taken.retryAfterS;
}

interface Decided {
  id: string;
  answerer: Answerer | null;
  nowMs: number;
}

/** Puts the question into the queue of the space. @returns Null where it is full, or there is no reply left. */
async function sayPending(
  { kv, hub }: Deps,
  saying: Saying,
  { id, answerer, nowMs }: Decided & { answerer: Answerer },
): Promise<ChatPending | null> {
  if (answerer.noReply) return null;
  const { space, speaker, payer, message, nonce, share } = saying;
  const { character } = answerer.present;
  const pending: Pending = {
    v: 1,
    id,
    ...speaker,
    message,
    characterId: character.id,
    characterName: character.name,
    share,
    nonce,
    atMs: nowMs,
    address: payer.address,
    tries: 0,
  };
  const frame = pendingFrame(pending);
  return await tryAgain<ChatPending | null>(async () => {
    const entry = await kv.get(keys.space(space.id));
    if (entry.value === null) throw failure("not_found");
    const write = kv.atomic().check(entry, await requireStay(kv, speaker.userId));
    await putNonce(kv, write, { ...saying, id });
    if (!await enqueue(kv, write, { spaceId: space.id, pending })) return { value: null };
    const done = await hub.appendWith(write, spaceTopic(space.id), [frame]);
    return done.ok ? { value: frame } : null;
  });
}

/** Why somebody does not answer who was spoken to; nothing of those who only would have chimed in. */
function unansweredOf(answerer: Answerer | null): NoReply | null {
  if (!answerer || answerer.why === "fits" || answerer.why === "mentioned") return null;
  return answerer.noReply;
}

/** Says something that is not answered. Who was called and cannot answer nods: it was heard. */
async function sayMessage(
  { kv, hub }: Deps,
  saying: Saying,
  { id, answerer, nowMs }: Decided,
): Promise<ChatMessage> {
  const { space, speaker, message, nonce, share } = saying;
  const unanswered = unansweredOf(answerer);
  const said: SpaceMessage = {
    v: 1,
    id,
    ...speaker,
    characterId: null,
    characterName: null,
    message,
    characterReply: null,
    emotion: null,
    atMs: nowMs,
    share,
    nonce,
    removed: false,
    ...(unanswered ? { unanswered: unanswered.why } : {}),
  };
  await appendMessage({ kv, hub }, space, said, {
    also: (write) => putNonce(kv, write, { ...saying, id }),
  });
  if (answerer && ["asked", "named", "follow_up"].includes(answerer.why)) {
    const { characterId: character_id } = answerer.present;
    const nod: SpaceEventFrame = { type: "emote", user_id: null, character_id, emote: "nod" };
    await hub.append(spaceTopic(space.id), [nod]);
  }
  return messageFrame(said);
}

/** How often one who waits looks whether anybody still directs the space. */
const LOOK_MS = 2_000;

/**
 * Waits until a message that a character answers is whole, and answers it here where nobody directs the space: people may
 * have joined it without a socket anywhere.
 *
 * @throws {HttpError} `not_found` where the message was taken away. The signal's reason when it aborts.
 */
export async function waitForReply(
  deps: QueueDeps,
  spaceId: string,
  id: string,
  signal: AbortSignal,
): Promise<ChatMessage> {
  const over = Promise.withResolvers<ChatMessage | null>();
  const subscription = await deps.hub.subscribe(spaceTopic(spaceId), {
    onEvents(events) {
      for (const { event } of events) {
        if (isAnswerTo(event, id)) over.resolve(event);
        if (isRemovalOf(event, id)) over.resolve(null);
      }
    },
  });
  const abort = () => over.reject(signal.reason);
  signal.addEventListener("abort", abort, { once: true });
  if (signal.aborted) abort();
  const looking = setInterval(() => void look(), LOOK_MS);
  let busy = false;
  const look = async () => {
    if (busy) return;
    busy = true;
    try {
      if (await getPending(deps.kv, spaceId, id)) return await direct(deps, spaceId);
      const found = await findMessage(deps.kv, spaceId, id);
      over.resolve(found && messageFrame(found.message));
    } catch (error) {
      over.reject(error);
    } finally {
      busy = false;
    }
  };
  try {
    void look();
    const message = await over.promise;
    if (!message) throw failure("not_found");
    return message;
  } finally {
    clearInterval(looking);
    signal.removeEventListener("abort", abort);
    subscription.close();
  }
}

/** Answers what waits, where nobody else does. Goes on to its end also for those who stopped waiting. */
async function direct(deps: QueueDeps, spaceId: string): Promise<void> {
  const held = await takeLease(deps, spaceId);
  if (!held) return;
  try {
    await workThrough(deps, held, { signal: new AbortController().signal });
  } finally {
    await dropLease(deps.kv, held);
  }
}

function isAnswerTo(event: TopicEvent, id: string): event is ChatMessage {
  return event.type === "chat_message" && "id" in event && event.id === id;
}

function isRemovalOf(event: TopicEvent, id: string): boolean {
  return event.type === "message_removed" && "id" in event && event.id === id;
}
