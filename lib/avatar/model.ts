/**
 * Owns the one description of a 2D face: its schema, its words, and how a seed becomes a person. Field names are
 * snake_case as the spec travels in the API unchanged. Browser-safe, but with zod: scripts of pages read specs with
 * `spec.ts`.
 */
import { z } from "zod";
import { type Choice, CHOICES } from "@/lib/avatar/choices.ts";
import * as P from "@/lib/avatar/parts.ts";
import { drawChoices } from "@/lib/avatar/random.ts";
import {
  AVATAR_FIELDS,
  type AvatarField,
  decodeAvatarSpec,
  DEFAULT_AVATAR,
} from "@/lib/avatar/spec.ts";
import type { AvatarSpec as Spec } from "@/lib/avatar/spec.ts";

export { AVATAR_FIELDS, type AvatarField, decodeAvatarSpec, DEFAULT_AVATAR };

export type { AvatarOption } from "@/lib/avatar/parts.ts";

/** A field that holds one of its choices, and the default where it is missing. */
function choice<F extends keyof typeof CHOICES>(field: F) {
  const keys: readonly Choice<F>[] = CHOICES[field];
  return z.enum(keys).default(DEFAULT_AVATAR[field]);
}

/** The emotion a face shows; the same eight words as in chat and spaces. */
export const AvatarExpression = z.enum(CHOICES.expression);
export type AvatarExpression = z.infer<typeof AvatarExpression>;

/**
 * A 2D face: which part of each kind, in which colour.
 *
 * Missing fields take their default; an unknown key or value is an error here. For stored or foreign
 * values that must never fail, use `decodeAvatarSpec`.
 */
export const AvatarSpec = z.object({
  v: z.literal(1).default(1),
  face: choice("face"),
  age: choice("age"),
  skin: choice("skin"),
  hair: choice("hair"),
  fringe: choice("fringe"),
  hair_color: choice("hair_color"),
  eyes: choice("eyes"),
  eye_color: choice("eye_color"),
  lashes: choice("lashes"),
  brows: choice("brows"),
  nose: choice("nose"),
  mouth: choice("mouth"),
  cheeks: choice("cheeks"),
  mark: choice("mark"),
  beard: choice("beard"),
  glasses: choice("glasses"),
  ears: choice("ears"),
  crest: choice("crest"),
  jewel: choice("jewel"),
  headwear: choice("headwear"),
  outfit: choice("outfit"),
  outfit_color: choice("outfit_color"),
  accent_color: choice("accent_color"),
  object: choice("object"),
  backdrop: choice("backdrop"),
  backdrop_color: choice("backdrop_color"),
  expression: choice("expression"),
});
export type AvatarSpec = Spec;

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

/**
 * Draws the person that belongs to `seed`: the same spec on every machine, of choices that go
 * together.
 */
export function randomAvatar(seed: string): AvatarSpec {
  return AvatarSpec.parse(drawChoices(seed));
}
