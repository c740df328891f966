/** Runs the tracker as a page does, and notes beside each pose which picture of the fake camera it came from. Browser only. */
import { shapeIndex } from "@/lib/avatar/pose/pose.ts";
import { toEuler } from "@/lib/avatar/pose/rotation.ts";
import { browserDeps, startWorker } from "@/lib/avatar/tracking/browser.ts";
import { createTracker } from "@/lib/avatar/tracking/tracker.ts";
import type { Tracker } from "@/lib/avatar/tracking/tracker_model.ts";
import type { FrameSource, Picture } from "@/lib/avatar/tracking/frames.ts";
import type { FromWorker } from "@/lib/avatar/tracking/worker_protocol.ts";
import type { LookTwice, SeenTwice } from "@/tests/browser/tracking_site/twice_worker.ts";

/** One pose, and the number of its picture. */
export interface Noted {
  n: number;
  source: string;
  atMs: number;
  /** From the picture's taking to the pose, in milliseconds. */
  delayMs: number;
  pitch: number;
  yaw: number;
  roll: number;
  jaw: number;
  blinkL: number;
  blinkR: number;
  smile: number;
  pucker: number;
  emotion: string;
}

export interface Probe {
  tracker: Tracker;
  /** Opens two models in one worker; gives what it answers. */
  openTwice(): Promise<string[]>;
  /** Looks at pictures of the camera, each by our finder and by MediaPipe; as an older browser would, if told so. */
  lookTwice(count: number, isOld: boolean): Promise<SeenTwice[]>;
  noted: Noted[];
  states: string[];
}

const BLOCK_PX = 16;
const BITS = 9;

/** The number that is drawn into a picture of `fakecam.mjpeg`; -1 where there is none. */
function readCounter(picture: Picture): number {
  const scale = ("displayWidth" in picture ? picture.displayWidth : picture.width) / 640;
  const width = BLOCK_PX * (BITS + 2);
  const canvas = new OffscreenCanvas(width, BLOCK_PX);
  const context = canvas.getContext("2d", { willReadFrequently: true })!;
  const box = [0, 0, width * scale, BLOCK_PX * scale] as const;
  context.drawImage(picture, ...box, 0, 0, width, BLOCK_PX);
  const { data } = context.getImageData(0, BLOCK_PX / 2, width, 1);
  const isWhite = (block: number) => data[4 * (block * BLOCK_PX + BLOCK_PX / 2)]! > 128;
  if (!isWhite(0) || isWhite(BITS + 1)) return -1;
  let n = 0;
  for (let bit = 0; bit < BITS; bit++) if (isWhite(bit + 1)) n |= 1 << bit;
  return n;
}

/** Reads each picture's number on its way. One is in flight at a time, so a pose belongs to the last one. */
function numbering(frames: FrameSource, tell: (n: number) => void): FrameSource {
  return {
    sized: frames.sized,
    start: (stream, onFrame) =>
      frames.start(stream, ({ atMs, grab, drop }) =>
        onFrame({
          atMs,
          drop,
          async grab(width) {
            const picture = await grab(width);
            tell(readCounter(picture));
            return picture;
          },
        })),
    stop: () => frames.stop(),
  };
}

async function openTwice(): Promise<string[]> {
  const { models } = browserDeps();
  const bytes = await models.get("face", { signal: new AbortController().signal });
  const worker = startWorker();
  const answers: string[] = [];
  for (let i = 0; i < 2; i++) {
    const answered = Promise.withResolvers<FromWorker>();
    worker.onmessage = ({ data }) => answered.resolve(data);
    const face = new Uint8Array(bytes.slice(0));
    worker.postMessage({ type: "open", face, measured: null }, []);
    const answer = await answered.promise;
    answers.push(answer.type === "failed" ? answer.message : answer.type);
  }
  worker.terminate();
  return answers;
}

async function lookTwice(count: number, isOld: boolean): Promise<SeenTwice[]> {
  const { models, createFrames } = browserDeps();
  const bytes = await models.get("face", { signal: new AbortController().signal });
  const stream = await navigator.mediaDevices.getUserMedia({ video: true });
  const frames = createFrames();
  const worker = new Worker(new URL("./twice_worker.ts", import.meta.url), { type: "module" });
  const answers: SeenTwice[] = [];
  const done = Promise.withResolvers<SeenTwice[]>();
  let looking = false;
  worker.onmessage = ({ data }) => {
    looking = false;
    answers.push(data);
    if (answers.length === count) done.resolve(answers);
  };
  worker.onerror = ({ message }) => done.reject(new Error(message));
  await frames.start(stream, async ({ grab, drop }) => {
    if (looking) return drop();
    looking = true;
    const picture = await grab(640);
    const asked: LookTwice = { model: new Uint8Array(bytes.slice(0)), picture, isOld };
    worker.postMessage(asked, [picture]);
  });
  try {
    return await done.promise;
  } finally {
    worker.terminate();
    frames.stop();
    for (const track of stream.getTracks()) track.stop();
  }
}

export function createProbe(): Probe {
  const deps = browserDeps();
  let n = -1;
  const tracker = createTracker({
    ...deps,
    createFrames: () => numbering(deps.createFrames(), (number) => n = number),
  });
  const noted: Noted[] = [];
  const states: string[] = [];
  tracker.state.subscribe((state) => {
    states.push(state.kind === "failed" ? `failed: ${state.reason}` : state.kind);
  });
  tracker.onPose(({ source, atMs, shapes, head, emotion }) => {
    const [pitch, yaw, roll] = toEuler(head);
    noted.push({
      n,
      source,
      atMs,
      delayMs: performance.now() - atMs,
      pitch,
      yaw,
      roll,
      jaw: shapes[shapeIndex.jawOpen]!,
      blinkL: shapes[shapeIndex.eyeBlinkLeft]!,
      blinkR: shapes[shapeIndex.eyeBlinkRight]!,
      smile: (shapes[shapeIndex.mouthSmileLeft]! + shapes[shapeIndex.mouthSmileRight]!) / 2,
      pucker: shapes[shapeIndex.mouthPucker]!,
      emotion,
    });
  });
  return { tracker, openTwice, lookTwice, noted, states };
}
