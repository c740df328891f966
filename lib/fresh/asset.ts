// Owns asset(): URLs of static files that change with every build.

/** Name of the query parameter that makes the URL of a static file permanent. */
export const ASSET_PARAM = "__frsh_c";

let buildIdSource = (): string =>
  document.querySelector<HTMLElement>("script[data-fresh-build]")?.dataset
    .freshBuild ?? "";

/** Tells `asset()` where the build id comes from; the server has one for each page. */
export function setBuildIdSource(source: () => string): void {
  buildIdSource = source;
}

const MARK = `${ASSET_PARAM}=`;

/** Adds the build id to the path of a static file, so that it can be cached for good. */
export function asset(path: string): string {
  if (!path.startsWith("/") || path.startsWith("//")) return path;
  const buildId = buildIdSource();
  if (buildId === "") return path;
  const query = path.indexOf("?");
  const hash = path.indexOf("#");
  if (query === -1 && hash === -1) return `${path}?${MARK}${buildId}`;
  if (path.includes(MARK)) return path;
  const end = hash === -1 ? path.length : hash;
  const hasQuery = query !== -1 && query < end;
  return path.slice(0, end) + (hasQuery ? "&" : "?") + MARK + buildId + path.slice(end);
}

/** Does the same for each URL of a `srcset`; one that is hard to split is left alone. */
export function assetSrcSet(srcset: string): string {
  if (srcset.includes("(")) return srcset;
  const entries = srcset.split(",");
  if (entries.some((entry) => entry.trim() === "")) return srcset;
  return entries.map((entry) => {
    const url = entry.trimStart();
    const end = url.search(/\s/);
    const path = end === -1 ? url : url.slice(0, end);
    return entry.slice(0, entry.length - url.length) + asset(path) +
      url.slice(path.length);
  }).join(",");
}
