/** A video call of the same camera between the same two pages: what a browser does by itself, with nothing of ours. */
import { setTimeout as delay } from "node:timers/promises";
import type { Page } from "playwright-core";
import { browserCpuS } from "@/tests/bench/calls/cpu.ts";
import { sentBytes, SETTLE_MS, WINDOW_MS } from "@/tests/bench/calls/window.ts";
import type { Visitor } from "@/tests/browser/support.ts";

export interface VideoCall {
  bytesPerS: number;
  /** From a camera's picture to the moment in which it is on the page at the other side. */
  delaysMs: number[];
  cameraFps: number;
  shownFps: number;
  cpu: number;
}

const HALF_FILM_MS = 5_000;

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
  const isWithin = (atMs: number) => atMs >= before.atMs && atMs < before.atMs + seconds * 1_000;
  return {
    bytesPerS,
    delaysMs: shown.filter(({ seenMs }) => isWithin(seenMs)).flatMap(({ n, seenMs }) => {
      // The film comes again and again: it is the last picture of that number.
      const shot = taken.findLast((one) => one.n === n && one.atMs <= seenMs);
      // One that was not noted at the camera would be taken for that of the round before.
      return n < 0 || !shot || seenMs - shot.atMs > HALF_FILM_MS ? [] : [seenMs - shot.atMs];
    }),
    cameraFps: taken.filter(({ atMs }) => isWithin(atMs)).length / seconds,
    shownFps: shown.filter(({ seenMs }) => isWithin(seenMs)).length / seconds,
    cpu,
  };
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
