/**
 * A way to look on as an avatar is drawn, for whoever is in the page before its own scripts: a test, a measurement, a
 * tool of somebody who cannot see the picture. Nothing leaves the page by it, and where nobody asks, nothing is done.
 *
 * A function `maruDrawn` on `globalThis` is called with the element that is drawn in, the pose that is drawn, and its
 * moment of `performance.now()`. The pose's `shapes` are written anew for the next picture. Browser-safe.
 */
import type { Pose } from "@/lib/avatar/pose/pose.ts";

type Sample = (nowMs: number) => Pose;

/** Where poses for pictures come from, told to whoever looks on. */
export function watched(host: HTMLElement, sample: Sample): Sample {
  const tell: unknown = Reflect.get(globalThis, "maruDrawn");
  if (typeof tell !== "function") return sample;
  return (nowMs) => {
    const pose = sample(nowMs);
    tell(host, pose, nowMs);
    return pose;
  };
}
