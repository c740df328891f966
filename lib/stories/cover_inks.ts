/** The inks of a cover: a story's three colours, and what a printer mixes from them. Browser-safe. */

/** Ground, shape and accent of a story that has none worth the name. */
const FALLBACK = ["#26344F", "#F2E8D5", "#B4441F"] as const;
const HEX = /^#[0-9a-f]{6}$/i;

/** Each a CSS hex colour. */
export interface Inks {
  ground: string;
  /** Darker than the ground: what stands nearest. */
  deep: string;
  /** Three steps from the ground towards the shape, as distance and haze. */
  far: string;
  mist: string;
  pale: string;
  shape: string;
  accent: string;
  /** The accent in shade, and in light. */
  ember: string;
  glow: string;
  /** Of the title slip, which is never coloured, so that every title can be read. */
  paper: string;
  ink: string;
}

/** Mixes inks from a palette; a colour that is no `#rrggbb` is replaced. */
export function mixInks(palette: readonly string[]): Inks {
  const [ground, shape, accent] = FALLBACK.map((fallback, n) => {
    const colour = palette[n] ?? "";
    return HEX.test(colour) ? colour.toLowerCase() : fallback.toLowerCase();
  }) as [string, string, string];
  return {
    ground,
    deep: mix(ground, "#0b0908", 0.42),
    far: mix(ground, shape, 0.14),
    mist: mix(ground, shape, 0.3),
    pale: mix(ground, shape, 0.58),
    shape,
    accent,
    ember: mix(accent, ground, 0.38),
    glow: mix(accent, "#fff4dc", 0.5),
    paper: "#f6eedd",
    ink: mix("#1d1814", ground, 0.14),
  };
}

/** The colour at `t` (0–1) of the way from one to another, in sRGB. */
export function mix(from: string, to: string, t: number): string {
  const channels = [1, 3, 5].map((at) => {
    const start = parseInt(from.slice(at, at + 2), 16);
    const end = parseInt(to.slice(at, at + 2), 16);
    return Math.round(start + (end - start) * t).toString(16).padStart(2, "0");
  });
  return `#${channels.join("")}`;
}
