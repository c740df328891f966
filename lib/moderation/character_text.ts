/** The beginning of a character's page in words, for those who decide about it. */
import type { Character } from "@/lib/characters/model.ts";
import { shorten, toProfile } from "@/lib/characters/profile.ts";
import { getCard } from "@/lib/characters/store.ts";
import { foundOrNull } from "@/lib/errors.ts";

/** Longest part of description and greeting each. */
const MAX_PART = 500;

/** Name, tagline, and how description and greeting begin, as readers see them. */
export async function textOfCharacter(kv: Deno.Kv, character: Character): Promise<string> {
  const { name, tagline } = character;
  const card = await foundOrNull(getCard(kv, character));
  if (!card) return [name, tagline].filter(Boolean).join("\n");
  const { description, greeting } = toProfile(card.data, { character, userName: null });
  const parts = [description.join("\n"), greeting].map((text) => shorten(text, MAX_PART));
  return [name, tagline, ...parts].filter(Boolean).join("\n").toWellFormed();
}
