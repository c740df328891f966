/** Writes conversations out: the path that is shown, each message with its versions, as JSON lines or Markdown. */
import type { User } from "@/lib/accounts/model.ts";
import { castOf, titleOf } from "@/lib/chat/group.ts";
import { type Conversation, type Message, readMessage } from "@/lib/chat/model.ts";
import type { Line, TranscriptHead } from "@/lib/chat/transcript.ts";
import { encodeHead, encodeLine } from "@/lib/chat/transcript_jsonl.ts";
import { markdownHead, markdownLine } from "@/lib/chat/transcript_markdown.ts";
import { readerName } from "@/lib/chat/reader_name.ts";
import { keys } from "@/lib/store/keys.ts";

export const TRANSCRIPT_FORMATS = ["jsonl", "md"] as const;
export type TranscriptFormat = typeof TRANSCRIPT_FORMATS[number];

export const TRANSCRIPT_TYPES: Readonly<Record<TranscriptFormat, string>> = {
  // The type that is in use for it; none is registered.
  jsonl: "application/jsonl; charset=utf-8",
  md: "text/markdown; charset=utf-8",
};

/**
 * Yields the file piece by piece. What branched off is in it as far as it stands beside a message of the path; what
 * followed it there is not.
 */
export async function* exportConversation(
  kv: Deno.Kv,
  conversation: Conversation,
  { format, user }: { format: TranscriptFormat; user: Pick<User, "id" | "nickname"> },
): AsyncGenerator<string> {
  const head: TranscriptHead = {
    userName: await readerName(kv, conversation, user),
    // In Markdown, it is the title of what people read.
    characterName: format === "md" ? titleOf(conversation) : conversation.characterName,
    createdAtMs: conversation.createdAtMs,
  };
  yield format === "jsonl" ? `${encodeHead(head)}\n` : markdownHead(head);
  const main = conversation.characterName;
  for await (const line of linesOf(kv, conversation, { userName: head.userName, main })) {
    yield format === "jsonl" ? `${encodeLine(line)}\n` : markdownLine(line);
  }
}

async function* linesOf(
  kv: Deno.Kv,
  conversation: Conversation,
  { userName, main }: { userName: string; main: string },
): AsyncGenerator<Line> {
  const { id, trash } = conversation;
  const path = await idsOnPath(kv, conversation);
  let parentId: string | null = null;
  let siblings: Message[] = [];
  const closed = (): Line | null => {
    const [first] = siblings;
    if (!first) return null;
    const shownId = path[first.depth];
    const current = siblings.find((message) => message.id === shownId);
    if (!current) return null;
    // Versions by somebody else would be put into the mouth of the one that is shown.
    const versions = siblings.filter((message) =>
      message.id !== trash?.removed.id && message.role === current.role &&
      message.speaker?.name === current.speaker?.name
    ).toSorted((a, b) => a.createdAtMs - b.createdAtMs || (a.id < b.id ? -1 : 1));
    parentId = current.id;
    const isUser = current.role === "user";
    return {
      name: isUser ? userName : current.speaker?.name ?? main,
      isUser,
      versions: versions.map((message) => ({
        text: message.content,
        sentAtMs: message.createdAtMs,
        emotion: message.emotion,
        madeBy: message.madeBy,
      })),
      shown: versions.indexOf(current),
      ...presentIn(conversation, current),
    };
  };
  const entries = kv.list({
    start: keys.messagesAt(id, 0),
    end: keys.messagesAt(id, path.length),
  }, { batchSize: 100 });
  let depth = 0;
  for await (const { value } of entries) {
    const message = readMessage(value);
    if (message.depth !== depth) {
      const line = closed();
      if (line) yield line;
      siblings = [];
      depth = message.depth;
    }
    if (message.parentId === parentId) siblings.push(message);
  }
  const last = closed();
  if (last) yield last;
}

/** Who heard a message, by the names that the conversation knows; nothing where it is with one alone. */
function presentIn(conversation: Conversation, { present }: Message): { present?: string[] } {
  if (!conversation.cast) return {};
  const names = new Map(castOf(conversation).map(({ id, name }) => [id, name]));
  const ids = present ?? [conversation.characterId];
  return { present: ids.flatMap((id) => names.get(id) ?? []) };
}

/** Ids of the messages on the path by their depth. */
async function idsOnPath(
  kv: Deno.Kv,
  { id: conversationId, leaf }: Conversation,
): Promise<string[]> {
  const ids: string[] = [];
  const entries = kv.list<Message>({
    start: keys.messagesAt(conversationId, 0),
    end: keys.messagesAt(conversationId, leaf.depth + 1),
  }, { reverse: true, batchSize: 100 });
  let wanted: string | null = leaf.id;
  for await (const { value: { id, parentId } } of entries) {
    if (id !== wanted) continue;
    ids.push(id);
    wanted = parentId;
  }
  return ids.reverse();
}
