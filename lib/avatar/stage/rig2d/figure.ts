/**
 * Owns one figure on a canvas: the rig's layers read once, and drawn for every stance with eyes, brows and mouth that
 * live. Browser-safe.
 */
import { mix } from "@/lib/avatar/rig/color.ts";
import { type Look, lookOf } from "@/lib/avatar/rig/look.ts";
import { assembleRig, type Features, tiltOf } from "@/lib/avatar/rig/assemble.ts";
import { CX, type Gradient, type RigLayer, type RigPath } from "@/lib/avatar/rig/shape.ts";
import type { AvatarSpec } from "@/lib/avatar/spec.ts";
import { EyePainter } from "@/lib/avatar/stage/rig2d/eye_paint.ts";
import { FleshPen, MovedOutline } from "@/lib/avatar/stage/rig2d/flesh_pen.ts";
import { MouthPainter } from "@/lib/avatar/stage/rig2d/mouth_paint.ts";
import { readOutline } from "@/lib/avatar/stage/rig2d/outline.ts";
import { gradientOf } from "@/lib/avatar/stage/rig2d/paint_paths.ts";
import { restOf } from "@/lib/avatar/stage/rig2d/rest.ts";
import { sheetOf } from "@/lib/avatar/stage/rig2d/sheets.ts";
import { type Sheet, type Stance, Surface } from "@/lib/avatar/stage/rig2d/surface.ts";

interface Item {
  readonly outline: MovedOutline;
  readonly clip: MovedOutline | null;
  readonly fill: string | Gradient | undefined;
  readonly stroke: string | undefined;
  readonly width: number;
  readonly opacity: number;
  readonly mirrored: boolean;
}

/** Keeps the features' places among the layers; they are drawn anew in every frame. */
const PLACE: readonly RigPath[] = [{ d: "" }];
const LIVE: Features = {
  backdrop: () => [],
  mouth: () => PLACE,
  eye: () => PLACE,
  brow: () => PLACE,
};

type Drawing = (stance: Stance) => void;

/** A figure, ready to be drawn. */
export class Figure {
  readonly look: Look;
  /** The portrait's lean in degrees clockwise. */
  readonly tiltDeg: number;
  readonly #surface: Surface;
  readonly #pen: FleshPen;
  readonly #layers: readonly Drawing[];
  #frame = 0;

  /** @param to Drawn on in portrait units; its caller sets the transform. */
  constructor(spec: AvatarSpec, readonly to: CanvasRenderingContext2D) {
    // The layers are those of a calm face: what an expression does to it is drawn live.
    const calm: AvatarSpec = { ...spec, expression: "neutral" };
    const rest = restOf(spec);
    this.look = lookOf(calm);
    this.tiltDeg = tiltOf(rest.expression);
    this.#surface = new Surface(this.look.m);
    this.#pen = new FleshPen(to, this.#surface);
    const eyes = new EyePainter(this.look, rest);
    const mouth = new MouthPainter(this.look, rest);
    const live: { readonly [layer: string]: Drawing } = {
      eye_left: ({ moves }) => eyes.eye(this.#on("eye"), moves, 0),
      eye_right: ({ moves }) => eyes.eye(this.#on("eye"), moves, 1),
      brow_left: ({ moves }) => eyes.brow(this.#on("brow"), moves, 0),
      brow_right: ({ moves }) => eyes.brow(this.#on("brow"), moves, 1),
      mouth: ({ moves }) => mouth.paint(this.#on("mouth"), moves),
    };
    this.#layers = assembleRig(calm, LIVE).layers
      .flatMap((layer) => {
        const drawing = live[layer.name];
        if (drawing) return [drawing];
        const items = this.#read(layer);
        const draw: Drawing = () => this.#draw(items);
        return layer.name === "cheeks" ? [draw, this.#feel] : [draw];
      });
  }

  /** Draws the figure as it stands. */
  draw(stance: Stance): void {
    this.#frame++;
    this.#surface.pose(stance);
    this.to.lineCap = "round";
    this.to.lineJoin = "round";
    for (const layer of this.#layers) layer(stance);
  }

  #on(layer: string): FleshPen {
    this.#pen.sheet = sheetOf(layer, this.look);
    return this.#pen;
  }

  #read({ name, paths }: RigLayer): Item[] {
    const sheet = sheetOf(name, this.look);
    const known = new Map<string, MovedOutline>();
    const outline = (d: string, path: RigPath, on: Sheet, shift: readonly [number, number]) => {
      const key = `${on.flesh} ${path.mirror ?? false} ${shift} ${d}`;
      const found = known.get(key);
      if (found) return found;
      const [dx, dy] = shift;
      const made = new MovedOutline(
        readOutline(d, { dx, dy, mirrorAt: path.mirror ? CX : null }),
        on,
      );
      known.set(key, made);
      return made;
    };
    return paths.map((path): Item => {
      // The shadow that the chin throws on the neck goes with the head.
      const thrown = name === "neck" && path.d === this.look.head;
      return {
        outline: outline(
          path.d,
          path,
          thrown ? sheetOf("face", this.look) : sheet,
          path.shift ?? [0, 0],
        ),
        clip: path.clip === undefined ? null : outline(path.clip, path, sheet, [0, 0]),
        fill: path.fill,
        stroke: path.stroke,
        width: path.width ?? 1,
        opacity: path.opacity ?? 1,
        mirrored: path.mirror ?? false,
      };
    });
  }

  #draw(items: readonly Item[]): void {
    const { to } = this;
    let clip: MovedOutline | null = null;
    for (const item of items) {
      if (item.clip !== clip) {
        if (clip) to.restore();
        clip = item.clip;
        if (clip) {
          clip.move(this.#surface, this.#frame);
          to.save();
          to.beginPath();
          clip.trace(to);
          to.clip();
        }
      }
      this.#item(item);
    }
    if (clip) to.restore();
    to.globalAlpha = 1;
  }

  #item({ outline, fill, stroke, width, opacity, mirrored }: Item): void {
    const { to } = this;
    outline.move(this.#surface, this.#frame);
    to.beginPath();
    outline.trace(to);
    to.globalAlpha = opacity;
    if (fill !== undefined) {
      to.fillStyle = typeof fill === "string"
        ? fill
        : this.#gradient(fill, outline.sheet, mirrored);
      to.fill();
    }
    if (stroke !== undefined) {
      to.strokeStyle = stroke;
      to.lineWidth = width;
      to.stroke();
    }
  }

  #gradient(g: Gradient, sheet: Sheet, mirrored: boolean): CanvasGradient {
    const at = (x: number, y: number) => {
      this.#surface.move(mirrored ? 2 * CX - x : x, y, sheet);
      return [this.#surface.x, this.#surface.y] as const;
    };
    return gradientOf(this.to, g, at);
  }

  /** Blush and the small creases that feelings draw. */
  readonly #feel: Drawing = ({ moves }) => {
    const pen = this.#on("cheeks");
    const { m, skin } = this.look;
    const [dx, y] = [m.eyeX + 22, m.eyeY + 49];
    for (const i of [0, 1] as const) {
      const x = CX + (i === 0 ? -dx : dx);
      if (moves.blush > 0.02) {
        pen.ellipse(x, y, 42, 28);
        this.to.fillStyle = this.#gradient(
          {
            x1: x,
            y1: y,
            r: 40,
            stops: [[0.1, skin.blush, Math.min(0.8, moves.blush * 1.1)], [1, skin.blush, 0]],
          },
          pen.sheet,
          false,
        );
        this.to.fill();
        if (moves.blush > 0.4) this.#dashes(pen, x, y, (moves.blush - 0.4) * 4);
      }
      const s = i === 0 ? -1 : 1;
      const sneer = moves.sneer[i];
      if (sneer > 0.08) {
        pen.line([[CX + s * 10, m.noseY - 52], [CX + s * 17, m.noseY - 44], [
          CX + s * 16,
          m.noseY - 36,
        ]])
          .stroke(mix(skin.shade, skin.line, 0.35), 2.4, 0.7 * sneer);
      }
    }
  };

  #dashes(pen: FleshPen, x: number, y: number, opacity: number): void {
    for (const dx of [-10, 0, 10]) {
      pen.line([[x + dx + 3, y - 6], [x + dx - 3, y + 5]])
        .stroke(this.look.skin.blush, 2.6, Math.min(0.8, opacity));
    }
  }
}
