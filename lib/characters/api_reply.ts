/** What the operations about characters share: the id in their addresses, and the character they answer with. */
import { z } from "zod";
import { getCardTexts } from "@/lib/characters/card_texts.ts";
import { type Character, type CharacterReply, toReply } from "@/lib/characters/model.ts";
import { viewCharacter } from "@/lib/characters/listing.ts";

export const CharacterId = z.object({ id: z.string().min(1).max(64) });

/** A character in the API's shape, with exact counters. */
export async function replyOf(kv: Deno.Kv, character: Character): Promise<CharacterReply> {
  const [view, texts] = await Promise.all([
    viewCharacter(kv, character),
    getCardTexts(kv, character),
  ]);
  return toReply(view, texts);
}
