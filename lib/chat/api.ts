/** Operations of the API on one's own conversations: `/api/v1/conversations`. */
import { z } from "zod";
import { sendConversation } from "@/lib/chat/download.ts";
import { TRANSCRIPT_FORMATS } from "@/lib/chat/export.ts";
import { importConversation, MAX_TRANSCRIPT_BYTES } from "@/lib/chat/import.ts";
import { IMPORT_RULE, SEARCH_RULE } from "@/lib/chat/limits.ts";
import { searchMessages } from "@/lib/chat/search.ts";
import { encodePlace } from "@/lib/chat/view.ts";
import { failure } from "@/lib/errors.ts";
import { ListQuery, operation } from "@/lib/http/operation.ts";
import { conversationWords } from "@/lib/i18n/conversations.ts";

const tag = "Conversations";

export const ConversationId = z.object({ id: z.string().min(1).max(64) });

const FoundReply = z.object({
  conversation_id: z.string(),
  character_id: z.string(),
  character_name: z.string(),
  message_id: z.string(),
  role: z.enum(["user", "model"]),
  /** The passage around the words, without markup. */
  passage: z.string(),
  created_at: z.iso.datetime(),
  url: z.string().describe("Page that shows the message on its branch"),
}).meta({ id: "FoundMessage" });

export const searchOperation = operation({
  method: "GET",
  path: "/api/v1/conversations/search",
  summary: "Search what was said in one's conversations, the latest first",
  tag,
  auth: "required",
  query: ListQuery.extend({
    q: z.string().trim().min(1).max(100).describe("Words or parts of words; all must be there"),
  }),
  reply: z.object({
    items: z.array(FoundReply),
    next_cursor: z.string().nullable()
      .describe("May lead on where a page has few items, or none: a page reads only so much"),
  }),
  throttle: SEARCH_RULE,
  fails: ["bad_cursor", "rate_limited"],
  async run({ viewer, query: { q, limit, cursor }, state: { services: { kv } } }) {
    const { items, nextCursor } = await searchMessages(kv, viewer.id, { query: q, limit, cursor });
    return {
      items: items.map(({ conversation, message, passage }) => ({
        conversation_id: conversation.id,
        character_id: conversation.characterId,
        character_name: conversation.characterName,
        message_id: message.id,
        role: message.role,
        passage: passage.map(({ text }) => text).join(""),
        created_at: new Date(message.createdAtMs).toISOString(),
        url: `/chats/${conversation.id}/found?message=${encodePlace(message)}`,
      })),
      next_cursor: nextCursor,
    };
  },
});

export const exportOperation = operation({
  method: "GET",
  path: "/api/v1/conversations/{id}/export",
  summary: "Take a conversation along: JSON lines as SillyTavern writes them, or Markdown",
  tag,
  auth: "required",
  params: ConversationId,
  query: z.object({ format: z.enum(TRANSCRIPT_FORMATS).default("jsonl") }),
  produces: ["application/jsonl", "text/markdown"],
  fails: ["not_found", "rate_limited"],
  async run({ ctx, viewer, params: { id }, query: { format } }) {
    return await sendConversation(ctx, { id, viewer, format });
  },
});

const ImportReply = z.object({
  conversation_id: z.string(),
  messages: z.int(),
  greeted: z.boolean().describe("Whether the character's greeting was put first"),
  lines: z.array(z.object({ line: z.int(), problem: z.string() }))
    .describe("Lines that were left out or cut, counted from 1"),
}).meta({ id: "ImportedConversation" });

export const importOperation = operation({
  method: "POST",
  path: "/api/v1/conversations/import",
  summary: "Bring a conversation in from JSON lines",
  tag,
  auth: "required",
  query: z.object({
    character_id: z.string().max(64).optional()
      .describe("With whom; absent: a character one made or talks with, of the file's name"),
  }),
  upload: { maxBytes: MAX_TRANSCRIPT_BYTES },
  reply: ImportReply,
  status: 201,
  throttle: IMPORT_RULE,
  fails: ["not_found", "rate_limited"],
  async run({ viewer, file, query, state: { services } }) {
    const outcome = await importConversation(services, {
      viewer,
      characterId: query.character_id ?? null,
      bytes: new Uint8Array(await file.arrayBuffer()),
    });
    if (!outcome.ok) {
      const words = conversationWords.en.take;
      const message = outcome.reason === "nobody"
        ? words.nobody(outcome.name)
        : words.refused[outcome.reason];
      throw failure("invalid_input", { errors: [{ path: "file", message }] });
    }
    return {
      conversation_id: outcome.conversation.id,
      messages: outcome.lines,
      greeted: outcome.greeted,
      lines: outcome.reports,
    };
  },
});

export const conversationOperations = [searchOperation, exportOperation, importOperation];
