/** Operations of the API on links to conversations. */
import { z } from "zod";
import { SHARE_RULE } from "@/lib/chat/limits.ts";
import { listShares, revokeShare, shareConversation, type SharedChat } from "@/lib/chat/share.ts";
import { requireConversation } from "@/lib/chat/store.ts";
import { operation } from "@/lib/http/operation.ts";

const tag = "Conversations";
const Id = z.object({ id: z.string().min(1).max(64) });

const SharedChatReply = z.object({
  code: z.string(),
  url: z.string().describe("Path of the page that anybody with it can read"),
  last_message_id: z.string(),
  shows_name: z.boolean(),
  created_at: z.iso.datetime(),
}).meta({ id: "SharedConversation" });

function toReply(
  { code, leaf, showName, createdAtMs }: SharedChat,
): z.input<typeof SharedChatReply> {
  return {
    code,
    url: `/shared/${code}`,
    last_message_id: leaf.id,
    shows_name: showName,
    created_at: new Date(createdAtMs).toISOString(),
  };
}

export const listChatSharesOperation = operation({
  method: "GET",
  path: "/api/v1/conversations/{id}/shares",
  summary: "List the links to a conversation",
  tag,
  auth: "required",
  params: Id,
  reply: z.object({ items: z.array(SharedChatReply) }),
  fails: ["not_found"],
  async run({ viewer, params: { id }, state: { services: { kv } } }) {
    return { items: (await listShares(kv, id, viewer.id)).map(toReply) };
  },
});

export const shareChatOperation = operation({
  method: "POST",
  path: "/api/v1/conversations/{id}/shares",
  summary: "Make a link by which anybody can read a conversation, up to one of its messages",
  tag,
  auth: "required",
  params: Id,
  body: z.object({
    last_message: z.object({ id: z.string().max(64), depth: z.int().min(0) }).optional()
      .describe("On any branch; absent: the end of the one that is shown"),
    show_name: z.boolean().default(true),
  }).default({ show_name: true }),
  reply: SharedChatReply,
  status: 201,
  throttle: SHARE_RULE,
  fails: ["not_found", "too_many", "rate_limited"],
  async run({ viewer, params: { id }, body, state: { services: { kv, now } } }) {
    const place = body.last_message ?? (await requireConversation(kv, id, viewer.id)).leaf;
    const share = await shareConversation(kv, id, {
      ownerId: viewer.id,
      place,
      showName: body.show_name,
      nowMs: now(),
    });
    return toReply(share);
  },
});

export const revokeChatShareOperation = operation({
  method: "DELETE",
  path: "/api/v1/conversations/{id}/shares/{code}",
  summary: "Take a link to a conversation back",
  tag,
  auth: "required",
  params: Id.extend({ code: z.string().max(64) }),
  fails: ["not_found"],
  async run({ viewer, params: { id, code }, state: { services: { kv } } }) {
    await revokeShare(kv, id, { ownerId: viewer.id, code });
  },
});

export const chatShareOperations = [
  listChatSharesOperation,
  shareChatOperation,
  revokeChatShareOperation,
];
