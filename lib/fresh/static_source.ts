// Owns the two kinds of static files: on disk, and in memory.

import type { StaticEncoding, StaticFile } from "./build_cache.ts";
import { contentTypeOf } from "./mime.ts";

/** Where client modules live; their names hold a hash, so they never change. */
export const MODULES_PATH = "/_fresh/js/";

/** What is known of a static file before it is opened. */
export interface StaticFileInfo {
  /** URL path without the base path, decoded. */
  path: string;
  /** Hash of the content; null where it may change. */
  hash: string | null;
  encodings?: readonly StaticEncoding[];
}

const SUFFIXES: Record<StaticEncoding, string> = { br: ".br", gzip: ".gz" };

/** Smaller files are read at once, which is faster than streaming them. */
const STREAM_FROM_BYTES = 256 * 1024;

/** A file on disk; its compressed forms lie beside it as `.br` and `.gz`. */
export function diskFile(info: StaticFileInfo, filePath: string): StaticFile {
  return {
    ...describe(info),
    open: async (encoding) => {
      const path = encoding === null ? filePath : filePath + SUFFIXES[encoding];
      const file = await Deno.open(path);
      try {
        const { size: sizeBytes } = await file.stat();
        if (sizeBytes >= STREAM_FROM_BYTES) return { body: file.readable, sizeBytes };
        const body = new Uint8Array(await new Response(file.readable).arrayBuffer());
        return { body, sizeBytes: body.byteLength };
      } catch (error) {
        file.close();
        throw error;
      }
    },
  };
}

/** A file in memory. */
export function memoryFile(info: StaticFileInfo, body: Uint8Array<ArrayBuffer>): StaticFile {
  return {
    ...describe(info),
    open: () => Promise.resolve({ body, sizeBytes: body.byteLength }),
  };
}

function describe({ path, hash, encodings = [] }: StaticFileInfo): Omit<StaticFile, "open"> {
  return {
    contentType: contentTypeOf(path),
    hash,
    immutable: path.startsWith(MODULES_PATH),
    encodings,
  };
}
