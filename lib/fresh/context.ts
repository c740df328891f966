// Owns Context: everything a middleware or handler knows and can do about one request.

import { type ComponentChild, type FunctionComponent, isValidElement, type JSX } from "preact";
import type { BuildCache } from "./build_cache.ts";
import type { ResolvedFreshConfig } from "./config.ts";
import { HttpError } from "./error.ts";
import { renderToResponse } from "./render.ts";
import { streamOf } from "./stream.ts";
import type { Middleware, RouteComponent } from "./types.ts";
import {
  upgrade,
  type WebSocketConnection,
  type WebSocketHandlers,
  type WebSocketUpgradeOptions,
} from "./websocket.ts";

/** The wrapper and layouts (outermost first) around whatever is rendered at some point. */
export interface Surroundings<State> {
  readonly app: RouteComponent<State> | null;
  readonly layouts: readonly RouteComponent<State>[];
}

/** What only this package may touch of a context. */
export interface ContextInternals<State> {
  readonly build: BuildCache;
  /** Path of the request, with repeated slashes collapsed. */
  readonly pathname: string;
  /** The steps for this request; lazy ones are replaced in place. */
  chain: Middleware<State>[];
  /** Position of the running step in `chain`. */
  index: number;
  surroundings: Surroundings<State>;
  /** Style sheets of the matched route. */
  css: readonly string[];
}

/** Gives the package access to the internals of a context. */
export let internals: <State>(ctx: Context<State>) => ContextInternals<State>;

/** One request on its way through middlewares, handler and page. */
export class Context<State> {
  static {
    internals = (ctx) => ctx.#internals;
  }

  #internals: ContextInternals<State>;
  #url: URL | null = null;
  #params: Record<string, string> | null;

  /** Resolved configuration of the app. */
  readonly config: ResolvedFreshConfig;
  readonly req: Request;
  /** Addresses of the connection. */
  readonly info: Deno.ServeHandlerInfo;
  /** The matched pattern, or null. */
  readonly route: string | null;
  /** Shared by all middlewares, handlers and pages of this request. */
  state: State = {} as State;
  /** The error being handled, or null. */
  error: unknown = null;
  /** Always undefined; only pages have data. */
  readonly data: undefined = undefined;
  /** What goes inside of the layout or wrapper being rendered. */
  Component!: FunctionComponent;

  constructor(
    req: Request,
    info: Deno.ServeHandlerInfo,
    config: ResolvedFreshConfig,
    build: BuildCache,
    match: {
      pathname: string;
      route: string | null;
      params: Record<string, string> | null;
      chain: Middleware<State>[];
    },
  ) {
    this.req = req;
    this.info = info;
    this.config = config;
    this.route = match.route;
    this.#params = match.params;
    this.#internals = {
      build,
      pathname: match.pathname,
      chain: match.chain,
      index: -1,
      surroundings: { app: null, layouts: [] },
      css: [],
    };
  }

  /** The requested URL: repeated slashes collapsed, forwarded host applied if proxies are trusted. */
  get url(): URL {
    return this.#url ??= resolveUrl(
      this.req,
      this.#internals.pathname,
      this.config.trustProxy,
    );
  }

  /** Parameters of the matched pattern, decoded; without a prototype. */
  get params(): Record<string, string> {
    return this.#params ??= Object.create(null);
  }

  /** Whether only partials of the page were asked for. */
  get isPartial(): boolean {
    return this.req.url.includes("fresh-partial") &&
      this.url.searchParams.has("fresh-partial");
  }

  /** Runs the rest of the chain. Rejects with a 404 if nothing is left. */
  next(): Promise<Response> {
    try {
      return Promise.resolve(runNext(this));
    } catch (error) {
      return Promise.reject(error);
    }
  }

  /**
   * Answers with a redirect. In a path, repeated slashes become one.
   *
   * Validate targets that come from a user.
   */
  redirect(pathOrUrl: string, status = 302): Response {
    let location = pathOrUrl;
    if (pathOrUrl !== "/" && pathOrUrl.startsWith("/")) {
      let end = pathOrUrl.indexOf("?");
      if (end === -1) end = pathOrUrl.indexOf("#");
      if (end === -1) end = pathOrUrl.length;
      // A browser reads `/\` as `//`, so a backslash there would lead to another host.
      const path = pathOrUrl.slice(0, end).replace(/^\/[\\/]+/, "/").replace(
        /\/{2,}/g,
        "/",
      );
      location = path + pathOrUrl.slice(end);
    }
    return new Response(null, { status, headers: { location } });
  }

  /**
   * Renders JSX inside of the layouts and the wrapper that are valid at this point of the chain.
   *
   * @param init Status and headers. The content type is always HTML.
   * @throws {Error} If the value is neither JSX nor null.
   */
  render(
    vnode: JSX.Element | null,
    init: ResponseInit = {},
    options: { skipAppWrapper?: boolean; skipInheritedLayouts?: boolean } = {},
  ): Promise<Response> {
    if (arguments.length === 0) {
      return Promise.reject(
        new Error("Cannot render without an argument to ctx.render()"),
      );
    }
    if (vnode !== null && !isValidElement(vnode)) {
      const got = describe(vnode);
      return Promise.reject(
        new Error(`Cannot render a value that is not JSX: ${got}`),
      );
    }
    return renderToResponse<State>(
      this,
      vnode as ComponentChild,
      init,
      options,
    );
  }

  /** Answers with plain text. */
  text(content: string, init?: ResponseInit): Response {
    return new Response(content, init);
  }

  /** Answers with HTML that was made elsewhere. */
  html(content: string, init?: ResponseInit): Response {
    return new Response(
      content,
      withContentType(init, "text/html; charset=utf-8"),
    );
  }

  /** Answers with JSON. */
  json(content: unknown, init?: ResponseInit): Response {
    return Response.json(content, init);
  }

  /** Answers with the chunks of an iterable as they come; strings are sent as UTF-8. */
  stream<T extends string | Uint8Array>(
    source:
      | Iterable<T>
      | AsyncIterable<T>
      | (() => Iterable<T> | AsyncIterable<T>),
    init?: ResponseInit,
  ): Response {
    const body = streamOf(typeof source === "function" ? source() : source);
    return new Response(body, init);
  }

  /**
   * Turns the request into a WebSocket.
   *
   * With handlers the response alone is returned; without, the socket as well.
   *
   * @throws {HttpError} 400 if the client did not ask for a WebSocket.
   */
  upgrade(options?: WebSocketUpgradeOptions): WebSocketConnection;
  upgrade(
    handlers: WebSocketHandlers,
    options?: WebSocketUpgradeOptions,
  ): Response;
  upgrade(
    first?: WebSocketHandlers | WebSocketUpgradeOptions,
    second?: WebSocketUpgradeOptions,
  ): WebSocketConnection | Response {
    return upgrade(this.req, first, second);
  }
}

/**
 * Runs the rest of the chain, without a promise as long as no step needs one.
 *
 * @throws {HttpError} 404 if nothing is left; or whatever a step throws.
 */
export function runNext<State>(ctx: Context<State>): Response | Promise<Response> {
  const own = internals(ctx);
  const index = own.index + 1;
  const step = own.chain[index];
  if (step === undefined) throw new HttpError(404);
  own.index = index;
  let result: Response | Promise<Response>;
  try {
    result = step(ctx);
  } catch (error) {
    own.index = index - 1;
    ctx.error = error;
    throw error;
  }
  if (result instanceof Response) {
    own.index = index - 1;
    return result;
  }
  return settle(ctx, own, index, result);
}

async function settle<State>(
  ctx: Context<State>,
  own: ContextInternals<State>,
  index: number,
  pending: unknown,
): Promise<Response> {
  try {
    let result = await pending;
    if (typeof result === "function") {
      // A lazy step resolves to a middleware, which takes its place.
      const loaded = result as Middleware<State>;
      own.chain[index] = loaded;
      result = await loaded(ctx);
    }
    if (result instanceof Response) return result;
    throw new Error(`Expected a handler to return a Response, but got: ${describe(result)}`);
  } catch (error) {
    ctx.error = error;
    throw error;
  } finally {
    own.index = index - 1;
  }
}

function resolveUrl(req: Request, pathname: string, trustProxy: boolean): URL {
  const url = new URL(req.url);
  if (url.pathname !== pathname) url.pathname = pathname;
  if (trustProxy) {
    const proto = firstOf(req.headers.get("x-forwarded-proto"));
    if (proto === "http" || proto === "https") url.protocol = `${proto}:`;
    const host = firstOf(req.headers.get("x-forwarded-host"));
    if (host !== undefined) {
      // A host without a port means the default one, not that of the inner connection.
      url.port = "";
      url.host = host;
    }
  }
  return url;
}

/** A chain of proxies appends; the first value is the one the client spoke to. */
function firstOf(header: string | null): string | undefined {
  return header?.split(",", 1)[0]?.trim() || undefined;
}

function withContentType(
  init: ResponseInit | undefined,
  contentType: string,
): ResponseInit {
  const headers = new Headers(init?.headers);
  headers.set("content-type", contentType);
  return { ...init, headers };
}

function describe(value: unknown): string {
  if (value === undefined) return "undefined";
  return Object.prototype.toString.call(value) === "[object Object]"
    ? `an object with the keys ${Object.keys(value as object).join(", ") || "(none)"}`
    : String(value);
}
