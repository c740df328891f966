/** Makes the compressed forms of what browsers load from npm packages: part of the build, kept for the next one. */
import { dirname } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";
import type { VendorFile } from "@/lib/vendor/files.ts";

/** The next levels take ten times as long for 11 MB of wasm, and save 4 %. */
const QUALITY = 9;

/** Compresses the files that have no compressed form yet; gives how many that were. */
export async function compressVendorFiles(files: Iterable<VendorFile>): Promise<number> {
  let made = 0;
  for (const file of files) {
    if (await isThere(file.compressedPath)) continue;
    await compress(file);
    made++;
  }
  return made;
}

async function compress({ path, compressedPath }: VendorFile): Promise<void> {
  const bytes = await Deno.readFile(path);
  const compressed = await promisify(brotliCompress)(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      // As far back as every browser looks.
      [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
    },
  });
  const folder = dirname(compressedPath);
  await Deno.mkdir(folder, { recursive: true });
  // Written aside first: a build that is cut short leaves no half of a file under the name.
  const aside = await Deno.makeTempFile({ dir: folder });
  await Deno.writeFile(aside, compressed, { mode: 0o644 });
  await Deno.rename(aside, compressedPath);
}

async function isThere(path: string): Promise<boolean> {
  try {
    return (await Deno.stat(path)).isFile;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
