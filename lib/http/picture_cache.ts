/** How long a browser may keep a picture whose address carries its version. Browser-safe. */

/** For good under the address of this version; asked again each time under any other. */
export function cacheControlOf(url: URL, version: string): string {
  return url.searchParams.get("v") === version
    ? "public, max-age=31536000, immutable"
    : "public, no-cache";
}
