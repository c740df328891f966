/** Answers with a conversation as a file, on the page's address and the API's alike. */
import type { Context } from "fresh";
import type { Viewer } from "@/lib/accounts/model.ts";
import { asAttachment, fileStem } from "@/lib/characters/export.ts";
import { limit } from "@/lib/characters/limits.ts";
import { exportConversation, TRANSCRIPT_TYPES, type TranscriptFormat } from "@/lib/chat/export.ts";
import { EXPORT_RULE } from "@/lib/chat/limits.ts";
import { requireConversation } from "@/lib/chat/store.ts";
import type { State } from "@/lib/define.ts";

/**
 * Sends the conversation to its owner, piece by piece.
 *
 * @throws {HttpError} `not_found` or `rate_limited`.
 */
export async function sendConversation(
  ctx: Context<State>,
  { id, viewer, format }: { id: string; viewer: Viewer; format: TranscriptFormat },
): Promise<Response> {
  const { kv } = ctx.state.services;
  const conversation = await requireConversation(kv, id, viewer.id);
  await limit(ctx, EXPORT_RULE);
  const pieces = exportConversation(kv, conversation, { format, user: viewer });
  const day = new Date(conversation.updatedAtMs).toISOString().slice(0, 10);
  const name = `${fileStem(conversation.characterName)} ${day}.${format}`;
  return new Response(ReadableStream.from(pieces).pipeThrough(new TextEncoderStream()), {
    headers: {
      "content-type": TRANSCRIPT_TYPES[format],
      "content-disposition": asAttachment(name),
      "cache-control": "private, no-store",
    },
  });
}
