/**
 * Draws somebody as a moved portrait: a neural animator makes pictures as fast as it can, each frame shows the newest.
 * Loaded when one is drawn. Browser-safe.
 */
import { type Pose, restPose } from "@/lib/avatar/pose/pose.ts";
import {
  type AnimatorPlan,
  DRIVING_LENGTH,
  planAnimator,
  planesOf,
  sizeOf,
  writeDriving,
  writePixels,
} from "@/lib/avatar/stage/neural/contract.ts";
import { measurePace, Pace } from "@/lib/avatar/stage/neural/pace.ts";
import {
  type Backend,
  fetchGraph,
  hasWebGpu,
  loadRuntime,
  type Runtime,
  type Session,
} from "@/lib/avatar/stage/neural/session.ts";
import type {
  AvatarLook,
  NeuralLook,
  OpenRenderer,
  Renderer,
} from "@/lib/avatar/stage/renderer.ts";
import { RendererError } from "@/lib/avatar/stage/trouble.ts";

/** A picture larger than this is no portrait, in pixels. */
const MAX_PORTRAIT_PIXELS = 64 * 1024 * 1024;

/** Opens on WebGPU: on a processor alone, no animator of use is fast enough. */
export const openNeural: OpenRenderer = async (options, signal) => {
  if (!await hasWebGpu()) {
    throw new RendererError("unsupported", "Cannot animate a portrait as there is no WebGPU here");
  }
  return await openAnimator(
    { backend: "webgpu", now: () => performance.now() },
    options,
    signal,
  );
};

/**
 * Opens an animator on a backend, and offers it only where it keeps the pace.
 *
 * @throws {RendererError}
 */
export async function openAnimator(
  { backend, now }: { backend: Backend; now: () => number },
  { canvas, look, onTrouble, onProgress }: Parameters<OpenRenderer>[0],
  signal: AbortSignal,
): Promise<Renderer> {
  const { neural } = look;
  if (!neural) throw new RendererError("unreadable", "Cannot animate a portrait as there is none");
  const pen = canvas.getContext("2d", { alpha: false });
  if (!pen) throw new RendererError("unsupported", "Cannot draw on this canvas");
  // Most of the wait is the graph.
  const [runtime, graph] = await Promise.all([
    loadRuntime(),
    fetchGraph(neural.modelUrl, { signal, onProgress: (part) => onProgress?.(part * 0.8) }),
  ]);
  signal.throwIfAborted();
  const session = await openSession(runtime, graph, backend);
  try {
    const plan = planAnimator(session.inputMetadata, session.outputMetadata);
    const planes = await readPortrait(neural.portraitUrl, plan);
    const animator = new Animator({ runtime, session, plan, planes });
    await measurePace(() => animator.make(restPose(0)), { now, signal });
    const first = await animator.make(restPose(0));
    signal.throwIfAborted();
    onProgress?.(1);
    return new NeuralRenderer({ pen, animator, neural, first, onTrouble, now });
  } catch (error) {
    await session.release();
    throw error;
  }
}

async function openSession(
  runtime: Runtime,
  graph: Uint8Array,
  backend: Backend,
): Promise<Session> {
  try {
    return await runtime.open(graph, backend);
  } catch (cause) {
    throw new RendererError("unreadable", "Cannot open the animator", { cause });
  }
}

/** The portrait as planes of the size that the graph takes: its middle, nothing of it stretched. */
async function readPortrait(
  url: string,
  { width, height }: AnimatorPlan,
): Promise<Float32Array> {
  const image = new Image();
  image.src = url;
  try {
    // Drawings have no size but the one they name: an image of the page reads them too.
    await image.decode();
  } catch (cause) {
    throw new RendererError("unreadable", "Cannot animate the portrait as it is none", { cause });
  }
  const { naturalWidth, naturalHeight } = image;
  if (naturalWidth * naturalHeight > MAX_PORTRAIT_PIXELS) {
    throw new RendererError("too_large", "Cannot animate the portrait as it is too large");
  }
  const pen = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
  if (!pen) throw new RendererError("unsupported", "Cannot read the portrait in this browser");
  const scale = Math.max(width / naturalWidth, height / naturalHeight);
  const [w, h] = [naturalWidth * scale, naturalHeight * scale];
  pen.fillStyle = "#fbf7f0";
  pen.fillRect(0, 0, width, height);
  pen.drawImage(image, (width - w) / 2, (height - h) / 2, w, h);
  return planesOf(pen.getImageData(0, 0, width, height).data);
}

/** A session that makes pictures of poses. */
export class Animator {
  readonly #runtime: Runtime;
  readonly #session: Session;
  readonly #plan: AnimatorPlan;
  readonly #portrait: ReturnType<Runtime["tensor"]>;
  readonly #driving = new Float32Array(DRIVING_LENGTH);

  constructor({ runtime, session, plan, planes }: {
    runtime: Runtime;
    session: Session;
    plan: AnimatorPlan;
    planes: Float32Array;
  }) {
    this.#runtime = runtime;
    this.#session = session;
    this.#plan = plan;
    this.#portrait = runtime.tensor(planes, [1, 3, plan.height, plan.width]);
  }

  async make(pose: Pose): Promise<ImageData> {
    const { portrait, driving, output } = this.#plan;
    writeDriving(pose, this.#driving);
    const feeds = {
      [portrait]: this.#portrait,
      [driving]: this.#runtime.tensor(this.#driving, [1, DRIVING_LENGTH]),
    };
    const results = await this.#session.run(feeds);
    const tensor = results[output];
    const planes = tensor ? await tensor.getData() : null;
    if (!tensor || !(planes instanceof Float32Array)) {
      throw new RendererError("unreadable", "Cannot show what the animator gave");
    }
    const size = sizeOf(tensor.dims, planes.length);
    const picture = new ImageData(size.width, size.height);
    writePixels(planes, picture.data);
    tensor.dispose();
    return picture;
  }

  async release(): Promise<void> {
    await this.#session.release();
  }
}

class NeuralRenderer implements Renderer {
  readonly kind = "neural";
  readonly #pen: CanvasRenderingContext2D;
  readonly #neural: NeuralLook;
  readonly #animator: Animator;
  readonly #pace: Pace<ImageData>;
  /** The newest picture, in its own size. */
  readonly #picture = new OffscreenCanvas(1, 1);
  #isNew = false;
  #making: Promise<unknown> = Promise.resolve();

  constructor({ pen, animator, neural, first, onTrouble, now }: {
    pen: CanvasRenderingContext2D;
    animator: Animator;
    neural: NeuralLook;
    first: ImageData;
    onTrouble: (error: unknown) => void;
    now: () => number;
  }) {
    this.#pen = pen;
    this.#neural = neural;
    this.#animator = animator;
    this.#pace = new Pace({
      make: (pose) => {
        const making = animator.make(pose);
        this.#making = making;
        return making;
      },
      show: (picture) => this.#take(picture),
      onTrouble,
      now,
    });
    this.#take(first);
  }

  #take(picture: ImageData): void {
    this.#picture.width = picture.width;
    this.#picture.height = picture.height;
    this.#picture.getContext("2d")?.putImageData(picture, 0, 0);
    this.#isNew = true;
  }

  pictureMs(): number | null {
    return this.#pace.lastMs;
  }

  resize(width: number, height: number, ratio: number): void {
    this.#pen.canvas.width = Math.round(width * ratio);
    this.#pen.canvas.height = Math.round(height * ratio);
    this.#isNew = true;
  }

  draw(pose: Pose, _dtS: number): void {
    this.#pace.ask(pose);
    if (!this.#isNew) return;
    this.#isNew = false;
    const { canvas } = this.#pen;
    const { width, height } = this.#picture;
    // As a portrait hangs in its frame: filled, cut at the sides.
    const scale = Math.max(canvas.width / width, canvas.height / height);
    const [w, h] = [width * scale, height * scale];
    this.#pen.imageSmoothingQuality = "high";
    this.#pen.drawImage(this.#picture, (canvas.width - w) / 2, (canvas.height - h) / 2, w, h);
  }

  dress(look: AvatarLook): boolean {
    return look.neural?.modelUrl === this.#neural.modelUrl &&
      look.neural.portraitUrl === this.#neural.portraitUrl;
  }

  dispose(): void {
    this.#pace.stop();
    // A session that is let go of in the middle of a picture breaks the runtime for those after it.
    const release = () => this.#animator.release();
    this.#making.then(release, release).catch(() => {
      // Its memory goes with the page.
    });
  }
}
