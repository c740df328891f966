/** What one sees from the rooftop: moon and stars, the tower on its hill, the lit city. Browser-safe. */
import type { Clay } from "@/lib/lounge/scene/clay/clay.ts";
import { blend, INK, type Rgb, rgb, scale } from "@/lib/lounge/scene/clay/color.ts";
import { disc } from "@/lib/lounge/scene/rooms/fixtures.ts";

export function moonAndStars(clay: Clay): void {
  disc(clay, [-104, 47, -205], 8, rgb("#F7E9C4"));
  disc(clay, [-105.4, 49.4, -204], 1.7, rgb("#E4D3A6"));
  disc(clay, [-101.4, 44.6, -204], 1.2, rgb("#E4D3A6"));
  for (let i = 0; i < 260; i++) {
    const turn = i * 2.399963;
    const up = 0.1 + 0.86 * ((i * 0.618) % 1);
    const flat = Math.sqrt(1 - up * up);
    const size = 0.32 + 0.5 * clay.random() ** 3;
    disc(
      clay,
      [Math.sin(turn) * flat * 280, up * 280, Math.cos(turn) * flat * 280],
      size,
      scale(blend(rgb("#BFD0EE"), rgb("#FFE9C4"), clay.random()), 0.35 + 0.65 * clay.random()),
    );
  }
}

/** The hill in the middle of the city, and the tower on it. */
export function namsan(clay: Clay): void {
  const [x, z] = [62, -250];
  for (let i = 0; i < 24; i++) {
    const [a, b] = [-96 + i * 8, -96 + (i + 1) * 8];
    const high = (t: number) => -26 + 34 * Math.exp(-((t / 36) ** 2)) + 0.8 * Math.sin(t * 0.7);
    clay.face(
      [[x + a, -60, z], [x + b, -60, z], [x + b, high(b), z], [x + a, high(a), z]],
      rgb("#131B2A"),
      { glow: 1, grain: 0.04 },
    );
  }
  const dark = rgb("#3A4152");
  clay.at(x, 7, z + 1, 0, () => {
    const part = (y: number, h: number, bottom: number, top: number, color: Rgb) =>
      clay.turned([0, y, 0], [[bottom, 0], [top, h]], color, {
        glow: 1,
        casts: false,
        sides: 10,
        grain: 0,
      });
    part(0, 17, 2.1, 1.5, rgb("#54607A"));
    part(17, 1.2, 1.8, 4.4, dark);
    part(18.2, 1.7, 4.5, 4.5, rgb("#FFD58A"));
    part(19.9, 1.2, 4.5, 4, dark);
    part(21.1, 1.5, 3.6, 3.6, rgb("#F2B45E"));
    part(22.6, 2, 3.6, 1.2, dark);
    part(24.6, 7, 0.9, 0.55, rgb("#C8C2B4"));
    part(31.6, 7, 0.5, 0.4, INK.madder);
    part(38.6, 6, 0.32, 0.12, rgb("#C8C2B4"));
    clay.ball([0, 45, 0], 0.7, rgb("#FF6A4A"), { glow: 1, casts: false, detail: 1 });
  });
}

/** Buildings whose lit windows are drawn one by one, fronts towards us. */
export function city(clay: Clay): void {
  const dark = [rgb("#1A2130"), rgb("#212839"), rgb("#272C3A"), rgb("#2C2D36")];
  const lit = [rgb("#FFD48A"), rgb("#FFC066"), rgb("#F5E3B8"), rgb("#FFAA55"), rgb("#CFE0E8")];
  for (let i = 0; i < 300; i++) {
    const ring = i % 3;
    const turn = i * 2.399963;
    const far = 42 + ring * 34 + 26 * ((i * 0.377) % 1);
    const [x, z] = [Math.sin(turn) * far * 1.25, Math.cos(turn) * far];
    const w = 6 + 7 * clay.random();
    const h = 7 + 15 * clay.random() ** 1.6 + ring * 8;
    const base = -37 + ring * 2;
    const color = scale(dark[i % 4]!, 0.75 + ring * 0.22);
    // Buildings turn their front to us, as far as a grid of streets lets them.
    const face = Math.round(Math.atan2(-x, -z) / (Math.PI / 6)) * Math.PI / 6;
    clay.at(x, base, z, face, () => {
      clay.box([0, 0, 0], [w, h + 8, w], color, { glow: 1, casts: false, grain: 0.06 });
      const floors = Math.floor((h + 8) / 1.9);
      const panes = Math.floor(w / 1.25);
      const busy = 0.22 + 0.3 * clay.random();
      for (let f = Math.max(0, floors - 11); f < floors; f++) {
        for (let p = 0; p < panes; p++) {
          if (clay.random() > busy) continue;
          const [px, py] = [-w / 2 + (p + 0.5) * w / panes, 0.6 + f * 1.9];
          const color = scale(lit[Math.floor(clay.random() * 5)]!, 0.5 + 0.5 * clay.random());
          clay.face(
            [[px - 0.36, py, w / 2 + 0.05], [px + 0.36, py, w / 2 + 0.05], [
              px + 0.36,
              py + 0.95,
              w / 2 + 0.05,
            ], [
              px - 0.36,
              py + 0.95,
              w / 2 + 0.05,
            ]],
            color,
            { glow: 1, grain: 0 },
          );
        }
      }
      if (i % 9 === 0) {
        clay.ball([0, h + 8.6, 0], 0.35, rgb("#FF5A3C"), { glow: 1, casts: false, detail: 0 });
      }
    });
  }
}
