// Owns turning the registrations of an App into a router of ready-made chains.

import type { BuildCache } from "./build_cache.ts";
import { type Context, internals } from "./context.ts";
import { HttpError } from "./error.ts";
import { type LazyRoute, registerFsRoutes } from "./fs_routes.ts";
import { joinPath, type Method, METHODS, Router } from "./router.ts";
import { methodsOf, renderRoute } from "./route.ts";
import { SegmentTree } from "./segments.ts";
import type {
  LayoutConfig,
  MaybeLazyMiddleware,
  Middleware,
  Route,
  RouteComponent,
  RouteConfig,
} from "./types.ts";

/** The steps for a request, ending in a handler. */
export type Chain<State> = Middleware<State>[];

/** A lazy route that shares its pattern with others, from other groups: the methods decide. */
interface LazyCandidate<State> {
  chain: Chain<State>;
  load: LazyRoute<State>;
}

/** One registration, applied below a path. Apps keep these, so that they can be mounted. */
export type Registration<State> = (
  registry: Registry<State>,
  base: string,
) => void;

/** Collects registrations, in their order; later ones do not affect earlier routes. */
export class Registry<State> {
  readonly router = new Router<Chain<State>>();
  #tree = new SegmentTree<State>();
  #basePath: string;
  #build: BuildCache;
  #chains: Chain<State>[] = [];
  #lazy = new Map<string, LazyCandidate<State>[]>();

  constructor(basePath: string, build: BuildCache) {
    this.#basePath = basePath;
    this.#build = build;
  }

  use(path: string, fns: readonly MaybeLazyMiddleware<State>[]): void {
    this.#tree.at(path).middlewares.push(...fns);
  }

  layout(
    path: string,
    component: RouteComponent<State>,
    config: LayoutConfig,
  ): void {
    this.#tree.at(path).layout = { component, config };
  }

  appWrapper(component: RouteComponent<State>): void {
    this.#tree.app = component;
  }

  onError(path: string, route: Route<State>): void {
    this.#tree.at(path).errorRoute = route;
  }

  notFound(route: Route<State>): void {
    this.#tree.notFound = route;
  }

  handle(
    methods: readonly Method[],
    path: string,
    fns: readonly MaybeLazyMiddleware<State>[],
  ): void {
    this.#add(methods, path, [
      ...this.#tree.chainTo(this.#tree.at(path)),
      ...fns,
    ]);
  }

  /**
   * Registers a route that is at hand.
   *
   * @param segmentPath Where it stands in the tree; differs from its pattern for file routes.
   */
  route(segmentPath: string, pattern: string, route: Route<State>): void {
    const chain = this.#tree.chainTo(this.#tree.at(segmentPath));
    chain.push((ctx) => renderRoute(ctx, route));
    this.#add(methodsOf(route), pattern, chain);
  }

  /** Registers a route whose module is loaded by the first request for it. */
  lazyRoute(
    segmentPath: string,
    pattern: string,
    load: LazyRoute<State>,
    methods: NonNullable<RouteConfig["methods"]>,
  ): void {
    const chain = this.#tree.chainTo(this.#tree.at(segmentPath)) as Chain<
      State
    >;
    const candidates = this.#lazy.get(pattern) ?? [];
    this.#lazy.set(pattern, candidates);
    candidates.push({ chain, load });
    if (candidates.length === 1) {
      chain.push((ctx) => renderFirstMatching(ctx, candidates));
    } else {
      chain.push(async (ctx) => renderRoute(ctx, await load()));
    }
    this.#add(methods === "ALL" ? METHODS : methods, pattern, chain);
  }

  fsRoutes(base: string): void {
    registerFsRoutes(this, this.#build.fsRoutes, base);
  }

  /** Returns the chain for requests that no route takes; `last` answers them. */
  rootChain(last: Middleware<State>): Chain<State> {
    const chain = [...this.#tree.chainTo(this.#tree.root), last] as Chain<State>;
    this.#dropIdle(chain);
    return chain;
  }

  /** To be called after the last registration. */
  finish(): void {
    for (const chain of this.#chains) this.#dropIdle(chain);
  }

  #dropIdle(chain: Chain<State>): void {
    const kept = chain.filter((step) => !this.#tree.isIdle(step));
    chain.splice(0, chain.length, ...kept);
  }

  #add(
    methods: readonly Method[],
    path: string,
    chain: MaybeLazyMiddleware<State>[],
  ): void {
    const pattern = joinPath(this.#basePath, path);
    this.#chains.push(chain as Chain<State>);
    // A lazy step resolves to a middleware, which Context.next() then puts in its place.
    for (const method of methods) {
      this.router.add(method, pattern, chain as Chain<State>);
    }
  }
}

/** Runs the first of several lazy routes that answers the method. */
async function renderFirstMatching<State>(
  ctx: Context<State>,
  candidates: readonly LazyCandidate<State>[],
): Promise<Response> {
  const method = ctx.req.method === "HEAD" ? "GET" : ctx.req.method;
  const allowed = new Set<string>();
  for (const [i, { chain, load }] of candidates.entries()) {
    const route = await load();
    const methods = methodsOf(route);
    if (methods.some((known) => known === method)) {
      if (i === 0) return await renderRoute(ctx, route);
      const own = internals(ctx);
      own.chain = chain;
      own.index = -1;
      return await ctx.next();
    }
    for (const known of methods) allowed.add(known);
  }
  if (method === "OPTIONS") return allowResponse(allowed);
  throw new HttpError(405);
}

/** Answers OPTIONS for a path that does not handle it itself. */
export function allowResponse(methods: Iterable<string>): Response {
  return new Response(null, {
    status: 204,
    headers: { allow: [...methods].join(", ") },
  });
}
