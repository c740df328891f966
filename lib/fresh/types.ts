// Owns the types shared by routes, layouts and middlewares.

import type { AnyComponent, ComponentChild, FunctionComponent, RenderableProps } from "preact";
import type { Context } from "./context.ts";
import type { RouteHandler } from "./handlers.ts";
import type { Method } from "./router.ts";

/** Produces a value when it is first needed. */
export type Lazy<T> = () => Promise<T>;

/** A value, or a function which produces it. */
export type MaybeLazy<T> = T | Lazy<T>;

/** Answers a request, or passes it on with `ctx.next()`. */
export type Middleware<State> = (
  ctx: Context<State>,
) => Response | Promise<Response>;

/** Old name of {@linkcode Middleware}. */
export type MiddlewareFn<State> = Middleware<State>;

/** A middleware, or an async function which resolves to one on the first request. */
export type MaybeLazyMiddleware<State> = (
  ctx: Context<State>,
) => Response | Promise<Response | Middleware<State>>;

/** What page, layout and wrapper components receive. */
export type PageProps<Data = unknown, State = unknown> =
  & Pick<
    Context<State>,
    | "config"
    | "url"
    | "req"
    | "params"
    | "info"
    | "state"
    | "isPartial"
    | "error"
    | "route"
  >
  & {
    /** What goes inside of a layout or the wrapper; renders nothing in a page. */
    Component: FunctionComponent;
    /** What the handler returned; null in layouts and in the wrapper. */
    data: Data;
  };

/** A component written as an `async function`; it may answer with a Response of its own. */
export interface AsyncAnyComponent<Props> {
  // The second parameter as in preact's FunctionComponent: only then does TypeScript infer `props` from both.
  // deno-lint-ignore no-explicit-any
  (props: RenderableProps<Props>, context?: any): Promise<ComponentChild | Response>;
  displayName?: string;
}

/** A page, layout or wrapper component. */
export type RouteComponent<State> =
  | AnyComponent<PageProps<unknown, State>>
  | AsyncAnyComponent<PageProps<unknown, State>>;

/** Options of a layout. */
export interface LayoutConfig {
  /** Leaves out the layouts further out. Default: false. */
  skipInheritedLayouts?: boolean;
  /** Leaves out the app wrapper. Default: false. */
  skipAppWrapper?: boolean;
}

/** Options of a route. */
export interface RouteConfig extends LayoutConfig {
  /** Pattern to use instead of the one given by the file name. */
  routeOverride?: string;
  /** Accepted for compatibility; does nothing, use the `csp()` middleware. */
  csp?: boolean;
  /** Methods under which a lazy route is registered. Default: `"ALL"`. */
  methods?: "ALL" | Method[];
}

/** A page with its handlers, as `app.route()` takes it. */
export interface Route<State> {
  component?: RouteComponent<State> | undefined;
  handler?: RouteHandler<unknown, State> | undefined;
  config?: RouteConfig | undefined;
  /** Style sheets linked in the head of the page. */
  css?: string[] | undefined;
}

/** An island component that the browser can hydrate. */
export interface Island {
  /** Unique among the islands of an app; used in messages. */
  name: string;
  /** Name under which its module exports it. */
  exportName: string;
  /** URL path of its module in the browser, without the base path. */
  file: string;
  /** URL paths of the chunks which that module imports, for preloading. */
  imports: readonly string[];
}
