// Owns App: records registrations and answers requests with them.

import { type BuildCache, emptyBuild } from "./build_cache.ts";
import { type FreshConfig, resolveConfig, type ResolvedFreshConfig } from "./config.ts";
import { Context } from "./context.ts";
import { HttpError } from "./error.ts";
import { type ListenOptions, serve } from "./listen.ts";
import { logError } from "./log.ts";
import { allowResponse, type Chain, type Registration, Registry } from "./registry.ts";
import { joinPath, type Method, METHODS, type RouteMatch } from "./router.ts";
import { statusText } from "./status_text.ts";
import type {
  LayoutConfig,
  MaybeLazy,
  MaybeLazyMiddleware,
  Middleware,
  Route,
  RouteComponent,
  RouteConfig,
} from "./types.ts";
import type { WebSocketHandlers, WebSocketUpgradeOptions } from "./websocket.ts";

/** Answers a request. `info` may be left out in tests. */
export type AppHandler = (
  req: Request,
  info?: Deno.ServeHandlerInfo,
) => Promise<Response>;

/** Stands in for the connection of requests that did not come from one. */
const NO_CONNECTION: Deno.ServeHandlerInfo = {
  remoteAddr: { transport: "tcp", hostname: "localhost", port: 1234 },
  completed: Promise.resolve(),
};

/** Attaches a build to an app; takes effect with the next `handler()`. */
export let setBuild: <State>(app: App<State>, build: BuildCache) => void;

/** Calls `fn` with every error that ends in a status of 500 or above, also if a page shows it. */
export let setErrorObserver: <State>(
  app: App<State>,
  fn: (req: Request, error: unknown) => void,
) => void;

/** An application: middlewares, routes, pages. Registrations apply in their order. */
export class App<State> {
  static {
    setBuild = (app, build) => {
      app.#build = build;
      app.config.root = build.root;
      app.config.mode = build.mode;
    };
    setErrorObserver = (app, fn) => {
      app.#onError = fn;
    };
  }

  #registrations: Registration<State>[] = [];
  #build: BuildCache | null = null;
  #onError: ((req: Request, error: unknown) => void) | null = null;

  /** The resolved settings. */
  readonly config: ResolvedFreshConfig;

  constructor(config: FreshConfig = {}) {
    this.config = resolveConfig(config);
  }

  /** Adds middlewares, for everything or for a path and all below it. */
  use(...middlewares: MaybeLazyMiddleware<State>[]): this;
  use(path: string, ...middlewares: MaybeLazyMiddleware<State>[]): this;
  use(
    first: string | MaybeLazyMiddleware<State> | undefined,
    ...rest: MaybeLazyMiddleware<State>[]
  ): this {
    const path = typeof first === "string" ? first : "*";
    const fns = typeof first === "function" ? [first, ...rest] : rest;
    return this.#register((registry, base) => registry.use(joinPath(base, path), fns));
  }

  /** Handles GET (and HEAD) requests. */
  get(path: string, ...fns: MaybeLazyMiddleware<State>[]): this {
    return this.#handle(["GET"], path, fns);
  }

  /** Handles POST requests. */
  post(path: string, ...fns: MaybeLazyMiddleware<State>[]): this {
    return this.#handle(["POST"], path, fns);
  }

  /** Handles PUT requests. */
  put(path: string, ...fns: MaybeLazyMiddleware<State>[]): this {
    return this.#handle(["PUT"], path, fns);
  }

  /** Handles PATCH requests. */
  patch(path: string, ...fns: MaybeLazyMiddleware<State>[]): this {
    return this.#handle(["PATCH"], path, fns);
  }

  /** Handles DELETE requests. */
  delete(path: string, ...fns: MaybeLazyMiddleware<State>[]): this {
    return this.#handle(["DELETE"], path, fns);
  }

  /** Handles HEAD requests, instead of the GET handler. */
  head(path: string, ...fns: MaybeLazyMiddleware<State>[]): this {
    return this.#handle(["HEAD"], path, fns);
  }

  /** Handles requests of all methods. */
  all(path: string, ...fns: MaybeLazyMiddleware<State>[]): this {
    return this.#handle(METHODS, path, fns);
  }

  /** Turns GET requests for a path into WebSockets. */
  ws(
    path: string,
    handlers: WebSocketHandlers,
    options?: WebSocketUpgradeOptions,
  ): this {
    return this.get(path, (ctx) => ctx.upgrade(handlers, options));
  }

  /** Adds a page with its handlers; given as a function, the first request loads it. */
  route(
    path: string,
    route: MaybeLazy<Route<State>>,
    config?: RouteConfig,
  ): this {
    return this.#register((registry, base) => {
      const pattern = joinPath(base, path);
      if (typeof route === "function") {
        const methods = config?.methods ?? "ALL";
        registry.lazyRoute(
          pattern,
          config?.routeOverride ?? pattern,
          withConfig(route, config),
          methods,
        );
      } else {
        const merged = { ...route, config: { ...config, ...route.config } };
        registry.route(pattern, merged.config.routeOverride ?? pattern, merged);
      }
    });
  }

  /** Inserts the file routes of the build at this place, optionally below a path. */
  fsRoutes(pattern = "*"): this {
    return this.#register((registry, base) => registry.fsRoutes(joinPath(base, pattern)));
  }

  /** Sets the outermost component, which renders `<html>`. The last one set wins. */
  appWrapper(component: RouteComponent<State>): this {
    return this.#register((registry) => registry.appWrapper(component));
  }

  /** Sets the layout of a path and everything below it. */
  layout(
    path: string,
    component: RouteComponent<State>,
    config: LayoutConfig = {},
  ): this {
    return this.#register((registry, base) =>
      registry.layout(joinPath(base, path), component, config)
    );
  }

  /** Sets the error page of a path and everything below it. */
  onError(path: string, route: Route<State> | Middleware<State>): this {
    return this.#register((registry, base) =>
      registry.onError(joinPath(base, path), asRoute(route))
    );
  }

  /** Sets what answers every 404, however caused. */
  notFound(route: Route<State> | Middleware<State>): this {
    return this.#register((registry) => registry.notFound(asRoute(route)));
  }

  /** Copies the registrations of another app to a path; its settings are not taken over. */
  mountApp(path: string, app: App<State>): this {
    const mounted = joinPath(path, app.config.basePath);
    for (const registration of app.#registrations) {
      this.#register((registry, base) => registration(registry, joinPath(base, mounted)));
    }
    return this;
  }

  /** Compiles the registrations into a request handler. */
  handler(): AppHandler {
    const { config } = this;
    const build = this.#build ?? emptyBuild(config.root, config.mode);
    const registry = new Registry<State>(config.basePath, build);
    for (const registration of this.#registrations) registration(registry, "/");
    const unmatched = registry.rootChain(() => Promise.reject(new HttpError(404)));
    const notAllowed = registry.rootChain(() => Promise.reject(new HttpError(405)));
    const preflight = new Map<unknown, Chain<State>>();
    const onError = this.#onError;

    return async (req, info = NO_CONNECTION) => {
      const { method } = req;
      const pathname = pathOf(req.url);
      try {
        const { entry, value, params } = matchOrRefuse(
          registry,
          method,
          pathname,
        );
        let chain = value;
        if (chain === undefined) {
          if (entry === null) chain = unmatched;
          else if (method !== "OPTIONS") chain = notAllowed;
          else {
            chain = preflight.get(entry) ??
              registry.rootChain(() => allowResponse(entry.methods.keys()));
            preflight.set(entry, chain);
          }
        }
        const route = entry?.pattern ?? null;
        const ctx = new Context<State>(req, info, config, build, {
          pathname,
          route,
          params,
          chain,
        });
        const res = await ctx.next();
        if (onError !== null && res.status >= 500 && ctx.error !== null) {
          onError(req, ctx.error);
        }
        return method === "HEAD" && res.body !== null ? new Response(null, res) : res;
      } catch (error) {
        const res = defaultErrorResponse(error);
        if (onError !== null && res.status >= 500) onError(req, error);
        return method === "HEAD" ? new Response(null, res) : res;
      }
    };
  }

  /** Serves the app; without a port the first free one of 8000–8019 is taken. */
  async listen(options: ListenOptions = {}): Promise<void> {
    await serve(this.handler(), this.config.basePath, options);
  }

  #handle(
    methods: readonly Method[],
    path: string,
    fns: MaybeLazyMiddleware<State>[],
  ): this {
    return this.#register((registry, base) => registry.handle(methods, joinPath(base, path), fns));
  }

  #register(registration: Registration<State>): this {
    this.#registrations.push(registration);
    return this;
  }
}

/** Sends a malformed path through the root middlewares and the error page, like any other error. */
function matchOrRefuse<State>(
  registry: Registry<State>,
  method: string,
  pathname: string,
): RouteMatch<Chain<State>> {
  try {
    return registry.router.match(method, pathname);
  } catch (error) {
    const value = registry.rootChain(() => Promise.reject(error));
    return { entry: null, value, params: null };
  }
}

function asRoute<State>(route: Route<State> | Middleware<State>): Route<State> {
  return typeof route === "function" ? { handler: route } : route;
}

function withConfig<State>(
  load: () => Promise<Route<State>>,
  config: RouteConfig | undefined,
): () => Promise<Route<State>> {
  let loaded: Route<State> | undefined;
  return async () => {
    if (loaded === undefined) {
      const route = await load();
      loaded = { ...route, config: { ...config, ...route.config } };
    }
    return loaded;
  };
}

/** Cuts the path out of an absolute URL, with repeated slashes collapsed; parsing costs far more. */
function pathOf(url: string): string {
  const start = url.indexOf("/", url.indexOf("//") + 2);
  let end = url.indexOf("?", start);
  if (end === -1) end = url.length;
  const hash = url.indexOf("#", start);
  if (hash !== -1 && hash < end) end = hash;
  const path = url.slice(start, end);
  return path.includes("//") ? path.replace(/\/{2,}/g, "/") : path;
}

function defaultErrorResponse(error: unknown): Response {
  if (error instanceof HttpError) {
    if (error.status >= 500) logError(error);
    return new Response(error.message || statusText(error.status), {
      status: error.status,
    });
  }
  logError(error);
  return new Response("Internal server error", { status: 500 });
}
