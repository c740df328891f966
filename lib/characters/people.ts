/** The characters that something else names: those who live in a room, or appear in a story. */
import type { Viewer } from "@/lib/accounts/model.ts";
import type { CharacterView } from "@/lib/characters/model.ts";
import { viewCharacters } from "@/lib/characters/listing.ts";

/** Characters by their ids, without those that are gone or not shown to everybody, unless they are the reader's own. */
export async function viewPeople(
  kv: Deno.Kv,
  ids: readonly string[],
  viewer: Pick<Viewer, "id"> | null,
): Promise<CharacterView[]> {
  const people = await viewCharacters(kv, ids);
  return people.filter(({ character: { visibility, ownerId } }) =>
    visibility === "public" || ownerId === viewer?.id
  );
}
