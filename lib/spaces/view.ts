/** Puts together what pages show of a room: who lives in it. */
import type { Viewer } from "@/lib/accounts/model.ts";
import type { CharacterView } from "@/lib/characters/model.ts";
import { viewPeople } from "@/lib/characters/people.ts";
import type { Space } from "@/lib/spaces/model.ts";

export interface SpaceView {
  space: Space;
  /** In the order of their moving in; those whom this reader may meet. */
  residents: CharacterView[];
}

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
