/**
 * Keeps what was sent for each reply: parts and their tokens, lore and why it woke, what there was no room for, and what
 * it took. Bounded in size, gone with its message, and after three months.
 *
 * Maru's own words to the model are counted and not kept.
 */
import { z } from "zod";
import type { ReplyUsage } from "@/lib/ai/model.ts";
import { PROMPT_SECTIONS, type PromptPart, type PromptReport } from "@/lib/ai/prompt_report.ts";
import { costOf } from "@/lib/ai/price.ts";
import { type Message, Place, type Turn } from "@/lib/chat/model.ts";
import type { HeldTurn } from "@/lib/chat/turn_store.ts";
import { commitWithRetry } from "@/lib/store/commit.ts";
import { keys } from "@/lib/store/keys.ts";
import { upgrader } from "@/lib/store/versioned.ts";

const KEEP_MS = 90 * 24 * 60 * 60 * 1000;
/** Longest text of one part, and of all parts together, in characters: 40 KiB of Hangul. */
const MAX_PART_CHARS = 3_000;
const MAX_CHARS = 18_000;
const MAX_ENTRIES = 60;
const MAX_NAME_CHARS = 80;

const Name = z.string().max(MAX_NAME_CHARS);

export const PromptRecord = z.object({
  v: z.literal(1),
  /** The reply. */
  place: Place,
  mode: z.enum(["reply", "continue"]),
  sections: z.array(z.object({
    name: z.enum(PROMPT_SECTIONS),
    depth: z.number().nullable(),
    tokens: z.number(),
    /** Null for Maru's own words. */
    text: z.string().nullable(),
    /** Characters that were sent and are not kept. */
    cutChars: z.number(),
  })),
  lore: z.array(z.object({
    name: Name,
    slot: z.string(),
    depth: z.number(),
    tokens: z.number(),
    kind: z.enum(["constant", "forced", "sticky", "kept", "key"]),
    /** Where a key woke it: the key, what else had to match, and the entry whose text held it (null: the chat). */
    key: Name.nullable(),
    secondary: z.array(Name),
    from: Name.nullable(),
  })),
  dropped: z.array(z.object({
    what: z.enum(["lore", "example", "history"]),
    name: Name,
    reason: z.enum(["probability", "group", "budget", "window"]),
  })),
  /** How much more was left out than is named. */
  moreDropped: z.number(),
  history: z.object({ messages: z.number(), tokens: z.number() }),
  tokens: z.object({ system: z.number(), messages: z.number(), budget: z.number() }),
  /** What the provider counted; null until the reply has ended, and where it never began to count. */
  usage: z.object({
    madeBy: z.string(),
    promptTokens: z.number(),
    outputTokens: z.number(),
    cachedTokens: z.number(),
    /** In billionths of a US dollar; null where no price is known. */
    costNano: z.number().nullable(),
  }).nullable(),
  atMs: z.number(),
});
export type PromptRecord = z.infer<typeof PromptRecord>;

export const readPromptRecord = upgrader<PromptRecord>(1);

/** Makes the record of a prompt. `ownRole`: the role is Maru's own, and no card's. */
export function recordOf(
  report: PromptReport,
  { turn, ownRole, nowMs }: {
    turn: Pick<Turn, "target" | "mode">;
    ownRole: boolean;
    nowMs: number;
  },
): PromptRecord {
  const names = new Map(report.lore.map(({ id, name }) => [id, name]));
  return {
    v: 1,
    place: turn.target,
    mode: turn.mode,
    sections: boundParts(report.sections, ownRole),
    lore: report.lore.slice(0, MAX_ENTRIES).map(({ name, slot, depth, tokens, why }) => ({
      name: short(name),
      slot,
      depth,
      tokens,
      kind: why.kind,
      key: why.kind === "key" ? short(why.key) : null,
      secondary: why.kind === "key" ? (why.secondary ?? []).slice(0, 8).map(short) : [],
      from: why.kind === "key" && why.from !== null ? short(names.get(why.from) ?? "") : null,
    })),
    dropped: report.dropped.slice(0, MAX_ENTRIES).map((drop) => ({
      ...drop,
      name: short(drop.name),
    })),
    moreDropped: Math.max(0, report.dropped.length - MAX_ENTRIES),
    history: report.history,
    tokens: report.tokens,
    usage: null,
    atMs: nowMs,
  };
}

function boundParts(parts: readonly PromptPart[], ownRole: boolean): PromptRecord["sections"] {
  let left = MAX_CHARS;
  return parts.slice(0, MAX_ENTRIES).map(({ name, depth, tokens, text }) => {
    const isOwn = name === "rules" || (name === "role" && ownRole);
    const kept = isOwn ? null : cut(text, Math.min(left, MAX_PART_CHARS));
    left -= kept?.length ?? 0;
    return { name, depth, tokens, text: kept, cutChars: text.length - (kept ?? text).length };
  });
}

function short(name: string): string {
  return cut(name.replace(/\s+/g, " ").trim(), MAX_NAME_CHARS);
}

function cut(text: string, maxChars: number): string {
  return text.length <= maxChars ? text : text.slice(0, maxChars).replace(/[\ud800-\udbff]$/, "");
}

/** Keeps the record of a turn that is about to be written. Nothing is kept for one that somebody settled already. */
export async function keepPromptRecord(
  kv: Deno.Kv,
  { turn, versionstamp }: HeldTurn,
  record: PromptRecord,
): Promise<void> {
  const key = keys.promptRecord(turn.conversationId, turn.target.id);
  await kv.atomic().check({ key: keys.turn(turn.conversationId), versionstamp })
    .set(key, record, { expireIn: KEEP_MS }).commit();
}

/** Adds what the reply took. Without a reply, the record goes. */
export async function closePromptRecord(
  kv: Deno.Kv,
  { conversationId, target }: Pick<Turn, "conversationId" | "target">,
  usage: ReplyUsage | null,
): Promise<void> {
  await commitWithRetry(async () => {
    const [entry, message] = await kv.getMany<[PromptRecord, Message]>([
      keys.promptRecord(conversationId, target.id),
      keys.message(conversationId, target.depth, target.id),
    ]);
    if (entry.value === null) return { write: null, value: undefined };
    const write = kv.atomic().check(entry, message);
    if (!message.value) return { write: write.delete(entry.key), value: undefined };
    if (!usage) return { write: null, value: undefined };
    const record: PromptRecord = {
      ...readPromptRecord(entry.value),
      usage: {
        madeBy: usage.madeBy ?? message.value.madeBy ?? "",
        promptTokens: usage.promptTokens,
        outputTokens: usage.outputTokens,
        cachedTokens: usage.cachedTokens ?? 0,
        costNano: costOf(usage),
      },
    };
    return { write: write.set(entry.key, record, { expireIn: KEEP_MS }), value: undefined };
  });
}

/** Reads what was sent for a reply; null where nothing was, or it is not kept any more. */
export async function getPromptRecord(
  kv: Deno.Kv,
  conversationId: string,
  messageId: string,
): Promise<PromptRecord | null> {
  const { value } = await kv.get(keys.promptRecord(conversationId, messageId));
  return value === null ? null : readPromptRecord(value);
}
