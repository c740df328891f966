/** Keeps what is said in spaces: the message, its place in the log, and the writer's visit are one commit. */
import { getStay } from "@/lib/accounts/gone.ts";
import type { Services } from "@/lib/define.ts";
import { failure } from "@/lib/errors.ts";
import { isId } from "@/lib/id.ts";
import { eventId } from "@/lib/realtime/event_id.ts";
import { readUser } from "@/lib/accounts/store.ts";
import { type Space, type SpaceMessage, spaceTopic } from "@/lib/spaces/model.ts";
import type { ChatMessage, Share } from "@/lib/spaces/protocol.ts";
import { tryAgain } from "@/lib/store/commit.ts";
import { keys } from "@/lib/store/keys.ts";
import { listPage } from "@/lib/store/page.ts";

type Deps = Pick<Services, "kv" | "hub">;

/** How long messages are kept, in milliseconds. */
export const MESSAGE_MS = 30 * 24 * 60 * 60 * 1000;

/** A message and its place in the log of the space. */
export type PlacedMessage = SpaceMessage & { eventId: string };

/** Messages of a space, oldest first; `nextCursor` leads to those before them. */
export interface MessagePage {
  messages: PlacedMessage[];
  nextCursor: string | null;
}

/**
 * Reads the latest messages of a space, or those before a cursor.
 *
 * @throws {HttpError} `bad_cursor`.
 */
export async function listMessages(
  kv: Deno.Kv,
  spaceId: string,
  { limit, before }: { limit: number; before?: string | null | undefined },
): Promise<MessagePage> {
  const { items, nextCursor } = await listPage<SpaceMessage[]>(kv, keys.spaceMessages(spaceId), {
    limit,
    cursor: before ?? undefined,
    reverse: true,
  });
  const messages = items.toReversed().flatMap(({ key, value }) =>
    value.map((message, place) => ({
      ...message,
      eventId: eventId(String(key.at(-1)), place),
    }))
  );
  return { messages, nextCursor };
}

/** A kept message as it is sent. */
export function messageFrame(message: SpaceMessage): ChatMessage {
  return {
    type: "chat_message",
    id: message.id,
    user_id: message.userId,
    nickname: message.nickname,
    message: message.message,
    character_id: message.characterId,
    character_name: message.characterName,
    character_reply: message.characterReply,
    emotion: message.emotion,
    // Stored by this app from a Share, and by nobody else.
    share: message.share as Share | null,
    nonce: message.nonce,
    removed: message.removed,
    ...(message.unanswered ? { unanswered: message.unanswered } : {}),
    timestamp: new Date(message.atMs).toISOString(),
  };
}

/** More that is written with a message. */
export interface Along {
  /** Writes and checks of the caller's: runs again with each try. */
  also?: ((write: Deno.AtomicOperation) => void | Promise<void>) | undefined;
}

/**
 * Keeps a message and tells everybody in the space, in one commit.
 *
 * @returns Its place in the log.
 * @throws {HttpError} `not_found` where the space is gone, `unauthorized` where the writer's account is going away.
 */
export async function appendMessage(
  { kv, hub }: Deps,
  space: Pick<Space, "id">,
  message: SpaceMessage,
  { also }: Along = {},
): Promise<string> {
  const { id: spaceId } = space;
  return await tryAgain(async () => {
    const [entry, user] = await kv.getMany([keys.space(spaceId), keys.user(message.userId)]);
    if (entry.value === null) throw failure("not_found");
    const stay = await getStay(kv, message.userId);
    if (!stay) throw failure("unauthorized");
    const write = kv.atomic().check(entry, stay);
    putMessage(kv, write, { spaceId, message });
    if (user.value !== null) {
      // What one says in a room, one is found by: see `lib/spaces/account_domain.ts`.
      write.set(keys.spaceVisit(readUser(user.value).id, spaceId), message.atMs);
    }
    await also?.(write);
    const said = await hub.appendWith(write, spaceTopic(spaceId), [messageFrame(message)]);
    return said.ok ? { value: said.id } : null;
  });
}

function putMessage(
  kv: Deno.Kv,
  write: Deno.AtomicOperation,
  { spaceId, message }: { spaceId: string; message: SpaceMessage },
): void {
  const expiry = { expireIn: MESSAGE_MS };
  write
    .set([...keys.spaceMessages(spaceId), kv.commitVersionstamp()], [message], expiry)
    .set(keys.spaceMessageAt(spaceId, message.id), null, expiry);
}

/** A message with the entry that holds it, for a commit that changes it. */
export interface FoundMessage {
  entry: Deno.KvEntry<SpaceMessage[]>;
  message: PlacedMessage;
}

/** Finds a message by its id; null where it is gone. */
export async function findMessage(
  kv: Deno.Kv,
  spaceId: string,
  id: string,
): Promise<FoundMessage | null> {
  if (!isId(id)) return null;
  const { versionstamp } = await kv.get(keys.spaceMessageAt(spaceId, id));
  if (versionstamp === null) return null;
  const entry = await kv.get<SpaceMessage[]>(keys.spaceMessage(spaceId, versionstamp));
  if (entry.versionstamp === null) return null;
  const place = entry.value.findIndex((message) => message.id === id);
  const message = entry.value[place];
  return message ? { entry, message: { ...message, eventId: eventId(versionstamp, place) } } : null;
}

/** Takes the words out of one message of an entry, in a commit that checks the entry. What is left says that it was. */
export function blankMessage(
  write: Deno.AtomicOperation,
  { entry, id, nowMs }: { entry: Deno.KvEntry<SpaceMessage[]>; id: string; nowMs: number },
): void {
  const messages = entry.value.map((message): SpaceMessage =>
    message.id !== id ? message : blank(message)
  );
  rewriteMessages(write, { entry, messages, nowMs });
}

/** The message without anything of what was said in it. */
export function blank(message: SpaceMessage): SpaceMessage {
  return {
    ...message,
    message: "",
    characterReply: null,
    emotion: null,
    share: null,
    removed: true,
  };
}

/** Writes messages where they were, for no longer than they were to be kept. */
export function rewriteMessages(
  write: Deno.AtomicOperation,
  { entry, messages, nowMs }: {
    entry: Deno.KvEntry<SpaceMessage[]>;
    messages: SpaceMessage[];
    nowMs: number;
  },
): void {
  const saidAtMs = messages[0]?.atMs ?? nowMs;
  write.check(entry).set(entry.key, messages, {
    expireIn: Math.max(1, saidAtMs + MESSAGE_MS - nowMs),
  });
}
