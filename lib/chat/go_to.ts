/**
 * Goes to any message of a conversation, on whichever branch, and on from there: the path is led to it, and what was
 * shown before stays as a branch.
 */
import { leafBelow, requireSilence } from "@/lib/chat/branches.ts";
import { type Conversation, type Message, type Place, previewOf } from "@/lib/chat/model.ts";
import { emptyTrash, purge } from "@/lib/chat/purge.ts";
import { putConversation, requireEntry, requireMessage } from "@/lib/chat/store.ts";
import { failure } from "@/lib/errors.ts";
import { commitWithRetry } from "@/lib/store/commit.ts";
import { keys } from "@/lib/store/keys.ts";

/** Messages shown after the one that was looked for, where there are any. */
const SHOWN_AFTER = 8;

/**
 * Leads the path to a message: with `follow` and on to where it ended when it last led there, else just up to it, so
 * that the next words come right after it. What is below stays, and {@link goForward} leads back to it.
 *
 * @throws {HttpError} `not_found`, also for what is in the trash; `conflict` while a reply is being written.
 */
export async function goTo(
  kv: Deno.Kv,
  conversationId: string,
  { ownerId, place, follow }: { ownerId: string; place: Place; follow: boolean },
): Promise<void> {
  await commitWithRetry(async () => {
    const { conversation, check } = await requireEntry(kv, conversationId, ownerId);
    await purge(kv, conversationId);
    const wanted = await kv.get<Message>(keys.message(conversationId, place.depth, place.id));
    if (wanted.value === null) throw failure("not_found");
    const { leaf: old, trash } = conversation;
    const { mine, theirs } = await climbToFork(kv, conversation, place);
    if (theirs.some(({ id }) => id === trash?.removed.id)) throw failure("not_found");
    const onPath = theirs.length === 0;
    if (onPath && (follow || place.id === old.id)) return { write: null, value: undefined };
    const leaf = follow ? await leafBelow(kv, conversationId, place) : place;
    const write = kv.atomic().check(check, wanted, await requireSilence(kv, conversationId));
    const left = mine.at(-1);
    if (left) write.set(keys.branchLeaf(conversationId, left.id), old);
    if (onPath) write.set(keys.branchLeaf(conversationId, place.id), old);
    const last = await requireMessage(kv, conversationId, leaf);
    putConversation(write, conversation, {
      ...conversation,
      leaf,
      greeting: await greetingOf(kv, conversation, theirs.at(-1)),
      preview: previewOf(last),
      trouble: null,
      ...emptyTrash(write, conversation),
    });
    return { write, value: undefined };
  });
  await purge(kv, conversationId);
}

/** Where {@link goForward} leads; null where nothing follows the end of the path. */
export async function wayForward(
  kv: Deno.Kv,
  { id, leaf, trash }: Pick<Conversation, "id" | "leaf" | "trash">,
): Promise<Place | null> {
  // What is remembered may lead through what is in the trash.
  if (trash) return null;
  const below = await leafBelow(kv, id, leaf);
  return below.id === leaf.id ? null : below;
}

/** Leads the path on to where it ended before somebody went back. Does nothing where nothing follows. */
export async function goForward(
  kv: Deno.Kv,
  conversationId: string,
  ownerId: string,
): Promise<void> {
  await commitWithRetry(async () => {
    const { conversation, check } = await requireEntry(kv, conversationId, ownerId);
    const leaf = await wayForward(kv, conversation);
    if (!leaf) return { write: null, value: undefined };
    const last = await requireMessage(kv, conversationId, leaf);
    const write = kv.atomic().check(check, await requireSilence(kv, conversationId));
    putConversation(write, conversation, {
      ...conversation,
      leaf,
      preview: previewOf(last),
      trouble: null,
    });
    return { write, value: undefined };
  });
}

/**
 * Makes sure that a message is there, on whichever branch, and not in the trash.
 *
 * @throws {HttpError} `not_found`.
 */
export async function requireReachable(
  kv: Deno.Kv,
  conversation: Conversation,
  place: Place,
): Promise<Fork> {
  await requireMessage(kv, conversation.id, place);
  const fork = await climbToFork(kv, conversation, place);
  const { removed } = conversation.trash ?? {};
  if (fork.theirs.some(({ id }) => id === removed?.id)) throw failure("not_found");
  return fork;
}

/**
 * Finds the page that shows a message with what comes right after it, on the path or on the branch it stands on.
 *
 * @returns Where that page ends; null for the newest one.
 * @throws {HttpError} `not_found`.
 */
export async function pageAround(
  kv: Deno.Kv,
  conversation: Conversation,
  place: Place,
): Promise<Place | null> {
  const { mine, theirs } = await requireReachable(kv, conversation, place);
  if (theirs.length > 0) return place;
  // `mine` begins at the path's end and stops right below the place.
  const after = mine.at(-SHOWN_AFTER);
  return mine.length <= SHOWN_AFTER ? null : after ?? null;
}

/** How a message and the end of the path are related. */
export interface Fork {
  /** The path from its end up to right below the fork. */
  mine: Place[];
  /** The way from the place up to right below the fork; empty where the place is on the path. */
  theirs: Place[];
}

/** Climbs from the path's end and from a place until the two meet. Reads no further up than that. */
async function climbToFork(
  kv: Deno.Kv,
  { id: conversationId, leaf }: Conversation,
  place: Place,
): Promise<Fork> {
  const fork: Fork = { mine: [], theirs: [] };
  const wanted = { mine: leaf.id, theirs: place.id };
  const entries = kv.list<Message>({
    start: keys.messagesAt(conversationId, 0),
    end: keys.messagesAt(conversationId, Math.max(leaf.depth, place.depth) + 1),
  }, { reverse: true, batchSize: 100 });
  for await (const { value: { id, depth, parentId } } of entries) {
    if (wanted.mine === wanted.theirs) break;
    for (const side of ["mine", "theirs"] as const) {
      if (id !== wanted[side]) continue;
      fork[side].push({ id, depth });
      wanted[side] = parentId ?? "";
    }
  }
  return fork;
}

/** Which greeting the path begins with once it goes another way; `highest` is where that way leaves the present one. */
async function greetingOf(
  kv: Deno.Kv,
  { id, greeting }: Conversation,
  highest: Place | undefined,
): Promise<number> {
  if (highest?.depth !== 0) return greeting;
  const roots: Message[] = [];
  for await (const { value } of kv.list<Message>({ prefix: keys.messagesAt(id, 0) })) {
    roots.push(value);
  }
  const byAge = roots.toSorted((a, b) => a.createdAtMs - b.createdAtMs || (a.id < b.id ? -1 : 1));
  return Math.max(0, byAge.findIndex((message) => message.id === highest.id));
}
