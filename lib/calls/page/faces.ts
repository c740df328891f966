/** Gathers the faces that somebody may wear in a call: one drawn for it, their own characters', liked ones', the house's. */
import type { Viewer } from "@/lib/accounts/model.ts";
import { randomAvatar } from "@/lib/avatar/model.ts";
import { avatarSpecToText } from "@/lib/avatar/spec.ts";
import type { Face, FaceGroup } from "@/lib/calls/page/face.ts";
import { listCharacters, listOwnCharacters, viewCharacters } from "@/lib/characters/listing.ts";
import { type CharacterView, mayRead } from "@/lib/characters/model.ts";
import type { Services } from "@/lib/define.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import { keys } from "@/lib/store/keys.ts";
import { listPage } from "@/lib/store/page.ts";

/** Faces of each kind; what is more waits on the characters' own pages. */
const MINE = 6;
const LIKED = 6;
const HOUSE = 8;
const DRAWN = 3;

export interface FacesRequest {
  viewer: Viewer | null;
  locale: Locale;
  /** Draws the face of this call. */
  seed: string;
  /** The face that was chosen before; null for somebody new. */
  chosen: string | null;
}

/** Lists the faces to choose from, without any face twice; groups that are empty are left out. */
export async function listFaces(
  { kv }: Pick<Services, "kv">,
  { viewer, locale, seed, chosen }: FacesRequest,
): Promise<FaceGroup[]> {
  const [mine, liked, house] = await Promise.all([
    viewer ? listOwnCharacters(kv, viewer.id, { limit: MINE }).then(({ items }) => items) : [],
    viewer ? listLiked(kv, viewer.id) : [],
    listCharacters(kv, { sort: "trending", lang: locale, limit: HOUSE }).then(({ items }) => items),
  ]);
  const known = new Set<string>();
  const fresh = (faces: readonly Face[]) =>
    faces.filter(({ text }) => !known.has(text) && known.add(text));
  const people: FaceGroup[] = [
    { id: "mine", faces: fresh(mine.map(faceOf)) },
    { id: "liked", faces: fresh(liked.map(faceOf)) },
    { id: "house", faces: fresh(house.map(faceOf)) },
  ];
  const drawn = fresh([
    ...(chosen === null ? [] : [{ text: chosen, name: null }]),
    ...Array.from({ length: DRAWN }, (_, n) => ({ text: drawnFace(seed, n), name: null })),
  ]);
  return [{ id: "drawn" as const, faces: drawn }, ...people].filter(({ faces }) =>
    faces.length > 0
  );
}

/** A face of a seed; the first of several is the one that is worn where nobody chose. */
export function drawnFace(seed: string, n = 0): string {
  return avatarSpecToText(randomAvatar(n === 0 ? seed : `${seed}:${n}`));
}

/** The newest likes first would need an index of their own; a handful in the order of ids serves as well. */
async function listLiked(kv: Deno.Kv, userId: string): Promise<CharacterView[]> {
  const { items } = await listPage<number>(kv, keys.likedBy(userId, "character"), { limit: LIKED });
  const ids = items.map(({ key }) => String(key.at(-1)));
  const views = await viewCharacters(kv, ids);
  return views.filter(({ character }) => mayRead(character, userId));
}

function faceOf({ character: { avatar, name } }: CharacterView): Face {
  return { text: avatarSpecToText(avatar), name };
}
