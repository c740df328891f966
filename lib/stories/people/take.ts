/** Writes the card of somebody of a story as of a chapter, with what they know by then as its lorebook. */
import { createCard } from "@/lib/characters/card/model.ts";
import { type CardFile, type CardFormat, exportCard } from "@/lib/characters/export.ts";
import type { Character } from "@/lib/characters/model.ts";
import { getCard } from "@/lib/characters/store.ts";
import { cardAsOf, cardBeforeStory } from "@/lib/stories/people/card.ts";
import { knownTo } from "@/lib/stories/people/known.ts";
import { faceOf } from "@/lib/stories/people/make.ts";
import type { Horizon } from "@/lib/stories/people/model.ts";
import type { PersonOfStory } from "@/lib/stories/people/people.ts";
import { readSources } from "@/lib/stories/people/sources.ts";
import type { Story } from "@/lib/stories/model.ts";

/** Writes it; also of somebody with whom nobody has talked yet. */
export async function takeCard(
  kv: Deno.Kv,
  story: Story,
  { person, horizon, format }: { person: PersonOfStory; horizon: Horizon; format: CardFormat },
): Promise<CardFile> {
  const sources = await readSources(kv, story, { person, horizon });
  const { lang } = story;
  const { character } = person;
  const card = character
    ? await getCard(kv, character)
    : createCard(cardBeforeStory(person, { cast: sources.cast, lang }));
  const data = cardAsOf(card.data, knownTo(person, horizon, sources), { lang, tellsKnowers: true });
  return await exportCard(kv, character ?? drawn(story, person), {
    format,
    card: { ...card, data: { ...data, creation_date: 0, modification_date: 0 } },
  });
}

/** Somebody who is no character yet, as far as a file shows: a name and a drawn face. */
function drawn(story: Story, person: PersonOfStory): Character {
  const { lang, rating, ownerId, updatedAtMs } = story;
  return {
    v: 1,
    id: person.id,
    ownerId,
    name: person.name,
    tagline: "",
    tags: [],
    lang,
    visibility: "unlisted",
    rating,
    avatar: faceOf(person),
    portrait: null,
    cardHash: "",
    assetsHash: null,
    origin: "made",
    rev: 0,
    createdAtMs: updatedAtMs,
    updatedAtMs,
  };
}
