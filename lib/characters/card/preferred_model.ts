/**
 * Owns which model a card would like for its character, under an extension of ours. It is a wish: what is not offered
 * where the card is used is passed over.
 *
 * Browser-safe.
 */
import { z } from "zod";
import { MAX_MODEL_ID } from "@/lib/ai/model_choice.ts";
import type { CardData } from "@/lib/characters/card/model.ts";

/** Extension of a card that names a model: `"claude/claude-sonnet-5-5"`. */
export const MODEL_EXTENSION = "maru/model";

/** What such an extension may hold. */
export const PreferredModel = z.string().max(MAX_MODEL_ID).regex(/^[a-z]+\/\S+$/);

/** The model that a card names as `provider/model`; null where it names none. */
export function preferredModel({ extensions }: Pick<CardData, "extensions">): string | null {
  return PreferredModel.safeParse(extensions[MODEL_EXTENSION]).data ?? null;
}

/** The card with this wish, or without any. */
export function withPreferredModel(card: CardData, model: string | null): CardData {
  const { [MODEL_EXTENSION]: _, ...others } = card.extensions;
  const extensions = model === null ? others : { ...others, [MODEL_EXTENSION]: model };
  return { ...card, extensions };
}
