/**
 * Owns which tools a card gives its character, under an extension of ours.
 *
 * Browser-safe.
 */
import { z } from "zod";
import type { CardData } from "@/lib/characters/card/model.ts";

/** Extension of a card that names its tools: `["service_search"]`. */
export const TOOLS_EXTENSION = "maru/tools";

/** Most tools of one character. */
export const MAX_TOOLS = 8;

const Names = z.array(z.string().regex(/^[a-z_]{1,64}$/)).max(MAX_TOOLS);

/** Names of a card's tools; none where the extension is missing or something else. They may name tools that are not here. */
export function toolsOfCard({ extensions }: Pick<CardData, "extensions">): string[] {
  const read = Names.safeParse(extensions[TOOLS_EXTENSION]);
  return read.success ? [...new Set(read.data)] : [];
}

/** The card with these tools; without any, it has no such extension. */
export function withTools(card: CardData, tools: readonly string[]): CardData {
  const { [TOOLS_EXTENSION]: _, ...others } = card.extensions;
  const extensions = tools.length === 0 ? others : { ...others, [TOOLS_EXTENSION]: [...tools] };
  return { ...card, extensions };
}
