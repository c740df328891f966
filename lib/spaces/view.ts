/** Puts together what pages show of a room: who lives in it, and who is there. */
import type { Viewer } from "@/lib/accounts/model.ts";
import type { CharacterView } from "@/lib/characters/model.ts";
import { viewPeople } from "@/lib/characters/people.ts";
import type { Services } from "@/lib/define.ts";
import type { Space } from "@/lib/spaces/model.ts";
import { presentSeats } from "@/lib/spaces/seats.ts";
import { getSpaces } from "@/lib/spaces/store.ts";
import { keys } from "@/lib/store/keys.ts";

export interface SpaceView {
  space: Space;
  /** In the order of their moving in; those whom this reader may meet. */
  residents: CharacterView[];
}

/** Who is in a room now. */
export interface Presence {
  count: number;
  /** Nicknames of the first of them. */
  names: string[];
}

export type PresentView = SpaceView & { present: Presence };

/** Adds the residents of several rooms in one read. */
export async function viewSpaces(
  kv: Deno.Kv,
  spaces: readonly Space[],
  viewer: Pick<Viewer, "id"> | null,
): Promise<SpaceView[]> {
  const ids = [...new Set(spaces.flatMap(({ residentIds }) => residentIds))];
  const people = await viewPeople(kv, ids, viewer);
  const byId = new Map(people.map((view) => [view.character.id, view]));
  return spaces.map((space) => ({
    space,
    residents: space.residentIds.flatMap((id) => byId.get(id) ?? []),
  }));
}

/** People whom a list names in each room. */
const NAMED = 3;

/** Adds residents, and who is there now, to several rooms. */
export async function viewPresent(
  services: Pick<Services, "kv" | "hub" | "now">,
  spaces: readonly Space[],
  viewer: Pick<Viewer, "id"> | null,
): Promise<PresentView[]> {
  const [views, seats] = await Promise.all([
    viewSpaces(services.kv, spaces, viewer),
    Promise.all(spaces.map(({ id }) => presentSeats(services, id))),
  ]);
  return views.map((view, n) => {
    const here = seats[n] ?? [];
    const names = here.slice(0, NAMED).map(({ nickname }) => nickname);
    return { ...view, present: { count: here.length, names } };
  });
}

/** A room where somebody has been, and when they were last seen there. */
export interface Visited {
  space: Space;
  atMs: number;
}

/** The rooms of others where somebody has been and may go again, the latest first. */
export async function listVisited(
  kv: Deno.Kv,
  viewer: Pick<Viewer, "id">,
  limit: number,
): Promise<Visited[]> {
  const seen = new Map<string, number>();
  for await (const { key, value } of kv.list<number>({ prefix: keys.spaceVisits(viewer.id) })) {
    seen.set(String(key.at(-1)), value);
  }
  const latest = [...seen].toSorted(([, a], [, b]) => b - a).slice(0, 3 * limit);
  const spaces = await getSpaces(kv, latest.map(([id]) => id));
  const visited: Visited[] = [];
  for (const space of spaces) {
    if (space.ownerId === viewer.id || visited.length === limit) continue;
    const [guest, ban] = await kv.getMany([
      keys.spaceGuest(space.id, viewer.id),
      keys.spaceBan(space.id, viewer.id),
    ]);
    const knows = space.isPublic || guest.value !== null || space.moderatorIds.includes(viewer.id);
    if (knows && ban.value === null) visited.push({ space, atMs: seen.get(space.id) ?? 0 });
  }
  return visited;
}
