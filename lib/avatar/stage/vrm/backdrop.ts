/** What is behind a model: the same places as behind the 2D rig, painted on a canvas that hangs there. Browser-safe. */
import { CanvasTexture, type Scene, SRGBColorSpace } from "three";
import type { AvatarLook, Background } from "@/lib/avatar/stage/renderer.ts";
import { Backdrop as Painting } from "@/lib/avatar/stage/rig2d/backdrop.ts";

/** Soft as it is, and behind somebody, half of the pixels are enough. */
const SHARE = 0.5;
/** Rain and dust move this often: each time the whole picture goes to the card. */
const STROKE_S = 1 / 12;
/** Places where nothing moves. */
const STILL: ReadonlySet<Background> = new Set(["art", "paper"]);

export class Backdrop {
  readonly #scene: Scene;
  readonly #still: boolean;
  readonly #canvas = document.createElement("canvas");
  readonly #pen = this.#canvas.getContext("2d", { alpha: false });
  #texture: CanvasTexture;
  #look: AvatarLook;
  #painting: Painting;
  #clockS = 0;
  #paintedS = 0;
  #disposed = false;

  /** Loads what it is painted from, and hangs it up. `still` leaves out what moves by itself. */
  static async open(scene: Scene, look: AvatarLook, still: boolean): Promise<Backdrop> {
    return new Backdrop(scene, { look, still, painting: await Painting.open(look, still) });
  }

  private constructor(
    scene: Scene,
    { look, still, painting }: { look: AvatarLook; still: boolean; painting: Painting },
  ) {
    this.#scene = scene;
    this.#still = still;
    this.#look = look;
    this.#painting = painting;
    this.#texture = this.#hang();
  }

  #hang(): CanvasTexture {
    const texture = new CanvasTexture(this.#canvas);
    texture.colorSpace = SRGBColorSpace;
    texture.generateMipmaps = false;
    this.#scene.background = texture;
    return texture;
  }

  /** @param width Device pixels. */
  resize(width: number, height: number): void {
    this.#canvas.width = Math.max(1, Math.round(width * SHARE));
    this.#canvas.height = Math.max(1, Math.round(height * SHARE));
    this.#texture.dispose();
    // A texture keeps its first size for life.
    this.#texture = this.#hang();
    this.#paint();
  }

  /** Lets time go by, in seconds. */
  step(dtS: number): void {
    this.#clockS += dtS;
    if (this.#still || STILL.has(this.#look.background)) return;
    if (this.#clockS - this.#paintedS >= STROKE_S) this.#paint();
  }

  /** Another place; the old one stays until the new one is there. */
  async dress(look: AvatarLook): Promise<void> {
    this.#look = look;
    const painting = await Painting.open(look, this.#still);
    // Somebody changed places meanwhile.
    if (this.#disposed || look !== this.#look) return;
    this.#painting.free();
    this.#painting = painting;
    this.#paint();
  }

  #paint(): void {
    if (!this.#pen) return;
    this.#paintedS = this.#clockS;
    this.#painting.draw(this.#pen, 0, this.#clockS);
    this.#texture.needsUpdate = true;
  }

  /** The card is gone: what was on it is not to be taken from another. */
  forget(): void {
    this.#texture.dispose();
  }

  dispose(): void {
    this.#disposed = true;
    this.#scene.background = null;
    this.#texture.dispose();
    this.#painting.free();
    this.#canvas.width = this.#canvas.height = 0;
  }
}
