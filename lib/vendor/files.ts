/**
 * Finds the files of npm packages that browsers load by name, and their compressed forms, which the build makes once.
 */
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { LITERT_BASE, ONNXRUNTIME_BASE, TASKS_VISION_BASE } from "@/lib/vendor/addresses.ts";

/** A package, and which of its files may be asked for. */
interface Source {
  /** npm package. */
  name: string;
  /** Public address: `/vendor/<name>-<version>`. */
  base: string;
  /** A file of the package that its `exports` give away, and the way from it to the package's folder. */
  entry: string;
  root: string;
  /** Files from the package's folder on; their last part is the public name. */
  files: readonly string[];
}

const SOURCES: readonly Source[] = [
  {
    name: "@mediapipe/tasks-vision",
    base: TASKS_VISION_BASE,
    entry: "@mediapipe/tasks-vision",
    root: ".",
    files: ["wasm/vision_wasm_module_internal.js", "wasm/vision_wasm_module_internal.wasm"],
  },
  {
    name: "@litertjs/core",
    base: LITERT_BASE,
    entry: "@litertjs/core",
    root: "..",
    files: [
      "wasm/litert_wasm_internal.js",
      "wasm/litert_wasm_internal.wasm",
      // For browsers without relaxed SIMD.
      "wasm/litert_wasm_compat_internal.js",
      "wasm/litert_wasm_compat_internal.wasm",
    ],
  },
  {
    name: "onnxruntime-web",
    base: ONNXRUNTIME_BASE,
    entry: "onnxruntime-web/webgpu",
    root: "..",
    files: [
      "dist/ort.webgpu.min.mjs",
      "dist/ort-wasm-simd-threaded.asyncify.mjs",
      "dist/ort-wasm-simd-threaded.asyncify.wasm",
    ],
  },
];

const TYPES: Readonly<Record<string, string>> = {
  js: "text/javascript; charset=utf-8",
  mjs: "text/javascript; charset=utf-8",
  wasm: "application/wasm",
};

const Package = z.object({ name: z.string(), version: z.string().regex(/^[\w.+-]+$/) });

/** A file that may be asked for. */
export interface VendorFile {
  /** Path of the URL. */
  address: string;
  /** On this machine. */
  path: string;
  /** Where the build puts its Brotli form. */
  compressedPath: string;
  contentType: string;
}

/** Where compressed forms lie, by default. */
export const COMPRESSED_FOLDER = fileURLToPath(new URL("../../.cache/vendor", import.meta.url));

/**
 * Looks the packages up.
 *
 * @throws {Error} If a package has another version than its address says.
 */
export function readVendorFiles(compressedFolder = COMPRESSED_FOLDER): Map<string, VendorFile> {
  const files = SOURCES.flatMap((source) => filesOf(source, compressedFolder));
  return new Map(files.map((file) => [file.address, file]));
}

function filesOf({ name, base, entry, root, files }: Source, compressed: string): VendorFile[] {
  const folder = join(dirname(createRequire(import.meta.url).resolve(entry)), root);
  const { version, name: found } = Package.parse(
    JSON.parse(Deno.readTextFileSync(join(folder, "package.json"))),
  );
  if (found !== name || !base.endsWith(`-${version}`)) {
    throw new Error(`Cannot serve ${found} ${version} under ${base}: its address names another`);
  }
  return files.map((file) => {
    const publicName = file.slice(file.lastIndexOf("/") + 1);
    const address = `${base}/${publicName}`;
    return {
      address,
      path: join(folder, file),
      compressedPath: join(compressed, `${address.slice("/vendor/".length)}.br`),
      contentType: TYPES[publicName.slice(publicName.lastIndexOf(".") + 1)]!,
    };
  });
}

let found: Map<string, VendorFile> | undefined;

/** The files of this process. The packages do not change while it runs. */
export function getVendorFiles(): ReadonlyMap<string, VendorFile> {
  return found ??= readVendorFiles();
}
