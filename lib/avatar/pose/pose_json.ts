/**
 * The JSON form of poses that clients of other makes speak: `{headRotation:[x,y,z], eyeBlinkLeft, eyeBlinkRight,
 * mouthOpen, smile, timestamp}` with radians, values from 0 to 1, and milliseconds. Browser-safe.
 */
import { type Pose, restPose, shapeIndex } from "@/lib/avatar/pose/pose.ts";
import { fromEuler, toEuler } from "@/lib/avatar/pose/rotation.ts";

/** Longer ones are no pose. */
const MAX_CHARS = 2_048;

export function poseToJson({ atMs, head, shapes }: Pose): string {
  const of = (index: number) => rounded(shapes[index]!);
  return JSON.stringify({
    headRotation: toEuler(head).map(rounded),
    eyeBlinkLeft: of(shapeIndex.eyeBlinkLeft),
    eyeBlinkRight: of(shapeIndex.eyeBlinkRight),
    mouthOpen: of(shapeIndex.jawOpen),
    smile: rounded((shapes[shapeIndex.mouthSmileLeft]! + shapes[shapeIndex.mouthSmileRight]!) / 2),
    timestamp: Math.round(atMs),
  });
}

function rounded(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}

/** Null for what is no pose. Values beyond their range are taken to its end; those that are missing are at rest. */
export function poseFromJson(text: string): Pose | null {
  if (text.length > MAX_CHARS) return null;
  const value = parse(text);
  if (typeof value !== "object" || value === null) return null;
  const read = (name: string): number | null => {
    const field: unknown = Reflect.get(value, name);
    return typeof field === "number" && Number.isFinite(field) ? field : null;
  };
  const atMs = read("timestamp");
  const rotation: unknown = Reflect.get(value, "headRotation");
  if (atMs === null || !isTurn(rotation)) return null;
  const pose = restPose(atMs);
  const set = (index: number, name: string) => {
    pose.shapes[index] = Math.max(0, Math.min(1, read(name) ?? 0));
  };
  set(shapeIndex.eyeBlinkLeft, "eyeBlinkLeft");
  set(shapeIndex.eyeBlinkRight, "eyeBlinkRight");
  set(shapeIndex.jawOpen, "mouthOpen");
  set(shapeIndex.mouthSmileLeft, "smile");
  set(shapeIndex.mouthSmileRight, "smile");
  return { ...pose, source: "camera", head: fromEuler(rotation) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isTurn(value: unknown): value is [number, number, number] {
  return Array.isArray(value) && value.length === 3 &&
    value.every((part) => typeof part === "number" && Math.abs(part) <= 2 * Math.PI);
}
