/** Looks at one picture twice, its pixels given to the model by WebGL and without. A module worker. */
/// <reference lib="webworker" />
import { FaceLandmarker, FilesetResolver } from "@mediapipe/tasks-vision";
import type { Picture } from "@/lib/avatar/tracking/frames.ts";
import { keepModuleFactory } from "@/lib/avatar/tracking/module_factory.ts";
import { createPixelCanvas } from "@/lib/avatar/tracking/pixel_canvas.ts";
import { PixelReader } from "@/lib/avatar/tracking/pixel_reader.ts";

export interface LookTwice {
  base: string;
  model: Uint8Array<ArrayBuffer>;
  picture: Picture;
}

/** Scores and the head's matrix, one after another. */
export interface SeenTwice {
  webgl: number[];
  pixels: number[];
}

keepModuleFactory();

self.onmessage = ({ data }: MessageEvent<LookTwice>) => {
  lookTwice(data).then(
    (seen) => self.postMessage(seen),
    // Whoever started a worker hears of what is thrown, but not of promises.
    (error: unknown) => reportError(error),
  );
};

async function lookTwice({ base, model, picture }: LookTwice): Promise<SeenTwice> {
  const fileset = await FilesetResolver.forVisionTasks(base, true);
  const pixels = await new PixelReader().read(picture, 640);
  picture.close();
  const see = async (canvas: OffscreenCanvas) => {
    const landmarker = await FaceLandmarker.createFromOptions(fileset, {
      baseOptions: { modelAssetBuffer: model.slice(), delegate: "CPU" },
      canvas,
      outputFaceBlendshapes: true,
      outputFacialTransformationMatrixes: true,
    });
    const { faceBlendshapes, facialTransformationMatrixes } = landmarker.detect(pixels);
    landmarker.close();
    const scores = faceBlendshapes[0]?.categories.map(({ score }) => score) ?? [];
    return [...scores, ...facialTransformationMatrixes[0]?.data ?? []];
  };
  return { webgl: await see(new OffscreenCanvas(1, 1)), pixels: await see(createPixelCanvas()) };
}
