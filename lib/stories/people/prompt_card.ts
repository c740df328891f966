/** The card that a prompt is built with: as it is stored, and for somebody of a story with what a horizon adds ([PS2]). */
import type { Card } from "@/lib/characters/card/model.ts";
import type { Character } from "@/lib/characters/model.ts";
import { cardAsOf } from "@/lib/stories/people/card.ts";
import { findHorizon } from "@/lib/stories/people/horizon.ts";
import { knownTo } from "@/lib/stories/people/known.ts";
import type { Horizon } from "@/lib/stories/people/model.ts";
import { personOf } from "@/lib/stories/people/people.ts";
import { readSources } from "@/lib/stories/people/sources.ts";
import { mayRead } from "@/lib/stories/model.ts";
import { getStory } from "@/lib/stories/store.ts";

/** Tokens that lore may take where it is all that somebody knows. */
const LORE_TOKENS = 3_000;

export interface PromptCard {
  card: Card;
  /** Absent: as any character's. */
  loreBudgetTokens?: number;
}

/**
 * Reads what a character knows where it speaks.
 *
 * Where the story is gone, or not open to this reader any more, that is what it knew before the first chapter.
 *
 * @param options.horizons Of the conversation.
 */
export async function cardForPrompt(
  kv: Deno.Kv,
  { character, card, horizons, viewerId, nowMs }: {
    character: Pick<Character, "story" | "lang">;
    card: Card;
    horizons: readonly Horizon[] | undefined;
    viewerId: string;
    nowMs: number;
  },
): Promise<PromptCard> {
  const { story: origin, lang } = character;
  if (!origin) return { card };
  const story = await getStory(kv, origin.storyId);
  const isOpen = story !== null && mayRead(story, viewerId, nowMs);
  const horizon = isOpen ? findHorizon(horizons, origin.storyId) : null;
  if (!story || !horizon) return { card };
  const sources = await readSources(kv, story, { person: origin, horizon });
  const person = personOf(origin, sources.cast);
  const known = knownTo(person, horizon, sources);
  return {
    card: { ...card, data: cardAsOf(card.data, known, { lang }) },
    loreBudgetTokens: LORE_TOKENS,
  };
}
