// Owns App: records registrations and answers requests with them.

import { type BuildCache, emptyBuild } from "./build_cache.ts";
import { type FreshConfig, resolveConfig, type ResolvedFreshConfig } from "./config.ts";
import { type AppHandler, createHandler, type ErrorObserver } from "./dispatch.ts";
import { type ListenOptions, serve } from "./listen.ts";
import { type Registration, Registry } from "./registry.ts";
import { joinPath, type Method, METHODS } from "./router.ts";
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

/** Attaches a build to an app; takes effect with the next `handler()`. */
export let setBuild: <State>(app: App<State>, build: BuildCache) => void;

/** Sets who is told of errors; takes effect with the next `handler()`. */
export let setErrorObserver: <State>(app: App<State>, observer: ErrorObserver) => void;

/** An application: middlewares, routes, pages. Registrations apply in their order. */
export class App<State> {
  static {
    setBuild = (app, build) => {
      app.#build = build;
      app.config.root = build.root;
      app.config.mode = build.mode;
    };
    setErrorObserver = (app, observer) => {
      app.#onError = observer;
    };
  }

  #registrations: Registration<State>[] = [];
  #build: BuildCache | null = null;
  #onError: ErrorObserver | null = null;

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
    registry.finish();
    return createHandler(registry, config, build, this.#onError);
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
