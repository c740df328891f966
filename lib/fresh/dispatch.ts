// Owns answering requests with a compiled app: finding the chain, running it, the default errors.

import type { BuildCache } from "./build_cache.ts";
import type { ResolvedFreshConfig } from "./config.ts";
import { Context, runNext } from "./context.ts";
import { HttpError } from "./error.ts";
import { logError } from "./log.ts";
import { allowResponse, type Chain, type Registry } from "./registry.ts";
import type { RouteEntry, RouteMatch } from "./router.ts";
import { statusText } from "./status_text.ts";

/** Answers a request. `info` may be left out in tests. */
export type AppHandler = (req: Request, info?: Deno.ServeHandlerInfo) => Promise<Response>;

/** Is told of every error that ends in a status of 500 or above, also if a page shows it. */
export type ErrorObserver = (req: Request, error: unknown) => void;

/** Stands in for the connection of requests that did not come from one. */
const NO_CONNECTION: Deno.ServeHandlerInfo = {
  remoteAddr: { transport: "tcp", hostname: "localhost", port: 1234 },
  completed: Promise.resolve(),
};

/** Makes the handler of an app from its finished registry. */
export function createHandler<State>(
  registry: Registry<State>,
  config: ResolvedFreshConfig,
  build: BuildCache,
  onError: ErrorObserver | null,
): AppHandler {
  const unmatched = registry.rootChain(() => Promise.reject(new HttpError(404)));
  const notAllowed = registry.rootChain(() => Promise.reject(new HttpError(405)));
  const preflights = new Map<RouteEntry<Chain<State>>, Chain<State>>();

  const chainWithoutRoute = (entry: RouteEntry<Chain<State>> | null, method: string) => {
    if (entry === null) return unmatched;
    if (method !== "OPTIONS") return notAllowed;
    let chain = preflights.get(entry);
    if (chain === undefined) {
      chain = registry.rootChain(() => allowResponse(entry.methods.keys()));
      preflights.set(entry, chain);
    }
    return chain;
  };

  return (req, info = NO_CONNECTION) => {
    const { method } = req;
    const pathname = pathOf(req.url);
    const { entry, value, params } = matchOrRefuse(registry, method, pathname);
    const chain = value ?? chainWithoutRoute(entry, method);
    const route = entry?.pattern ?? null;
    const ctx = new Context<State>(req, info, config, build, { pathname, route, params, chain });
    let result: Response | Promise<Response>;
    try {
      result = runNext(ctx);
    } catch (error) {
      result = Promise.reject(error);
    }
    const isFinal = result instanceof Response && onError === null && method !== "HEAD";
    return isFinal ? Promise.resolve(result) : settle(ctx, result, onError);
  };
}

async function settle<State>(
  ctx: Context<State>,
  pending: Response | Promise<Response>,
  onError: ErrorObserver | null,
): Promise<Response> {
  let res: Response;
  let error: unknown;
  try {
    res = await pending;
    error = ctx.error;
  } catch (caught) {
    error = caught;
    res = defaultErrorResponse(error);
  }
  if (onError !== null && res.status >= 500 && error !== null) onError(ctx.req, error);
  return ctx.req.method === "HEAD" && res.body !== null ? await withoutBody(res) : res;
}

/** Keeps the headers alone. Whoever makes the body is told that nobody reads it, or it would wait for ever. */
async function withoutBody(res: Response): Promise<Response> {
  if (res.body !== null && !res.body.locked) {
    // A body that breaks while it ends is as well ended.
    await res.body.cancel().catch(() => {});
  }
  return new Response(null, res);
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
    return new Response(error.message || statusText(error.status), { status: error.status });
  }
  logError(error);
  return new Response("Internal server error", { status: 500 });
}
