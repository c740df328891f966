/** Answers with a character's card file, on the page's address and the API's alike. */
import type { Context } from "fresh";
import { asAttachment, type CardFormat, exportCharacter } from "@/lib/characters/export.ts";
import { EXPORT_RULE, limit } from "@/lib/characters/limits.ts";
import { requireCharacter } from "@/lib/characters/store.ts";
import type { State } from "@/lib/define.ts";

/**
 * Sends the card to whoever may read the character.
 *
 * @throws {HttpError} `not_found` or `rate_limited`.
 */
export async function sendCard(
  ctx: Context<State>,
  { id, format, version }: { id: string; format: CardFormat; version?: 2 | 3 },
): Promise<Response> {
  const { services: { kv }, viewer } = ctx.state;
  const character = await requireCharacter(kv, id, viewer?.id ?? null);
  await limit(ctx, EXPORT_RULE);
  const file = await exportCharacter(kv, character, {
    format,
    ...(version === undefined ? {} : { version }),
  });
  return new Response(file.bytes, {
    headers: {
      "content-type": file.type,
      "content-disposition": asAttachment(file.name),
      "cache-control": "private, no-store",
    },
  });
}
