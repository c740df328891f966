/** What a body wears: told by a drawn head, or made up from an id for somebody whose picture says nothing. Pure. */

/** Colours as 16 bytes for the shader: skin, top, bottom, hair, each red, green, blue and a spare. */
export interface FaceLook {
  paint: Uint8Array;
  /** Whether a skirt or the long part of a coat is worn. */
  skirt: boolean;
}

/** Outfits of lib/avatar/parts.ts that hang over the knees. */
const LONG: readonly string[] = [
  "jeogori",
  "durumagi",
  "dallyeong",
  "dangui",
  "apron",
  "raincoat",
  "trench",
  "lab_coat",
  "cloak",
];
/** Of those, what is one piece from collar to hem. */
const COATS: readonly string[] = [
  "durumagi",
  "dallyeong",
  "raincoat",
  "trench",
  "lab_coat",
  "cloak",
];

/** Quiet clothes for those who wear no drawn face; look.md's house colours. */
const TOPS = ["#2F6B5B", "#B4441F", "#33527D", "#C58B2E", "#7C4A5C", "#5E7F52", "#8A6A4C"] as const;
const BOTTOMS = ["#4A4038", "#33405A", "#5B5348", "#2E3A36", "#6B5A48"] as const;
const SKINS = ["#F3CFAE", "#E7B58C", "#C98E63", "#9A6240"] as const;
const HAIRS = ["#2B211C", "#3B2A20", "#54392A", "#1F1B1D"] as const;

function bytesOf(hex: string): [number, number, number] {
  const value = Number.parseInt(hex.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

function painted(skin: string, top: string, bottom: string, hair: string): Uint8Array {
  return new Uint8Array([skin, top, bottom, hair].flatMap((hex) => [...bytesOf(hex), 0]));
}

/** A number that belongs to a text; the same on every machine. */
export function numberOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
}

/** Clothes for an id. */
export function plainLook(id: string): FaceLook {
  const n = numberOf(id);
  const pick = (list: readonly string[], by: number) => list[Math.floor(n / by) % list.length]!;
  return {
    paint: painted(pick(SKINS, 1), pick(TOPS, 7), pick(BOTTOMS, 61), pick(HAIRS, 13)),
    skirt: n % 5 === 0,
  };
}

const WEARS =
  /data-wears="(#[0-9a-f]{6}) (#[0-9a-f]{6}) (#[0-9a-f]{6}) (#[0-9a-f]{6}) ([a-z_]{1,24})"/i;

/** Reads the clothes from the root of a drawn head (`crop: "head"` of lib/avatar/svg.ts); null where it tells none. */
export function lookOfDrawing(svg: string): FaceLook | null {
  const found = WEARS.exec(svg.slice(0, 600));
  if (!found) return null;
  const [, skin = "", hair = "", outfit = "", accent = "", cut = ""] = found;
  const long = LONG.includes(cut);
  const bottom = COATS.includes(cut) ? outfit : long ? accent : darker(outfit);
  return { paint: painted(skin, outfit, bottom, hair), skirt: long };
}

/** Trousers to a jacket: its colour in the dusk. */
function darker(hex: string): string {
  const [r, g, b] = bytesOf(hex).map((byte) => Math.round(byte * 0.3 + 26));
  return `#${[r, g, b].map((byte) => byte!.toString(16).padStart(2, "0")).join("")}`;
}
