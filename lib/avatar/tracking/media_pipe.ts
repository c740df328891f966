/// <reference lib="webworker" />
/**
 * MediaPipe's own models: hands and bodies, and faces on a graphics card. Nothing of it is loaded before one is opened.
 * For a module worker.
 */
import type {
  FaceLandmarker,
  HandLandmarker,
  HandLandmarkerResult,
  PoseLandmarker,
} from "@mediapipe/tasks-vision";
import { keepModuleFactory } from "@/lib/avatar/tracking/module_factory.ts";
import {
  type SeenBody,
  type SeenFace,
  type SeenHand,
  toShapes,
} from "@/lib/avatar/tracking/seen.ts";
import { TASKS_VISION_BASE } from "@/lib/vendor/addresses.ts";

/** A model that looks at pictures. */
export interface Looking<Found> {
  look(picture: ImageData, atMs: number): Found;
  close(): void;
}

async function load() {
  keepModuleFactory();
  const vision = await import("@mediapipe/tasks-vision");
  const fileset = await vision.FilesetResolver.forVisionTasks(TASKS_VISION_BASE, true);
  return { ...vision, fileset };
}

let loading: ReturnType<typeof load> | undefined;

function loaded(): ReturnType<typeof load> {
  return loading ??= load().catch((error: unknown) => {
    // Out of reach for now: whoever switches hands on again tries again.
    loading = undefined;
    throw error;
  });
}

/** Counts milliseconds that grow, whatever comes: MediaPipe throws at others. */
function growing(): (atMs: number) => number {
  let lastMs = 0;
  return (atMs) => lastMs = Math.max(lastMs + 1, Math.round(atMs));
}

/** @throws If the card cannot. */
export async function openCardFace(
  model: Uint8Array<ArrayBuffer>,
): Promise<Looking<SeenFace | null>> {
  const { FaceLandmarker, fileset } = await loaded();
  const landmarker: FaceLandmarker = await FaceLandmarker.createFromOptions(fileset, {
    // A copy, as MediaPipe keeps what it is given.
    baseOptions: { modelAssetBuffer: model.slice(), delegate: "GPU" },
    canvas: new OffscreenCanvas(1, 1),
    runningMode: "VIDEO",
    // Only with one face does MediaPipe smooth its points.
    numFaces: 1,
    outputFaceBlendshapes: true,
    outputFacialTransformationMatrixes: true,
  });
  const time = growing();
  return {
    look(picture, atMs) {
      const found = landmarker.detectForVideo(picture, time(atMs));
      const scores = found.faceBlendshapes[0]?.categories;
      const matrix = found.facialTransformationMatrixes[0]?.data;
      if (!scores || !matrix) return null;
      return { shapes: toShapes(scores), matrix: Float32Array.from(matrix) };
    },
    close: () => landmarker.close(),
  };
}

/** @throws If the bytes are no model. */
export async function openHands(
  modelAssetBuffer: Uint8Array<ArrayBuffer>,
): Promise<Looking<SeenHand[]>> {
  const { HandLandmarker, fileset } = await loaded();
  const landmarker: HandLandmarker = await HandLandmarker.createFromOptions(fileset, {
    baseOptions: { modelAssetBuffer, delegate: "CPU" },
    runningMode: "VIDEO",
    numHands: 2,
  });
  const time = growing();
  return {
    look: (picture, atMs) => readHands(landmarker.detectForVideo(picture, time(atMs))),
    close: () => landmarker.close(),
  };
}

function readHands({ landmarks, worldLandmarks, handedness }: HandLandmarkerResult): SeenHand[] {
  return landmarks.flatMap((picture, i): SeenHand[] => {
    const world = worldLandmarks[i];
    const label = handedness[i]?.[0]?.categoryName;
    if (!world || label === undefined) return [];
    return [{ side: label === "Left" ? "left" : "right", picture, world }];
  });
}

/** @throws If the bytes are no model. */
export async function openBody(
  modelAssetBuffer: Uint8Array<ArrayBuffer>,
): Promise<Looking<SeenBody | "none">> {
  const { PoseLandmarker, fileset } = await loaded();
  const landmarker: PoseLandmarker = await PoseLandmarker.createFromOptions(fileset, {
    baseOptions: { modelAssetBuffer, delegate: "CPU" },
    runningMode: "VIDEO",
    numPoses: 1,
  });
  const time = growing();
  return {
    look(picture, atMs) {
      const world = landmarker.detectForVideo(picture, time(atMs)).worldLandmarks[0];
      return world ? { world } : "none";
    },
    close: () => landmarker.close(),
  };
}
