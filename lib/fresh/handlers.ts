// Owns route handlers: what they may return, and `page()`.

import type { Context } from "./context.ts";
import type { Method } from "./router.ts";

/** Data for the page component, with the status and headers of the response. */
export interface PageResponse<T> {
  data: T;
  headers?: HeadersInit | undefined;
  status?: number | undefined;
}

/**
 * Returns data from a handler to the page component of the same file.
 *
 * @param data Becomes `props.data` of the page.
 */
export function page(): PageResponse<undefined>;
export function page<T>(
  data: T,
  options?: { headers?: HeadersInit; status?: number },
): PageResponse<T>;
export function page<T>(
  data?: T,
  options?: { headers?: HeadersInit; status?: number },
): PageResponse<T | undefined> {
  return { data, headers: options?.headers, status: options?.status };
}

/** Answers a request itself, or returns data for the page component. */
export interface HandlerFn<Data, State> {
  (
    ctx: Context<State>,
  ): Response | PageResponse<Data> | Promise<Response | PageResponse<Data>>;
}

/** One handler for each method. */
export type HandlerByMethod<Data, State> = {
  [M in Method]?: HandlerFn<Data, State>;
};

/** One handler for all methods, or one for each. */
export type RouteHandler<Data, State> =
  | HandlerFn<Data, State>
  | HandlerByMethod<Data, State>;

/** The type of the data that a handler gives to its page. */
export type RouteData<Handler extends RouteHandler<unknown, unknown>> = Handler extends
  RouteHandler<infer Data, unknown> ? Data : never;

export function isHandlerByMethod<Data, State>(
  handler: RouteHandler<Data, State>,
): handler is HandlerByMethod<Data, State> {
  return typeof handler === "object";
}
