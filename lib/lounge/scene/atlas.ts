/**
 * One picture that many small ones are put on. The canvas is the truth, so that it can be given to the graphics card
 * again after its loss; between, only what changed travels. Browser-safe.
 */
import {
  CanvasTexture,
  LinearFilter,
  LinearMipmapLinearFilter,
  SRGBColorSpace,
  Vector2,
  type WebGLRenderer,
} from "three";

export type Pen = CanvasRenderingContext2D;

/** Pieces given to the card in one frame. */
const PER_FRAME = 6;

export function penOf(canvas: HTMLCanvasElement): Pen {
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  if (!pen) throw new Error("Cannot draw on a canvas of the page");
  return pen;
}

export class Atlas {
  readonly canvas: HTMLCanvasElement;
  readonly texture: CanvasTexture;
  readonly #pen: Pen;
  /** Pieces that the card has not seen yet, by their place. */
  readonly #waiting = new Map<string, { x: number; y: number; width: number; height: number }>();
  readonly #piece: HTMLCanvasElement;
  readonly #piecePen: Pen;
  readonly #pieceTexture: CanvasTexture;

  constructor(width: number, height: number, { mipmaps }: { mipmaps: boolean }) {
    this.canvas = document.createElement("canvas");
    this.canvas.width = width;
    this.canvas.height = height;
    this.#pen = penOf(this.canvas);
    this.texture = new CanvasTexture(this.canvas);
    this.texture.colorSpace = SRGBColorSpace;
    this.texture.flipY = false;
    this.texture.premultiplyAlpha = true;
    this.texture.generateMipmaps = mipmaps;
    this.texture.minFilter = mipmaps ? LinearMipmapLinearFilter : LinearFilter;
    this.#piece = document.createElement("canvas");
    this.#piecePen = penOf(this.#piece);
    this.#pieceTexture = new CanvasTexture(this.#piece);
  }

  /** Draws a piece: `draw` has its own origin and is cut to its size. */
  put(
    { x, y, width, height }: { x: number; y: number; width: number; height: number },
    draw: (pen: Pen) => void,
  ): void {
    const pen = this.#pen;
    pen.save();
    pen.translate(x, y);
    pen.beginPath();
    pen.rect(0, 0, width, height);
    pen.clip();
    pen.clearRect(0, 0, width, height);
    draw(pen);
    pen.restore();
    this.#waiting.set(`${x} ${y}`, { x, y, width, height });
  }

  /** Gives some of what changed to the card. */
  flush(renderer: WebGLRenderer): void {
    let left = PER_FRAME;
    for (const [name, { x, y, width, height }] of this.#waiting) {
      if (left-- === 0) return;
      this.#waiting.delete(name);
      this.#piece.width = width;
      this.#piece.height = height;
      this.#piecePen.drawImage(this.canvas, x, y, width, height, 0, 0, width, height);
      this.texture.mipmapsAutoUpdate = left === 0 || this.#waiting.size === 0;
      renderer.copyTextureToTexture(this.#pieceTexture, this.texture, null, new Vector2(x, y));
    }
  }

  get waiting(): number {
    return this.#waiting.size;
  }

  dispose(): void {
    this.texture.dispose();
    this.#pieceTexture.dispose();
    // Gives the pixels back at once, not when the collector comes by.
    this.canvas.width = this.canvas.height = 0;
  }
}
