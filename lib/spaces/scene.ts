/** Draws the rooms, each by day and by night. The same room is drawn the same way every time. Browser-safe. */
import { seededRandom } from "@/lib/avatar/random.ts";
import {
  type Random,
  SCENE_HEIGHT,
  SCENE_WIDTH,
  type SceneLight,
} from "@/lib/spaces/scenes/frame.ts";
import { drawMaruScene } from "@/lib/spaces/scenes/maru.ts";
import { drawRooftopScene } from "@/lib/spaces/scenes/rooftop.ts";
import { drawSeasideScene } from "@/lib/spaces/scenes/seaside.ts";
import { drawTeahouseScene } from "@/lib/spaces/scenes/teahouse.ts";
import { drawTheatreScene } from "@/lib/spaces/scenes/theatre.ts";
import { type Theme, themeOf, THEMES } from "@/lib/spaces/floor.ts";

/** Themes that have a drawing: all. */
export const SCENE_THEMES = THEMES;
export type SceneTheme = Theme;

const DRAWINGS: Readonly<Record<SceneTheme, (light: SceneLight, random: Random) => string>> = {
  maru: drawMaruScene,
  teahouse: drawTeahouseScene,
  rooftop: drawRooftopScene,
  seaside: drawSeasideScene,
  theatre: drawTheatreScene,
};

/** The drawing of whatever a space calls its theme. */
export function sceneOf(theme: string): SceneTheme {
  return themeOf(theme);
}

/** Draws a room as an SVG document: presentation attributes alone, nothing from elsewhere. */
export function drawScene(theme: SceneTheme, light: SceneLight): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SCENE_WIDTH} ${SCENE_HEIGHT}" ` +
    `width="${SCENE_WIDTH}" height="${SCENE_HEIGHT}">` +
    `${DRAWINGS[theme](light, seededRandom(theme))}</svg>`;
}

interface Printed {
  svg: string;
  /** Changes with the drawing. */
  version: string;
}

const printed = new Map<string, Printed>();

/** The drawing and the name of its version; drawn once in the life of the process. */
export function printScene(theme: SceneTheme, light: SceneLight): Printed {
  const key = `${theme}-${light}`;
  const known = printed.get(key);
  if (known) return known;
  const svg = drawScene(theme, light);
  const version = Math.floor(seededRandom(svg)() * 2 ** 32).toString(36);
  printed.set(key, { svg, version });
  return { svg, version };
}
