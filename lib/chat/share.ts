/**
 * Shares a conversation, up to one of its messages, as a page that anybody with its link can read.
 *
 * [SH1] The link cannot be guessed, and it leads nowhere once it is taken back, or its conversation or account is gone.
 * [SH2] A page shows what stands there now: what its owner edits is edited, what is deleted is gone.
 * [SH3] Nothing of other branches, and nothing after the last shared message, can be seen by a link.
 */
import { z } from "zod";
import { requireStay } from "@/lib/accounts/gone.ts";
import type { User } from "@/lib/accounts/model.ts";
import { type Character, mayRead, readCharacter } from "@/lib/characters/model.ts";
import { requireReachable } from "@/lib/chat/go_to.ts";
import { castOf, isGroup, titleOf } from "@/lib/chat/group.ts";
import { type Conversation, type Message, Place, readConversation } from "@/lib/chat/model.ts";
import { readerName } from "@/lib/chat/reader_name.ts";
import { putConversation, readPath, requireConversation, requireEntry } from "@/lib/chat/store.ts";
import { failure } from "@/lib/errors.ts";
import { newSecret } from "@/lib/id.ts";
import { commitWithRetry } from "@/lib/store/commit.ts";
import { keys } from "@/lib/store/keys.ts";
import { getAll } from "@/lib/store/kv.ts";
import { listValues } from "@/lib/store/page.ts";
import { upgrader } from "@/lib/store/versioned.ts";

/** Most links to one conversation. */
export const MAX_SHARES = 10;
/** Most messages that a link shows: the last ones up to where it ends. */
export const MAX_SHARED_MESSAGES = 400;
/** Messages on a page of a shared conversation. */
export const SHARED_PAGE = 50;

export const SharedChat = z.object({
  v: z.literal(1),
  /** 256 random bits as base64url. */
  code: z.string(),
  conversationId: z.string(),
  /** The last message that is shown. */
  leaf: Place,
  showName: z.boolean(),
  createdAtMs: z.number(),
});
export type SharedChat = z.infer<typeof SharedChat>;

export const readSharedChat = upgrader<SharedChat>(1);

/**
 * Makes a link.
 *
 * @param options.place The last message to show, on whichever branch.
 * @throws {HttpError} `not_found` or `too_many`.
 */
export async function shareConversation(
  kv: Deno.Kv,
  conversationId: string,
  { ownerId, place, showName, nowMs }: {
    ownerId: string;
    place: Place;
    showName: boolean;
    nowMs: number;
  },
): Promise<SharedChat> {
  return await commitWithRetry(async () => {
    const { conversation, check } = await requireEntry(kv, conversationId, ownerId);
    await requireReachable(kv, conversation, place);
    const shares = await listValues(kv, keys.sharedChatsOf(conversationId));
    if (shares.length >= MAX_SHARES) throw failure("too_many");
    const code = newSecret();
    const share: SharedChat = {
      v: 1,
      code,
      conversationId,
      leaf: place,
      showName,
      createdAtMs: nowMs,
    };
    const write = kv.atomic().check(check, await requireStay(kv, ownerId))
      .set(keys.sharedChat(code), share)
      .set(keys.sharedChatOf(conversationId, code), code);
    // Touched, so that whoever deletes the conversation at this moment sees this link as well.
    putConversation(write, conversation, conversation);
    return { write, value: share };
  });
}

/** Lists the links to a conversation, the latest first. @throws {HttpError} `not_found`. */
export async function listShares(
  kv: Deno.Kv,
  conversationId: string,
  ownerId: string,
): Promise<SharedChat[]> {
  await requireConversation(kv, conversationId, ownerId);
  const codes = await listValues<string>(kv, keys.sharedChatsOf(conversationId));
  const entries = await getAll<SharedChat>(kv, codes.map((code) => keys.sharedChat(code)));
  return entries.flatMap(({ value }) => value ? [readSharedChat(value)] : [])
    .toSorted((a, b) => b.createdAtMs - a.createdAtMs);
}

/** Takes a link back. @throws {HttpError} `not_found`. */
export async function revokeShare(
  kv: Deno.Kv,
  conversationId: string,
  { ownerId, code }: { ownerId: string; code: string },
): Promise<void> {
  await commitWithRetry(async () => {
    await requireConversation(kv, conversationId, ownerId);
    const entry = await kv.get<string>(keys.sharedChatOf(conversationId, code));
    if (entry.value === null) throw failure("not_found");
    const write = kv.atomic().check(entry)
      .delete(entry.key)
      .delete(keys.sharedChat(code));
    return { write, value: undefined };
  });
}

/** A message as a link shows it. */
export type SharedMessage = Pick<Message, "id" | "role" | "content" | "emotion" | "speaker">;

export interface SharedView {
  conversation: Pick<Conversation, "id" | "characterId" | "characterName" | "createdAtMs">;
  /** What it is called: the names of everybody who takes part. */
  title: string;
  /** Whom the conversation is with; null where they are gone, or not open to whoever looks. */
  character: Character | null;
  /** Everybody who takes part or speaks, and is open to whoever looks, by their ids. */
  people: ReadonlyMap<string, Character>;
  /** One of them is rated for adults, whoever looks. */
  mature: boolean;
  /** Name of whoever shared it; null where they keep it to themselves. */
  readerName: string | null;
  messages: SharedMessage[];
  /** Of the page, counted from 1 at the oldest. */
  page: number;
  pages: number;
  /** Whether older messages than a link may show were left out. */
  shortened: boolean;
}

/**
 * Reads what a link shows.
 *
 * @param options.viewerId Of whoever looks, or null.
 * @throws {HttpError} `not_found` for a link that leads nowhere (any more), and for a page that is not there.
 */
export async function viewShared(
  kv: Deno.Kv,
  code: string,
  { viewerId, page }: { viewerId: string | null; page: number },
): Promise<SharedView> {
  const share = await findShare(kv, code);
  const { value: found } = await kv.get<Conversation>(keys.conversation(share.conversationId));
  if (!found) throw failure("not_found");
  const conversation = readConversation(found);
  const [path, owner] = await Promise.all([
    readPath(kv, conversation.id, { leaf: share.leaf, limit: MAX_SHARED_MESSAGES }),
    kv.get<User>(keys.user(conversation.ownerId)),
  ]);
  const all = path.messages.map(({ message }) => message);
  const { removed } = conversation.trash ?? {};
  const pages = Math.ceil(all.length / SHARED_PAGE);
  if (!owner.value || all.some(({ id }) => id === removed?.id) || page < 1 || page > pages) {
    throw failure("not_found");
  }
  const known = await readEverybody(kv, conversation, all);
  const people = new Map([...known].filter(([, one]) => mayRead(one, viewerId)));
  const name = await readerName(kv, conversation, owner.value);
  const { id, characterId, characterName, createdAtMs } = conversation;
  const character = people.get(characterId) ?? null;
  return {
    conversation: { id, characterId, characterName, createdAtMs },
    title: isGroup(conversation) ? titleOf(conversation) : character?.name ?? characterName,
    character,
    people,
    mature: [...known.values()].some(({ rating }) => rating === "mature"),
    readerName: share.showName ? name : null,
    messages: all.slice((page - 1) * SHARED_PAGE, page * SHARED_PAGE)
      .map(({ id, role, content, emotion, speaker }) => ({
        id,
        role,
        content: share.showName ? content : hideName(content, name),
        emotion,
        ...(speaker ? { speaker } : {}),
      })),
    page,
    pages,
    shortened: path.before !== null,
  };
}

/** Everybody who takes part in a conversation now, or says something of this, by their ids. */
async function readEverybody(
  kv: Deno.Kv,
  conversation: Conversation,
  messages: readonly Message[],
): Promise<Map<string, Character>> {
  const ids = new Set([
    ...castOf(conversation).map(({ id }) => id),
    ...messages.flatMap(({ speaker }) => speaker?.id ?? []),
  ]);
  const entries = await getAll<Character>(kv, [...ids].map((id) => keys.character(id)));
  const found = entries.flatMap(({ value }) => value === null ? [] : [readCharacter(value)]);
  return new Map(found.map((character) => [character.id, character]));
}

async function findShare(kv: Deno.Kv, code: string): Promise<SharedChat> {
  if (!/^[\w-]{43}$/.test(code)) throw failure("not_found");
  const { value } = await kv.get(keys.sharedChat(code));
  if (value === null) throw failure("not_found");
  return readSharedChat(value);
}

/** What stands for a name that is kept back. */
const HIDDEN_NAME = "○○";

/** Takes a name out of what characters say. One of a single letter stays: it would tear words apart. */
export function hideName(text: string, name: string): string {
  return [...name].length < 2 ? text : text.replaceAll(name, HIDDEN_NAME);
}
