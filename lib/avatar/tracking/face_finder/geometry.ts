/**
 * Tells where a face is in front of the camera from the points that were found of it in the picture. Pure and
 * browser-safe.
 *
 * Source of the way and its figures: MediaPipe's `geometry_pipeline.cc` and `geometry_pipeline_metadata.proto`.
 */
import { fit } from "@/lib/avatar/tracking/face_finder/procrustes.ts";

/** How much a camera sees from top to bottom, where nothing is known of it. */
const FIELD_OF_VIEW = 63 * Math.PI / 180;

/** A face that faces nobody in particular, of which some points do not move with its expression. */
export interface CanonicalFace {
  /** How many points it has. */
  readonly count: number;
  /** Numbers of the points that stay, where they are, in centimetres, and how much each of them tells. */
  readonly ids: readonly number[];
  readonly places: Float64Array;
  readonly weights: Float64Array;
}

/** A vertex of the file: its place, and where it lies in a texture. */
const VERTEX = 5;

/**
 * Reads the face that the bundle of models has.
 *
 * @throws {RangeError} If it is not that of a bundle.
 */
export function readCanonicalFace(bytes: Uint8Array): CanonicalFace {
  const vertices: number[] = [];
  const ids: number[] = [];
  const weights: number[] = [];
  for (const { field, message } of fieldsOf(bytes)) {
    if (field === 1) {
      for (const { field, number } of fieldsOf(message)) if (field === 3) vertices.push(number);
    } else if (field === 2) {
      for (const { field, number } of fieldsOf(message)) (field === 1 ? ids : weights).push(number);
    }
  }
  const count = vertices.length / VERTEX;
  const isWhole = ids.length > 3 && ids.length === weights.length && Number.isInteger(count) &&
    ids.every((id) => id < count);
  if (!isWhole) throw new RangeError("The models' face is none");
  const places = ids.flatMap((id) => vertices.slice(id * VERTEX, id * VERTEX + 3));
  return {
    count,
    ids,
    places: Float64Array.from(places),
    weights: Float64Array.from(weights),
  };
}

interface Field {
  readonly field: number;
  /** Of a varint or a float. */
  readonly number: number;
  /** Of anything that has a length. */
  readonly message: Uint8Array;
}

const NOTHING = new Uint8Array();

/** The fields of a protobuf message that are numbers or messages. Source: protobuf.dev/programming-guides/encoding. */
function* fieldsOf(bytes: Uint8Array): Generator<Field> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let shift = 0; shift < 32; shift += 7) {
      const byte = view.getUint8(at++);
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
    throw new RangeError("A number is too long");
  };
  while (at < bytes.length) {
    const key = varint();
    const field = key >> 3;
    const kind = key & 7;
    if (kind === 0) yield { field, number: varint(), message: NOTHING };
    else if (kind === 5) {
      yield { field, number: view.getFloat32(at, true), message: NOTHING };
      at += 4;
    } else if (kind === 2) {
      const length = varint();
      if (at + length > bytes.length) throw new RangeError("A message ends early");
      yield { field, number: 0, message: bytes.subarray(at, at + length) };
      at += length;
    } else throw new RangeError(`A field is of kind ${kind}`);
  }
}

/**
 * Where the face is: 16 numbers, column by column, that carry the canonical face before the camera, in centimetres.
 *
 * @param points x, y and z of each, in pixels of the picture; z grows away from the camera, from anywhere.
 * @returns Null where the points are no face.
 */
export function placeFace(
  face: CanonicalFace,
  points: Float32Array,
  { width, height }: { width: number; height: number },
): Float32Array | null {
  const seen = unprojected(face, points, { width, height });
  const found = fit(face.places, seen, face.weights);
  // A face that is seen so large is so much nearer. MediaPipe comes to the same in three fits.
  return found && toMatrix(found.turn, found.place.map((way) => way / found.size));
}

/**
 * x, y and z of the points that stay, as if the face's middle were as far away as the plane that pixels lie on, one
 * centimetre before the camera.
 */
function unprojected(
  { ids, count }: CanonicalFace,
  points: Float32Array,
  { width, height }: { width: number; height: number },
): Float64Array {
  const perPixel = 2 * Math.tan(FIELD_OF_VIEW / 2) / height;
  let depth = 0;
  for (let id = 0; id < count; id++) depth += points[3 * id + 2]! * perPixel / count;
  const places = new Float64Array(3 * ids.length);
  for (const [i, id] of ids.entries()) {
    const away = points[3 * id + 2]! * perPixel - depth + 1;
    places[3 * i] = (points[3 * id]! - width / 2) * perPixel * away;
    places[3 * i + 1] = (height / 2 - points[3 * id + 1]!) * perPixel * away;
    // A face's own z grows towards the camera.
    places[3 * i + 2] = -away;
  }
  return places;
}

function toMatrix(turn: readonly number[], place: readonly number[]): Float32Array {
  const column = (k: number) => [0, 1, 2].map((row) => turn[3 * row + k]!);
  return Float32Array.of(...column(0), 0, ...column(1), 0, ...column(2), 0, ...place, 1);
}
