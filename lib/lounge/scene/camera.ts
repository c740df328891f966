/**
 * The camera behind a body: where it wants to be, where walls let it be, and how it gets there. Pure numbers, no
 * three.js. Browser-safe.
 */
import { turnBetween } from "@/lib/lounge/scene/ground.ts";

/** A box that no camera enters, and the one that it does not leave. Metres. */
export interface Box {
  minX: number;
  maxX: number;
  minY: number;
  maxY: number;
  minZ: number;
  maxZ: number;
}

export interface CameraRig {
  /** Heading of the view, and how far it looks down, in radians. */
  yaw: number;
  pitch: number;
  /** Metres behind the body that a person asked for. */
  distance: number;
  /** Metres behind that walls allow, softly. */
  boom: number;
  /** What is looked at, softly. */
  focusX: number;
  focusY: number;
  focusZ: number;
  /** Seconds since somebody turned it by hand. */
  restedS: number;
  /** The camera itself. */
  x: number;
  y: number;
  z: number;
}

export const CAMERA = {
  distance: 5.6,
  minDistance: 2,
  maxDistance: 11,
  pitch: 0.21,
  minPitch: -0.12,
  maxPitch: 1.25,
  /** What of the body is looked at: a little over the shoulders. */
  focusHeight: 1.5,
} as const;

/** How long after a turn by hand the camera begins to come back behind who walks, and how fast. */
const RETURN_AFTER_S = 2.5;
const RETURN_RATE = 1.1;
const FOLLOW_RATE = 12;
/** Room that the camera keeps from what it hits, in metres. */
const SKIN = 0.25;

export function createCamera(heading: number): CameraRig {
  return {
    yaw: heading,
    pitch: CAMERA.pitch,
    distance: CAMERA.distance,
    boom: CAMERA.distance,
    focusX: 0,
    focusY: CAMERA.focusHeight,
    focusZ: 0,
    restedS: RETURN_AFTER_S,
    x: 0,
    y: 0,
    z: 0,
  };
}

/** Turns by hand. */
export function turnCamera(rig: CameraRig, yaw: number, pitch: number): void {
  if (!Number.isFinite(yaw) || !Number.isFinite(pitch)) return;
  rig.yaw = turnBetween(0, rig.yaw + yaw);
  rig.pitch = clamp(rig.pitch + pitch, CAMERA.minPitch, CAMERA.maxPitch);
  rig.restedS = 0;
}

/** Multiplies the distance. */
export function zoomCamera(rig: CameraRig, factor: number): void {
  if (!(factor > 0) || !Number.isFinite(factor)) return;
  rig.distance = clamp(rig.distance * factor, CAMERA.minDistance, CAMERA.maxDistance);
}

/** Back to where it began: behind the body. */
export function resetCamera(rig: CameraRig, heading: number): void {
  Object.assign(rig, {
    yaw: turnBetween(0, heading),
    pitch: CAMERA.pitch,
    distance: CAMERA.distance,
    restedS: RETURN_AFTER_S,
  });
}

/** What is looked at this frame. */
export interface Subject {
  x: number;
  y: number;
  z: number;
  heading: number;
  /** Metres a second. */
  speed: number;
}

/**
 * Moves the camera on. With `glide: false` (reduced motion) it keeps to the body without easing and never turns by
 * itself.
 */
export function stepCamera(
  rig: CameraRig,
  subject: Subject,
  { dtS, glide, bounds, solids }: {
    dtS: number;
    glide: boolean;
    bounds: Box;
    solids: readonly Box[];
  },
): void {
  const far = Math.hypot(subject.x - rig.focusX, subject.z - rig.focusZ) > 6;
  const ease = !glide || far ? 1 : 1 - Math.exp(-FOLLOW_RATE * dtS);
  rig.focusX += (subject.x - rig.focusX) * ease;
  rig.focusY += (subject.y + CAMERA.focusHeight - rig.focusY) * ease;
  rig.focusZ += (subject.z - rig.focusZ) * ease;
  rig.restedS += dtS;
  if (glide && rig.restedS > RETURN_AFTER_S && subject.speed > 0.5) {
    const turn = turnBetween(rig.yaw, subject.heading);
    // Walking towards the camera is no reason to spin around.
    if (Math.abs(turn) < 2.4) {
      const share = 1 - Math.exp(-RETURN_RATE * dtS);
      rig.yaw = turnBetween(0, rig.yaw + turn * share);
      rig.pitch += (CAMERA.pitch - rig.pitch) * share * 0.5;
    }
  }
  const flat = Math.cos(rig.pitch);
  const [dx, dy, dz] = [-Math.sin(rig.yaw) * flat, Math.sin(rig.pitch), -Math.cos(rig.yaw) * flat];
  const free = reach(rig, [dx, dy, dz], { bounds, solids });
  // In at once, so that no wall is ever seen from inside; out again slowly.
  rig.boom = free < rig.boom || !glide
    ? free
    : rig.boom + (free - rig.boom) * (1 - Math.exp(-4 * dtS));
  rig.x = rig.focusX + dx * rig.boom;
  rig.y = Math.max(0.25, rig.focusY + dy * rig.boom);
  rig.z = rig.focusZ + dz * rig.boom;
}

/** How far along a direction the camera can go before something is in the way. */
function reach(
  rig: CameraRig,
  direction: readonly [number, number, number],
  { bounds, solids }: { bounds: Box; solids: readonly Box[] },
): number {
  const from: [number, number, number] = [rig.focusX, rig.focusY, rig.focusZ];
  let free: number = rig.distance;
  free = Math.min(free, leaveBox(from, direction, bounds) - SKIN);
  for (const solid of solids) {
    const hit = enterBox(from, direction, solid);
    if (hit !== null) free = Math.min(free, hit - SKIN);
  }
  return Math.max(0.4, free);
}

type Triple = readonly [number, number, number];

function sides(box: Box): readonly (readonly [number, number])[] {
  return [[box.minX, box.maxX], [box.minY, box.maxY], [box.minZ, box.maxZ]];
}

/** Distance to where a ray from inside a box leaves it. */
function leaveBox(from: Triple, direction: Triple, box: Box): number {
  let distance = Infinity;
  sides(box).forEach(([min, max], axis) => {
    const d = direction[axis]!;
    if (Math.abs(d) < 1e-6) return;
    distance = Math.min(distance, Math.max(0, ((d > 0 ? max : min) - from[axis]!) / d));
  });
  return distance;
}

/** Distance to where a ray enters a box; null where it misses, or begins inside. */
export function enterBox(from: Triple, direction: Triple, box: Box): number | null {
  let [near, far] = [-Infinity, Infinity];
  const all = sides(box);
  for (let axis = 0; axis < 3; axis++) {
    const [min, max] = all[axis]!;
    const [p, d] = [from[axis]!, direction[axis]!];
    if (Math.abs(d) < 1e-6) {
      if (p < min || p > max) return null;
      continue;
    }
    const [a, b] = [(min - p) / d, (max - p) / d];
    near = Math.max(near, Math.min(a, b));
    far = Math.min(far, Math.max(a, b));
  }
  return near > far || near <= 0 ? null : near;
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
