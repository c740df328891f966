/** Gathers what pages show of the people of stories, and of how far they know them. */
import type { Viewer } from "@/lib/accounts/model.ts";
import { type Character, mayRead as mayMeet } from "@/lib/characters/model.ts";
import { findHorizon, reachOf } from "@/lib/stories/people/horizon.ts";
import type { Horizon } from "@/lib/stories/people/model.ts";
import { readTo } from "@/lib/stories/people/open_horizons.ts";
import { listPeople, peopleBy, type PersonOfStory } from "@/lib/stories/people/people.ts";
import { mayRead, type Story } from "@/lib/stories/model.ts";
import { getStory } from "@/lib/stories/store.ts";

/** The people of a story as of a chapter. */
export interface PeopleView {
  /** Number of the last chapter that they know; 0 before the first. */
  n: number;
  /** Those who have come up by then, and whom this reader may talk with. */
  people: readonly PersonOfStory[];
  /** How many come up later. */
  later: number;
}

/**
 * Reads the people of a story as of where this reader is.
 *
 * @param n As of this chapter instead.
 */
export async function viewPeopleOf(
  kv: Deno.Kv,
  story: Story,
  { viewer, n }: { viewer: Pick<Viewer, "id"> | null; n?: number },
): Promise<PeopleView> {
  const at = n ?? await readTo(kv, story, viewer?.id ?? null);
  const { people } = await listPeople(kv, story);
  const open = people.filter(({ character }) =>
    character === null || mayMeet(character, viewer?.id ?? null)
  );
  // Who has not begun yet may meet those of the first chapter, before anything happens to them.
  const here = peopleBy(open, Math.max(1, at));
  return { n: at, people: here, later: open.length - here.length };
}

/** How far a conversation knows one story. */
export interface HorizonView {
  story: Pick<Story, "id" | "title" | "lang" | "chapters">;
  /** Number of the last chapter that is known. */
  n: number;
  /** Number of the chapter where the reader is, where that is further on. */
  readTo: number | null;
}

/** Reads how far a conversation knows each of the stories that its characters come out of, where those are open to the reader. */
export async function viewHorizons(
  kv: Deno.Kv,
  { characters, horizons, viewerId, nowMs }: {
    characters: readonly Pick<Character, "story">[];
    horizons: readonly Horizon[] | undefined;
    viewerId: string;
    nowMs: number;
  },
): Promise<HorizonView[]> {
  const ids = new Set(characters.flatMap(({ story }) => story?.storyId ?? []));
  const views = await Promise.all([...ids].map(async (id): Promise<HorizonView[]> => {
    const story = await getStory(kv, id);
    if (!story || !mayRead(story, viewerId, nowMs)) return [];
    const n = reachOf(story, findHorizon(horizons, id));
    const at = await readTo(kv, story, viewerId);
    return [{ story, n, readTo: at > n ? at : null }];
  }));
  return views.flat();
}
