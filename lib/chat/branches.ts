/**
 * Moves the path of a conversation: to another version of a message, away from what is deleted, and back.
 *
 * [CH6] The path never leads through what is in the trash or marked for removal. What is remembered to follow a version
 *       (`branch_leaf`) descends from it: only a message on the shown path is ever moved away from.
 */
import { failure } from "@/lib/errors.ts";
import {
  type Conversation,
  type Message,
  pathTo,
  type Place,
  previewOf,
} from "@/lib/chat/model.ts";
import { emptyTrash, purge } from "@/lib/chat/purge.ts";
import { listMessagesAt, putConversation, requireEntry, requireMessage } from "@/lib/chat/store.ts";
import { commitWithRetry } from "@/lib/store/commit.ts";
import { keys } from "@/lib/store/keys.ts";

/**
 * Shows another alternative (swipe) in place of a message on the path, with whatever followed it when it was last
 * shown. What follows the present one is remembered in the same way. One that is in the trash comes back by it.
 *
 * @throws {HttpError} `not_found`, or `conflict` while a reply is being written and where the path runs elsewhere by now.
 */
export async function chooseAlternative(
  kv: Deno.Kv,
  conversationId: string,
  { ownerId, from, to }: { ownerId: string; from: string; to: Place },
): Promise<void> {
  await commitWithRetry(async () => {
    const { conversation, check } = await requireEntry(kv, conversationId, ownerId);
    await purge(kv, conversationId);
    const [current, wanted] = await kv.getMany<[Message, Message]>([
      keys.message(conversationId, to.depth, from),
      keys.message(conversationId, to.depth, to.id),
    ]);
    if (!current.value || !wanted.value || current.value.parentId !== wanted.value.parentId) {
      throw failure("not_found");
    }
    await requireOnPath(kv, conversation, { id: from, depth: to.depth });
    if (from === to.id) return { write: null, value: undefined };
    const { trash } = conversation;
    const isBack = trash?.removed.id === to.id;
    const leaf = isBack ? trash.leaf : await leafBelow(kv, conversationId, to);
    const last = await requireMessage(kv, conversationId, leaf);
    const greeting = to.depth > 0
      ? conversation.greeting
      : pathTo(to, await listMessagesAt(kv, conversationId, 0))[0]!.siblings.indexOf(to.id);
    const write = kv.atomic()
      .check(check, wanted, await requireSilence(kv, conversationId))
      .set(keys.branchLeaf(conversationId, from), conversation.leaf);
    putConversation(write, conversation, {
      ...conversation,
      leaf,
      greeting,
      preview: previewOf(last),
      trouble: null,
      ...(isBack ? { trash: null } : emptyTrash(write, conversation)),
    });
    return { write, value: undefined };
  });
  await purge(kv, conversationId);
}

/**
 * Takes a message and all that follows it off the path. It can be brought back until the conversation goes on. Where
 * the message has alternatives, the one before it (else after it) is shown instead. The first message stays.
 *
 * @throws {HttpError} `not_found`, or `conflict` while a reply is being written and where the path runs elsewhere by now.
 */
export async function deleteMessage(
  kv: Deno.Kv,
  conversationId: string,
  { ownerId, place }: { ownerId: string; place: Place },
): Promise<void> {
  if (place.depth === 0) throw failure("invalid_input");
  await commitWithRetry(async () => {
    const { conversation, check } = await requireEntry(kv, conversationId, ownerId);
    await purge(kv, conversationId);
    const siblings = await listMessagesAt(kv, conversationId, place.depth);
    const message = siblings.find(({ id }) => id === place.id);
    if (!message?.parentId) throw failure("not_found");
    await requireOnPath(kv, conversation, place);
    const { removed } = conversation.trash ?? {};
    const ids = pathTo(place, siblings)[0]!.siblings.filter((id) => id !== removed?.id);
    const neighbour = ids[ids.indexOf(place.id) - 1] ?? ids[ids.indexOf(place.id) + 1];
    const leaf = neighbour
      ? await leafBelow(kv, conversationId, { id: neighbour, depth: place.depth })
      : { id: message.parentId, depth: place.depth - 1 };
    const last = await requireMessage(kv, conversationId, leaf);
    const write = kv.atomic().check(check, await requireSilence(kv, conversationId));
    emptyTrash(write, conversation);
    putConversation(write, conversation, {
      ...conversation,
      leaf,
      preview: previewOf(last),
      trouble: null,
      trash: { removed: place, leaf: conversation.leaf },
    });
    return { write, value: undefined };
  });
  await purge(kv, conversationId);
}

/** Brings back what was deleted last. Does nothing when the conversation has gone on since. */
export async function undoDelete(
  kv: Deno.Kv,
  conversationId: string,
  ownerId: string,
): Promise<void> {
  await commitWithRetry(async () => {
    const { conversation, check } = await requireEntry(kv, conversationId, ownerId);
    const { trash } = conversation;
    if (!trash) return { write: null, value: undefined };
    const last = await requireMessage(kv, conversationId, trash.leaf);
    const write = kv.atomic().check(check);
    putConversation(write, conversation, {
      ...conversation,
      leaf: trash.leaf,
      preview: previewOf(last),
      trash: null,
    });
    return { write, value: undefined };
  });
}

/**
 * Makes sure that a message is on the path that is shown, as it was on the page that a form came from. Reads as far back
 * as that message.
 *
 * @throws {HttpError} `conflict` where the path runs elsewhere by now.
 */
export async function requireOnPath(
  kv: Deno.Kv,
  conversation: Pick<Conversation, "id" | "leaf">,
  place: Place,
): Promise<void> {
  if (place.depth > conversation.leaf.depth || !await isOnPath(kv, conversation, place)) {
    throw failure("conflict", { detail: "The conversation goes another way by now" });
  }
}

async function isOnPath(
  kv: Deno.Kv,
  { id: conversationId, leaf }: Pick<Conversation, "id" | "leaf">,
  place: Place,
): Promise<boolean> {
  const entries = kv.list<Message>({
    start: keys.messagesAt(conversationId, place.depth),
    end: keys.messagesAt(conversationId, leaf.depth + 1),
  }, { reverse: true, batchSize: 100 });
  let wanted: string | null = leaf.id;
  for await (const { value: { id, depth, parentId } } of entries) {
    if (id !== wanted) continue;
    if (depth === place.depth) return id === place.id;
    wanted = parentId;
  }
  return false;
}

/** Where the path ended that last led through a version; itself where it never did, or where that is gone. */
export async function leafBelow(
  kv: Deno.Kv,
  conversationId: string,
  version: Place,
): Promise<Place> {
  const { id, depth } = version;
  const remembered = await kv.get<Place>(keys.branchLeaf(conversationId, id));
  if (!remembered.value) return { id, depth };
  const last = await kv.get(
    keys.message(conversationId, remembered.value.depth, remembered.value.id),
  );
  return last.value === null ? { id, depth } : remembered.value;
}

/** What a commit checks that moves the path: the reply that is being written would end on a path that is gone. */
export async function requireSilence(
  kv: Deno.Kv,
  conversationId: string,
): Promise<Deno.AtomicCheck> {
  const running = await kv.get(keys.turn(conversationId));
  if (running.value !== null) throw failure("conflict", { detail: "A reply is being written" });
  return running;
}
