/** Saves a change of a character's lorebook; what stands against it comes back as a value. */
import type { Card } from "@/lib/characters/card/model.ts";
import { editLore, type LoreChange } from "@/lib/characters/lore_form.ts";
import type { Character } from "@/lib/characters/model.ts";
import { getCard, requireOwnCharacter, updateCharacter } from "@/lib/characters/store.ts";
import type { Services } from "@/lib/define.ts";
import { asFailure } from "@/lib/errors.ts";

export interface OwnCard {
  character: Character;
  card: Card;
}

/**
 * Reads one's own character with its card.
 *
 * @throws {HttpError} `not_found` or `forbidden`.
 */
export async function readOwnCard(kv: Deno.Kv, id: string, viewerId: string): Promise<OwnCard> {
  const character = await requireOwnCharacter(kv, id, viewerId);
  return { character, card: await getCard(kv, character) };
}

export type SavedLore = { ok: true } | { ok: false; reason: "moved" | "full" };

/** Changes the book: refused where another window was faster, or where it is full. */
export async function saveLore(
  { kv, now }: Pick<Services, "kv" | "now">,
  { id, viewerId, change }: { id: string; viewerId: string; change: LoreChange },
): Promise<SavedLore> {
  try {
    await updateCharacter(kv, id, {
      viewerId,
      change: { patch: {}, editCard: (data) => editLore(data, change) },
      nowMs: now(),
    });
    return { ok: true };
  } catch (error) {
    const { reason } = asFailure(error);
    if (reason === "conflict") return { ok: false, reason: "moved" };
    if (reason === "too_large") return { ok: false, reason: "full" };
    throw error;
  }
}
