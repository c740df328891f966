/**
 * The smallest portrait animator: it shows the portrait as bright as one number of the moment says. Written byte by byte,
 * as a graph is a protocol buffer. Source: onnx/onnx.proto3.
 */

type Field = readonly [number: number, value: number | string | Uint8Array | readonly Field[]];

function varint(value: number): number[] {
  const bytes = [];
  for (; value > 127; value = Math.floor(value / 128)) bytes.push(value % 128 | 128);
  return [...bytes, value];
}

/** A message: numbers as varints, all else with its length before it. */
function message(fields: readonly Field[]): Uint8Array<ArrayBuffer> {
  const bytes: number[] = [];
  for (const [number, value] of fields) {
    if (typeof value === "number") {
      bytes.push(...varint(number * 8), ...varint(value));
      continue;
    }
    const content = typeof value === "string"
      ? new TextEncoder().encode(value)
      : value instanceof Uint8Array
      ? value
      : message(value);
    bytes.push(...varint(number * 8 + 2), ...varint(content.length), ...content);
  }
  return Uint8Array.from(bytes);
}

/** A tensor of float32 as graphs declare them. */
function declared(name: string, shape: readonly number[]): Field[] {
  const dims: Field[] = shape.map((size): Field => [1, [[1, size]]]);
  return [[1, name], [2, [[1, [[1, 1], [2, dims]]]]]];
}

export interface TinyOnnx {
  /** Sides of the portrait that it takes. */
  readonly width: number;
  readonly height: number;
  /** Which number of the moment is the brightness. */
  readonly index: number;
  /** How many numbers a moment has; 59 is the contract. */
  readonly moment?: number;
}

/** An ONNX file: `picture = portrait × moment[index]`. */
export function tinyOnnx({ width, height, index, moment = 59 }: TinyOnnx): Uint8Array<ArrayBuffer> {
  const int64 = new Uint8Array(8);
  new DataView(int64.buffer).setBigInt64(0, BigInt(index), true);
  const picture = [1, 3, height, width];
  return message([
    [1, 8],
    [7, [
      [1, [[1, "moment"], [1, "which"], [2, "bright"], [4, "Gather"], [5, [
        [1, "axis"],
        [3, 1],
        [20, 2],
      ]]]],
      [1, [[1, "portrait"], [1, "bright"], [2, "picture"], [4, "Mul"]]],
      [2, "tiny"],
      [5, [[1, 1], [2, 7], [8, "which"], [9, int64]]],
      [11, declared("portrait", picture)],
      [11, declared("moment", [1, moment])],
      [12, declared("picture", picture)],
    ]],
    [8, [[2, 13]]],
  ]);
}
