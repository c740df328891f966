/** The texts of cards that the API's lists repeat, remembered by the hash of their card, which never changes. */
import { LRUCache } from "lru-cache";
import { preferredModel } from "@/lib/characters/card/preferred_model.ts";
import { voiceOfCard } from "@/lib/characters/card/spoken_voice.ts";
import { toolsOfCard } from "@/lib/characters/card/tools.ts";
import type { CardTexts, Character } from "@/lib/characters/model.ts";
import { getCard, getCardOfHash } from "@/lib/characters/store.ts";

const known = new LRUCache<string, CardTexts>({
  maxSize: 24 * 1024 * 1024,
  sizeCalculation: sizeOf,
});

/** Longest text in a list, and most greetings: what people can enter fits whole, imported ones may be books. */
const MAX_LISTED_CHARS = 30_000;
const MAX_LISTED_GREETINGS = 20;

/** The texts as a list repeats them, each no longer than people can make it; by its own address a character is whole. */
export function listedTexts(
  { alternate_greetings, tools, voice, model, ...texts }: CardTexts,
): CardTexts {
  const cut = (text: string) =>
    text.length <= MAX_LISTED_CHARS ? text : text.slice(0, MAX_LISTED_CHARS).toWellFormed();
  return {
    description: cut(texts.description),
    personality: cut(texts.personality),
    scenario: cut(texts.scenario),
    first_mes: cut(texts.first_mes),
    alternate_greetings: alternate_greetings.slice(0, MAX_LISTED_GREETINGS).map(cut),
    mes_example: cut(texts.mes_example),
    tools,
    voice,
    model,
  };
}

/** Bytes that texts take in memory: two for each UTF-16 unit, and something for the objects. */
export function sizeOf(
  { alternate_greetings, tools: _tools, voice: _voice, model: _model, ...texts }: CardTexts,
): number {
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
    tools: toolsOfCard(data),
    voice: voiceOfCard(data),
    model: preferredModel(data),
  };
  // What came in its place has another hash.
  if (card) known.set(character.cardHash, texts);
  return texts;
}
