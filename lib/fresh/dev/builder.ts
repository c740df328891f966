// Owns Builder: builds an app to disk or to memory, and runs it in development.

import { resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { type App, setBuild } from "../app.ts";
import type { BuildCache } from "../build_cache.ts";
import { type FsRouteFile, isSpecialFile } from "../fs_routes.ts";
import type { ListenOptions } from "../listen.ts";
import { createBuild, type IslandModule, type Snapshot } from "../snapshot.ts";
import { memoryFile } from "../static_source.ts";
import { type Bundle, bundle, nameIslands } from "./bundle.ts";
import { crawlIslands, crawlRoutes, DEFAULT_IGNORE, type RouteOnDisk } from "./crawl.ts";
import { writeBuild } from "./disk.ts";
import { listenInDevelopment } from "./listen.ts";
import { buildIdOf, hashOf, listAssets, readAsset, type StaticAsset } from "./static_assets.ts";

/** What `new Builder()` accepts. Folders are relative to `root`. */
export interface BuilderOptions {
  /** Browsers to build for. Default: chrome99, firefox99, safari15. */
  target?: string | string[];
  /** Project folder, or a file URL. Default: the current directory. */
  root?: string;
  /** Default: `_fresh`. */
  outDir?: string;
  /** Default: `static`. The first of several folders wins. */
  staticDir?: string | string[];
  /** Default: `islands`. */
  islandDir?: string;
  /** Default: `routes`. */
  routeDir?: string;
  /** Module that exports `app`. Default: `main.ts`. */
  serverEntry?: string;
  /** Files that are no routes or islands. Default: tests. */
  ignore?: RegExp[];
  /** Source maps for client modules. Default: none in production, linked in development. */
  sourceMap?: boolean | "linked" | "inline" | "external" | "both";
}

/** Options of a build. */
export interface BuildOptions {
  /** Default: `"production"`. */
  mode?: "development" | "production";
  /** Where the result goes. Default: `"disk"`. */
  snapshot?: "disk" | "memory";
}

/** The settings of a Builder with all paths absolute. */
export interface ResolvedBuilderOptions {
  target: string | string[];
  root: string;
  outDir: string;
  staticDirs: string[];
  islandDir: string;
  routeDir: string;
  serverEntry: string;
  ignore: readonly RegExp[];
  sourceMap: BuilderOptions["sourceMap"];
}

/** A project as found on disk, with its client modules. */
export interface Project {
  options: ResolvedBuilderOptions;
  routes: RouteOnDisk[];
  /** Island files by name. */
  islands: Map<string, string>;
  bundle: Bundle;
  assets: StaticAsset[];
}

const DEFAULT_TARGET = ["chrome99", "firefox99", "safari15"];

/** Builds an app. */
export class Builder {
  readonly config: ResolvedBuilderOptions;
  #registered: string[] = [];

  constructor(options: BuilderOptions = {}) {
    const root = toPath(options.root ?? ".", Deno.cwd());
    const staticDir = options.staticDir ?? "static";
    this.config = {
      target: options.target ?? DEFAULT_TARGET,
      root,
      outDir: toPath(options.outDir ?? "_fresh", root),
      staticDirs: [staticDir].flat().map((folder) => toPath(folder, root)),
      islandDir: toPath(options.islandDir ?? "islands", root),
      routeDir: toPath(options.routeDir ?? "routes", root),
      serverEntry: toPath(options.serverEntry ?? "main.ts", root),
      ignore: options.ignore ?? DEFAULT_IGNORE,
      sourceMap: options.sourceMap,
    };
  }

  /** Adds an island that is not in the islands folder; a path or file URL. */
  registerIsland(specifier: string): void {
    this.#registered.push(toPath(specifier, this.config.root));
  }

  /**
   * Runs the app in development: rebuilds, reloads pages, shows errors in them. Changes of modules
   * restart the program, which `deno run --watch` does.
   *
   * @param importApp Imports the module that exports `app`.
   */
  async listen<State>(
    importApp: () => Promise<{ app: App<State> } | App<State>>,
    options: ListenOptions = {},
  ): Promise<void> {
    await listenInDevelopment(this.config, this.#registered, importApp, options);
  }

  /**
   * Builds the project. Returns a function which attaches a build in memory to an app; call it
   * before `app.handler()`. A build on disk is started by its `server.js`.
   *
   * @throws {Error} If an island does not compile.
   */
  async build(options: BuildOptions = {}): Promise<<State>(app: App<State>) => void> {
    const mode = options.mode ?? "production";
    const project = await loadProject(this.config, this.#registered, mode);
    if (options.snapshot === "memory") {
      const build = await memoryBuild(project, mode);
      return (app) => setBuild(app, build);
    }
    // Nothing of the app is imported here, so that building needs nothing that running does.
    await writeBuild(project);
    return () => {
      throw new Error(
        `Cannot attach a build on disk to an app as its server.js does that; ` +
          `build with { snapshot: "memory" } instead`,
      );
    };
  }
}

function toPath(pathOrUrl: string, base: string): string {
  return pathOrUrl.startsWith("file:") ? fileURLToPath(pathOrUrl) : resolve(base, pathOrUrl);
}

/** Finds the files of a project and bundles its islands. */
export async function loadProject(
  options: ResolvedBuilderOptions,
  registered: readonly string[],
  mode: "development" | "production",
): Promise<Project> {
  const { root, target } = options;
  const [{ routes, islands: routeIslands }, folderIslands, assets] = await Promise.all([
    crawlRoutes(options.routeDir, options.ignore),
    crawlIslands(options.islandDir, options.ignore),
    listAssets(options.staticDirs),
  ]);
  const islands = nameIslands([...folderIslands, ...routeIslands, ...registered], root);
  const sourceMap = options.sourceMap ?? (mode === "development" ? "linked" : false);
  const bundled = await bundle({ root, mode, target, sourceMap, islands });
  return { options, routes, islands, bundle: bundled, assets };
}

async function memoryBuild(
  project: Project,
  mode: "development" | "production",
): Promise<BuildCache> {
  const { assets, bundle: { files } } = project;
  const buildId = await buildIdOf(files, assets);
  const byPath = new Map(assets.map((asset) => [asset.path, asset]));
  return createBuild(await loadSnapshot(project, buildId), {
    root: project.options.root,
    mode,
    getStaticFile: (path) => {
      const module = files.get(path);
      if (module !== undefined) return memoryFile({ path, hash: hashOf(module) }, module);
      const asset = byPath.get(path);
      return asset === undefined
        ? null
        : readAsset(asset, buildId).then((bytes) =>
          memoryFile({ path, hash: hashOf(bytes) }, bytes)
        );
    },
  });
}

/** Imports the modules of a project: special files and islands now, routes on request. */
export async function loadSnapshot(project: Project, buildId: string): Promise<Snapshot> {
  const { runtime, signals } = project.bundle;
  const routes = await Promise.all(project.routes.map(loadRoute));
  const islands = await Promise.all(
    [...project.islands].map(async ([name, path]): Promise<IslandModule> => ({
      name,
      mod: await importFile(path),
      ...project.bundle.islands.get(name)!,
    })),
  );
  return { buildId, routes, islands, runtime, signals };
}

async function loadRoute({ id, filePath }: RouteOnDisk): Promise<FsRouteFile> {
  const isEager = await isEagerRoute({ id, filePath });
  const mod = isEager ? await importFile(filePath) : () => importFile(filePath);
  return { id, filePath, mod };
}

/** Whether a module must be loaded at start: for its place in the tree, or for its own pattern. */
export async function isEagerRoute({ id, filePath }: RouteOnDisk): Promise<boolean> {
  return isSpecialFile(id) || (await Deno.readTextFile(filePath)).includes("routeOverride");
}

function importFile(path: string): Promise<Record<string, unknown>> {
  return import(pathToFileURL(path).href);
}
