/** What is behind a model: the same places as behind the 2D rig, painted once for a size. Browser-safe. */
import { CanvasTexture, type Scene, SRGBColorSpace } from "three";
import type { AvatarLook } from "@/lib/avatar/stage/renderer.ts";

/** Colours from above to below. */
const SKIES = {
  art: ["#efe4d2", "#e2d3bb"],
  paper: ["#fbf7f0", "#f3ece1"],
  maru: ["#e9d7bd", "#b98d62"],
  rain: ["#8fa3a1", "#5f7471"],
  night: ["#1a2238", "#3a3148"],
  sea: ["#d9e8e4", "#7fb0b3"],
} as const;

export class Backdrop {
  readonly #scene: Scene;
  readonly #canvas = document.createElement("canvas");
  #texture: CanvasTexture;
  #look: AvatarLook;

  constructor(scene: Scene, look: AvatarLook) {
    this.#scene = scene;
    this.#look = look;
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
    // Soft as it is, half of the pixels are enough.
    this.#canvas.width = Math.max(1, Math.round(width / 2));
    this.#canvas.height = Math.max(1, Math.round(height / 2));
    this.#texture.dispose();
    this.#paint();
    // A texture keeps its first size for life.
    this.#texture = this.#hang();
  }

  dress(look: AvatarLook): void {
    this.#look = look;
    this.#paint();
    this.#texture.needsUpdate = true;
  }

  /** The card is gone: what was on it is not to be taken from another. */
  forget(): void {
    this.#texture.dispose();
  }

  #paint(): void {
    const pen = this.#canvas.getContext("2d");
    if (!pen) return;
    const { width, height } = this.#canvas;
    const light = pen.createLinearGradient(0, 0, 0, height);
    const [above, below] = SKIES[this.#look.background];
    light.addColorStop(0, above);
    light.addColorStop(1, below);
    pen.fillStyle = light;
    pen.fillRect(0, 0, width, height);
  }

  dispose(): void {
    this.#scene.background = null;
    this.#texture.dispose();
  }
}
