/** The texts of cards that the API's lists repeat, remembered by the hash of their card, which never changes. */
import { LRUCache } from "lru-cache";
import type { CardData } from "@/lib/characters/card/model.ts";
import type { Character } from "@/lib/characters/model.ts";
import { getCard, getCardOfHash } from "@/lib/characters/store.ts";

/** What a reply shows of a card. */
export type CardTexts = Pick<
  CardData,
  | "description"
  | "personality"
  | "scenario"
  | "first_mes"
  | "alternate_greetings"
  | "mes_example"
>;

const known = new LRUCache<string, CardTexts>({
  maxSize: 24 * 1024 * 1024,
  sizeCalculation: sizeOf,
});

/** Two bytes for each UTF-16 unit, and something for the objects. */
function sizeOf({ alternate_greetings, ...texts }: CardTexts): number {
  const all = [...Object.values(texts), ...alternate_greetings];
  return 256 + all.reduce((sum, text) => sum + 2 * text.length, 0);
}

/** Reads the texts of a character's card. Do not change what comes back. */
export async function getCardTexts(kv: Deno.Kv, character: Character): Promise<CardTexts> {
  const remembered = known.get(character.cardHash);
  if (remembered) return remembered;
  const card = await getCardOfHash(kv, character.cardHash);
  const { data } = card ?? await getCard(kv, character);
  const { description, personality, scenario, first_mes, alternate_greetings, mes_example } = data;
  const texts: CardTexts = {
    description,
    personality,
    scenario,
    first_mes,
    alternate_greetings,
    mes_example,
  };
  // What came in its place has another hash.
  if (card) known.set(character.cardHash, texts);
  return texts;
}
