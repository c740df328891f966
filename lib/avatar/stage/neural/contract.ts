/**
 * What a portrait animator is to this app: an ONNX graph with this contract, and nothing else about it. Pure.
 * Browser-safe.
 *
 * | tensor  | kind    | shape          | what                                                                |
 * |---------|---------|----------------|---------------------------------------------------------------------|
 * | input   | float32 | [1, 3, H, W]   | the portrait: red, green, blue planes, 0 to 1, top row first        |
 * | input   | float32 | [1, 59]        | the moment: 52 blendshapes in the order of `SHAPES`, 0 to 1; the head's quaternion x, y, z, w; its shift x, y, z in widths of the shoulders |
 * | output  | float32 | [1, 3, H', W'] | the picture of that moment: as the portrait, of the same size or another |
 *
 * Names do not matter: each input is known by its shape, and there is one output. H and W may be left open by the graph
 * (then 256). Sides are 32 to 1,024. Axes are those of a pose (lib/avatar/pose/pose.ts): nothing is mirrored.
 */
import { type Pose, SHAPE_COUNT } from "@/lib/avatar/pose/pose.ts";
import { RendererError } from "@/lib/avatar/stage/trouble.ts";

/** 52 blendshapes, 4 of the head's turn, 3 of its shift. */
export const DRIVING_LENGTH = SHAPE_COUNT + 4 + 3;

const SIDE = { least: 32, usual: 256, most: 1024 } as const;

/** What a session tells of one of its tensors; a size left open is a name, or is not positive. */
export interface TensorInfo {
  readonly name: string;
  readonly isTensor: boolean;
  readonly type?: string;
  readonly shape?: readonly (number | string)[];
}

export interface AnimatorPlan {
  /** Names of the tensors. */
  readonly portrait: string;
  readonly driving: string;
  readonly output: string;
  /** Size of the portrait that goes in, in pixels. */
  readonly width: number;
  readonly height: number;
}

/**
 * Finds out which tensor of a graph is which.
 *
 * @throws {RendererError} `unreadable`, where it does not keep to the contract.
 */
export function planAnimator(
  inputs: readonly TensorInfo[],
  outputs: readonly TensorInfo[],
): AnimatorPlan {
  const pictures = inputs.filter((info) => isPicture(info));
  const drivings = inputs.filter((info) => isDriving(info));
  const [portrait] = pictures;
  const [driving] = drivings;
  const [output] = outputs;
  if (inputs.length !== 2 || !portrait || !driving || !output || !isPicture(output)) {
    throw new RendererError(
      "unreadable",
      `Cannot use the animator as it takes ${told(inputs)} and gives ${told(outputs)}`,
    );
  }
  const [, , height, width] = portrait.shape ?? [];
  return {
    portrait: portrait.name,
    driving: driving.name,
    output: output.name,
    width: sideOf(width),
    height: sideOf(height),
  };
}

function isPicture({ isTensor, type, shape }: TensorInfo): boolean {
  return isTensor && type === "float32" && shape?.length === 4 && fits(shape[0], 1) &&
    fits(shape[1], 3);
}

function isDriving({ isTensor, type, shape }: TensorInfo): boolean {
  return isTensor && type === "float32" && shape?.length === 2 && fits(shape[0], 1) &&
    fits(shape[1], DRIVING_LENGTH);
}

/** Whether a size is `wanted`, or left open. */
function fits(size: number | string | undefined, wanted: number): boolean {
  return size === wanted || isOpen(size);
}

function isOpen(size: number | string | undefined): boolean {
  return typeof size === "string" || (typeof size === "number" && size <= 0);
}

function sideOf(size: number | string | undefined): number {
  const side = isOpen(size) ? SIDE.usual : Number(size);
  if (Number.isInteger(side) && side >= SIDE.least && side <= SIDE.most) return side;
  throw new RendererError("unreadable", `Cannot use the animator as a side of it has ${size}`);
}

function told(infos: readonly TensorInfo[]): string {
  return infos.map(({ name, type = "?", shape = [] }) => `${name}: ${type}[${shape.join(",")}]`)
    .join(", ") || "nothing";
}

/** Writes a pose as the moment that a graph takes: `DRIVING_LENGTH` numbers, into `out`. */
export function writeDriving({ shapes, head, shift }: Pose, out: Float32Array): void {
  for (let i = 0; i < SHAPE_COUNT; i++) out[i] = unit(shapes[i]);
  out.set(head, SHAPE_COUNT);
  out.set(shift, SHAPE_COUNT + 4);
}

function unit(value: number | undefined): number {
  return value !== undefined && value > 0 ? Math.min(1, value) : 0;
}

/** Pixels (red, green, blue, alpha in 0 to 255) as planes of 0 to 1. */
export function planesOf(pixels: Uint8ClampedArray): Float32Array {
  const count = pixels.length / 4;
  const planes = new Float32Array(count * 3);
  for (let i = 0; i < count; i++) {
    for (let c = 0; c < 3; c++) planes[c * count + i] = pixels[i * 4 + c]! / 255;
  }
  return planes;
}

/** Planes of 0 to 1 as pixels, opaque, into `out`. What is no number is black. */
export function writePixels(planes: Float32Array, out: Uint8ClampedArray): void {
  const count = out.length / 4;
  for (let i = 0; i < count; i++) {
    for (let c = 0; c < 3; c++) out[i * 4 + c] = planes[c * count + i]! * 255;
    out[i * 4 + 3] = 255;
  }
}

/**
 * Looks at a picture that came out.
 *
 * @throws {RendererError} `unreadable`, where it is none.
 */
export function sizeOf(
  dims: readonly number[],
  length: number,
): { readonly width: number; readonly height: number } {
  const [batch, channels, height = 0, width = 0] = dims;
  const isOne = dims.length === 4 && batch === 1 && channels === 3 && width > 0 && height > 0 &&
    width <= SIDE.most && height <= SIDE.most && length === 3 * width * height;
  if (!isOne) {
    throw new RendererError("unreadable", `Cannot show what the animator gave: ${dims.join("×")}`);
  }
  return { width, height };
}
