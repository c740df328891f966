/**
 * Owns the 2D rig on a canvas: a figure made of its portrait's layers, moved as vectors over a head-shaped surface,
 * with life of its own, hands, and a place behind it. Needs no more than a 2D context. Browser-safe.
 */
import type { Pose } from "@/lib/avatar/pose/pose.ts";
import type {
  AvatarLook,
  OpenRenderer,
  Renderer,
  RendererOptions,
} from "@/lib/avatar/stage/renderer.ts";
import { Backdrop } from "@/lib/avatar/stage/rig2d/backdrop.ts";
import { Figure } from "@/lib/avatar/stage/rig2d/figure.ts";
import { frameOf, type Framing } from "@/lib/avatar/stage/rig2d/framing.ts";
import { Hands } from "@/lib/avatar/stage/rig2d/hand_paint.ts";
import { Life } from "@/lib/avatar/stage/rig2d/life.ts";

/** One dressed figure in its place. */
interface Cast {
  readonly figure: Figure;
  readonly life: Life;
  readonly hands: Hands;
  readonly backdrop: Backdrop;
}

class Rig2d implements Renderer {
  readonly kind = "rig";
  readonly #to: CanvasRenderingContext2D;
  readonly #options: RendererOptions;
  #look: AvatarLook;
  #cast: Cast;
  #framing: Framing = frameOf(640, 800);
  #disposed = false;

  constructor(options: RendererOptions, to: CanvasRenderingContext2D) {
    this.#options = options;
    this.#to = to;
    this.#look = options.look;
    this.#cast = this.#castOf(options.look);
  }

  #castOf({ spec, background }: AvatarLook): Cast {
    const { reducedMotion } = this.#options;
    const figure = new Figure(spec, this.#to);
    return {
      figure,
      life: new Life({
        m: figure.look.m,
        tiltDeg: figure.tiltDeg,
        still: reducedMotion,
        random: Math.random,
      }),
      hands: new Hands(figure.look, reducedMotion),
      backdrop: new Backdrop(spec, background, reducedMotion),
    };
  }

  resize(width: number, height: number, ratio: number): void {
    const { canvas } = this.#to;
    const [w, h] = [
      Math.max(1, Math.round(width * ratio)),
      Math.max(1, Math.round(height * ratio)),
    ];
    // Setting a size clears a canvas, even to the size it has.
    if (canvas.width !== w) canvas.width = w;
    if (canvas.height !== h) canvas.height = h;
    this.#framing = frameOf(w, h);
  }

  draw(pose: Pose, dtS: number): void {
    if (this.#disposed) return;
    const to = this.#to;
    const { figure, life, hands, backdrop } = this.#cast;
    const stance = life.step(pose, dtS);
    hands.step(pose, dtS);
    backdrop.draw(
      to,
      (stance.bodyX + stance.headX) / 120 + Math.sin(stance.head.yaw) * 0.6,
      life.timeS,
    );
    const { scale, x, y } = this.#framing;
    const k = scale * life.zoom;
    // Who comes nearer grows about the chest.
    to.setTransform(k, 0, 0, k, x + 320 * (scale - k), y + 560 * (scale - k));
    figure.draw(stance);
    hands.paint(to, pose, stance);
    to.setTransform(1, 0, 0, 1, 0, 0);
  }

  dress(look: AvatarLook): boolean {
    const [was, now] = [this.#look, look];
    this.#look = look;
    if (was.spec === now.spec && was.background === now.background) return true;
    this.#cast.backdrop.free();
    this.#cast = this.#castOf(look);
    return true;
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#cast.backdrop.free();
    const { canvas } = this.#to;
    canvas.width = canvas.height = 0;
  }
}

/** Opens the 2D rig. Refuses where the canvas has another kind of context already. */
export const openRig: OpenRenderer = (options, signal) =>
  new Promise((resolve) => {
    signal.throwIfAborted();
    const to = options.canvas.getContext("2d", { alpha: false });
    if (!to) throw new Error("Cannot draw the rig as this canvas gives no 2D context");
    resolve(new Rig2d(options, to));
  });
