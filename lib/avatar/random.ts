/**
 * Owns how a seed becomes a person: the same seed is the same face for ever, and faces are drawn from
 * choices that go together rather than from every combination. Browser-safe.
 */
import type { AvatarField, AvatarSpec } from "@/lib/avatar/model.ts";

/** Numbers in [0, 1) that depend on `seed` alone (FNV-1a into mulberry32). */
export function seededRandom(seed: string): () => number {
  let state = 0x811c9dc5;
  for (let i = 0; i < seed.length; i++) {
    state = Math.imul(state ^ seed.charCodeAt(i), 0x01000193);
  }
  // Seeds that differ in their last letter alone must not walk in step (murmur3's finaliser).
  state = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
  state ^= state >>> 16;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

type Choices = { readonly [F in AvatarField]?: readonly AvatarSpec[F][] };

/** A kind of person: the choices that look right together. A value listed twice is twice as likely. */
interface Cast {
  readonly weight: number;
  readonly choices: Choices;
}

const LIGHT_SKINS = ["rose1", "rose2", "honey1", "honey2", "olive1", "olive2"] as const;
const SKINS = [
  ...LIGHT_SKINS,
  ...LIGHT_SKINS,
  ...["rose3", "rose4", "rose5", "rose6", "honey3", "honey4", "honey5", "honey6"] as const,
  ...["olive3", "olive4", "olive5", "olive6"] as const,
];
const NATURAL_HAIR = ["ink", "ink", "espresso", "espresso", "chestnut", "auburn"] as const;
const PALE_GROUNDS = [
  "hanji",
  "sand",
  "apricot",
  "blossom",
  "celadon",
  "mist",
  "ochre",
  "lilac",
] as const;

/** What anyone may have; a cast replaces the fields it names. */
const ANYONE: Choices = {
  face: ["oval", "round", "heart", "square", "long", "soft"],
  age: ["young", "young", "adult"],
  skin: SKINS,
  fringe: ["open", "center", "side", "straight", "wispy", "curtain", "choppy", "swoop"],
  hair_color: NATURAL_HAIR,
  eyes: ["round", "almond", "monolid", "sleepy", "upturned", "droopy", "narrow", "wide"],
  eye_color: ["dark", "dark", "dark", "brown", "brown", "hazel"],
  brows: ["soft", "straight", "arched", "thick", "thin", "angled", "short"],
  nose: ["soft", "button", "straight", "broad", "pointed", "long"],
  mouth: ["gentle", "gentle", "small", "wide", "full", "thin", "cat", "crooked"],
  cheeks: ["none", "blush", "blush", "freckles", "rosy"],
  mark: ["none", "none", "none", "none", "mole_eye", "mole_lip"],
  backdrop: [
    "plain",
    "moon",
    "sun",
    "lattice",
    "hills",
    "waves",
    "persimmon",
    "clouds",
    "bojagi",
    "bamboo",
  ],
  backdrop_color: PALE_GROUNDS,
  expression: ["neutral", "neutral", "smile"],
};

const WOMEN_TODAY: Choices = {
  hair: [
    "bob",
    "long",
    "waves",
    "curly",
    "ponytail",
    "twin_tails",
    "pixie",
    "bun",
    "space_buns",
    "wolf",
    "side_braid",
  ],
  hair_color: [...NATURAL_HAIR, "copper", "honey", "rose", "lilac", "indigo", "jade"],
  lashes: ["long", "long", "soft"],
  glasses: ["none", "none", "none", "round", "half"],
  jewel: ["none", "studs", "hoops", "drops", "hairpin", "necklace"],
  headwear: ["none", "none", "none", "none", "none", "beret", "headband", "headphones", "straw"],
  outfit: [
    "cardigan",
    "turtleneck",
    "hoodie",
    "sweater",
    "overalls",
    "trench",
    "tee",
    "uniform",
    "apron",
    "raincoat",
    "jacket",
    "lab_coat",
  ],
};

const MEN_TODAY: Choices = {
  hair: ["short", "short", "undercut", "buzz", "spiky", "curly", "wolf", "afro", "bald"],
  hair_color: [...NATURAL_HAIR, "ash", "honey", "copper", "indigo"],
  lashes: ["none", "soft"],
  brows: ["straight", "thick", "angled", "soft", "bushy"],
  cheeks: ["none", "none", "blush", "freckles"],
  beard: ["none", "none", "none", "none", "stubble", "goatee", "moustache"],
  glasses: ["none", "none", "none", "square", "half", "round", "tinted"],
  headwear: ["none", "none", "none", "none", "beanie", "cap", "headphones", "bandana"],
  outfit: [
    "suit",
    "hoodie",
    "jacket",
    "turtleneck",
    "vest",
    "tee",
    "sweater",
    "trench",
    "apron",
    "raincoat",
    "lab_coat",
    "uniform",
  ],
};

const CASTS: readonly Cast[] = [
  { weight: 6, choices: WOMEN_TODAY },
  { weight: 6, choices: MEN_TODAY },
  {
    weight: 3,
    choices: {
      skin: SKINS.slice(0, 14),
      hair: ["braid", "chignon", "chignon", "braid"],
      fringe: ["center"],
      hair_color: ["ink", "espresso"],
      lashes: ["long", "soft"],
      cheeks: ["blush", "yeonji", "none"],
      jewel: ["none", "drops", "hairpin"],
      headwear: ["none", "none", "none", "jobawi"],
      outfit: ["jeogori", "jeogori", "baeja", "dangui"],
      object: ["fan", "teacup", "lantern", "flower", "persimmon", "moon_jar", "letter"],
    },
  },
  {
    weight: 3,
    choices: {
      skin: SKINS.slice(0, 14),
      age: ["young", "adult", "adult", "elder"],
      hair: ["topknot"],
      fringe: ["open"],
      hair_color: ["ink", "ink", "espresso", "silver"],
      lashes: ["none"],
      brows: ["straight", "thick", "soft"],
      beard: ["none", "scholar", "moustache", "goatee"],
      headwear: ["gat", "gat", "none", "headband", "bokgeon"],
      outfit: ["durumagi", "durumagi", "dallyeong", "baeja"],
      object: ["book", "brush", "fan", "flute", "teacup"],
    },
  },
  {
    weight: 3,
    choices: {
      age: ["elder"],
      hair: ["perm", "perm", "chignon", "short", "bald"],
      fringe: ["open", "side"],
      hair_color: ["silver", "white", "ash"],
      brows: ["soft", "bushy", "thin"],
      lashes: ["none", "soft"],
      cheeks: ["blush", "none"],
      glasses: ["none", "reading", "round"],
      outfit: ["cardigan", "baeja", "jeogori", "apron", "vest", "wetsuit", "sweater"],
      object: ["teacup", "cat", "sapling", "radio", "taewak", "persimmon"],
      expression: ["smile", "neutral"],
    },
  },
  {
    weight: 2,
    choices: {
      skin: ["rose1", "honey1", "olive1", "moon", "jade", "dusk", "honey3"],
      hair: ["long", "waves", "wolf", "spiky", "bob", "curly", "space_buns"],
      hair_color: ["white", "silver", "madder", "lilac", "jade", "copper", "indigo"],
      eye_color: ["amber", "gold", "green", "violet", "crimson", "blue"],
      ears: ["fox", "cat", "elf", "rabbit", "bear", "human"],
      crest: ["none", "horn", "horns", "antlers", "sprout"],
      mouth: ["fang", "cat", "gentle", "crooked"],
      outfit: ["cloak", "jeogori", "durumagi", "baeja", "jacket"],
      object: ["orb", "club", "lantern", "fan", "key"],
      backdrop: ["moon", "stars", "clouds", "hills"],
      backdrop_color: ["night", "dusk", "pine", "lilac", "mist"],
    },
  },
  {
    weight: 1,
    choices: {
      skin: ["steel", "moon"],
      hair: ["bob", "bald", "short"],
      hair_color: ["silver", "white", "indigo", "jade"],
      eye_color: ["blue", "green", "gold"],
      lashes: ["none"],
      cheeks: ["none", "blush"],
      mark: ["seams"],
      ears: ["robot"],
      crest: ["antenna", "none"],
      outfit: ["chassis"],
      object: ["wrench", "radio", "sapling"],
      backdrop: ["stars", "city", "plain"],
    },
  },
];

const CLOTH_PAIRS: readonly (readonly [
  AvatarSpec["outfit_color"],
  AvatarSpec["accent_color"],
])[] = [
  ["indigo", "ivory"],
  ["navy", "persimmon"],
  ["sky", "white"],
  ["jade", "butter"],
  ["celadon", "rose"],
  ["moss", "ivory"],
  ["pine", "ochre"],
  ["ochre", "indigo"],
  ["butter", "madder"],
  ["persimmon", "navy"],
  ["madder", "ivory"],
  ["rose", "plum"],
  ["blossom", "jade"],
  ["plum", "blossom"],
  ["lilac", "navy"],
  ["walnut", "butter"],
  ["sand", "pine"],
  ["ivory", "indigo"],
  ["ivory", "madder"],
  ["stone", "persimmon"],
  ["charcoal", "celadon"],
];

function pick<T>(random: () => number, list: readonly T[]): T | undefined {
  return list[Math.floor(random() * list.length)];
}

function pickCast(random: () => number): Choices {
  let at = random() * CASTS.reduce((sum, cast) => sum + cast.weight, 0);
  for (const cast of CASTS) {
    at -= cast.weight;
    if (at < 0) return cast.choices;
  }
  return {};
}

/** Draws the choices of the person that belongs to `seed`; what is not drawn keeps its default. */
export function drawChoices(seed: string): Readonly<Record<string, unknown>> {
  const random = seededRandom(seed);
  const choices: Choices = { ...ANYONE, ...pickCast(random) };
  const drawn: Record<string, unknown> = {};
  for (const [field, list] of Object.entries(choices)) drawn[field] = pick(random, list);
  const [outfit_color, accent_color] = pick(random, CLOTH_PAIRS) ?? ["celadon", "ivory"];
  return { ...drawn, outfit_color, accent_color };
}
