/** Turns letters into outlines of Gowun Batang, so that a drawing looks the same where that font is not installed. */
import { outlineSvg } from "@/lib/avatar/codec.ts";
import { type FontFace, getFonts } from "@/lib/fonts/fonts.ts";
import { escapeXml } from "@/lib/stories/cover.ts";
import type { TitleRun } from "@/lib/stories/cover_title.ts";
import { shortenPath } from "@/lib/drawing/shorten_path.ts";

const FAMILY = "Gowun Batang";

/**
 * Outlines of the runs as one path.
 *
 * @param options.unit What 1 in the path stands for, in the runs' own units: a coarser one makes a shorter path. Whoever
 * draws it scales by it.
 * @returns Null where the font has not every letter; the runs are then best left as text.
 */
export async function outlineRuns(
  runs: readonly TitleRun[],
  { unit, weight = "700" }: { unit: number; weight?: "400" | "700" },
): Promise<string | null> {
  const faces = facesFor(runs.map(({ text }) => text).join(""), weight);
  if (!faces) return null;
  const files = await Promise.all(faces.map(({ path }) => Deno.readFile(path)));
  const texts = runs.map(({ text, x, y, size, anchor }) =>
    `<text x="${x}" y="${y}" font-family="${FAMILY}" font-weight="${weight}" ` +
    `font-size="${size}" text-anchor="${anchor}">${escapeXml(text)}</text>`
  );
  // The size only has to be one; outlines are not cut at it.
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">${
    texts.join("")
  }</svg>`;
  const drawn = await outlineSvg(svg, files);
  return [...drawn.matchAll(/ d="([^"]+)"/g)].map(([, d = ""]) => shortenPath(d, unit)).join("");
}

/** The pieces of the font that hold these letters, or null where one is in none of them. */
function facesFor(text: string, weight: string): FontFace[] | null {
  const all = getFonts().faces.filter((face) => face.family === FAMILY && face.weight === weight);
  const needed = new Set<FontFace>();
  for (const letter of new Set(text)) {
    const face = all.find(({ unicodeRange }) => holds(unicodeRange, letter.codePointAt(0)!));
    if (face) needed.add(face);
    else if (letter.trim()) return null;
  }
  return [...needed];
}

/** Whether a `unicode-range` (`U+0-FF,U+131`) holds a code point. */
export function holds(unicodeRange: string, codePoint: number): boolean {
  return unicodeRange.split(",").some((range) => {
    const [first = "", last = first] = range.trim().replace(/^U\+/i, "").split("-");
    return parseInt(first, 16) <= codePoint && codePoint <= parseInt(last, 16);
  });
}
