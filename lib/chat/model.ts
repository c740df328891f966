/**
 * Conversations: a tree of messages, of which one path is shown.
 *
 * Every message knows its parent and its depth. Messages that share a parent are alternatives: other greetings, other
 * replies (swipes), other versions of what the reader said. The conversation knows the leaf of the path that is shown.
 *
 * [CH1] A message that was acknowledged is in the store.
 * [CH2] Text of a reply is stored before it is shown.
 * [CH3] A conversation has at most one running turn; its record exists just as long.
 * [CH4] Whoever wants a turn to end settles it with what is stored: its writer at the end, a reader who stops it, anyone
 *       once its lease ran out. The writer's next commit then fails, and it lets go.
 * [CH5] No step of a send reads more than the last messages of the path, however long it is.
 */
import { z } from "zod";
import { CUES, MAX_CUES } from "@/lib/calls/character/cues.ts";
import { EMOTIONS } from "@/lib/ai/model.ts";
import { Citation } from "@/lib/ai/tools/citation.ts";
import { LoreState } from "@/lib/characters/card/lore_state.ts";
import { readMarkup } from "@/lib/chat/markup.ts";
import { Horizon } from "@/lib/stories/people/model.ts";
import { upgrader } from "@/lib/store/versioned.ts";

/** Longest message of a reader, in characters. */
export const MAX_MESSAGE_CHARS = 8_000;
/** Longest reply, in characters: below 64 KiB as UTF-8, with three bytes to a Hangul syllable. */
export const MAX_REPLY_CHARS = 18_000;
/** Most alternatives of one reply. */
export const MAX_SWIPES = 50;
/** Most things that a reply may be kept to have found. */
export const MAX_CITED = 20;
/** Length of the line that a list of conversations shows. */
const PREVIEW_CHARS = 120;

export const ChatFailure = z.enum([
  "quota",
  "network",
  "timeout",
  "blocked",
  "auth",
  "overloaded",
  "bad_response",
]);

/** Where a message stands in the tree. */
export const Place = z.object({ id: z.string(), depth: z.number().int().min(0) });
export type Place = z.infer<typeof Place>;

/**
 * How a message came to its end: by itself, at the length limit, blocked by the provider, stopped by the reader, left
 * by the reader, cut off by a failure, or cut off as its server went away.
 */
export const Finish = z.enum(["stop", "length", "blocked", "stopped", "left", "failed", "lost"]);
export type Finish = z.infer<typeof Finish>;

/** Most characters in one conversation. */
export const MAX_CAST = 6;
/** Most replies to one thing that was said. */
export const MAX_SPEAKERS = 3;

/** One of several who talk, by the name that they had then: it outlives the character. */
export const Speaker = z.object({ id: z.string().nullable(), name: z.string() });
export type Speaker = z.infer<typeof Speaker>;

/** One of the characters of a conversation. */
export const CastMember = z.object({
  id: z.string(),
  name: z.string(),
  /** Came when something had been said already, which it does not know. */
  late: z.boolean(),
});
export type CastMember = z.infer<typeof CastMember>;

const CastName = CastMember.pick({ id: true, name: true });
export type CastName = z.infer<typeof CastName>;

export const Message = z.object({
  v: z.literal(1),
  id: z.string(),
  parentId: z.string().nullable(),
  depth: z.number().int(),
  role: z.enum(["user", "model"]),
  content: z.string(),
  emotion: z.enum(EMOTIONS).nullable(),
  finish: Finish,
  failure: ChatFailure.nullable(),
  /** `provider/model` of a reply; null for greetings and for what readers wrote. */
  madeBy: z.string().nullable(),
  createdAtMs: z.number(),
  editedAtMs: z.number().nullable(),
  /** What a reply says it found; absent where it looked nothing up. */
  cited: z.array(Citation).max(MAX_CITED).optional(),
  /** Who says a reply; absent: the character that the conversation began with. Without an id: somebody from elsewhere. */
  speaker: Speaker.optional(),
  /** Ids of the characters who heard it; absent: the one that the conversation began with. */
  present: z.array(z.string()).max(MAX_CAST).optional(),
  /** Name of the form that a reader sent, so that a second arrival of it is noticed. Names no message: people choose it. */
  sentAs: z.string().optional(),
});
export type Message = z.infer<typeof Message>;

export const readMessage = upgrader<Message>(1);

/** What went wrong with the last try at a reply that brought no text at all. */
export const Trouble = z.object({
  failure: ChatFailure,
  retryAfterS: z.number().nullable(),
  atMs: z.number(),
});
export type Trouble = z.infer<typeof Trouble>;

/** Longest note of a reader on how a conversation should go, in characters, and the most messages below it. */
export const MAX_NOTE_CHARS = 2_000;
export const MAX_NOTE_DEPTH = 20;

export const AuthorNote = z.object({
  text: z.string().max(MAX_NOTE_CHARS),
  /** Messages of the prompt that stand below it. */
  depth: z.number().int(),
});
export type AuthorNote = z.infer<typeof AuthorNote>;

export const Conversation = z.object({
  v: z.literal(1),
  id: z.string(),
  ownerId: z.string(),
  characterId: z.string(),
  /** The character's name when the conversation began: it outlives the character. */
  characterName: z.string(),
  /** Everybody it is with, the one it began with first; absent: that one alone. */
  cast: z.array(CastMember).max(MAX_CAST).optional(),
  /** Among several: who is addressed and who likes to talk answers by themselves, or only who is asked to. */
  order: z.enum(["natural", "manual"]).optional(),
  /** End of the path that is shown. */
  leaf: Place,
  /** Which of the greetings the path begins with, counted from 0. */
  greeting: z.number().int(),
  /** `provider/model` that the reader chose; absent or null: whatever answers here. */
  model: z.string().nullable().optional(),
  /** Who the reader is here; absent or null, and where that persona is gone: known by the nickname alone. */
  personaId: z.string().nullable().optional(),
  note: AuthorNote.nullable().optional(),
  /** How far the stories are known that its characters come out of; of any other, nothing is. */
  horizons: z.array(Horizon).max(MAX_CAST).optional(),
  /** What lore remembers of its activations; null before the first reply. */
  lore: LoreState.nullable(),
  preview: z.object({ role: Message.shape.role, text: z.string() }),
  trouble: Trouble.nullable(),
  /** What was deleted last and can still be brought back: its place, and the leaf as it was. */
  trash: z.object({ removed: Place, leaf: Place }).nullable(),
  createdAtMs: z.number(),
  updatedAtMs: z.number(),
});
export type Conversation = z.infer<typeof Conversation>;

export const readConversation = upgrader<Conversation>(1);

/** A turn that has not begun: its names are there already, so that a page can keep a place for it. */
export const QueuedTurn = z.object({ id: z.string(), targetId: z.string(), speaker: CastName });
export type QueuedTurn = z.infer<typeof QueuedTurn>;

/** A reply that is being written. */
export const Turn = z.object({
  v: z.literal(1),
  id: z.string(),
  conversationId: z.string(),
  ownerId: z.string(),
  characterId: z.string(),
  /** The message that is being written; stored as such when the turn is settled. */
  target: Place,
  parentId: z.string(),
  /** Among several: who writes, and who hears it. */
  speaker: Speaker.optional(),
  present: z.array(z.string()).max(MAX_CAST).optional(),
  /** Who speaks after this, each in a turn that begins as the one before ends. */
  queue: z.array(QueuedTurn).max(MAX_SPEAKERS).optional(),
  /** The first of the turns that follow each other. */
  chain: z.string().optional(),
  /** Said in a call, face to face: what was seen of who said it, as far as they let it be seen. */
  call: z.object({ seen: z.array(z.enum(CUES)).max(MAX_CUES) }).optional(),
  /** `continue` goes on from the text that `target` already has. */
  mode: z.enum(["reply", "continue"]),
  /** The leaf to go back to when no text comes at all. */
  fallback: Place,
  /** Number of stored parts. */
  parts: z.number().int(),
  /** Length of the stored parts together, in characters. */
  chars: z.number().int(),
  emotion: z.enum(EMOTIONS).nullable(),
  madeBy: z.string(),
  instance: z.string(),
  leaseUntilMs: z.number(),
  startedAtMs: z.number(),
});
export type Turn = z.infer<typeof Turn>;

export const readTurn = upgrader<Turn>(1);

/** Plain text: composed, with `\n` for a line's end, nothing blank around it, and no control character but a tab. */
const plainText = (maxChars: number) =>
  z.string().normalize("NFC").transform((text) =>
    text.replace(/\r\n?/g, "\n").replace(/[^\P{Cc}\n\t]/gu, "").trim()
  ).pipe(z.string().min(1).max(maxChars));

/** What readers enter. */
export const MessageText = plainText(MAX_MESSAGE_CHARS);
/** What readers make of a message, which may be a reply. */
export const EditedText = plainText(MAX_REPLY_CHARS);

/** One line for lists. */
export function previewOf({ role, content }: Pick<Message, "role" | "content">) {
  const words = readMarkup(content).map((token) =>
    token.type === "text" ? token.text : token.type === "break" ? " " : ""
  );
  const line = words.join("").replace(/\s+/g, " ").trim();
  return { role, text: cutLine(line) };
}

/** Cuts between what a reader takes for characters: never through an emoji or a syllable of separate letters. */
function cutLine(line: string): string {
  if (line.length <= PREVIEW_CHARS) return line;
  const graphemes = new Intl.Segmenter().segment(line.slice(0, PREVIEW_CHARS + 40));
  let end = 0;
  for (const { index, segment } of graphemes) {
    if (index + segment.length > PREVIEW_CHARS - 1) break;
    end = index + segment.length;
  }
  return `${line.slice(0, end)}…`;
}

/** A message on the path that is shown, with its alternatives. */
export interface PathMessage {
  message: Message;
  /** Ids of all messages with the same parent, oldest first, itself among them. */
  siblings: string[];
}

/**
 * Walks up from `leaf` through messages of some depths, in any order.
 *
 * @returns The path, oldest first, as far up as the messages reach. Empty when the leaf is not among them.
 */
export function pathTo(leaf: Place, messages: readonly Message[]): PathMessage[] {
  const byId = new Map(messages.map((message) => [message.id, message]));
  const byParent = Map.groupBy(messages, (message) => message.parentId);
  const path: PathMessage[] = [];
  // A parent stands one step nearer to the start: whatever is stored, this comes to an end.
  const parentOf = ({ parentId, depth }: Message) => {
    const parent = parentId === null ? undefined : byId.get(parentId);
    return parent?.depth === depth - 1 ? parent : undefined;
  };
  for (let at = byId.get(leaf.id); at; at = parentOf(at)) {
    const siblings = (byParent.get(at.parentId) ?? []).toSorted(byAge).map(({ id }) => id);
    path.push({ message: at, siblings });
  }
  return path.reverse();
}

function byAge(a: Message, b: Message): number {
  return a.createdAtMs - b.createdAtMs || (a.id < b.id ? -1 : 1);
}

/** What the reader can do with a message, beside editing and deleting it. */
export function actionsFor(
  { message, siblings }: PathMessage,
  isLeaf: boolean,
): { previous: string | null; next: string | null; regenerate: boolean; resume: boolean } {
  const index = siblings.indexOf(message.id);
  const reply = message.role === "model" && message.depth > 0;
  return {
    previous: siblings[index - 1] ?? null,
    next: siblings[index + 1] ?? null,
    regenerate: reply && isLeaf && siblings.length < MAX_SWIPES,
    resume: reply && isLeaf && message.finish !== "blocked" &&
      message.content.length < MAX_REPLY_CHARS,
  };
}
