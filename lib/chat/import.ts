/** Brings conversations in that were written out here or elsewhere. */
import type { Viewer } from "@/lib/accounts/model.ts";
import { requireStay } from "@/lib/accounts/gone.ts";
import { getCallName } from "@/lib/characters/card/model.ts";
import { countChat } from "@/lib/characters/likes.ts";
import { type Character, mayRead, readCharacter } from "@/lib/characters/model.ts";
import { settleStanding } from "@/lib/characters/standing.ts";
import { getCard, requireCharacter } from "@/lib/characters/store.ts";
import {
  type CastMember,
  type Conversation,
  MAX_CAST,
  MAX_REPLY_CHARS,
  type Message,
  previewOf,
} from "@/lib/chat/model.ts";
import { castOf } from "@/lib/chat/group.ts";
import { WHOLE } from "@/lib/chat/purge.ts";
import { greetingsOf } from "@/lib/chat/start.ts";
import { listConversations, putConversation, putMessage } from "@/lib/chat/store.ts";
import type { Line, Transcript } from "@/lib/chat/transcript.ts";
import {
  type DecodedTranscript,
  decodeJsonl,
  type LineReport,
} from "@/lib/chat/transcript_jsonl.ts";
import type { Services } from "@/lib/define.ts";
import { failure } from "@/lib/errors.ts";
import { newId } from "@/lib/id.ts";
import { getDefaultPersona } from "@/lib/personas/store.ts";
import { commitWithRetry, deletePrefix } from "@/lib/store/commit.ts";
import { keys } from "@/lib/store/keys.ts";
import { getAll } from "@/lib/store/kv.ts";
import { listPage } from "@/lib/store/page.ts";

/** Largest file. */
export const MAX_TRANSCRIPT_BYTES = 8 * 1024 * 1024;
/** Most lines that are reported one by one. */
export const MAX_REPORTS = 100;
/** Characters put into one commit: below 800 KiB as UTF-8. */
const CHARS_PER_COMMIT = 200_000;

export type ImportOutcome =
  | {
    ok: true;
    conversation: Conversation;
    lines: number;
    reports: LineReport[];
    /** Whether the character's greeting was put first, as the file begins with what the reader said. */
    greeted: boolean;
  }
  | { ok: false; reason: "nobody"; name: string; reports: LineReport[] }
  | {
    ok: false;
    reason: "not_text" | Extract<DecodedTranscript, { ok: false }>["reason"];
    reports: LineReport[];
  };

/** Most of one's own characters, and of conversations whose characters are offered. */
const MAX_CANDIDATES = 100;

/** Whom a file may be a conversation with: those one made, and those one talks with; each name once, the nearest first. */
export async function listCandidates(kv: Deno.Kv, ownerId: string): Promise<Character[]> {
  const page = { limit: MAX_CANDIDATES };
  const [own, talks] = await Promise.all([
    listPage<string>(kv, keys.charactersByOwner(ownerId), { ...page, reverse: true }),
    listConversations(kv, ownerId, page),
  ]);
  const ids = new Set([
    ...talks.items.flatMap((conversation) => castOf(conversation).map(({ id }) => id)),
    ...own.items.map(({ value }) => value),
  ]);
  const entries = await getAll<Character>(kv, [...ids].map((id) => keys.character(id)));
  const found = entries.flatMap(({ value }) => value ? [readCharacter(value)] : [])
    .filter((character) => mayRead(character, ownerId));
  return [...new Map(found.toReversed().map((character) => [character.name, character])).values()]
    .reverse();
}

/**
 * Makes a conversation with a character out of a file of JSON lines.
 *
 * @param options.characterId Null: whoever of {@link listCandidates} has the name that the file says.
 * @throws {HttpError} `not_found` where the character is not there for the viewer, `unauthorized` when their account is
 * going away.
 */
export async function importConversation(
  { kv, now }: Pick<Services, "kv" | "now">,
  { viewer, characterId, bytes }: { viewer: Viewer; characterId: string | null; bytes: Uint8Array },
): Promise<ImportOutcome> {
  const chosen = characterId === null ? null : await requireCharacter(kv, characterId, viewer.id);
  const text = decodeText(bytes);
  if (text === null) return { ok: false, reason: "not_text", reports: [] };
  const decoded = decodeJsonl(text, now());
  if (!decoded.ok) return decoded;
  const { transcript } = decoded;
  const name = transcript.characterName;
  const candidates = await listCandidates(kv, viewer.id);
  const character = chosen ?? candidates.find((candidate) => candidate.name === name);
  if (!character) return { ok: false, reason: "nobody", name, reports: decoded.reports };
  const { data } = await getCard(kv, character);
  const greeted = transcript.lines[0]!.isUser;
  const [greeting] = greetingsOf(data, { character, userName: transcript.userName });
  const lines = greeted
    ? [spoken(character.name, greeting!, transcript), ...transcript.lines]
    : transcript.lines;
  const conversation = await keep(kv, lines, {
    ownerId: viewer.id,
    character,
    company: companyIn(lines, { character, candidates }),
    // What is said under either name is the character's own.
    ownNames: new Set([character.name, getCallName(data), transcript.characterName]),
    userName: transcript.userName,
    personaId: (await getDefaultPersona(kv, viewer.id))?.id ?? null,
    nowMs: now(),
  });
  await settleStanding(kv, character.id, now());
  return { ok: true, conversation, lines: lines.length, reports: decoded.reports, greeted };
}

function decodeText(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function spoken(name: string, text: string, { createdAtMs }: Transcript): Line {
  return {
    name,
    isUser: false,
    versions: [{ text, sentAtMs: createdAtMs, emotion: null, madeBy: null }],
    shown: 0,
  };
}

/** The other characters who speak or listen in a file and are known here by the same name: they take part again. */
function companyIn(
  lines: readonly Line[],
  { character, candidates }: { character: Character; candidates: readonly Character[] },
): ReadonlyMap<string, CastMember> {
  const there = new Set(
    lines.flatMap(({ isUser, name, present = [] }) => isUser ? present : [name, ...present]),
  );
  const others = candidates.filter(({ id, name }) =>
    id !== character.id && name !== character.name && there.has(name)
  ).slice(0, MAX_CAST - 1);
  return new Map(others.map(({ id, name }) => {
    const late = lines.some(({ present }) => present && !present.includes(name));
    return [name, { id, name, late }];
  }));
}

interface Keeping {
  ownerId: string;
  character: Character;
  /** Who else takes part, by the names in the file. */
  company: ReadonlyMap<string, CastMember>;
  ownNames: ReadonlySet<string>;
  userName: string;
  personaId: string | null;
  nowMs: number;
}

/**
 * Stores the messages, then the conversation that holds them. Until that is there, they are marked for removal, so that
 * a crash leaves nothing behind.
 */
async function keep(
  kv: Deno.Kv,
  lines: readonly Line[],
  keeping: Keeping,
): Promise<Conversation> {
  const { ownerId, character, nowMs } = keeping;
  const id = newId();
  const mark = keys.purge(id, WHOLE);
  await kv.set(mark, 0);
  try {
    const { last, greeting } = await keepMessages(kv, id, { lines, keeping });
    const conversation: Conversation = {
      v: 1,
      id,
      ownerId,
      characterId: character.id,
      characterName: character.name,
      ...(keeping.company.size === 0 ? {} : {
        cast: [
          { id: character.id, name: character.name, late: false },
          ...keeping.company.values(),
        ],
      }),
      leaf: { id: last.id, depth: last.depth },
      greeting,
      personaId: keeping.personaId,
      lore: null,
      preview: previewOf(last),
      trouble: null,
      trash: null,
      createdAtMs: Math.min(nowMs, last.createdAtMs),
      updatedAtMs: nowMs,
    };
    return await commitWithRetry(async () => {
      const marked = await kv.get(mark);
      // Another instance that starts just now tidies up what is marked.
      if (marked.versionstamp === null) throw failure("conflict");
      const write = kv.atomic().check(await requireStay(kv, ownerId), marked).delete(mark);
      putConversation(write, null, conversation);
      write.set(keys.conversationWith(ownerId, character.id, id), id);
      const counted = await kv.get(keys.character(character.id));
      if (counted.versionstamp !== null) countChat(write.check(counted), character.id);
      return { write, value: conversation };
    });
  } catch (error) {
    await deletePrefix(kv, keys.messages(id));
    await kv.delete(mark);
    throw error;
  }
}

async function keepMessages(
  kv: Deno.Kv,
  conversationId: string,
  { lines, keeping }: { lines: readonly Line[]; keeping: Keeping },
): Promise<{ last: Message; greeting: number }> {
  let write = kv.atomic();
  let chars = 0;
  let last: Message | null = null;
  for (const [depth, line] of lines.entries()) {
    const messages = messagesOf(line, { depth, parentId: last?.id ?? null, keeping });
    for (const message of messages) {
      if (chars > CHARS_PER_COMMIT) {
        await write.commit();
        write = kv.atomic();
        chars = 0;
      }
      putMessage(write, conversationId, message);
      // Beside its words, a message takes some room of its own.
      chars += message.content.length + 400;
    }
    last = messages[line.shown]!;
  }
  await write.commit();
  if (!last) throw new TypeError("Cannot keep a conversation without a line");
  return { last, greeting: lines[0]!.shown };
}

function messagesOf(
  { name, isUser, versions, present }: Line,
  { depth, parentId, keeping }: { depth: number; parentId: string | null; keeping: Keeping },
): Message[] {
  const { character, company, ownNames, userName } = keeping;
  const isOther = !isUser && !ownNames.has(name);
  const speaker = { id: company.get(name)?.id ?? null, name };
  // The one that it is with heard it all, as it does where nobody else takes part.
  const others = [...company.values()].filter((each) => !present || present.includes(each.name));
  const heardBy = [character.id, ...others.map(({ id }) => id)];
  // Greetings that nobody chose may still stand there as in their card.
  const names: Readonly<Record<string, string>> = { char: character.name, user: userName };
  let before = -1;
  return versions.map(({ text, sentAtMs, emotion, madeBy }): Message => {
    // Versions keep their order by their age.
    before = Math.max(sentAtMs, before + 1);
    return {
      v: 1,
      id: newId(),
      parentId,
      depth,
      role: isUser ? "user" : "model",
      content: text.replace(/\{\{(char|user)\}\}/gi, (_, who: string) => names[who.toLowerCase()]!)
        .slice(0, MAX_REPLY_CHARS),
      emotion,
      finish: "stop",
      failure: null,
      madeBy,
      createdAtMs: before,
      editedAtMs: null,
      ...(isOther ? { speaker } : {}),
      ...(company.size > 0 ? { present: heardBy } : {}),
    };
  });
}
