// Owns preparing static files: hashing, the asset parameter in style sheets, the build id.

import { createHash } from "node:crypto";
import { join } from "node:path";
import { ASSET_PARAM } from "../asset.ts";
import { crawlStatic } from "./crawl.ts";

/** A static file on disk, by the URL path where it will be served. */
export interface StaticAsset {
  path: string;
  filePath: string;
}

/** Lists the files of all static folders; where two have the same path, the first folder wins. */
export async function listAssets(folders: readonly string[]): Promise<StaticAsset[]> {
  const byPath = new Map<string, StaticAsset>();
  for (const folder of folders) {
    for (const file of await crawlStatic(folder)) {
      const path = `/${file}`;
      if (!byPath.has(path)) byPath.set(path, { path, filePath: join(folder, file) });
    }
  }
  return [...byPath.values()];
}

/** Finds the file for a URL path in the first folder that has it. */
export async function findAsset(
  folders: readonly string[],
  path: string,
): Promise<StaticAsset | null> {
  // Paths of URLs hold no "..", but an encoded slash may bring one in.
  if (path.split("/").includes("..")) return null;
  for (const folder of folders) {
    const filePath = join(folder, path);
    try {
      if ((await Deno.stat(filePath)).isFile) return { path, filePath };
    } catch (error) {
      const isMissing = error instanceof Deno.errors.NotFound ||
        error instanceof Deno.errors.NotADirectory;
      if (!isMissing) throw error;
    }
  }
  return null;
}

/** Returns a short hash of some bytes, for ETags. */
export function hashOf(bytes: Uint8Array): string {
  return createHash("sha1").update(bytes).digest("hex").slice(0, 16);
}

/**
 * Returns the build id, 40 hex digits: of the deployment, or else of the contents, so that building
 * the same files again keeps what browsers have cached.
 */
export async function buildIdOf(
  modules: ReadonlyMap<string, Uint8Array>,
  assets: readonly StaticAsset[],
): Promise<string> {
  const hash = createHash("sha1");
  const deployment = Deno.env.get("DENO_DEPLOYMENT_ID") || Deno.env.get("GITHUB_SHA") ||
    Deno.env.get("CI_COMMIT_SHA");
  if (deployment) return hash.update(deployment).digest("hex");
  const hashes = [...modules.keys()]; // their names hold a hash
  for (const { path, filePath } of assets) {
    hashes.push(`${path} ${hashOf(await Deno.readFile(filePath))}`);
  }
  return hash.update(hashes.sort().join("\n")).digest("hex");
}

/** Adds the asset parameter to root-relative URLs in a style sheet. */
export function lockStyleUrls(css: string, buildId: string): string {
  return css.replace(
    /url\(\s*(["']?)(\/(?!\/)[^"')\s]*)\1\s*\)/g,
    (whole, quote: string, url: string) => {
      if (url.includes(`${ASSET_PARAM}=`)) return whole;
      const hash = url.indexOf("#");
      const end = hash === -1 ? url.length : hash;
      const path = url.slice(0, end);
      const joint = path.includes("?") ? "&" : "?";
      return `url(${quote}${path}${joint}${ASSET_PARAM}=${buildId}${url.slice(end)}${quote})`;
    },
  );
}

/** Reads an asset as it will be served. */
export async function readAsset(
  asset: StaticAsset,
  buildId: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await Deno.readFile(asset.filePath);
  if (!asset.path.endsWith(".css")) return bytes;
  return new TextEncoder().encode(lockStyleUrls(new TextDecoder().decode(bytes), buildId));
}
