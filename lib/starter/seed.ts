/** Puts the starter set into an empty store, once: characters, stories, spaces, and the house that owns them. */
import type { User } from "@/lib/accounts/model.ts";
import { createCard } from "@/lib/characters/card/model.ts";
import { createCharacter, getCharacter, type NewCharacter } from "@/lib/characters/store.ts";
import type { Services } from "@/lib/define.ts";
import { asFailure } from "@/lib/errors.ts";
import {
  STARTER_CHARACTERS,
  STARTER_SPACES,
  STARTER_STORIES,
} from "@/lib/starter/content/index.ts";
import type { StarterCharacter } from "@/lib/starter/content/types.ts";
import { HOUSE_ID, starterId } from "@/lib/starter/house.ts";
import { putStarterSpaces } from "@/lib/starter/seed_spaces.ts";
import { lengthOf } from "@/lib/stories/kinds.ts";
import { getStory, noteStoryChange, putStory } from "@/lib/stories/store.ts";
import { seedWelfareOnce } from "@/lib/welfare/starter/seed.ts";
import { keys } from "@/lib/store/keys.ts";

/** What a seeding put in. */
export interface Seeded {
  characters: number;
  stories: number;
  spaces: number;
}

type Deps = Pick<Services, "kv" | "now" | "log">;

/** Says what was put in, to whoever starts the server. */
export function describeSeeded({ characters, stories, spaces }: Seeded): string {
  if (characters === 0) return `Moved in: ${spaces} new ${spaces === 1 ? "space" : "spaces"}`;
  return `Moved in: ${characters} characters, ${stories} stories and ${spaces} spaces`;
}

/**
 * Seeds a store that never was: what people delete of the starter set stays away. A seeding that a crash interrupted
 * goes on where it was, and of several instances that start at once, each thing is put in by one. A store that was seeded
 * before gets the spaces that came with a later version.
 *
 * @returns What was put in; null where that was done before, or by another instance.
 */
export async function seedOnce({ kv, now, log }: Deps): Promise<Seeded | null> {
  const marker = await kv.get<number>(keys.meta("seeded"));
  const tell = (seeded: Seeded) => {
    log.info("seeded", { ...seeded });
    return seeded;
  };
  const nowMs = now();
  await seedWelfareOnce(kv, nowMs);
  if (marker.value !== null) {
    const spaces = await putStarterSpaces(kv, { seededAtMs: marker.value, nowMs });
    return spaces > 0 ? tell({ characters: 0, stories: 0, spaces }) : null;
  }
  await putHouse(kv, nowMs);
  for (const [n, starter] of STARTER_CHARACTERS.entries()) {
    // A minute apart, the first one newest: "new" shows them in the order of the list.
    await putStarter(kv, starter, nowMs - n * 60_000);
  }
  await putStories(kv, nowMs);
  await putStarterSpaces(kv, { seededAtMs: null, nowMs });
  const done = await kv.atomic().check(marker).set(marker.key, nowMs).commit();
  if (!done.ok) return null;
  return tell({
    characters: STARTER_CHARACTERS.length,
    stories: STARTER_STORIES.length,
    spaces: STARTER_SPACES.length,
  });
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
    const outAtMs = nowMs - n * 60_000;
    const write = kv.atomic().check({ key: keys.story(id), versionstamp: null });
    putStory(
      write,
      {
        v: 2,
        id,
        ownerId: HOUSE_ID,
        ...rest,
        tags: [...tags],
        rating: "everyone",
        visibility: "public",
        status: "published",
        publishAtMs: null,
        publishedAtMs: outAtMs,
        palette: [...palette],
        cover: { kind: "drawn" },
        characterIds: characters.map(starterId),
        chapters: chapters.map(({ title }, i) => ({ id: i + 1, title, minutes: null })),
        removed: [],
        nextChapterId: chapters.length + 1,
        length: lengthOf(chapters.length),
        source: null,
        rev: 1,
        createdAtMs: outAtMs,
        updatedAtMs: outAtMs,
      },
      chapters.map(({ title, body }, i) => ({ id: i + 1, title, body })),
    );
    noteStoryChange(kv, write, id);
    await write.commit();
  }
}
