/** A face as the file beside the models tells it, and how a camera sees it. */
import type { Quaternion, Vector } from "@/lib/avatar/pose/pose.ts";
import { invert, multiply } from "@/lib/avatar/pose/rotation.ts";

/** A face in centimetres: x to its left, y up, z out of it. */
export interface MadeFace {
  readonly points: readonly Vector[];
  /** The points that stay, and how much each of them tells. */
  readonly basis: readonly { readonly id: number; readonly weight: number }[];
}

/** The front half of an egg, with as many points as the models' face, and corners of the eyes where theirs are. */
export const EGG: MadeFace = {
  points: Array.from({ length: 468 }, (_, i): Vector => {
    if (i === 33) return [-4.5, 2.5, 4];
    if (i === 263) return [4.5, 2.5, 4];
    // Each further along a spiral than the one before, so that they lie evenly.
    const [round, y] = [i * 2.399963, (i + 0.5) / 234 - 1];
    const wide = Math.sqrt(1 - y * y);
    return [7 * wide * Math.cos(round), 9 * y, 6 * wide * Math.abs(Math.sin(round))];
  }),
  basis: [33, 263, 4, 60, 127, 200, 301, 356, 420, 466].map((id, i) => ({ id, weight: 0.1 + i })),
};

/** Turns a vector. */
export function turned(turn: Quaternion, [x, y, z]: Vector): Vector {
  const [a, b, c] = multiply(multiply(turn, [x, y, z, 0]), invert(turn));
  return [a, b, c];
}

/**
 * What a camera with a vertical view of 63° sees of a face.
 *
 * @param at The face's turn, and its place before the camera in centimetres: x to the right, y up, z towards the camera.
 * @param depthOffset Added to z of each point, in pixels.
 * @returns x, y and z of each point in pixels; z as a model tells it that knows no perspective, away from the camera.
 */
export function photographed(
  { points }: MadeFace,
  at: { readonly turn: Quaternion; readonly place: Vector },
  { width, height, depthOffset = 0 }: { width: number; height: number; depthOffset?: number },
): Float32Array {
  const focal = height / 2 / Math.tan(63 / 2 * Math.PI / 180);
  const placed = points.map((point) => turned(at.turn, point).map((way, i) => way + at.place[i]!));
  const middle = placed.reduce((sum, [, , z]) => sum - z! / placed.length, 0);
  return Float32Array.from(placed.flatMap(([x, y, z]) => [
    width / 2 + focal * x! / -z!,
    height / 2 - focal * y! / -z!,
    focal * (-z! - middle) / middle + depthOffset,
  ]));
}

/** Writes a face as protobuf, as `geometry_pipeline_metadata.proto` and `mesh_3d.proto` have it. */
export function toProtobuf({ points, basis }: MadeFace, { packed = false } = {}): Uint8Array {
  // Of a vertex, the last two numbers are its place in a texture.
  const vertices = points.flatMap((point) => [...point, 0.25, 0.75]);
  const mesh = [
    // What kind of vertices and of surfaces, which nobody asks for.
    ...varintField(1, 0),
    ...varintField(2, 0),
    ...packed
      ? messageField(3, vertices.flatMap(float))
      : vertices.flatMap((number) => floatField(3, number)),
    ...varintField(4, 300),
  ];
  return Uint8Array.from([
    ...messageField(1, mesh),
    ...basis.flatMap(({ id, weight }) =>
      messageField(2, [...varintField(1, id), ...floatField(2, weight)])
    ),
    ...varintField(3, 1),
  ]);
}

function varintField(field: number, value: number): number[] {
  return [...varint(field << 3), ...varint(value)];
}

export function floatField(field: number, value: number): number[] {
  return [...varint(field << 3 | 5), ...float(value)];
}

export function messageField(field: number, message: readonly number[]): number[] {
  return [...varint(field << 3 | 2), ...varint(message.length), ...message];
}

function varint(value: number): number[] {
  return value < 128 ? [value] : [value & 127 | 128, ...varint(value >>> 7)];
}

function float(value: number): number[] {
  const view = new DataView(new ArrayBuffer(4));
  view.setFloat32(0, value, true);
  return [...new Uint8Array(view.buffer)];
}
