// Owns the content types of static files.

const TYPES: ReadonlyMap<string, string> = new Map([
  ["avif", "image/avif"],
  ["bin", "application/octet-stream"],
  ["bmp", "image/bmp"],
  ["css", "text/css; charset=utf-8"],
  ["csv", "text/csv; charset=utf-8"],
  ["gif", "image/gif"],
  ["glb", "model/gltf-binary"],
  ["gltf", "model/gltf+json"],
  ["htm", "text/html; charset=utf-8"],
  ["html", "text/html; charset=utf-8"],
  ["ico", "image/x-icon"],
  ["jpeg", "image/jpeg"],
  ["jpg", "image/jpeg"],
  ["js", "text/javascript; charset=utf-8"],
  ["json", "application/json; charset=utf-8"],
  ["map", "application/json; charset=utf-8"],
  ["md", "text/markdown; charset=utf-8"],
  ["mjs", "text/javascript; charset=utf-8"],
  ["mp3", "audio/mpeg"],
  ["mp4", "video/mp4"],
  ["ogg", "audio/ogg"],
  ["otf", "font/otf"],
  ["pdf", "application/pdf"],
  ["png", "image/png"],
  ["svg", "image/svg+xml; charset=utf-8"],
  ["task", "application/octet-stream"],
  ["ttf", "font/ttf"],
  ["txt", "text/plain; charset=utf-8"],
  ["wasm", "application/wasm"],
  ["wav", "audio/wav"],
  ["webm", "video/webm"],
  ["webmanifest", "application/manifest+json; charset=utf-8"],
  ["webp", "image/webp"],
  ["woff", "font/woff"],
  ["woff2", "font/woff2"],
  ["xml", "application/xml; charset=utf-8"],
  ["zip", "application/zip"],
]);

const FALLBACK = "application/octet-stream";

/** Returns the content type for a path by its extension. */
export function contentTypeOf(path: string): string {
  return TYPES.get(path.slice(path.lastIndexOf(".") + 1).toLowerCase()) ?? FALLBACK;
}

/** Whether files of a type get smaller by compression; images, fonts and media are compressed. */
export function isCompressible(contentType: string): boolean {
  return contentType.includes("charset=utf-8") || contentType === "application/wasm" ||
    contentType === "font/ttf" || contentType === "font/otf" || contentType === "image/bmp" ||
    contentType === "model/gltf+json" || contentType === "model/gltf-binary";
}
