/** Reads what there is of a story to know from, no further than a horizon. */
import type { Horizon } from "@/lib/stories/people/model.ts";
import { knownChapters } from "@/lib/stories/people/horizon.ts";
import type { Somebody, Sources } from "@/lib/stories/people/known.ts";
import { readChapter, type Story } from "@/lib/stories/model.ts";
import { getCast, listFacts } from "@/lib/stories/writing/story_facts.ts";
import { keys } from "@/lib/store/keys.ts";
import { getAll } from "@/lib/store/kv.ts";

/** Chapters whose text is read for lines, the latest; and where they have no ledger, for scenes. */
const READ_FOR_LINES = 4;
const READ_FOR_SCENES = 24;

/**
 * Reads what somebody may know from. Nothing of a chapter beyond the horizon is in it.
 *
 * @param person Decides which texts are needed.
 */
export async function readSources(
  kv: Deno.Kv,
  story: Story,
  { person, horizon }: { person: Pick<Somebody, "ref">; horizon: Horizon | null },
): Promise<Sources> {
  const chapters = knownChapters(story, horizon);
  const known = new Set(chapters.map(({ id }) => id));
  const [cast, all] = await Promise.all([
    getCast(kv, story.id),
    chapters.length === 0 ? [] : listFacts(kv, story.id),
  ]);
  const facts = all.filter(({ chapterId }) => known.has(chapterId));
  const told = new Set(person.ref === null ? [] : facts.map(({ chapterId }) => chapterId));
  const untold = chapters.filter(({ id }) => !told.has(id)).slice(-READ_FOR_SCENES);
  const wanted = new Set([...chapters.slice(-READ_FOR_LINES), ...untold].map(({ id }) => id));
  return { story, cast, facts, bodies: await readBodies(kv, story.id, [...wanted]) };
}

/** The texts of chapters by their ids. */
export async function readBodies(
  kv: Deno.Kv,
  storyId: string,
  ids: readonly number[],
): Promise<Map<number, string>> {
  const entries = await getAll(kv, ids.map((id) => keys.chapter(storyId, id)));
  return new Map(entries.flatMap(({ value }) => {
    if (value === null) return [];
    const { id, body } = readChapter(value);
    return [[id, body]];
  }));
}
