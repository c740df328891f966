/** The characters from whom the maker of a space chooses who lives there. */
import type { Viewer } from "@/lib/accounts/model.ts";
import type { CharacterView } from "@/lib/characters/model.ts";
import { listCharacters, listOwnCharacters, viewCharacters } from "@/lib/characters/listing.ts";
import type { Services } from "@/lib/define.ts";
import { isSearch } from "@/lib/characters/gallery.ts";

/** Characters that the form shows beside those who are chosen. */
const SHOWN = 18;

/** Those who are chosen first, then one's own, then those whom most like; or those whom a search finds. */
export async function listResidentChoices(
  { kv, catalogue }: Pick<Services, "kv" | "catalogue">,
  viewer: Pick<Viewer, "id"> | null,
  { chosen, kept = [], q }: {
    chosen: readonly string[];
    /** Those who live there already; they may stay, whatever has become of them. */
    kept?: readonly string[];
    q: string;
  },
): Promise<CharacterView[]> {
  const [picked, own, found] = await Promise.all([
    viewCharacters(kv, chosen),
    viewer ? listOwnCharacters(kv, viewer.id, { limit: SHOWN }) : { items: [] },
    isSearch(q)
      ? catalogue.search({ q, limit: SHOWN })
      : listCharacters(kv, { sort: "popular", limit: SHOWN }),
  ]);
  const others = isSearch(q) ? found.items : [...own.items, ...found.items];
  // An id that somebody wrote into the form tells nothing of a character that is not theirs to see.
  const fits = ({ character }: CharacterView) =>
    character.rating === "everyone" && !character.hidden &&
    (character.visibility === "public" || character.ownerId === viewer?.id);
  const first = picked.filter((view) => fits(view) || kept.includes(view.character.id));
  const byId = new Map([...first, ...others.filter(fits)].map((view) => [view.character.id, view]));
  return [...byId.values()].slice(0, first.length + SHOWN);
}
