/** Gathers what a conversation page shows. */
import type { Character } from "@/lib/characters/model.ts";
import { readCast, readOpen } from "@/lib/chat/cast.ts";
import { castOf } from "@/lib/chat/group.ts";
import { wayForward } from "@/lib/chat/go_to.ts";
import { type Conversation, type Message, type Place, type Turn } from "@/lib/chat/model.ts";
import { type PathPage, readPath } from "@/lib/chat/store.ts";
import { requireWithTurn, settleIfLost } from "@/lib/chat/turn_store.ts";
import { failure } from "@/lib/errors.ts";

/** Messages on a page. */
export const PAGE_MESSAGES = 30;

export interface ConversationView {
  conversation: Conversation;
  /** Whoever can be talked with first; null once all are gone, or not open to this reader any more. */
  character: Character | null;
  /** Everybody who can be talked with, and those who speak on the page, by their ids. */
  people: ReadonlyMap<string, Character>;
  path: PathPage;
  /** The reply that is being written; only on the newest page. */
  turn: Turn | null;
  /** Whether the path's end is in view. */
  newest: boolean;
  /** Whether the path went on from its end once, and can be led on again. */
  ahead: boolean;
}

/**
 * Reads a conversation's newest page, or the page that ends at `before`.
 *
 * @throws {HttpError} `not_found`.
 */
export async function viewConversation(
  kv: Deno.Kv,
  id: string,
  { ownerId, before, nowMs }: { ownerId: string; before: Place | null; nowMs: number },
): Promise<ConversationView> {
  let { conversation, turn } = await requireWithTurn(kv, id, ownerId);
  if (turn && await settleIfLost(kv, turn, nowMs)) {
    ({ conversation, turn } = await requireWithTurn(kv, id, ownerId));
  }
  // The message that is being written over, or goes on, is shown by the turn.
  const [path, cast, ahead] = await Promise.all([
    readPath(kv, id, { leaf: before ?? conversation.leaf, limit: PAGE_MESSAGES }),
    readCast(kv, conversation),
    before || turn ? null : wayForward(kv, conversation),
  ]);
  // Nobody was given a `before` that leads to no message.
  if (path.messages.length === 0) throw failure("not_found");
  return {
    conversation,
    character: cast.get(conversation.characterId) ?? [...cast.values()][0] ?? null,
    people: new Map([...cast, ...await readGuests(kv, path, { cast, ownerId })]),
    path,
    turn: before ? null : turn,
    newest: before === null,
    ahead: ahead !== null,
  };
}

/** Those who speak on a page and do not take part any more. */
async function readGuests(
  kv: Deno.Kv,
  { messages }: PathPage,
  { cast, ownerId }: { cast: ReadonlyMap<string, Character>; ownerId: string },
): Promise<Map<string, Character>> {
  const ids = new Set(messages.flatMap(({ message: { speaker } }) => speaker?.id ?? []));
  return await readOpen(kv, [...ids].filter((id) => !cast.has(id)), ownerId);
}

/** The message that the running turn goes on with, as it was; null where the turn writes a new one, or none runs. */
export function resumedMessage({ path, turn }: ConversationView): Message | null {
  return path.messages.find(({ message }) => message.id === turn?.target.id)?.message ?? null;
}

/** Decodes `depth.id`, as the link to earlier messages carries it. Null for anything else. */
export function decodePlace(text: string | null): Place | null {
  const found = /^(\d{1,7})\.([0-9a-z]{1,64})$/.exec(text ?? "");
  return found ? { depth: Number(found[1]), id: found[2]! } : null;
}

export function encodePlace({ id, depth }: Place): string {
  return `${depth}.${id}`;
}

/** A conversation in the list. */
export interface ConversationRow {
  conversation: Conversation;
  /** Whoever of it can be talked with first; null once all are gone. */
  character: Character | null;
}

/** Puts conversations together with their characters. */
export async function viewRows(
  kv: Deno.Kv,
  conversations: readonly Conversation[],
  ownerId: string,
): Promise<ConversationRow[]> {
  const ids = conversations.flatMap((conversation) => castOf(conversation).map(({ id }) => id));
  const people = await readOpen(kv, [...new Set(ids)], ownerId);
  return conversations.map((conversation) => {
    const there = castOf(conversation).flatMap(({ id }) => people.get(id) ?? []);
    return { conversation, character: there[0] ?? null };
  });
}

/** A name for the demo model's notice: whether replies in this conversation are improvised offline. */
export function isDemo(message: Pick<Message, "madeBy">): boolean {
  return message.madeBy?.startsWith("demo/") ?? false;
}
