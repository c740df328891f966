// Owns making a BuildCache from what a build knows, on disk or in memory.

import type { BuildCache, ClientModule } from "./build_cache.ts";
import type { FsRouteFile } from "./fs_routes.ts";
import { setDefaultBuildId } from "./render_string.ts";
import type { Island } from "./types.ts";

/** A module of islands, as the server imports it and as the browser gets it. */
export interface IslandModule extends ClientModule {
  name: string;
  /** The exports. */
  mod: Readonly<Record<string, unknown>>;
}

/** The result of a build, without static files. */
export interface Snapshot {
  buildId: string;
  routes: readonly FsRouteFile[];
  islands: readonly IslandModule[];
  runtime: ClientModule;
  signals: ClientModule;
}

/** Makes what an app needs from a snapshot. */
export function createBuild(
  snapshot: Snapshot,
  rest: Pick<BuildCache, "root" | "mode" | "getStaticFile">,
): BuildCache {
  const { buildId, routes, islands, runtime, signals } = snapshot;
  setDefaultBuildId(buildId);
  return {
    ...rest,
    buildId,
    fsRoutes: routes,
    islands: { byComponent: registerIslands(islands), runtime, signals },
  };
}

/** Every exported function of an island module is an island; the default one has the file's name. */
function registerIslands(modules: readonly IslandModule[]): Map<unknown, Island> {
  const byComponent = new Map<unknown, Island>();
  const names = new Set<string>();
  for (const { name, file, imports, mod } of modules) {
    for (const [exportName, component] of Object.entries(mod)) {
      if (typeof component !== "function" || byComponent.has(component)) continue;
      const wanted = exportName === "default" ? name : exportName;
      let unique = wanted;
      for (let i = 2; names.has(unique); i++) unique = `${wanted}_${i}`;
      names.add(unique);
      byComponent.set(component, { name: unique, exportName, file, imports });
    }
  }
  return byComponent;
}
