/** A video call of the same camera between the same two pages: what a browser does by itself, with nothing of ours. */
import { setTimeout as delay } from "node:timers/promises";
import type { Page } from "playwright-core";
import { browserCpuS } from "@/tests/bench/calls/cpu.ts";
import { type Late, lateOf, type ShownFace } from "@/tests/bench/calls/late.ts";
import { sentBytes, SETTLE_MS, WINDOW_MS } from "@/tests/bench/calls/window.ts";
import { readTruth, type Truth } from "@/tests/browser/call_film.ts";
import { truthAt } from "@/tests/browser/call_follow.ts";
import type { Visitor } from "@/tests/browser/support.ts";

export interface VideoCall {
  bytesPerS: number;
  /** From a camera's picture to the moment in which it is on the page at the other side. */
  delaysMs: number[];
  late: Late;
  cameraFps: number;
  shownFps: number;
  cpu: number;
}

const HALF_FILM_MS = 5_000;

/** Between two pictures of a screen, in milliseconds. */
const SCREEN_MS = 1_000 / 60;

/** A page without a call, that may use the camera. */
const PAGE = "/calls";

export async function measureVideoCall(ann: Visitor, bo: Visitor): Promise<VideoCall> {
  await Promise.all([ann.page.goto(PAGE), bo.page.goto(PAGE)]);
  const offer = await ann.page.evaluate(offerVideo);
  const answer = await bo.page.evaluate(answerVideo, offer);
  await ann.page.evaluate(
    async (sdp) =>
      await globalThis.watched.peers.at(-1)!.setRemoteDescription({ type: "answer", sdp }),
    answer,
  );
  await bo.page.waitForFunction(() => globalThis.watched.shots.some(({ n }) => n >= 0));
  await delay(SETTLE_MS);
  const before = { cpuS: browserCpuS(), bytes: await sentBytes(ann.page), atMs: Date.now() };
  await delay(WINDOW_MS);
  const seconds = (Date.now() - before.atMs) / 1_000;
  const bytesPerS = (await sentBytes(ann.page) - before.bytes) / seconds;
  const cpu = (browserCpuS() - before.cpuS) / seconds;
  const [taken, shown] = [await readShots(ann.page), await readShots(bo.page)];
  await Promise.all([ann, bo].map(({ page }) =>
    page.evaluate(() => {
      for (const video of document.querySelectorAll("video")) {
        if (video.srcObject instanceof MediaStream) {
          for (const track of video.srcObject.getTracks()) track.stop();
        }
      }
      globalThis.watched.peers.at(-1)?.close();
    })
  ));
  const toMs = before.atMs + seconds * 1_000;
  const isWithin = (atMs: number) => atMs >= before.atMs && atMs < toMs;
  const truth = await readTruth();
  return {
    bytesPerS,
    delaysMs: shown.filter(({ seenMs }) => isWithin(seenMs)).flatMap(({ n, seenMs }) => {
      // The film comes again and again: it is the last picture of that number.
      const shot = taken.findLast((one) => one.n === n && one.atMs <= seenMs);
      // One that was not noted at the camera would be taken for that of the round before.
      return n < 0 || !shot || seenMs - shot.atMs > HALF_FILM_MS ? [] : [seenMs - shot.atMs];
    }),
    late: lateOf(onScreen(shown, truth, { fromMs: before.atMs, toMs }), truthAt(taken, truth)),
    cameraFps: taken.filter(({ atMs }) => isWithin(atMs)).length / seconds,
    shownFps: shown.filter(({ seenMs }) => isWithin(seenMs)).length / seconds,
    cpu,
  };
}

/** What a screen shows of a video: each picture until the next. */
function onScreen(
  shown: readonly { n: number; seenMs: number }[],
  truth: readonly Truth[],
  { fromMs, toMs }: { fromMs: number; toMs: number },
): ShownFace[] {
  const faces: ShownFace[] = [];
  let next = 0;
  for (let atMs = fromMs; atMs < toMs; atMs += SCREEN_MS) {
    while (next < shown.length && shown[next]!.seenMs <= atMs) next++;
    const face = truth[shown[next - 1]?.n ?? -1];
    if (face) faces.push({ atMs, yaw: face.yaw, jaw: face.jaw });
  }
  return faces;
}

/** In milliseconds of Unix time. */
async function readShots(page: Page): Promise<{ n: number; atMs: number; seenMs: number }[]> {
  return await page.evaluate(() =>
    globalThis.watched.shots.map(({ n, atMs, seenMs }) => ({
      n,
      atMs: performance.timeOrigin + atMs,
      seenMs: performance.timeOrigin + seenMs,
    }))
  );
}

/** Runs in the sender's page; a preview is on the page, as in every video call. */
async function offerVideo(): Promise<string> {
  const stream = await navigator.mediaDevices.getUserMedia({
    video: { width: { ideal: 640 }, height: { ideal: 480 }, frameRate: { ideal: 30, max: 30 } },
  });
  const video = document.createElement("video");
  video.muted = true;
  video.width = 160;
  video.srcObject = stream;
  document.body.prepend(video);
  await video.play();
  const pc = new RTCPeerConnection();
  for (const track of stream.getTracks()) pc.addTrack(track, stream);
  await pc.setLocalDescription();
  while (pc.iceGatheringState !== "complete") {
    await new Promise((resolve) => pc.addEventListener("icegatheringstatechange", resolve));
  }
  return pc.localDescription?.sdp ?? "";
}

/** Runs in the receiver's page. */
async function answerVideo(offer: string): Promise<string> {
  const pc = new RTCPeerConnection();
  pc.addEventListener("track", ({ track }) => {
    const video = document.createElement("video");
    video.muted = true;
    video.width = 480;
    video.srcObject = new MediaStream([track]);
    document.body.prepend(video);
    const next = () => void video.requestVideoFrameCallback(next);
    next();
    void video.play();
  });
  await pc.setRemoteDescription({ type: "offer", sdp: offer });
  await pc.setLocalDescription();
  while (pc.iceGatheringState !== "complete") {
    await new Promise((resolve) => pc.addEventListener("icegatheringstatechange", resolve));
  }
  return pc.localDescription?.sdp ?? "";
}
