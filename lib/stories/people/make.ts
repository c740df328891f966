/** Makes characters of people of stories. They are the writer's, one of each, whoever asks first. */
import { createCard } from "@/lib/characters/card/model.ts";
import { type Character, Tag } from "@/lib/characters/model.ts";
import type { AvatarSpec } from "@/lib/avatar/model.ts";
import {
  createCharacter,
  getCharacter,
  type NewCharacter,
  updateCharacter,
} from "@/lib/characters/store.ts";
import { asFailure, failure } from "@/lib/errors.ts";
import { storyWords } from "@/lib/i18n/stories.ts";
import { storyPeopleWords } from "@/lib/i18n/story_people.ts";
import { cardBeforeStory } from "@/lib/stories/people/card.ts";
import { avatarOf } from "@/lib/stories/people/look.ts";
import { MAX_PERSON_NAME, type StoryOrigin } from "@/lib/stories/people/model.ts";
import { names } from "@/lib/stories/people/names.ts";
import { personId, type PersonOfStory } from "@/lib/stories/people/people.ts";
import { readBodies } from "@/lib/stories/people/sources.ts";
import { dressStory } from "@/lib/stories/edit.ts";
import { isListed, type Story } from "@/lib/stories/model.ts";
import type { Cast } from "@/lib/stories/writing/story_facts.ts";
import { isVisible } from "@/lib/visible.ts";

/** Most people whom a writer brings out of one story. */
export const MAX_PEOPLE = 30;

interface Made {
  id: string;
  origin: StoryOrigin;
  look: { appearance: string; age: string };
  visibility: Character["visibility"];
}

/**
 * The character that somebody of a story is; made where there is none yet. It is in no list until the writer says so, and
 * a writer who closes it keeps readers from talking with it.
 */
export async function requirePersonCharacter(
  kv: Deno.Kv,
  story: Story,
  { person, cast, nowMs }: { person: PersonOfStory; cast: Cast | null; nowMs: number },
): Promise<Character> {
  const known = person.character ?? await getCharacter(kv, person.id);
  return known ?? await makeCharacter(kv, story, { made: madeOf(story, person), cast, nowMs });
}

function madeOf(story: Story, { id, ref, name, told }: PersonOfStory): Made {
  return {
    id,
    origin: { storyId: story.id, ref, name, sinceId: null },
    look: { appearance: told?.appearance ?? "", age: told?.age ?? "" },
    visibility: "unlisted",
  };
}

async function makeCharacter(
  kv: Deno.Kv,
  story: Story,
  { made, cast, nowMs }: { made: Made; cast: Cast | null; nowMs: number },
): Promise<Character> {
  try {
    return await createCharacter(kv, newPerson(story, made, cast), nowMs);
  } catch (error) {
    // Two readers who ask at once make one character.
    const other = asFailure(error).reason === "conflict" ? await getCharacter(kv, made.id) : null;
    if (other) return other;
    throw error;
  }
}

function newPerson(
  story: Story,
  { id, origin, look, visibility }: Made,
  cast: Cast | null,
): NewCharacter {
  const { lang } = story;
  const { genres } = storyWords[lang];
  const named = Object.entries(genres).find(([key]) => key === story.genre)?.[1] ?? story.genre;
  const genre = Tag.safeParse(named);
  const tags = genre.success ? [genre.data] : [];
  return {
    id,
    ownerId: story.ownerId,
    card: createCard({ ...cardBeforeStory(origin, { cast, lang }), tags }),
    tagline: storyPeopleWords[lang].card.tagline(story.title).slice(0, 140).toWellFormed(),
    tags,
    lang,
    visibility,
    rating: story.rating,
    avatar: avatarOf(look, id),
    origin: "made",
    story: origin,
  };
}

/** The face of somebody of a story, also before they are a character. */
export function faceOf({ id, told, character }: PersonOfStory): AvatarSpec {
  return character?.avatar ??
    avatarOf({ appearance: told?.appearance ?? "", age: told?.age ?? "" }, id);
}

/** Brings somebody of a story into the gallery, where the story itself is for everybody. */
export async function publishPerson(
  kv: Deno.Kv,
  story: Story,
  { person, cast, viewerId, nowMs }: {
    person: PersonOfStory;
    cast: Cast | null;
    viewerId: string;
    nowMs: number;
  },
): Promise<Character> {
  const made = await requirePersonCharacter(kv, story, { person, cast, nowMs });
  const visibility = visibilityIn(story);
  const shown = made.visibility === visibility
    ? made
    : await updateCharacter(kv, made.id, { viewerId, change: { patch: { visibility } }, nowMs });
  await nameInStory(kv, story, { id: made.id, viewerId, nowMs });
  return shown;
}

function visibilityIn(story: Story): Character["visibility"] {
  return isListed(story) ? "public" : "unlisted";
}

/** Why nobody is brought out of a story. */
export type BringFault = "nameFault" | "notNamed" | "twice" | "tooMany";

/**
 * Brings somebody out of a story by name, as its chapters call them; for stories of which nobody wrote down who is in them.
 */
export async function bringOut(
  kv: Deno.Kv,
  story: Story,
  { name: given, looks, people, cast, viewerId, nowMs }: {
    name: string;
    looks: string;
    people: readonly PersonOfStory[];
    cast: Cast | null;
    viewerId: string;
    nowMs: number;
  },
): Promise<{ ok: true; character: Character } | { ok: false; fault: BringFault }> {
  const name = given.normalize("NFC").replace(/[\s\p{Cc}{}<>]+/gu, " ").trim();
  if (!isVisible(name) || [...name].length > MAX_PERSON_NAME) {
    return { ok: false, fault: "nameFault" };
  }
  if (people.some((person) => person.name === name)) return { ok: false, fault: "twice" };
  if (people.length >= MAX_PEOPLE) return { ok: false, fault: "tooMany" };
  const sinceId = await findFirst(kv, story, name);
  if (sinceId === null) return { ok: false, fault: "notNamed" };
  const origin: StoryOrigin = { storyId: story.id, ref: null, name, sinceId };
  const id = await personId(story.id, origin);
  const known = await getCharacter(kv, id);
  const character = known ?? await makeCharacter(kv, story, {
    made: {
      id,
      origin,
      look: { appearance: looks, age: "" },
      visibility: visibilityIn(story),
    },
    cast,
    nowMs,
  });
  await nameInStory(kv, story, { id, viewerId, nowMs });
  return { ok: true, character };
}

/** Id of the first chapter that names somebody; null where none does. Reads them one by one, and no further. */
async function findFirst(kv: Deno.Kv, story: Story, name: string): Promise<number | null> {
  for (const { id } of story.chapters) {
    const body = (await readBodies(kv, story.id, [id])).get(id) ?? "";
    if (names(body, name)) return id;
  }
  return null;
}

async function nameInStory(
  kv: Deno.Kv,
  story: Story,
  { id, viewerId, nowMs }: { id: string; viewerId: string; nowMs: number },
): Promise<void> {
  if (story.characterIds.includes(id)) return;
  if (story.ownerId !== viewerId) throw failure("forbidden");
  await dressStory(kv, story.id, {
    viewerId,
    nowMs,
    characterIds: [...story.characterIds, id],
  });
}
