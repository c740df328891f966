/**
 * Owns the WebAssembly image codecs: loading them from the installed packages, once, and turning
 * files into pixels and back. Deno only.
 */
import decodeJpeg, { init as initJpegDecoder } from "@jsquash/jpeg/decode.js";
import decodePng, { init as initPng } from "@jsquash/png/decode.js";
import encodePngPixels, { init as initPngEncoder } from "@jsquash/png/encode.js";
import resizePixels, { initResize } from "@jsquash/resize";
import decodeWebp, { init as initWebpDecoder } from "@jsquash/webp/decode.js";
import encodeWebpPixels, { init as initWebpEncoder } from "@jsquash/webp/encode.js";
import { initWasm, Resvg } from "@resvg/resvg-wasm";
import type { ImageType } from "@/lib/avatar/image_header.ts";

const modules = new Map<string, Promise<WebAssembly.Module>>();

/**
 * Compiles a package's .wasm file, found through the import map and so independent of the working
 * directory and of any network. A failed read is not remembered.
 */
function loadModule(specifier: string): Promise<WebAssembly.Module> {
  const known = modules.get(specifier);
  if (known) return known;
  const loading = Deno.readFile(new URL(import.meta.resolve(specifier)))
    .then((bytes) => WebAssembly.compile(bytes));
  modules.set(specifier, loading);
  loading.catch(() => modules.delete(specifier));
  return loading;
}

/** Runs `make` at most once at a time and once with success; later calls share the result. */
function once(make: () => Promise<unknown>): () => Promise<unknown> {
  let made: Promise<unknown> | undefined;
  return () => {
    made ??= make().catch((error) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}

const readyPng = once(async () => {
  const module = await loadModule("@jsquash/png/codec/pkg/squoosh_png_bg.wasm");
  await initPng(module);
  await initPngEncoder(module);
});

const readyResize = once(async () =>
  initResize(await loadModule("@jsquash/resize/lib/resize/pkg/squoosh_resize_bg.wasm"))
);

const readyWebpEncoder = once(async () =>
  // Deno's V8 always has SIMD, which is what the encoder picks then.
  initWebpEncoder(emscripten(await loadModule("@jsquash/webp/codec/enc/webp_enc_simd.wasm")))
);

const readyResvg = once(async () => initWasm(await loadModule("@resvg/resvg-wasm/index_bg.wasm")));

/** Starts an Emscripten codec from a compiled module; what it would print about bad files is dropped. */
function emscripten(module: WebAssembly.Module) {
  return {
    print: () => {},
    printErr: () => {},
    instantiateWasm: (
      imports: WebAssembly.Imports,
      ready: (instance: WebAssembly.Instance) => void,
    ) => {
      const instance = new WebAssembly.Instance(module, imports);
      ready(instance);
      return instance.exports;
    },
  };
}

/** Copies into a buffer of its own, which the codecs want and a subarray is not. */
function bufferOf(bytes: Uint8Array): ArrayBuffer {
  return Uint8Array.from(bytes).buffer;
}

/**
 * Decodes a file of a known type to RGBA. Check its header first: nothing here limits its size. The PNG
 * codec leaks what it had allocated when a file is damaged, so decode foreign files in a worker.
 *
 * @throws If the file is damaged.
 */
export async function decodePixels(bytes: Uint8Array, type: ImageType): Promise<ImageData> {
  switch (type) {
    case "image/png":
      await readyPng();
      return await decodePng(bufferOf(bytes));
    case "image/jpeg":
      // A fresh instance each time: after an error an Emscripten instance is unusable, and its
      // memory never shrinks after a large picture.
      await initJpegDecoder(
        emscripten(await loadModule("@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm")),
      );
      return await decodeJpeg(bufferOf(bytes));
    case "image/webp":
      await initWebpDecoder(
        emscripten(await loadModule("@jsquash/webp/codec/dec/webp_dec.wasm")),
      );
      return await decodeWebp(bufferOf(bytes));
  }
}

/** Scales to exactly `width` × `height` (Lanczos 3 in linear light). */
export async function scalePixels(
  image: ImageData,
  { width, height }: { width: number; height: number },
): Promise<ImageData> {
  if (image.width === width && image.height === height) return image;
  await readyResize();
  return await resizePixels(image, { width, height, method: "lanczos3", fitMethod: "stretch" });
}

/** Encodes lossy WebP without any metadata. `quality` is 0–100. */
export async function encodeWebp(
  image: ImageData,
  quality: number,
): Promise<Uint8Array<ArrayBuffer>> {
  await readyWebpEncoder();
  return new Uint8Array(await encodeWebpPixels(image, { quality, use_sharp_yuv: 1 }));
}

/** Encodes PNG without any metadata. */
export async function encodePng(image: ImageData): Promise<Uint8Array<ArrayBuffer>> {
  await readyPng();
  return new Uint8Array(await encodePngPixels(image));
}

/**
 * Draws an SVG to PNG, `width` pixels wide. No fonts are loaded, so text in it stays invisible.
 *
 * @throws If the text is no SVG.
 */
export async function drawSvg(svg: string, width: number): Promise<Uint8Array<ArrayBuffer>> {
  await readyResvg();
  const resvg = new Resvg(svg, {
    fitTo: { mode: "width", value: width },
    font: { loadSystemFonts: false },
  });
  try {
    const image = resvg.render();
    try {
      return new Uint8Array(image.asPng());
    } finally {
      image.free();
    }
  } finally {
    resvg.free();
  }
}

/**
 * Turns the text of an SVG into outlines, set in the given fonts (TTF, OTF, WOFF2) and no others.
 *
 * @throws If the text is no SVG.
 */
export async function outlineSvg(svg: string, fonts: Uint8Array[]): Promise<string> {
  await readyResvg();
  const resvg = new Resvg(svg, { font: { fontBuffers: fonts, loadSystemFonts: false } });
  try {
    return resvg.toString();
  } finally {
    resvg.free();
  }
}
