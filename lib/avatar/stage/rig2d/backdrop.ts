/**
 * Owns what is behind a figure on a canvas: drawn once into bitmaps of the canvas's size, shifted a little as the
 * figure moves, with a little weather in front. Browser-safe.
 */
import type { RigPath } from "@/lib/avatar/rig/shape.ts";
import type { AvatarSpec } from "@/lib/avatar/spec.ts";
import type { Background } from "@/lib/avatar/stage/renderer.ts";
import { paintPaths } from "@/lib/avatar/stage/rig2d/paint_paths.ts";
import type { Scene } from "@/lib/avatar/stage/rig2d/scene.ts";

/** Farthest sheets move this far against the figure, in shares of the canvas's height. */
const PARALLAX = 0.018;
/** Bitmaps are this much larger than the canvas, so that a shift shows no edge. */
const OVERSCAN = 1.06;

interface Plan {
  readonly width: number;
  readonly height: number;
  readonly sheets: readonly (readonly RigPath[])[];
  readonly weather: Scene["weather"];
}

async function planOf({ spec, background }: Standing): Promise<Plan> {
  if (background !== "art") {
    const { SCENES } = await import("@/lib/avatar/stage/rig2d/scene.ts");
    return { width: 1280, height: 800, ...SCENES[background] };
  }
  const [{ backdropPaths }, { lookOf }] = await Promise.all([
    import("@/lib/avatar/rig/backdrop.ts"),
    import("@/lib/avatar/rig/look.ts"),
  ]);
  return { width: 640, height: 800, sheets: [backdropPaths(lookOf(spec))], weather: "none" };
}

/** Who stands where. */
export interface Standing {
  readonly spec: AvatarSpec;
  readonly background: Background;
}

/** Something behind a figure. */
export class Backdrop {
  readonly #plan: Plan;
  #bitmaps: OffscreenCanvas[] = [];
  #size = "";

  private constructor(plan: Plan, readonly still: boolean) {
    this.#plan = plan;
  }

  /** Loads what it is drawn from. `still` leaves out what moves by itself. */
  static async open(standing: Standing, still: boolean): Promise<Backdrop> {
    return new Backdrop(await planOf(standing), still);
  }

  /**
   * Draws it over the whole canvas.
   *
   * @param lookX How far the figure has moved or looks to the viewer's right, −1 to 1.
   * @param timeS For what moves by itself.
   */
  draw(to: CanvasRenderingContext2D, lookX: number, timeS: number): void {
    const { width, height } = to.canvas;
    this.#prepare(width, height);
    to.setTransform(1, 0, 0, 1, 0, 0);
    to.globalAlpha = 1;
    const n = this.#bitmaps.length;
    this.#bitmaps.forEach((bitmap, i) => {
      const depth = n === 1 ? 0.5 : 1 - i / (n - 1);
      const shift = this.still ? 0 : -lookX * PARALLAX * height * depth;
      const [x, y] = [(width - bitmap.width) / 2 + shift, (height - bitmap.height) / 2];
      // Between pixels, a bitmap would be mixed anew for each picture.
      to.drawImage(bitmap, Math.round(x), Math.round(y));
    });
    this.#weather(to, timeS);
  }

  #prepare(width: number, height: number): void {
    const size = `${width}×${height}`;
    if (this.#size === size) return;
    this.free();
    this.#size = size;
    const [w, h] = [Math.ceil(width * OVERSCAN), Math.ceil(height * OVERSCAN)];
    const k = Math.max(w / this.#plan.width, h / this.#plan.height);
    this.#bitmaps = this.#plan.sheets.map((paths) => {
      const bitmap = new OffscreenCanvas(w, h);
      const to = bitmap.getContext("2d");
      if (to) {
        // A wide place keeps its floor, a portrait its motif in the upper middle.
        to.setTransform(
          k,
          0,
          0,
          k,
          (w - this.#plan.width * k) / 2,
          (h - this.#plan.height * k) * 0.5,
        );
        paintPaths(to, paths);
      }
      return bitmap;
    });
  }

  #weather(to: CanvasRenderingContext2D, timeS: number): void {
    const { weather } = this.#plan;
    if (weather === "none") return;
    const { width, height } = to.canvas;
    const k = height / 800;
    const t = this.still ? 0 : timeS;
    to.setTransform(k, 0, 0, k, 0, 0);
    to.lineCap = "round";
    WEATHER[weather](to, width / k, t);
    to.globalAlpha = 1;
  }

  /** Lets go of its bitmaps; drawing makes them anew. */
  free(): void {
    // A canvas of no size gives its memory back at once, not when it is collected.
    for (const bitmap of this.#bitmaps) bitmap.width = bitmap.height = 0;
    this.#bitmaps = [];
    this.#size = "";
  }
}

type Weather = (to: CanvasRenderingContext2D, width: number, timeS: number) => void;

/** A fixed scatter of numbers in [0, 1): the same drops and stars at every time. */
function scatter(i: number, n: number): number {
  return ((i + 1) * (n === 0 ? 0.6180339887 : 0.7548776662)) % 1;
}

const WEATHER: { readonly [W in Exclude<Scene["weather"], "none">]: Weather } = {
  rain(to, width, timeS) {
    to.strokeStyle = "#E9F0EC";
    to.lineWidth = 2;
    for (const [layer, opacity] of [[0, 0.3], [1, 0.5]] as const) {
      to.globalAlpha = opacity;
      to.beginPath();
      for (let i = 0; i < 22; i++) {
        const long = 34 + layer * 26;
        const x = scatter(i + layer * 50, 0) * width;
        const y = ((scatter(i + layer * 50, 1) + timeS * (0.55 + layer * 0.25)) % 1) * 700 - 20;
        to.moveTo(x, y);
        to.lineTo(x - long * 0.16, y + long);
      }
      to.stroke();
    }
  },
  stars(to, width, timeS) {
    to.fillStyle = "#FBE9C0";
    for (let i = 0; i < 34; i++) {
      to.globalAlpha = 0.45 + 0.4 * Math.sin(timeS * (0.5 + scatter(i, 1)) + i * 2.4);
      to.beginPath();
      to.arc(scatter(i, 0) * width, scatter(i, 1) * 430, 1.2 + (i % 4) * 0.5, 0, 7);
      to.fill();
    }
  },
  glints(to, width, timeS) {
    to.strokeStyle = "#FFF6E2";
    to.lineWidth = 3;
    for (let i = 0; i < 26; i++) {
      const y = 446 + scatter(i, 1) ** 1.4 * 250;
      const x = scatter(i, 0) * width;
      const shine = Math.sin(timeS * (0.6 + scatter(i, 1) * 0.7) + i * 1.9);
      if (shine < 0.1) continue;
      to.globalAlpha = shine * 0.6;
      to.beginPath();
      to.moveTo(x, y);
      to.lineTo(x + 10 + (y - 440) * 0.16, y);
      to.stroke();
    }
  },
  motes(to, width, timeS) {
    to.fillStyle = "#FFF4D8";
    for (let i = 0; i < 22; i++) {
      const x = (scatter(i, 0) + timeS * 0.006 * (1 + i % 3) + 0.01 * Math.sin(timeS * 0.4 + i)) %
        1;
      const y = (scatter(i, 1) + timeS * 0.008) % 1;
      to.globalAlpha = 0.3 + 0.25 * Math.sin(timeS * 0.7 + i * 1.3);
      to.beginPath();
      to.arc(x * width, 80 + y * 600, 1.6 + (i % 3) * 0.8, 0, 7);
      to.fill();
    }
  },
};
