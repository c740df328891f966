/**
 * Looks at pictures, off the page's thread: finds a face, and where asked hands and a body. Nothing of a picture leaves
 * here but scores, turns and points. A module worker.
 */
/// <reference lib="webworker" />
import {
  FaceLandmarker,
  FilesetResolver,
  HandLandmarker,
  type HandLandmarkerResult,
  PoseLandmarker,
} from "@mediapipe/tasks-vision";
import { DelegateTrial, graphicsCard } from "@/lib/avatar/tracking/delegate_trial.ts";
import { keepModuleFactory } from "@/lib/avatar/tracking/module_factory.ts";
import { createPixelCanvas } from "@/lib/avatar/tracking/pixel_canvas.ts";
import { PixelReader } from "@/lib/avatar/tracking/pixel_reader.ts";
import {
  type Seen,
  type SeenBody,
  type SeenFace,
  type SeenHand,
  toShapes,
} from "@/lib/avatar/tracking/seen.ts";
import type { Delegate, FromWorker, ToWorker } from "@/lib/avatar/tracking/worker_protocol.ts";

type Fileset = Awaited<ReturnType<typeof FilesetResolver.forVisionTasks>>;

let fileset: Fileset | null = null;
let faceBytes: Uint8Array<ArrayBuffer> | null = null;
let face: FaceLandmarker | null = null;
let hand: HandLandmarker | null = null;
let body: PoseLandmarker | null = null;
let trial: DelegateTrial | null = null;
/** MediaPipe takes timestamps that grow, and throws at others. */
let lastMs = 0;

keepModuleFactory();

function tell(message: FromWorker, transfer: Transferable[] = []): void {
  self.postMessage(message, { transfer });
}

async function openFace(delegate: Delegate): Promise<FaceLandmarker> {
  const landmarker = await FaceLandmarker.createFromOptions(fileset!, {
    // A copy, as MediaPipe keeps what it is given.
    baseOptions: { modelAssetBuffer: faceBytes!.slice(), delegate },
    canvas: delegate === "GPU" ? new OffscreenCanvas(1, 1) : createPixelCanvas(),
    runningMode: "VIDEO",
    // Only with one face does MediaPipe smooth its points.
    numFaces: 1,
    outputFaceBlendshapes: true,
    outputFacialTransformationMatrixes: true,
  });
  return landmarker;
}

async function open({ base, face: bytes, measured }: ToWorker & { type: "open" }): Promise<void> {
  fileset = await FilesetResolver.forVisionTasks(base, true);
  faceBytes = bytes;
  const card = graphicsCard();
  const known = card !== null && measured?.renderer === card ? measured.delegate : null;
  face = await openFace(known ?? "CPU").catch(() => openFace("CPU"));
  if (known === null && card !== null) trial = new DelegateTrial(card);
  tell({ type: "opened", delegate: known ?? "CPU" });
}

async function setModel({ name, bytes }: ToWorker & { type: "model" }): Promise<void> {
  if (name === "hand") {
    hand?.close();
    hand = null;
  } else {
    body?.close();
    body = null;
  }
  if (!bytes || !fileset) return;
  // Their pixels come by WebGL, as no test pins what these two ask of it.
  const baseOptions = { modelAssetBuffer: bytes, delegate: "CPU" as const };
  try {
    if (name === "hand") {
      hand = await HandLandmarker.createFromOptions(fileset, {
        baseOptions,
        runningMode: "VIDEO",
        numHands: 2,
      });
    } else {
      body = await PoseLandmarker.createFromOptions(fileset, {
        baseOptions,
        runningMode: "VIDEO",
        numPoses: 1,
      });
    }
    tell({ type: "model_open", name, ok: true });
  } catch {
    // The face goes on without.
    tell({ type: "model_open", name, ok: false });
  }
}

const reader = new PixelReader();

async function look(
  { picture, atMs, width, hands, body: wantsBody }: ToWorker & { type: "look" },
): Promise<void> {
  const begunMs = performance.now();
  let pixels: ImageData;
  try {
    pixels = await reader.read(picture, width);
  } finally {
    picture.close();
  }
  lastMs = Math.max(lastMs + 1, Math.round(atMs));
  const seenFace = lookAtFace(pixels);
  const faceMs = performance.now() - begunMs;
  const seen: Seen = {
    atMs,
    face: seenFace,
    hands: hands && hand ? readHands(hand.detectForVideo(pixels, lastMs)) : null,
    body: wantsBody && body ? lookAtBody(body, pixels) : null,
    busyMs: performance.now() - begunMs,
    aspect: pixels.width / pixels.height,
  };
  tell(
    { type: "seen", seen },
    seenFace ? [seenFace.shapes.buffer, seenFace.matrix.buffer] : [],
  );
  if (seenFace && trial) tryDelegate(trial, faceMs);
}

function lookAtFace(picture: ImageData): SeenFace | null {
  if (!face) return null;
  const result = face.detectForVideo(picture, lastMs);
  const scores = result.faceBlendshapes[0]?.categories;
  const matrix = result.facialTransformationMatrixes[0]?.data;
  return scores && matrix ? { shapes: toShapes(scores), matrix: Float32Array.from(matrix) } : null;
}

function readHands({ landmarks, worldLandmarks, handedness }: HandLandmarkerResult): SeenHand[] {
  return landmarks.flatMap((picture, i): SeenHand[] => {
    const world = worldLandmarks[i];
    const label = handedness[i]?.[0]?.categoryName;
    if (!world || label === undefined) return [];
    return [{ side: label === "Left" ? "left" : "right", picture, world }];
  });
}

function lookAtBody(landmarker: PoseLandmarker, picture: ImageData): SeenBody | "none" {
  const world = landmarker.detectForVideo(picture, lastMs).worldLandmarks[0];
  return world ? { world } : "none";
}

/** Measures the processor, then the card on the same kind of pictures, and keeps the faster one. */
function tryDelegate(running: DelegateTrial, faceMs: number): void {
  const next = running.take(faceMs);
  if (next.kind === "go_on") return;
  // The trial waits while the other one opens.
  trial = null;
  if (next.kind === "decided") tell({ type: "measured", measured: next.measured });
  if (next.kind === "decided" && next.keeps) return;
  const delegate = next.kind === "switch" ? "GPU" : next.measured.delegate;
  openFace(delegate).then((opened) => {
    face?.close();
    face = opened;
    if (next.kind === "switch") trial = running;
    tell({ type: "opened", delegate });
  }, () => {
    tell({ type: "measured", measured: { renderer: running.card, delegate: "CPU" } });
  });
}

let working: Promise<void> = Promise.resolve();

self.onmessage = ({ data }: MessageEvent<ToWorker>) => {
  working = working.then(async () => {
    if (data.type === "open") await open(data);
    else if (data.type === "model") await setModel(data);
    else await look(data);
  }).catch((error: unknown) => {
    tell({ type: "failed", message: error instanceof Error ? error.message : String(error) });
  });
};
