/**
 * Owns the one description of a 2D face: its schema, its defaults, how foreign values become one, and
 * how a seed becomes a person. Field names are snake_case as the spec travels in the API unchanged.
 * Browser-safe.
 */
import { z } from "zod";
import * as P from "@/lib/avatar/parts.ts";
import { drawChoices } from "@/lib/avatar/random.ts";

export type { AvatarOption } from "@/lib/avatar/parts.ts";

function keysOf<K extends string>(options: readonly P.AvatarOption<K>[]) {
  return z.enum(options.map((o) => o.key) as [K, ...K[]]);
}

/** The emotion a face shows; the same eight words as in chat and spaces. */
export const AvatarExpression = keysOf(P.EXPRESSIONS);
export type AvatarExpression = z.infer<typeof AvatarExpression>;

/**
 * A 2D face: which part of each kind, in which colour.
 *
 * Missing fields take their default; an unknown key or value is an error here. For stored or foreign
 * values that must never fail, use `decodeAvatarSpec`.
 */
export const AvatarSpec = z.object({
  v: z.literal(1).default(1),
  face: keysOf(P.FACES).default("oval"),
  age: keysOf(P.AGES).default("young"),
  skin: keysOf(P.SKINS).default("honey2"),
  hair: keysOf(P.HAIRS).default("bob"),
  fringe: keysOf(P.FRINGES).default("side"),
  hair_color: keysOf(P.HAIR_COLORS).default("espresso"),
  eyes: keysOf(P.EYES).default("almond"),
  eye_color: keysOf(P.EYE_COLORS).default("dark"),
  lashes: keysOf(P.LASHES).default("soft"),
  brows: keysOf(P.BROWS).default("soft"),
  nose: keysOf(P.NOSES).default("soft"),
  mouth: keysOf(P.MOUTHS).default("gentle"),
  cheeks: keysOf(P.CHEEKS).default("blush"),
  mark: keysOf(P.MARKS).default("none"),
  beard: keysOf(P.BEARDS).default("none"),
  glasses: keysOf(P.GLASSES).default("none"),
  ears: keysOf(P.EARS).default("human"),
  crest: keysOf(P.CRESTS).default("none"),
  jewel: keysOf(P.JEWELS).default("none"),
  headwear: keysOf(P.HEADWEARS).default("none"),
  outfit: keysOf(P.OUTFITS).default("cardigan"),
  outfit_color: keysOf(P.OUTFIT_COLORS).default("celadon"),
  accent_color: keysOf(P.OUTFIT_COLORS).default("ivory"),
  object: keysOf(P.OBJECTS).default("none"),
  backdrop: keysOf(P.BACKDROPS).default("plain"),
  backdrop_color: keysOf(P.BACKDROP_COLORS).default("hanji"),
  expression: AvatarExpression.default("neutral"),
});
export type AvatarSpec = z.infer<typeof AvatarSpec>;

/** A field of the spec that a person can choose, that is all but the version. */
export type AvatarField = Exclude<keyof AvatarSpec, "v">;

/** One kind of part: its labels and its options in the order a page shows them. */
export interface AvatarPart {
  readonly ko: string;
  readonly en: string;
  readonly options: readonly P.AvatarOption[];
}

/** Every kind of part with its options; the builder page and the tests walk this. */
export const AVATAR_PARTS: { readonly [F in AvatarField]: AvatarPart } = {
  face: { ko: "얼굴형", en: "Face", options: P.FACES },
  age: { ko: "나이대", en: "Age", options: P.AGES },
  skin: { ko: "피부", en: "Skin", options: P.SKINS },
  hair: { ko: "머리 모양", en: "Hair", options: P.HAIRS },
  fringe: { ko: "앞머리", en: "Fringe", options: P.FRINGES },
  hair_color: { ko: "머리 색", en: "Hair colour", options: P.HAIR_COLORS },
  eyes: { ko: "눈", en: "Eyes", options: P.EYES },
  eye_color: { ko: "눈동자 색", en: "Eye colour", options: P.EYE_COLORS },
  lashes: { ko: "속눈썹", en: "Lashes", options: P.LASHES },
  brows: { ko: "눈썹", en: "Brows", options: P.BROWS },
  nose: { ko: "코", en: "Nose", options: P.NOSES },
  mouth: { ko: "입", en: "Mouth", options: P.MOUTHS },
  cheeks: { ko: "볼", en: "Cheeks", options: P.CHEEKS },
  mark: { ko: "점과 무늬", en: "Marks", options: P.MARKS },
  beard: { ko: "수염", en: "Beard", options: P.BEARDS },
  glasses: { ko: "안경", en: "Glasses", options: P.GLASSES },
  ears: { ko: "귀", en: "Ears", options: P.EARS },
  crest: { ko: "뿔과 장식", en: "Horns and such", options: P.CRESTS },
  jewel: { ko: "장신구", en: "Jewellery", options: P.JEWELS },
  headwear: { ko: "쓰개", en: "Headwear", options: P.HEADWEARS },
  outfit: { ko: "옷", en: "Outfit", options: P.OUTFITS },
  outfit_color: { ko: "옷 색", en: "Outfit colour", options: P.OUTFIT_COLORS },
  accent_color: { ko: "포인트 색", en: "Accent colour", options: P.OUTFIT_COLORS },
  object: { ko: "지닌 물건", en: "Object", options: P.OBJECTS },
  backdrop: { ko: "배경", en: "Backdrop", options: P.BACKDROPS },
  backdrop_color: { ko: "배경 색", en: "Backdrop colour", options: P.BACKDROP_COLORS },
  expression: { ko: "표정", en: "Expression", options: P.EXPRESSIONS },
};

/** Every choosable field, in page order. */
export const AVATAR_FIELDS = Object.keys(AVATAR_PARTS) as AvatarField[];

/** The face shown where nothing was chosen. */
export const DEFAULT_AVATAR: AvatarSpec = Object.freeze(AvatarSpec.parse({}));

/**
 * Makes a spec of anything: known values are kept, everything else falls to its default, field by
 * field, so that a face made by a newer or older version still shows as much of itself as it can.
 */
export function decodeAvatarSpec(value: unknown): AvatarSpec {
  if (typeof value !== "object" || value === null) return { ...DEFAULT_AVATAR };
  const kept: Record<string, unknown> = {};
  for (const field of AVATAR_FIELDS) {
    const given: unknown = Object.hasOwn(value, field) ? Reflect.get(value, field) : undefined;
    if (AVATAR_PARTS[field].options.some((o) => o.key === given)) kept[field] = given;
  }
  return AvatarSpec.parse(kept);
}

/**
 * Draws the person that belongs to `seed`: the same spec on every machine, of choices that go
 * together.
 */
export function randomAvatar(seed: string): AvatarSpec {
  return AvatarSpec.parse(drawChoices(seed));
}
