// Owns file routes: what a file name means, in which order files apply, what a module may export.

import type { RouteHandler } from "./handlers.ts";
import { logWarning } from "./log.ts";
import type { Registry } from "./registry.ts";
import { joinPath } from "./router.ts";
import type {
  Lazy,
  MaybeLazy,
  MaybeLazyMiddleware,
  Route,
  RouteComponent,
  RouteConfig,
} from "./types.ts";

/** A file below `routes/`, in a build. */
export interface FsRouteFile {
  /** Path below the folder without the extension, starting with a slash: `/blog/[slug]`. */
  id: string;
  /** For messages. */
  filePath: string;
  /** The module, or how to load it. */
  mod: MaybeLazy<unknown>;
}

/** Loads a route. */
export type LazyRoute<State> = () => Promise<Route<State>>;

/** The exports of a route file that mean something. */
interface RouteModule<State> {
  filePath: string;
  component: RouteComponent<State> | undefined;
  handler: RouteHandler<unknown, State> | MaybeLazyMiddleware<State>[] | undefined;
  config: RouteConfig;
  css: string[] | undefined;
}

/** Registers files, which must be sorted, below a path. */
export function registerFsRoutes<State>(
  registry: Registry<State>,
  files: readonly FsRouteFile[],
  base: string,
): void {
  for (const file of files) {
    const name = file.id.slice(file.id.lastIndexOf("/") + 1);
    const folder = joinPath(
      base,
      pathToPattern(file.id.slice(0, -name.length), true),
    );
    if (SPECIAL.has(name)) {
      registerSpecial(registry, name, folder, checkModule(file, file.mod));
    } else {
      registerRoute(
        registry,
        file,
        folder,
        joinPath(base, pathToPattern(file.id, false)),
      );
    }
  }
}

const SPECIAL = new Set([
  "_app",
  "_layout",
  "_middleware",
  "_error",
  "_500",
  "_404",
]);

/** Whether a file is needed at start: its module cannot be loaded by the first request. */
export function isSpecialFile(id: string): boolean {
  return SPECIAL.has(id.slice(id.lastIndexOf("/") + 1));
}

function registerRoute<State>(
  registry: Registry<State>,
  file: FsRouteFile,
  folder: string,
  pattern: string,
): void {
  if (isLazy(file.mod)) {
    const { mod } = file;
    let loaded: Route<State> | undefined;
    const load = async () => loaded ??= toRoute(checkModule<State>(file, await mod()));
    registry.lazyRoute(folder, pattern, load, "ALL");
    return;
  }
  const mod = checkModule<State>(file, file.mod);
  registry.route(folder, mod.config.routeOverride ?? pattern, toRoute(mod));
}

function registerSpecial<State>(
  registry: Registry<State>,
  name: string,
  folder: string,
  mod: RouteModule<State>,
): void {
  const { component } = mod;
  switch (name) {
    case "_app":
      if (component !== undefined) registry.appWrapper(component);
      break;
    case "_layout":
      if (mod.handler !== undefined) {
        logWarning(
          `Layouts do not support handlers, ignored in ${mod.filePath}`,
        );
      }
      if (component !== undefined) {
        registry.layout(folder, component, mod.config);
      }
      break;
    case "_middleware":
      registerMiddleware(registry, folder, mod);
      break;
    case "_404":
      registry.notFound(toRoute(mod));
      break;
    default:
      registry.onError(folder, toRoute(mod));
  }
}

function registerMiddleware<State>(
  registry: Registry<State>,
  folder: string,
  mod: RouteModule<State>,
): void {
  // The default export of a middleware file is a middleware, not a component.
  const found = (mod.handler ?? mod.component) as
    | MaybeLazyMiddleware<State>
    | MaybeLazyMiddleware<State>[]
    | undefined;
  if (found === undefined) return;
  if (typeof found === "function" || Array.isArray(found)) {
    registry.use(folder, Array.isArray(found) ? found : [found]);
  } else {
    logWarning(
      `Middlewares do not support handlers by method, ignored in ${mod.filePath}`,
    );
  }
}

function toRoute<State>(mod: RouteModule<State>): Route<State> {
  const { component, handler, config, css } = mod;
  if (Array.isArray(handler)) {
    throw new Error("Routes do not support a list of handlers");
  }
  return { component, handler, config, css };
}

/** Tells functions (lazy) from modules. */
function isLazy<T>(value: MaybeLazy<T>): value is Lazy<T> {
  return typeof value === "function";
}

function checkModule<State>(file: FsRouteFile, value: unknown): RouteModule<State> {
  const mod = value as {
    default?: RouteModule<State>["component"];
    handler?: RouteModule<State>["handler"];
    handlers?: RouteModule<State>["handler"];
    config?: RouteConfig;
    css?: string[];
  };
  const handler = mod.handlers ?? mod.handler;
  const usable = typeof mod.default === "function" || Array.isArray(mod.default) ||
    typeof handler === "function" || typeof handler === "object" || typeof mod.config === "object";
  if (!usable) {
    throw new Error(
      `Cannot use ${file.filePath} as a route as it exports no default component, handler, ` +
        `handlers or config`,
    );
  }
  if (typeof handler === "function" && handler.length > 1) {
    throw new Error(
      `Cannot use the handler of ${file.filePath} as it takes ${handler.length} arguments ` +
        `instead of one, the context`,
    );
  }
  const { filePath } = file;
  return { filePath, component: mod.default, handler, config: mod.config ?? {}, css: mod.css };
}

/**
 * Turns the path of a file into a pattern: `/blog/[slug]` → `/blog/:slug`.
 *
 * @param keepGroups Whether `(group)` stays, as it does for scoping but not in URLs.
 * @throws {Error} If a name cannot be turned into a pattern.
 */
export function pathToPattern(path: string, keepGroups: boolean): string {
  const parts = path.split("/").filter((part) => part !== "");
  if (parts.at(-1) === "index") parts.pop();
  let pattern = "";
  for (const part of parts) {
    if (/^\(.*\)$/.test(part)) {
      if (keepGroups) pattern += `/${part}`;
      continue;
    }
    const optional = /^\[\[([^[\].]+)\]\]$/.exec(part);
    if (optional !== null) {
      pattern += `{/:${optional[1]}}?`;
      continue;
    }
    if (/\]\[/.test(part)) {
      throw new Error(
        `Cannot route ${path} as two parameters touch in "${part}"`,
      );
    }
    const text = part.replace(
      /\[(\.\.\.)?([^[\]]+)\]/g,
      (_, rest, name) => rest ? `:${name}*` : `:${name}`,
    );
    if (/[[\]]/.test(text)) {
      throw new Error(`Cannot route ${path} as "${part}" is malformed`);
    }
    pattern += `/${text}`;
  }
  return pattern === "" ? "/" : pattern;
}

/**
 * Compares two ids: special files come first, then exact names before parameters before catch-alls.
 */
export function compareRouteIds(a: string, b: string): number {
  const left = a.split("/");
  const right = b.split("/");
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const x = left[i]!;
    const y = right[i]!;
    if (x === y) continue;
    return rank(y, i === right.length - 1) - rank(x, i === left.length - 1) ||
      (x < y ? -1 : 1);
  }
  // One is a parent of the other: the deeper one is the more specific.
  return right.length - left.length;
}

function rank(name: string, isLast: boolean): number {
  if (isLast) {
    if (name === "_app") return 8;
    if (name === "_middleware") return 7;
    if (name === "_error" || name === "_500") return 5;
    if (name.startsWith("_")) return 6;
    if (name === "index") return 4;
  }
  if (name.startsWith("(")) return 2;
  if (name.startsWith("[...")) return 0;
  return name.startsWith("[") ? 1 : 3;
}
