/**
 * Inflating with a hard cap on the output, so that a few bytes cannot become gigabytes.
 * Browser-safe.
 */
import { Inflate, Unzlib } from "fflate";

/** Packed bytes handed over at once; deflate grows at most about 1,032-fold, so ≤ 4 MiB a step. */
const STEP_BYTES = 4096;

class OverCap extends Error {}

/**
 * Inflates raw deflate (`"deflate"`) or zlib (`"zlib"`) data.
 *
 * `"too_big"` as soon as the output passes `maxBytes`; `"damaged"` when the stream is broken or
 * ends early.
 */
export function inflateBounded(
  packed: Uint8Array,
  { format, maxBytes }: { format: "deflate" | "zlib"; maxBytes: number },
): { ok: true; bytes: Uint8Array<ArrayBuffer> } | { ok: false; reason: "too_big" | "damaged" } {
  const parts: Uint8Array[] = [];
  let sizeBytes = 0;
  let finished = false;
  const collect = (part: Uint8Array, final: boolean) => {
    sizeBytes += part.length;
    if (sizeBytes > maxBytes) throw new OverCap();
    if (part.length > 0) parts.push(part);
    finished ||= final;
  };
  const stream = format === "zlib" ? new Unzlib(collect) : new Inflate(collect);
  try {
    for (let at = 0; at === 0 || at < packed.length; at += STEP_BYTES) {
      stream.push(packed.subarray(at, at + STEP_BYTES), at + STEP_BYTES >= packed.length);
    }
  } catch (error) {
    // Everything fflate throws is about the data, except our own signal.
    return { ok: false, reason: error instanceof OverCap ? "too_big" : "damaged" };
  }
  if (!finished) return { ok: false, reason: "damaged" };
  return { ok: true, bytes: concatBytes(parts, sizeBytes) };
}

/** Joins byte arrays whose lengths add up to `sizeBytes`. */
export function concatBytes(
  parts: readonly Uint8Array[],
  sizeBytes: number,
): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(sizeBytes);
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
