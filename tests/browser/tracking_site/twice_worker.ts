/** Looks at each picture twice, by our finder and by MediaPipe's Face Landmarker. A module worker. */
/// <reference lib="webworker" />
import { FaceLandmarker, FilesetResolver } from "@mediapipe/tasks-vision";
import { readBundle } from "@/lib/avatar/tracking/face_finder/bundle.ts";
import { FaceFinder } from "@/lib/avatar/tracking/face_finder/finder.ts";
import { openLiteNet } from "@/lib/avatar/tracking/face_finder/lite.ts";
import type { Picture } from "@/lib/avatar/tracking/frames.ts";
import { keepModuleFactory } from "@/lib/avatar/tracking/module_factory.ts";
import { PixelReader } from "@/lib/avatar/tracking/pixel_reader.ts";
import { type SeenFace, toShapes } from "@/lib/avatar/tracking/seen.ts";
import { TASKS_VISION_BASE } from "@/lib/vendor/addresses.ts";

export interface LookTwice {
  model: Uint8Array<ArrayBuffer>;
  picture: Picture;
  /** As in a browser whose wasm has no relaxed SIMD. */
  isOld: boolean;
}

export interface SeenTwice {
  ours: SeenFace | null;
  theirs: SeenFace | null;
}

keepModuleFactory();

const reader = new PixelReader();
let working: Promise<void> = Promise.resolve();

self.onmessage = ({ data }: MessageEvent<LookTwice>) => {
  working = working.then(async () => self.postMessage(await lookTwice(data)))
    // Whoever started a worker hears of what is thrown, but not of promises.
    .catch((error: unknown) => reportError(error));
};

async function lookTwice({ model, picture, isOld }: LookTwice): Promise<SeenTwice> {
  // Nothing but the runtime asks, and does so once.
  if (isOld) WebAssembly.validate = () => false;
  const pixels = await reader.read(picture, 640);
  picture.close();
  // Each picture is the first, as neither follows a face then.
  const finder = await FaceFinder.open(readBundle(model), openLiteNet);
  const ours = finder.look(pixels);
  finder.close();
  return { ours, theirs: await lookAsMediaPipe(model, pixels) };
}

async function lookAsMediaPipe(
  model: Uint8Array<ArrayBuffer>,
  pixels: ImageData,
): Promise<SeenFace | null> {
  const landmarker = await FaceLandmarker.createFromOptions(
    await FilesetResolver.forVisionTasks(TASKS_VISION_BASE, true),
    {
      baseOptions: { modelAssetBuffer: model.slice(), delegate: "CPU" },
      outputFaceBlendshapes: true,
      outputFacialTransformationMatrixes: true,
    },
  );
  const { faceBlendshapes, facialTransformationMatrixes } = landmarker.detect(pixels);
  landmarker.close();
  const scores = faceBlendshapes[0]?.categories;
  const matrix = facialTransformationMatrixes[0]?.data;
  return scores && matrix ? { shapes: toShapes(scores), matrix: Float32Array.from(matrix) } : null;
}
