// Owns finding the routes, islands and static files of a project.

import { join } from "node:path";
import { compareRouteIds } from "../fs_routes.ts";

/** A route file on disk. */
export interface RouteOnDisk {
  /** Path below the routes folder, without the extension. */
  id: string;
  filePath: string;
}

const SCRIPT = /\.(tsx|jsx|ts|js)$/;

/** Names of files that are never routes or islands. */
export const DEFAULT_IGNORE: readonly RegExp[] = [/(_|\.)test\.\w+$/];

/**
 * Lists the files below a folder as paths relative to it, with slashes, sorted. A folder that does
 * not exist is empty.
 */
export async function listFiles(folder: string): Promise<string[]> {
  const files: string[] = [];
  const visit = async (path: string): Promise<void> => {
    for await (const entry of Deno.readDir(join(folder, path))) {
      const name = path === "" ? entry.name : `${path}/${entry.name}`;
      const isFolder = entry.isDirectory ||
        (entry.isSymlink && (await Deno.stat(join(folder, name))).isDirectory);
      if (isFolder) await visit(name);
      else files.push(name);
    }
  };
  try {
    await visit("");
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  return files.sort();
}

/** Finds the routes, in the order in which they apply, and islands in `(_islands)` folders. */
export async function crawlRoutes(
  folder: string,
  ignore: readonly RegExp[],
): Promise<{ routes: RouteOnDisk[]; islands: string[] }> {
  const routes: RouteOnDisk[] = [];
  const islands: string[] = [];
  for (const file of await listScripts(folder, ignore)) {
    if (/(^|\/)\(_islands\)\//.test(file)) {
      islands.push(join(folder, file));
    } else if (!/(^|\/)\(_[^/]*\)\//.test(file)) {
      routes.push({ id: `/${file.replace(SCRIPT, "")}`, filePath: join(folder, file) });
    }
  }
  routes.sort((a, b) => compareRouteIds(a.id, b.id));
  return { routes, islands };
}

/** Finds the files of the islands folder. */
export async function crawlIslands(folder: string, ignore: readonly RegExp[]): Promise<string[]> {
  return (await listScripts(folder, ignore)).map((file) => join(folder, file));
}

async function listScripts(folder: string, ignore: readonly RegExp[]): Promise<string[]> {
  const files = await listFiles(folder);
  return files.filter((file) =>
    SCRIPT.test(file) && !file.endsWith(".d.ts") && !ignore.some((pattern) => pattern.test(file))
  );
}

/** Finds static files; dot-files are skipped, except below `.well-known`. */
export async function crawlStatic(folder: string): Promise<string[]> {
  return (await listFiles(folder)).filter(isPublic);
}

/** Whether a relative path may be served. */
export function isPublic(path: string): boolean {
  return path.split("/").every((part) => !part.startsWith(".") || part === ".well-known");
}
