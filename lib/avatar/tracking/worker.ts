/**
 * Looks at pictures, off the page's thread: finds a face, and where asked hands and a body. Nothing of a picture leaves
 * here but scores, turns and points. A module worker.
 */
/// <reference lib="webworker" />
import { DelegateTrial, graphicsCard } from "@/lib/avatar/tracking/delegate_trial.ts";
import { readBundle } from "@/lib/avatar/tracking/face_finder/bundle.ts";
import { FaceFinder } from "@/lib/avatar/tracking/face_finder/finder.ts";
import { openLiteNet } from "@/lib/avatar/tracking/face_finder/lite.ts";
import {
  type Looking,
  openBody,
  openCardFace,
  openHands,
} from "@/lib/avatar/tracking/media_pipe.ts";
import { PixelReader } from "@/lib/avatar/tracking/pixel_reader.ts";
import type { Seen, SeenBody, SeenFace, SeenHand } from "@/lib/avatar/tracking/seen.ts";
import type { Delegate, FromWorker, ToWorker } from "@/lib/avatar/tracking/worker_protocol.ts";

let faceBytes: Uint8Array<ArrayBuffer> | null = null;
let face: Looking<SeenFace | null> | null = null;
let hand: Looking<SeenHand[]> | null = null;
let body: Looking<SeenBody | "none"> | null = null;
let trial: DelegateTrial | null = null;

function tell(message: FromWorker, transfer: Transferable[] = []): void {
  self.postMessage(message, { transfer });
}

async function openFace(delegate: Delegate): Promise<Looking<SeenFace | null>> {
  return delegate === "GPU"
    ? await openCardFace(faceBytes!)
    : await FaceFinder.open(readBundle(faceBytes!), openLiteNet);
}

async function open({ face: bytes, measured }: ToWorker & { type: "open" }): Promise<void> {
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
  if (!bytes) return;
  try {
    if (name === "hand") hand = await openHands(bytes);
    else body = await openBody(bytes);
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
  const seenFace = face?.look(pixels, atMs) ?? null;
  const faceMs = performance.now() - begunMs;
  const seen: Seen = {
    atMs,
    face: seenFace,
    hands: hands && hand ? hand.look(pixels, atMs) : null,
    body: wantsBody && body ? body.look(pixels, atMs) : null,
    busyMs: performance.now() - begunMs,
    aspect: pixels.width / pixels.height,
  };
  tell(
    { type: "seen", seen },
    seenFace ? [seenFace.shapes.buffer, seenFace.matrix.buffer] : [],
  );
  if (seenFace && trial) tryDelegate(trial, faceMs);
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
