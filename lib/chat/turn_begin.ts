/** Begins replies: to what the reader says, beside a reply that is there, or going on from it. */
import { requireOnPath } from "@/lib/chat/branches.ts";
import { failure } from "@/lib/errors.ts";
import { newId } from "@/lib/id.ts";
import { castOf, isBy, presence } from "@/lib/chat/group.ts";
import {
  type CastName,
  type Conversation,
  MAX_SPEAKERS,
  MAX_SWIPES,
  type Message,
  type Place,
  previewOf,
  readMessage,
  type Turn,
} from "@/lib/chat/model.ts";
import { emptyTrash, purge } from "@/lib/chat/purge.ts";
import {
  type ConversationEntry,
  putConversation,
  putMessage,
  requireEntry,
} from "@/lib/chat/store.ts";
import { commitWithRetry } from "@/lib/store/commit.ts";
import { keys } from "@/lib/store/keys.ts";
import { LEASE_MS } from "@/lib/chat/turn_store.ts";

/** Who writes, and when. */
export interface Writer {
  instance: string;
  madeBy: string;
  nowMs: number;
}

/** Whether a reader's form has arrived before: what it said is the leaf, or what the leaf answers. */
export async function wasSent(
  kv: Deno.Kv,
  { id, leaf }: Pick<Conversation, "id" | "leaf">,
  sentAs: string,
): Promise<boolean> {
  let at: Place = leaf;
  // Among several characters, more than one may have answered.
  for (let n = 0; n <= MAX_SPEAKERS; n++) {
    const { value } = await kv.get<Message>(keys.message(id, at.depth, at.id));
    if (value?.sentAs === sentAs) return true;
    if (!value?.parentId || value.role === "user") return false;
    at = { id: value.parentId, depth: at.depth - 1 };
  }
  return false;
}

/**
 * Adds what the reader said and begins the reply to it, in one commit.
 *
 * The same `sentAs` again changes nothing: a form that was sent twice is one message.
 *
 * @param options.replace A message of the reader's that this one is another version of; absent: it follows the leaf.
 * @returns The turn that answers it, or null where it was sent before.
 * @throws {HttpError} `not_found`, or `conflict` while another reply is being written, where the path does not lead
 * through `replace` any more, and where that has as many versions as a message may have.
 */
export async function beginReplyTo(
  kv: Deno.Kv,
  conversationId: string,
  { ownerId, sentAs, content, replace, speakers, call, writer }: {
    ownerId: string;
    sentAs: string;
    content: string;
    replace?: Place;
    /** It is said in a call. */
    call?: Turn["call"];
    /** Who answers, one after the other, where the conversation is with several; none: nobody does. */
    speakers?: readonly CastName[] | undefined;
    writer: Writer;
  },
): Promise<Turn | null> {
  return await begin(kv, conversationId, ownerId, async ({ conversation }, write) => {
    if (await wasSent(kv, conversation, sentAs)) return null;
    const replaced = replace && await kv.get<Message>(
      keys.message(conversationId, replace.depth, replace.id),
    );
    if (replaced && replaced.value?.role !== "user") throw failure("not_found");
    const parent = replaced?.value?.parentId ?? conversation.leaf.id;
    const depth = replace ? replace.depth : conversation.leaf.depth + 1;
    if (replace) {
      await requireOnPath(kv, conversation, replace);
      await requireRoom(kv, conversationId, { parentId: parent, depth });
      write.set(keys.branchLeaf(conversationId, replace.id), conversation.leaf);
    }
    const message: Message = {
      v: 1,
      id: newId(),
      parentId: parent,
      depth,
      role: "user",
      content,
      emotion: null,
      finish: "stop",
      failure: null,
      madeBy: null,
      createdAtMs: writer.nowMs,
      editedAtMs: null,
      sentAs,
      ...presence(conversation),
    };
    putMessage(write, conversationId, message);
    const said = { id: message.id, depth };
    return {
      turn: speakers?.length === 0 ? null : newTurn(conversation, {
        speakers,
        call,
        mode: "reply",
        target: { id: newId(), depth: depth + 1 },
        parentId: said.id,
        fallback: said,
        writer,
      }),
      change: { leaf: said, preview: previewOf(message), updatedAtMs: writer.nowMs },
    };
  });
}

/**
 * Begins another reply to what the reader said last: beside the reply that is there, or where none came.
 *
 * @throws {HttpError} `conflict` while a reply is being written, when there is nothing to reply to, and when there are as
 * many replies as there may be.
 */
export async function beginAnother(
  kv: Deno.Kv,
  conversationId: string,
  { ownerId, speakers, writer }: {
    ownerId: string;
    /**
     * Who answers where no reply is there yet. Another reply is by whoever gave the one that is, if that one is among
     * these, else by the first of them. Absent where the conversation is with one alone.
     */
    speakers?: readonly CastName[] | undefined;
    writer: Writer;
  },
): Promise<Turn | null> {
  return await begin(kv, conversationId, ownerId, async ({ conversation }) => {
    const { leaf } = conversation;
    const { value } = await kv.get(keys.message(conversationId, leaf.depth, leaf.id));
    const last = value === null ? null : readMessage(value);
    if (!last || (last.role === "model" && last.depth === 0)) throw failure("conflict");
    const reply = last.role === "model";
    const parent = reply ? { id: last.parentId!, depth: leaf.depth - 1 } : leaf;
    await requireRoom(kv, conversationId, { parentId: parent.id, depth: parent.depth + 1 });
    return {
      turn: newTurn(conversation, {
        speakers: reply && speakers ? [speakerOf(conversation, last, speakers)] : speakers,
        mode: "reply",
        target: { id: newId(), depth: parent.depth + 1 },
        parentId: parent.id,
        fallback: leaf,
        writer,
      }),
      change: { leaf: parent },
    };
  });
}

/**
 * Lets one of several characters speak after whatever was said last.
 *
 * @throws {HttpError} `conflict` while a reply is being written, `not_found` for somebody who is not there.
 */
export async function beginBy(
  kv: Deno.Kv,
  conversationId: string,
  { ownerId, characterId, writer }: { ownerId: string; characterId: string; writer: Writer },
): Promise<Turn | null> {
  return await begin(kv, conversationId, ownerId, async ({ conversation }) => {
    const { leaf } = conversation;
    const speaker = castOf(conversation).find(({ id }) => id === characterId);
    if (!speaker) throw failure("not_found");
    await requireRoom(kv, conversationId, { parentId: leaf.id, depth: leaf.depth + 1 });
    return {
      turn: newTurn(conversation, {
        speakers: [speaker],
        mode: "reply",
        target: { id: newId(), depth: leaf.depth + 1 },
        parentId: leaf.id,
        fallback: leaf,
        writer,
      }),
      change: {},
    };
  });
}

/** Whoever gave a reply, to give another; somebody who is gone is followed by the first who is there. */
function speakerOf(
  { characterId }: Conversation,
  { speaker }: Message,
  there: readonly CastName[],
): CastName {
  const [first] = there;
  if (!first) throw failure("conflict", { detail: "Nobody is there to answer" });
  return there.find(({ id }) => id === (speaker ? speaker.id : characterId)) ?? first;
}

/** Whoever reads a path reads all versions of its messages; no more of one may be made than are shown. */
async function requireRoom(
  kv: Deno.Kv,
  conversationId: string,
  { parentId, depth }: { parentId: string; depth: number },
): Promise<void> {
  let versions = 0;
  for await (
    const { value } of kv.list<Message>({ prefix: keys.messagesAt(conversationId, depth) })
  ) {
    if (value.parentId === parentId) versions++;
  }
  if (versions >= MAX_SWIPES) {
    throw failure("conflict", { detail: `Cannot keep more than ${MAX_SWIPES} versions` });
  }
}

/**
 * Begins to go on with the reply that is the leaf.
 *
 * @throws {HttpError} `conflict` where the leaf is none, and where whoever gave it does not take part any more: nobody
 * goes on with the words of another.
 */
export async function beginContinuation(
  kv: Deno.Kv,
  conversationId: string,
  { ownerId, writer }: { ownerId: string; writer: Writer },
): Promise<Turn | null> {
  return await begin(kv, conversationId, ownerId, async ({ conversation }) => {
    const { leaf } = conversation;
    const { value } = await kv.get(keys.message(conversationId, leaf.depth, leaf.id));
    const last = value === null ? null : readMessage(value);
    if (last?.role !== "model" || last.parentId === null) throw failure("conflict");
    const speaker = castOf(conversation).find((member) =>
      isBy(last, { characterId: member.id, of: conversation })
    );
    if (!speaker) throw failure("conflict", { detail: "Whoever said this has left" });
    return {
      turn: newTurn(conversation, {
        speakers: conversation.cast ? [speaker] : undefined,
        mode: "continue",
        target: leaf,
        parentId: last.parentId,
        fallback: leaf,
        writer,
      }),
      change: {},
    };
  });
}

interface Beginning {
  /** Null: nobody answers. */
  turn: Turn | null;
  change: Partial<Pick<Conversation, "leaf" | "preview" | "updatedAtMs">>;
}

async function begin(
  kv: Deno.Kv,
  conversationId: string,
  ownerId: string,
  plan: (
    entry: ConversationEntry,
    write: Deno.AtomicOperation,
  ) => Promise<Beginning | null>,
): Promise<Turn | null> {
  const turn = await commitWithRetry<Turn | null>(async () => {
    const entry = await requireEntry(kv, conversationId, ownerId);
    const running = await kv.get(keys.turn(conversationId));
    const write = kv.atomic().check(entry.check).check(running);
    const planned = await plan(entry, write);
    if (!planned) return { write: null, value: null };
    if (running.value !== null) throw failure("conflict", { detail: "A reply is being written" });
    const { conversation } = entry;
    putConversation(write, conversation, {
      ...conversation,
      ...planned.change,
      trouble: null,
      ...emptyTrash(write, conversation),
    });
    if (planned.turn) write.set(keys.turn(conversationId), planned.turn);
    return { write, value: planned.turn };
  });
  if (turn) await purge(kv, conversationId);
  return turn;
}

function newTurn(
  conversation: Conversation,
  { writer, speakers, call, ...rest }: Pick<Turn, "mode" | "target" | "parentId" | "fallback"> & {
    speakers: readonly CastName[] | undefined;
    call?: Turn["call"];
    writer: Writer;
  },
): Turn {
  const id = newId();
  const [speaker, ...others] = speakers ?? [];
  return {
    v: 1,
    id,
    conversationId: conversation.id,
    ownerId: conversation.ownerId,
    characterId: speaker?.id ?? conversation.characterId,
    ...rest,
    ...(call ? { call } : {}),
    ...presence(conversation),
    ...(speaker ? { speaker: nameOf(speaker) } : {}),
    ...(others.length > 0
      ? {
        chain: id,
        queue: others.map((other) => ({
          id: newId(),
          targetId: newId(),
          speaker: nameOf(other),
        })),
      }
      : {}),
    parts: 0,
    chars: 0,
    emotion: null,
    madeBy: writer.madeBy,
    instance: writer.instance,
    leaseUntilMs: writer.nowMs + LEASE_MS,
    startedAtMs: writer.nowMs,
  };
}

function nameOf({ id, name }: CastName): CastName {
  return { id, name };
}
