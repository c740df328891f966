/** What a painter is told of a character's portrait. Pure. */
import type { CardData } from "@/lib/characters/card/model.ts";
import type { Character } from "@/lib/characters/model.ts";
import { MAX_WISH } from "@/lib/painting/model.ts";

/** So much of a description tells what somebody looks like. */
const LOOK_CHARS = 600;

/** The look that a form proposes: what the card says of the character, with its own name in place of the card's marks. */
export function proposeLook(
  { name, tagline }: Pick<Character, "name" | "tagline">,
  { description }: Pick<CardData, "description">,
): string {
  const told = [`${name}. ${tagline}`, description.slice(0, LOOK_CHARS)].filter(Boolean).join(" ");
  return told.replaceAll(/\{\{char\}\}/gi, name).replaceAll(/\{\{user\}\}/gi, "…")
    .replace(/[\s\p{Cc}]+/gu, " ").trim().slice(0, MAX_WISH).toWellFormed();
}

/** All that the painter is told. The owner's words are the person, and nothing but that. */
export function portraitPrompt(
  { rating }: Pick<Character, "rating">,
  look: string,
): string {
  return [
    "Paint the portrait of one invented person as an upright picture that fills the whole frame.",
    `The person, in their author's words: """${look.replaceAll('"""', '"')}"""`,
    "Head and shoulders, looking at the viewer, the face in the middle of the upper half and wholly in view.",
    "Style: flat shapes with one soft shade and a warm rim of late light, large quiet eyes, a plain ground of one colour; an illustration, not a photograph, and nobody who lives.",
    "It must still be known at the size of a thumbnail.",
    "No letters, numbers, signatures, logos, borders or frames.",
    rating === "mature"
      ? "Fully dressed: it stands where everybody sees it."
      : "Fit for every reader.",
  ].join("\n");
}
