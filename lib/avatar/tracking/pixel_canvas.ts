/**
 * Hands pixels to MediaPipe's model of faces on a processor. It computes from pixels there, but takes pictures by WebGL
 * alone: into a texture of the graphics process, and out of it again, which waits for whatever that process draws. This
 * stands in for the part of WebGL 2 that is used for that, and leaves the pixels where they are. All that is asked of it
 * is answered here, so that browsers do not differ.
 *
 * Source: the calls that `FaceLandmarker` of 0.10.35 makes; pinned by "models are given the same pixels as by WebGL" in
 * tests/browser/tracking_test.ts. Browser-safe.
 */

/** Source: registry.khronos.org/webgl/specs/latest/1.0, section 5.14. */
const RGBA = 0x1908;
const UNSIGNED_BYTE = 0x1401;
const RENDERER = 0x1f01;
const VERSION = 0x1f02;
const MAX_VERTEX_ATTRIBS = 0x8869;

const PARAMETERS: { readonly [name: number]: string | number } = {
  [RENDERER]: "pixels",
  [VERSION]: "WebGL 2.0",
  [MAX_VERTEX_ATTRIBS]: 16,
};

/** One texture's worth of WebGL 2: what was put in last comes out. */
class PixelContext {
  #picture: ImageData | null = null;

  texImage2D(...args: readonly unknown[]): void {
    const picture = args.at(-1);
    if (!(picture instanceof ImageData)) throw new TypeError("Only pixels can be looked at here");
    this.#picture = picture;
  }

  /** @throws {TypeError} If something else is asked for than the whole picture, byte by byte. */
  readPixels(
    ...[x, y, width, height, format, type, into, offset = 0]: readonly [
      ...numbers: [number, number, number, number, number, number],
      into: ArrayBufferView,
      offset?: number,
    ]
  ): void {
    const picture = this.#picture;
    const isWhole = x === 0 && y === 0 && width === picture?.width && height === picture.height;
    const isBytes = format === RGBA && type === UNSIGNED_BYTE && into instanceof Uint8Array;
    if (!isWhole || !isBytes) throw new TypeError("Only whole pictures can be read here");
    into.set(picture.data, offset);
  }

  getParameter(name: number): string | number | null {
    return PARAMETERS[name] ?? null;
  }

  getContextAttributes(): WebGLContextAttributes {
    return {};
  }

  getSupportedExtensions(): string[] {
    return [];
  }

  getExtension(): null {
    return null;
  }

  getError(): number {
    return 0;
  }

  isContextLost(): boolean {
    return false;
  }

  // There is one texture, one framebuffer with it, and nothing to wait for.
  createTexture = thing;
  createFramebuffer = thing;
  fenceSync = thing;
  activeTexture = nothing;
  bindTexture = nothing;
  texParameteri = nothing;
  pixelStorei = nothing;
  bindFramebuffer = nothing;
  framebufferTexture2D = nothing;
  deleteTexture = nothing;
  deleteFramebuffer = nothing;
  deleteSync = nothing;
  flush = nothing;
}

function thing(): Record<string, unknown> {
  // Emscripten writes a name on it.
  return {};
}

function nothing(): void {}

/** A canvas for a model on the processor, which is then given `ImageData` alone. */
export function createPixelCanvas(): OffscreenCanvas {
  const context = new PixelContext();
  return Object.assign(new OffscreenCanvas(1, 1), { getContext: () => context });
}
