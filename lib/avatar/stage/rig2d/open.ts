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
import type { Backdrop } from "@/lib/avatar/stage/rig2d/backdrop.ts";
import { Figure } from "@/lib/avatar/stage/rig2d/figure.ts";
import { frameOf, type Framing } from "@/lib/avatar/stage/rig2d/framing.ts";
import type { Hands } from "@/lib/avatar/stage/rig2d/hand_paint.ts";
import { Life } from "@/lib/avatar/stage/rig2d/life.ts";

/** One dressed figure. */
interface Cast {
  readonly figure: Figure;
  readonly life: Life;
}

/** Before a place is there, the colour of the paper. */
const PAPER = "#F3E9DA";

class Rig2d implements Renderer {
  readonly kind = "rig";
  readonly #to: CanvasRenderingContext2D;
  readonly #options: RendererOptions;
  readonly #given = new AbortController();
  #look: AvatarLook;
  #cast: Cast;
  #backdrop: Backdrop | null = null;
  #hands: Hands | null = null;
  #framing: Framing = frameOf(640, 800);

  constructor(options: RendererOptions, to: CanvasRenderingContext2D) {
    this.#options = options;
    this.#to = to;
    this.#look = options.look;
    this.#cast = this.#castOf(options.look);
  }

  #castOf({ spec }: AvatarLook): Cast {
    const figure = new Figure(spec, this.#to);
    const life = new Life({
      m: figure.look.m,
      tiltDeg: figure.tiltDeg,
      still: this.#options.reducedMotion,
      random: Math.random,
    });
    return { figure, life };
  }

  /** Loads and makes what is behind the figure; what was there stays until then. */
  async furnish(): Promise<void> {
    const look = this.#look;
    const { Backdrop } = await import("@/lib/avatar/stage/rig2d/backdrop.ts");
    const backdrop = await Backdrop.open(look, this.#options.reducedMotion);
    // Somebody changed places meanwhile.
    if (this.#given.signal.aborted || look !== this.#look) return;
    this.#backdrop?.free();
    this.#backdrop = backdrop;
  }

  /** Loads and makes the hands; without them nobody waves. */
  async arm(): Promise<void> {
    const { figure } = this.#cast;
    const { Hands } = await import("@/lib/avatar/stage/rig2d/hand_paint.ts");
    if (figure === this.#cast.figure) {
      this.#hands = new Hands(figure.look, this.#options.reducedMotion);
    }
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
    if (this.#given.signal.aborted) return;
    const to = this.#to;
    const { figure, life } = this.#cast;
    const stance = life.step(pose, dtS);
    this.#hands?.step(pose, dtS);
    this.#behind((stance.bodyX + stance.headX) / 120 + Math.sin(stance.head.yaw) * 0.6, life.timeS);
    const { scale, x, y } = this.#framing;
    const k = scale * life.zoom;
    // Who comes nearer grows about the chin.
    to.setTransform(k, 0, 0, k, x + 320 * (scale - k), y + 430 * (scale - k));
    figure.draw(stance);
    this.#hands?.paint(to, pose, stance);
    to.setTransform(1, 0, 0, 1, 0, 0);
  }

  #behind(lookX: number, timeS: number): void {
    const to = this.#to;
    if (this.#backdrop) return this.#backdrop.draw(to, lookX, timeS);
    to.fillStyle = PAPER;
    to.fillRect(0, 0, to.canvas.width, to.canvas.height);
  }

  dress(look: AvatarLook): boolean {
    const was = this.#look;
    this.#look = look;
    const isOther = was.spec !== look.spec;
    if (isOther) {
      this.#cast = this.#castOf(look);
      this.#hands = null;
      this.#later(this.arm());
    }
    if (isOther || was.background !== look.background) this.#later(this.furnish());
    return true;
  }

  /** What is missing without it is not worth a fall to nothing: the figure itself is drawn all the same. */
  #later(work: Promise<void>): void {
    work.catch((error) => {
      if (!this.#given.signal.aborted) reportError(error);
    });
  }

  dispose(): void {
    if (this.#given.signal.aborted) return;
    this.#given.abort();
    this.#backdrop?.free();
    const { canvas } = this.#to;
    canvas.width = canvas.height = 0;
  }
}

/** Opens the 2D rig, in its place and with its hands. Refuses where the canvas has another kind of context already. */
export const openRig: OpenRenderer = async (options, signal) => {
  signal.throwIfAborted();
  const to = options.canvas.getContext("2d", { alpha: false });
  if (!to) throw new Error("Cannot draw the rig as this canvas gives no 2D context");
  const rig = new Rig2d(options, to);
  await Promise.all([rig.furnish(), rig.arm()]);
  signal.throwIfAborted();
  return rig;
};
