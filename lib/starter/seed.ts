/** Puts the starter set into an empty store, once: characters, stories, spaces, and the house that owns them. */
import type { User } from "@/lib/accounts/model.ts";
import { createCard } from "@/lib/characters/card/model.ts";
import { createCharacter, getCharacter, type NewCharacter } from "@/lib/characters/store.ts";
import type { Services } from "@/lib/define.ts";
import { asFailure } from "@/lib/errors.ts";
import { putSpace } from "@/lib/spaces/store.ts";
import {
  STARTER_CHARACTERS,
  STARTER_SPACES,
  STARTER_STORIES,
} from "@/lib/starter/content/index.ts";
import type { StarterCharacter, StarterSpace } from "@/lib/starter/content/types.ts";
import type { Chapter } from "@/lib/stories/model.ts";
import { getStory, putStory } from "@/lib/stories/store.ts";
import { keys } from "@/lib/store/keys.ts";

/** The account that owns what comes with Maru. It has neither e-mail nor password: nobody can sign in to it. */
export const HOUSE_ID = "maru";

/** What a seeding put in. */
export interface Seeded {
  characters: number;
  stories: number;
  spaces: number;
}

type Deps = Pick<Services, "kv" | "now" | "log">;

/** Says what was put in, to whoever starts the server. */
export function describeSeeded({ characters, stories, spaces }: Seeded): string {
  return `Moved in: ${characters} characters, ${stories} stories and ${spaces} spaces`;
}

/**
 * Seeds a store that never was: what people delete of the starter set stays away. A seeding that a crash interrupted
 * goes on where it was, and of several instances that start at once, each thing is put in by one.
 *
 * @returns What was put in; null where that was done before, or by another instance.
 */
export async function seedOnce({ kv, now, log }: Deps): Promise<Seeded | null> {
  const marker = await kv.get(keys.meta("seeded"));
  if (marker.value !== null) return null;
  const nowMs = now();
  await putHouse(kv, nowMs);
  for (const [n, starter] of STARTER_CHARACTERS.entries()) {
    // A minute apart, the first one newest: "new" shows them in the order of the list.
    await putStarter(kv, starter, nowMs - n * 60_000);
  }
  await putStories(kv, nowMs);
  await putSpaces(kv, nowMs);
  const done = await kv.atomic().check(marker).set(marker.key, nowMs).commit();
  if (!done.ok) return null;
  const seeded = {
    characters: STARTER_CHARACTERS.length,
    stories: STARTER_STORIES.length,
    spaces: STARTER_SPACES.length,
  };
  log.info("seeded", seeded);
  return seeded;
}

/** The id of a starter character, the same in every store. */
export function starterId(slug: string): string {
  return slug.replaceAll("_", "-");
}

async function putHouse(kv: Deno.Kv, nowMs: number): Promise<void> {
  const house: User = {
    v: 1,
    id: HOUSE_ID,
    kind: "full",
    email: null,
    nickname: "마루 Maru",
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
  };
  const key = keys.user(HOUSE_ID);
  await kv.atomic().check({ key, versionstamp: null }).set(key, house).commit();
}

async function putStarter(kv: Deno.Kv, starter: StarterCharacter, nowMs: number): Promise<void> {
  const id = starterId(starter.slug);
  if (await getCharacter(kv, id)) return;
  const made: NewCharacter = {
    id,
    ownerId: HOUSE_ID,
    card: createCard(starter.card),
    tagline: starter.tagline,
    tags: [...starter.tags],
    lang: starter.lang,
    visibility: "public",
    rating: starter.rating,
    avatar: starter.avatar,
    origin: "starter",
  };
  try {
    await createCharacter(kv, made, nowMs);
  } catch (error) {
    // A character that is there makes every try fail as a conflict: another instance was faster.
    if (asFailure(error).reason !== "conflict" || !await getCharacter(kv, id)) throw error;
  }
}

async function putStories(kv: Deno.Kv, nowMs: number): Promise<void> {
  for (const [n, starter] of STARTER_STORIES.entries()) {
    const { slug, characters, chapters, palette, tags, ...rest } = starter;
    const id = starterId(slug);
    if (await getStory(kv, id)) continue;
    const write = kv.atomic().check({ key: keys.story(id), versionstamp: null });
    putStory(
      write,
      {
        v: 1,
        id,
        ownerId: HOUSE_ID,
        ...rest,
        tags: [...tags],
        palette: [...palette],
        characterIds: characters.map(starterId),
        chapterTitles: chapters.map(({ title }) => title),
        createdAtMs: nowMs - n * 60_000,
      },
      chapters.map(({ title, body }, i): Chapter => ({ v: 1, storyId: id, n: i + 1, title, body })),
    );
    await write.commit();
  }
}

async function putSpaces(kv: Deno.Kv, nowMs: number): Promise<void> {
  for (const [n, starter] of STARTER_SPACES.entries()) {
    await putStarterSpace(kv, starter, nowMs - n * 60_000);
  }
}

async function putStarterSpace(kv: Deno.Kv, starter: StarterSpace, nowMs: number): Promise<void> {
  const { slug, name, description, type, theme, max_users, residents } = starter;
  const id = starterId(slug);
  const write = kv.atomic().check({ key: keys.space(id), versionstamp: null });
  putSpace(write, {
    v: 2,
    id,
    ownerId: HOUSE_ID,
    name,
    description,
    type,
    theme,
    isPublic: true,
    maxUsers: max_users,
    residentIds: residents.map(starterId),
    moderatorIds: [],
    locked: false,
    slowModeS: 0,
    inviteCode: null,
    event: null,
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
  });
  // Where it is there already, the commit is refused, and it stays as it is.
  await write.commit();
}
