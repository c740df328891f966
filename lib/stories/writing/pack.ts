/** Keeps outputs small: JSON under Brotli, so that a long chapter in any script fits one value of the store. */
import { brotliCompressSync, brotliDecompressSync, constants } from "node:zlib";

/** Largest packed output; a value of Deno KV takes 64 KiB, and a step has some words around it. */
export const MAX_PACKED_BYTES = 56 * 1024;

/** Packs anything that JSON can say. @returns Null where it does not fit one value. */
export function pack(value: unknown): Uint8Array<ArrayBuffer> | null {
  const bytes = brotliCompressSync(JSON.stringify(value), {
    params: { [constants.BROTLI_PARAM_QUALITY]: 5 },
  });
  return bytes.length > MAX_PACKED_BYTES ? null : new Uint8Array(bytes);
}

/** Unpacks what {@link pack} made. */
export function unpack(packed: Uint8Array): unknown {
  return JSON.parse(brotliDecompressSync(packed).toString("utf8"));
}
