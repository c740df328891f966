/**
 * Owns the logic of the avatar builder, a page that works without script: its whole state is a spec in
 * the URL, so every choice is a link or a form field, and "back" undoes it. Browser-safe.
 */
import {
  AVATAR_FIELDS,
  AVATAR_PARTS,
  type AvatarField,
  type AvatarOption,
  AvatarSpec,
  decodeAvatarSpec,
  DEFAULT_AVATAR,
  randomAvatar,
} from "@/lib/avatar/model.ts";

/** The name of each field in a URL and in a form. Names are for ever: they stand in people's links. */
export const QUERY_NAMES: { readonly [F in AvatarField]: string } = {
  face: "f",
  age: "a",
  skin: "s",
  hair: "h",
  fringe: "hf",
  hair_color: "hc",
  eyes: "e",
  eye_color: "ec",
  lashes: "el",
  brows: "b",
  nose: "n",
  mouth: "m",
  cheeks: "k",
  mark: "mk",
  beard: "bd",
  glasses: "g",
  ears: "er",
  crest: "cr",
  jewel: "j",
  headwear: "hw",
  outfit: "o",
  outfit_color: "oc",
  accent_color: "ac",
  object: "ob",
  backdrop: "d",
  backdrop_color: "dc",
  expression: "x",
};

/** One step of the builder: parts that are chosen side by side. */
export interface BuilderSection {
  readonly key: string;
  readonly ko: string;
  readonly en: string;
  readonly fields: readonly AvatarField[];
  /** What a preview of an option should show. */
  readonly crop: "face" | "portrait";
}

/** The steps in page order; together they hold every field once. */
export const BUILDER_SECTIONS: readonly BuilderSection[] = [
  {
    key: "face",
    ko: "얼굴",
    en: "Face",
    fields: ["face", "age", "skin", "cheeks", "mark"],
    crop: "face",
  },
  {
    key: "eyes",
    ko: "눈",
    en: "Eyes",
    fields: ["eyes", "eye_color", "lashes", "brows"],
    crop: "face",
  },
  {
    key: "mouth",
    ko: "코와 입",
    en: "Nose and mouth",
    fields: ["nose", "mouth", "beard"],
    crop: "face",
  },
  {
    key: "hair",
    ko: "머리",
    en: "Hair",
    fields: ["hair", "fringe", "hair_color"],
    crop: "portrait",
  },
  {
    key: "extras",
    ko: "꾸밈",
    en: "Extras",
    fields: ["glasses", "headwear", "ears", "crest", "jewel"],
    crop: "portrait",
  },
  {
    key: "outfit",
    ko: "옷",
    en: "Outfit",
    fields: ["outfit", "outfit_color", "accent_color"],
    crop: "portrait",
  },
  {
    key: "scene",
    ko: "물건과 배경",
    en: "Object and backdrop",
    fields: ["object", "backdrop", "backdrop_color"],
    crop: "portrait",
  },
  { key: "expression", ko: "표정", en: "Expression", fields: ["expression"], crop: "face" },
];

/** One option as the page shows it. */
export interface BuilderOption extends AvatarOption {
  readonly selected: boolean;
  /** The avatar with this option chosen, for its preview. */
  readonly spec: AvatarSpec;
  /** The URL query that chooses it, without `?`. */
  readonly query: string;
}

/** One kind of part as the page shows it. */
export interface BuilderGroup {
  readonly field: AvatarField;
  /** Name of the form field. */
  readonly name: string;
  readonly ko: string;
  readonly en: string;
  /** True where options are colours and a swatch says more than a preview. */
  readonly colors: boolean;
  readonly options: readonly BuilderOption[];
}

/**
 * Reads a spec from a query or a form. Unknown names are passed over, unknown values and files fall to
 * the default, and of a name given twice the last counts. Full field names work as well as short ones.
 */
export function parseAvatarQuery(entries: Iterable<readonly [string, unknown]>): AvatarSpec {
  const fieldOf = new Map<string, AvatarField>(
    AVATAR_FIELDS.flatMap((field) => [[field, field], [QUERY_NAMES[field], field]]),
  );
  const given: Record<string, unknown> = {};
  for (const [name, value] of entries) {
    const field = fieldOf.get(name);
    if (field) given[field] = value;
  }
  return decodeAvatarSpec(given);
}

/** Writes a spec as a query without `?`: what is default is left out, so most are under 200 characters. */
export function avatarQuery(spec: AvatarSpec): string {
  const query = new URLSearchParams();
  for (const field of AVATAR_FIELDS) {
    if (spec[field] !== DEFAULT_AVATAR[field]) query.set(QUERY_NAMES[field], spec[field]);
  }
  return query.toString();
}

/** The spec with one option chosen; an option that does not exist falls to the default. */
export function withChoice(spec: AvatarSpec, field: AvatarField, key: string): AvatarSpec {
  return decodeAvatarSpec({ ...spec, [field]: key });
}

/** The section of a key, or the first one. */
export function builderSection(key: string | null): BuilderSection {
  const [first] = BUILDER_SECTIONS;
  const section = BUILDER_SECTIONS.find((s) => s.key === key) ?? first;
  if (!section) throw new Error("The builder has no sections");
  return section;
}

/** Lists what a section offers, seen from the avatar as it is now. */
export function builderGroups(spec: AvatarSpec, section: BuilderSection): BuilderGroup[] {
  return section.fields.map((field) => {
    const { ko, en, options } = AVATAR_PARTS[field];
    return {
      field,
      name: QUERY_NAMES[field],
      ko,
      en,
      colors: options.every((option) => option.swatch !== undefined),
      options: options.map((option) => {
        const chosen = withChoice(spec, field, option.key);
        return {
          ...option,
          selected: spec[field] === option.key,
          spec: chosen,
          query: avatarQuery(chosen),
        };
      }),
    };
  });
}

/** What a section's form must carry along unseen, so that submitting it keeps the other choices. */
export function hiddenFields(
  spec: AvatarSpec,
  section: BuilderSection,
): { readonly name: string; readonly value: string }[] {
  return AVATAR_FIELDS
    .filter((field) => !section.fields.includes(field) && spec[field] !== DEFAULT_AVATAR[field])
    .map((field) => ({ name: QUERY_NAMES[field], value: spec[field] }));
}

/** "Surprise me": the person of a seed, wearing what of `spec` is to be kept. */
export function surprise(
  seed: string,
  keep: { readonly spec: AvatarSpec; readonly fields: readonly AvatarField[] } | null = null,
): AvatarSpec {
  const drawn: Record<string, unknown> = { ...randomAvatar(seed) };
  for (const field of keep?.fields ?? []) drawn[field] = keep?.spec[field];
  return AvatarSpec.parse(drawn);
}
