/** What a cover can be printed with. Browser-safe. */
import type { Inks } from "@/lib/stories/cover_inks.ts";
import type { Motif } from "@/lib/stories/model.ts";
import { drawCrane } from "@/lib/stories/motifs/crane.ts";
import { drawLantern } from "@/lib/stories/motifs/lantern.ts";
import { drawMoon } from "@/lib/stories/motifs/moon.ts";
import { drawMountain } from "@/lib/stories/motifs/mountain.ts";
import type { Random } from "@/lib/stories/motifs/pen.ts";
import { drawPersimmon } from "@/lib/stories/motifs/persimmon.ts";
import { drawWave } from "@/lib/stories/motifs/wave.ts";

/** Motif → its picture over the whole cover; the upper left is left to the title. */
export const MOTIF_DRAWINGS: Readonly<Record<Motif, (inks: Inks, random: Random) => string>> = {
  moon: drawMoon,
  persimmon: drawPersimmon,
  wave: drawWave,
  lantern: drawLantern,
  mountain: drawMountain,
  crane: drawCrane,
};
