/** Chooses motif and colours for a story that nobody chose any for: the same story gets the same ones. */
import { seededRandom } from "@/lib/avatar/random.ts";
import { type Motif, MOTIFS, type Story } from "@/lib/stories/model.ts";

/** Ground, shape, accent; in the order in which a chooser shows them. Their names are in the words of the library. */
export const PALETTES = {
  indigo: ["#22304f", "#7f97c4", "#e9c46a"],
  ochre: ["#7a4b1e", "#d9a05b", "#f3e3c3"],
  jade: ["#1f4f46", "#7fb8a4", "#e8d9a8"],
  madder: ["#6e2430", "#c9737a", "#f0d9b5"],
  ink: ["#2b2a33", "#8d8a9c", "#d98e5f"],
  persimmon: ["#8f3a1c", "#e08a52", "#f5dfb8"],
} as const satisfies Record<string, readonly [string, string, string]>;
export type PaletteName = keyof typeof PALETTES;
export const PALETTE_NAMES = Object.keys(PALETTES).filter(isPaletteName);

export function isPaletteName(name: string): name is PaletteName {
  return Object.hasOwn(PALETTES, name);
}

/** The name of a palette that is one of ours; null for colours of a story's own. */
export function nameOfPalette(palette: Story["palette"]): PaletteName | null {
  return PALETTE_NAMES.find((name) => PALETTES[name].join() === palette.join()) ?? null;
}

export function drawnLook(id: string): { motif: Motif; palette: Story["palette"] } {
  const random = seededRandom(id);
  const motif = MOTIFS[Math.floor(random() * MOTIFS.length)]!;
  const name = PALETTE_NAMES[Math.floor(random() * PALETTE_NAMES.length)]!;
  const [ground, shape, accent] = PALETTES[name];
  return { motif, palette: [ground, shape, accent] };
}
