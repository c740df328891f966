/** Reads the pixels of pictures, each time into the same place. Browser-safe. */
import type { Picture } from "@/lib/avatar/tracking/frames.ts";

/** As few browsers' types have it. Source: w3c.github.io/webcodecs, `VideoFrameCopyToOptions.format`. */
interface CopyOptions extends VideoFrameCopyToOptions {
  readonly format: "RGBA";
}

const AS_RGBA: CopyOptions = { format: "RGBA" };
const CHANNELS = 4;

/** Whether this browser's frames can be copied as RGBA, which takes a sixth of drawing them on a canvas. */
export function copiesFrames(): boolean {
  if (typeof VideoFrame === "undefined") return false;
  const init = { format: "I420", codedWidth: 2, codedHeight: 2, timestamp: 0 } as const;
  const frame = new VideoFrame(new Uint8Array(6), init);
  try {
    // Browsers that do not know the option tell the size of what the frame is made of.
    return frame.allocationSize(AS_RGBA) === CHANNELS * 4;
  } catch {
    return false;
  } finally {
    frame.close();
  }
}

export class PixelReader {
  #copies = copiesFrames();
  #pixels: ImageData | null = null;
  #pen: OffscreenCanvasRenderingContext2D | null = null;

  /**
   * Reads a picture. What it gives is overwritten by the next.
   *
   * @param mostWidth Where it has to be drawn anyway, so many pixels wide at most.
   */
  async read(picture: Picture, mostWidth: number): Promise<ImageData> {
    if (this.#copies && isFrame(picture) && isUpright(picture)) {
      try {
        return await this.#copy(picture);
      } catch {
        // A frame whose pixels are out of reach, as on a graphics card: those to come are no other.
        this.#copies = false;
      }
    }
    return this.#draw(picture, mostWidth);
  }

  async #copy(frame: VideoFrame): Promise<ImageData> {
    const { displayWidth: width, displayHeight: height } = frame;
    if (this.#pixels?.width !== width || this.#pixels.height !== height) {
      this.#pixels = new ImageData(width, height);
    }
    await frame.copyTo(this.#pixels.data, AS_RGBA);
    return this.#pixels;
  }

  #draw(picture: Picture, mostWidth: number): ImageData {
    const [fullWidth, fullHeight] = isFrame(picture)
      ? [picture.displayWidth, picture.displayHeight]
      : [picture.width, picture.height];
    const width = Math.min(mostWidth, fullWidth);
    const height = Math.max(1, Math.round(fullHeight * width / fullWidth));
    if (this.#pen?.canvas.width !== width || this.#pen.canvas.height !== height) {
      this.#pen = new OffscreenCanvas(width, height)
        .getContext("2d", { alpha: false, willReadFrequently: true });
    }
    if (!this.#pen) throw new Error("This browser gives no canvas to draw a picture on");
    this.#pen.drawImage(picture, 0, 0, width, height);
    return this.#pen.getImageData(0, 0, width, height);
  }
}

// `VideoFrame` is missing where pictures come as bitmaps.
function isFrame(picture: Picture): picture is VideoFrame {
  return "timestamp" in picture;
}

/** Whether a frame's pixels lie as they are shown; copying turns and stretches nothing. */
function isUpright(frame: VideoFrame): boolean {
  const { visibleRect, displayWidth, displayHeight } = frame;
  const isTurned = Reflect.get(frame, "rotation") || Reflect.get(frame, "flip");
  return !isTurned && visibleRect?.width === displayWidth && visibleRect.height === displayHeight;
}
