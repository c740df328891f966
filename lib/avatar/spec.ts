/**
 * Owns how a 2D face is read and written where no schema is at hand: any value becomes a spec, and a spec becomes a
 * short text. `model.ts` has the schema and the words. Pure and browser-safe, without zod.
 */
import { type Choice, CHOICES } from "@/lib/avatar/choices.ts";

/** A field of the spec that a person can choose, that is all but the version. */
export type AvatarField = keyof typeof CHOICES;

/** A 2D face: which part of each kind, in which colour. Its schema is `AvatarSpec` in `model.ts`. */
export type AvatarSpec = { v: 1 } & { [F in AvatarField]: Choice<F> };

/** What is worn and seen where nothing was chosen. */
const DEFAULTS: { readonly [F in AvatarField]: Choice<F> } = {
  face: "oval",
  age: "young",
  skin: "honey2",
  hair: "bob",
  fringe: "side",
  hair_color: "espresso",
  eyes: "almond",
  eye_color: "dark",
  lashes: "soft",
  brows: "soft",
  nose: "soft",
  mouth: "gentle",
  cheeks: "blush",
  mark: "none",
  beard: "none",
  glasses: "none",
  ears: "human",
  crest: "none",
  jewel: "none",
  headwear: "none",
  outfit: "cardigan",
  outfit_color: "celadon",
  accent_color: "ivory",
  object: "none",
  backdrop: "plain",
  backdrop_color: "hanji",
  expression: "neutral",
};

/** The face shown where nothing was chosen. */
export const DEFAULT_AVATAR: AvatarSpec = Object.freeze({ v: 1, ...DEFAULTS });

/** Every choosable field, in page order. */
export const AVATAR_FIELDS = Object.keys(CHOICES) as AvatarField[];

function isChoice<F extends AvatarField>(field: F, value: unknown): value is Choice<F> {
  const keys: readonly unknown[] = CHOICES[field];
  return keys.includes(value);
}

/**
 * Makes a spec of anything: known values are kept, everything else falls to its default, field by
 * field, so that a face made by a newer or older version still shows as much of itself as it can.
 */
export function decodeAvatarSpec(value: unknown): AvatarSpec {
  const spec: AvatarSpec = { ...DEFAULT_AVATAR };
  if (typeof value !== "object" || value === null) return spec;
  for (const field of AVATAR_FIELDS) {
    if (Object.hasOwn(value, field)) keep(spec, field, Reflect.get(value, field));
  }
  return spec;
}

function keep<F extends AvatarField>(spec: { [K in F]: Choice<K> }, field: F, value: unknown) {
  if (isChoice(field, value)) spec[field] = value;
}

/** Longer texts than any spec's are not looked at. */
const MAX_TEXT = 1024;

/** Writes what differs from the default, as a query: `hair=long&skin=rose2`. */
export function avatarSpecToText(spec: AvatarSpec): string {
  const chosen = AVATAR_FIELDS.filter((field) => spec[field] !== DEFAULT_AVATAR[field]);
  return new URLSearchParams(chosen.map((field) => [field, spec[field]])).toString();
}

/** Reads what `avatarSpecToText` wrote. Never fails: what is unknown or too long falls to the default. */
export function avatarSpecFromText(text: string): AvatarSpec {
  const query = text.length > MAX_TEXT ? [] : new URLSearchParams(text);
  return decodeAvatarSpec(Object.fromEntries(query));
}
