// Owns the development server: the app, live reload, and errors shown in the page.

import { type App, setBuild, setErrorObserver } from "../app.ts";
import type { BuildCache } from "../build_cache.ts";
import type { AppHandler } from "../dispatch.ts";
import { type ListenOptions, serve } from "../listen.ts";
import { logError } from "../log.ts";
import { createBuild } from "../snapshot.ts";
import { memoryFile } from "../static_source.ts";
import { loadProject, loadSnapshot, type ResolvedBuilderOptions } from "./builder.ts";
import { isPublic } from "./crawl.ts";
import { LiveReload } from "./live_reload.ts";
import { withOverlay } from "./overlay.ts";
import { findAsset, readAsset } from "./static_assets.ts";

/**
 * Runs an app in development. A start that fails is shown in the page, too, until a change restarts
 * the program.
 */
export async function listenInDevelopment<State>(
  config: ResolvedBuilderOptions,
  registered: readonly string[],
  importApp: () => Promise<{ app: App<State> } | App<State>>,
  options: ListenOptions,
): Promise<void> {
  const revision = crypto.randomUUID().replaceAll("-", "");
  const errors = new WeakMap<Request, unknown>();
  const { handler, basePath } = await start(config, registered, importApp, revision, errors)
    .catch((error: unknown) => failedStart(error, errors));
  const reload = new LiveReload(revision);
  await reload.watch(config.staticDirs);

  const server = serve(
    async (req, info) => {
      const tool = await reload.respond(req, basePath);
      if (tool !== null) return tool;
      const res = await handler(req, info);
      const error = errors.get(req);
      if (error === undefined || !acceptsHtml(req)) return res;
      return await withOverlay(res, error, { root: config.root, basePath, revision });
    },
    basePath,
    options,
  );
  await server.finished;
  await reload.stop();
}

interface StartedApp {
  handler: AppHandler;
  basePath: string;
}

/** Stands in for an app that does not start. */
function failedStart(error: unknown, errors: WeakMap<Request, unknown>): StartedApp {
  logError(error);
  const handler: AppHandler = (req) => {
    errors.set(req, error);
    return Promise.resolve(new Response("The app does not start", { status: 500 }));
  };
  return { handler, basePath: "" };
}

function acceptsHtml(req: Request): boolean {
  return req.headers.get("accept")?.includes("text/html") ?? false;
}

/** Bundles the islands while the app is imported. */
async function start<State>(
  config: ResolvedBuilderOptions,
  registered: readonly string[],
  importApp: () => Promise<{ app: App<State> } | App<State>>,
  revision: string,
  errors: WeakMap<Request, unknown>,
): Promise<StartedApp> {
  const [build, imported] = await Promise.all([
    developmentBuild(config, registered, revision),
    importApp(),
  ]);
  const app = "app" in imported ? imported.app : imported;
  setBuild(app, build);
  setErrorObserver(app, (req, error) => errors.set(req, error));
  return { handler: app.handler(), basePath: app.config.basePath };
}

/** A build whose static files are read from their folders for each request. */
async function developmentBuild(
  config: ResolvedBuilderOptions,
  registered: readonly string[],
  revision: string,
): Promise<BuildCache> {
  const project = await loadProject(config, registered, "development");
  const { files } = project.bundle;
  return createBuild(await loadSnapshot(project, revision), {
    root: config.root,
    mode: "development",
    getStaticFile: async (path) => {
      const module = files.get(path);
      if (module !== undefined) return memoryFile({ path, hash: null }, module);
      if (!isPublic(path.slice(1))) return null;
      const asset = await findAsset(config.staticDirs, path);
      if (asset === null) return null;
      return memoryFile({ path, hash: null }, await readAsset(asset, revision));
    },
  });
}
