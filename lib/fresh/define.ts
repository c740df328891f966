// Owns createDefine(): identity functions that give handlers and pages their types.

import type { AnyComponent } from "preact";
import type { HandlerByMethod, HandlerFn, RouteHandler } from "./handlers.ts";
import type { AsyncAnyComponent, Middleware, PageProps } from "./types.ts";

/** Typed identity functions for one `State`. */
export interface Define<State> {
  /** Types the handlers of a route; their data type is inferred. */
  handlers<
    Data,
    Handlers extends RouteHandler<Data, State> = RouteHandler<Data, State>,
  >(handlers: Handlers): typeof handlers;

  /** Types a page; `define.page<typeof handler>` infers `props.data`. */
  page<
    // deno-lint-ignore no-explicit-any -- inference needs a handler of any data as its bound
    Handler extends RouteHandler<any, State> = never,
    Data = Handler extends HandlerFn<infer D, State> ? D
      : Handler extends HandlerByMethod<infer D, State> ? D
      : never,
  >(
    render:
      | AnyComponent<PageProps<Data, State>>
      | AsyncAnyComponent<PageProps<Data, State>>,
  ): typeof render;

  /** Types a layout. */
  layout(
    render:
      | AnyComponent<PageProps<unknown, State>>
      | AsyncAnyComponent<PageProps<unknown, State>>,
  ): typeof render;

  /** Types a middleware, or a list of them. */
  middleware<M extends Middleware<State> | Middleware<State>[]>(
    middleware: M,
  ): typeof middleware;
}

/** Returns the typed identity functions for a `State`; called once for an app. */
export function createDefine<State>(): Define<State> {
  return {
    handlers: (handlers) => handlers,
    page: (render) => render,
    layout: (render) => render,
    middleware: (middleware) => middleware,
  };
}
