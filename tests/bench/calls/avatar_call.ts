/** A call of avatars on the real pages before the film of the fake camera, measured from the camera to the picture. */
import { PoseDecoder } from "@/lib/avatar/pose/codec.ts";
import { Playout } from "@/lib/avatar/pose/playout.ts";
import { type Pose, SHAPES } from "@/lib/avatar/pose/pose.ts";
import { browserCpuS } from "@/tests/bench/calls/cpu.ts";
import { type Late, lateOf } from "@/tests/bench/calls/late.ts";
import { firstReached, sentBytes, SETTLE_MS, WINDOW_MS } from "@/tests/bench/calls/window.ts";
import { truthAt } from "@/tests/browser/call_follow.ts";
import { readTruth } from "@/tests/browser/call_film.ts";
import { hangUp, openLobby, reach, sitDown, turnCameraOn } from "@/tests/browser/call_people.ts";
import type { Drawn } from "@/tests/browser/call_watch.ts";
import { quantile } from "@/tests/soak/report.ts";
import type { Visitor } from "@/tests/browser/support.ts";
import { setTimeout as delay } from "node:timers/promises";

export interface AvatarCall {
  /** Bytes that the sender's connection put on its way, each second. */
  bytesPerS: number;
  /** Of each pose that went out. */
  poseBytes: number[];
  /** The same poses as JSON that names every blendshape. */
  jsonBytes: number[];
  /** From a camera's picture to the first picture at the other side that shows its pose. */
  delaysMs: number[];
  late: Late;
  /** Of the delay: until a pose is sent, until it is at the other side. */
  trackedMs: number[];
  wayMs: number[];
  /** What the other side keeps head, mouth and eyes back. */
  waitMs: number[];
  /** Pictures a second: of the camera, looked at by the tracker, drawn at the other side. */
  cameraFps: number;
  trackedFps: number;
  drawnFps: number;
  /** Processor time of the whole browser, in seconds per second. */
  cpu: number;
  /** What went out, for whoever wants to draw it again. */
  poses: Pose[];
}

interface Came {
  atMs: number;
  pose: Pose;
}

export async function measureAvatarCall(ann: Visitor, bo: Visitor): Promise<AvatarCall> {
  const link = await openLobby(ann, "Ann");
  await turnCameraOn(ann);
  await sitDown(ann, link);
  await reach(ann, "alone");
  await sitDown(bo, link, "Bo");
  await Promise.all([reach(ann, "live"), reach(bo, "live")]);
  await bo.page.waitForFunction(
    () => globalThis.watched.drawn.some(({ source }) => source === "camera"),
    null,
    { timeout: 60_000 },
  );
  await ann.page.evaluate(() => globalThis.watched.film(false));
  await delay(SETTLE_MS);
  const before = { cpuS: browserCpuS(), bytes: await sentBytes(ann.page), atMs: Date.now() };
  await delay(WINDOW_MS);
  const seconds = (Date.now() - before.atMs) / 1_000;
  const bytesPerS = (await sentBytes(ann.page) - before.bytes) / seconds;
  const cpu = (browserCpuS() - before.cpuS) / seconds;
  // To look at each picture takes from the page what it needs itself, so that is done afterwards.
  await ann.page.evaluate(() => globalThis.watched.film(true));
  await delay(SETTLE_MS);
  const filmedFromMs = Date.now();
  await delay(WINDOW_MS);
  const sender = await ann.page.evaluate(() => ({
    originMs: performance.timeOrigin,
    shots: globalThis.watched.shots,
    sent: globalThis.watched.sent.map(({ atMs, bytes }) => ({ atMs, bytes: [...bytes] })),
  }));
  const receiver = await bo.page.evaluate(() => ({
    originMs: performance.timeOrigin,
    drawn: globalThis.watched.drawn,
    came: globalThis.watched.came.map(({ atMs, bytes }) => ({ atMs, bytes: [...bytes] })),
  }));
  await hangUp(ann);
  await Promise.all([reach(ann, "ended"), reach(bo, "ended")]);

  const fromMs = before.atMs - sender.originMs;
  const toMs = fromMs + seconds * 1_000;
  const within = ({ atMs }: { atMs: number }) => atMs >= fromMs && atMs < toMs;
  const sent = readPoses(sender.sent).filter(({ pose }) => pose.source === "camera");
  const poses = sent.filter(within);
  const came = readPoses(receiver.came);
  const arrivals = new Map(came.map(({ pose, atMs }) => [pose.atMs, atMs]));
  const shown = playAgain(receiver.drawn, came);
  const apartMs = receiver.originMs - sender.originMs;
  const isDrawnWithin = ({ doneMs }: { doneMs: number }) => within({ atMs: doneMs + apartMs });
  const isFilmed = (atMs: number) => atMs >= filmedFromMs - sender.originMs;
  const shots = sender.shots.filter(({ atMs }) => isFilmed(atMs));
  const filmed = sent.filter(({ atMs }) => isFilmed(atMs));
  const lateMs = stampedLate(filmed.map(({ pose }) => pose.atMs), shots);
  const drawn = receiver.drawn
    .map(({ doneMs, ...one }) => ({ ...one, atMs: doneMs + apartMs }))
    .filter(({ atMs }) => isFilmed(atMs));
  return {
    bytesPerS,
    poseBytes: poses.map(({ size }) => size),
    jsonBytes: poses.map(({ pose }) => naiveJson(pose).length),
    delaysMs: firstReached(
      poses.map(({ pose }) => pose.atMs),
      shown.map(({ showsMs, doneMs }) => ({ value: showsMs, atMs: doneMs + apartMs + lateMs })),
    ),
    late: lateOf(drawn, truthAt(shots, await readTruth())),
    trackedMs: poses.map(({ pose, atMs }) => atMs - pose.atMs + lateMs),
    wayMs: poses.flatMap(({ pose, atMs }) => {
      const arrivedMs = arrivals.get(pose.atMs);
      return arrivedMs === undefined ? [] : [arrivedMs + apartMs - atMs];
    }),
    waitMs: shown.filter(isDrawnWithin).map(({ waitMs }) => waitMs),
    cameraFps: shots.length * 1_000 / (shots.at(-1)!.atMs - shots[0]!.atMs),
    trackedFps: poses.length / seconds,
    drawnFps: shown.filter(isDrawnWithin).length / seconds,
    cpu,
    poses: poses.map(({ pose }) => pose),
  };
}

function readPoses(
  all: readonly { atMs: number; bytes: number[] }[],
): (Came & { size: number })[] {
  const decoder = new PoseDecoder();
  return all.flatMap(({ atMs, bytes }) => {
    const pose = decoder.decode(Uint8Array.from(bytes))?.pose;
    return pose ? [{ atMs, pose, size: bytes.length }] : [];
  });
}

/** By how much the moments of poses are later than what the browser says of the same pictures. */
function stampedLate(posesMs: readonly number[], shots: readonly { atMs: number }[]): number {
  return quantile(
    posesMs.map((atMs) => {
      const apart = shots.map((shot) => atMs - shot.atMs);
      return apart.reduce((a, b) => Math.abs(a) < Math.abs(b) ? a : b, Infinity);
    }),
    0.5,
  );
}

/** What somebody would send who has not thought about it: every name and every digit. */
function naiveJson({ atMs, head, shapes, emotion }: Pose): string {
  const named = Object.fromEntries(SHAPES.map((name, i) => [name, shapes[i]]));
  return JSON.stringify({ timestamp: atMs, head, blendshapes: named, emotion });
}

/** One picture: which of the camera's pictures it shows, and when it was done. */
interface Shown {
  showsMs: number;
  doneMs: number;
  waitMs: number;
}

/** Plays what came once more as the page did. */
function playAgain(drawn: readonly Drawn[], came: readonly Came[]): Shown[] {
  const playout = new Playout();
  let next = 0;
  return drawn.map(({ nowMs, doneMs, atMs }) => {
    for (; next < came.length && came[next]!.atMs <= nowMs; next++) {
      playout.take(came[next]!.pose, came[next]!.atMs);
    }
    playout.sample(nowMs);
    // Beyond the newest pose a face goes on by a guess: that shows no picture of the camera.
    const showsMs = Math.min(came[next - 1]?.pose.atMs ?? -Infinity, atMs);
    return { showsMs, doneMs, waitMs: playout.quickDelayMs };
  });
}
