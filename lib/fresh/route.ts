// Owns running a route: its handler, then its page component.

import { type ComponentChild, Fragment, h } from "preact";
import { type Context, internals } from "./context.ts";
import { HttpError } from "./error.ts";
import { type HandlerFn, isHandlerByMethod } from "./handlers.ts";
import { pageProps, renderComponent, renderToResponse } from "./render.ts";
import { type Method, METHODS } from "./router.ts";
import type { Route } from "./types.ts";

const RENDER_ONLY = () => ({ data: {} });

/** Returns the methods a route answers; HEAD is implied by GET. */
export function methodsOf<State>(
  { handler, component }: Route<State>,
): readonly Method[] {
  if (typeof handler === "function") return METHODS;
  const own = handler === undefined ? [] : METHODS.filter((method) => handler[method]);
  return component !== undefined && !own.includes("GET") ? ["GET", ...own] : own;
}

/** Runs a route for a method that it answers. */
export async function renderRoute<State>(
  ctx: Context<State>,
  route: Route<State>,
): Promise<Response> {
  const handler = handlerFor(route, ctx.req.method);
  if (handler === undefined) throw new HttpError(405);
  return await runHandler(ctx, route, handler, 200);
}

/** Runs an error page; any method without a handler of its own renders the component. */
export async function renderErrorRoute<State>(
  ctx: Context<State>,
  route: Route<State>,
  status: number,
): Promise<Response> {
  const handler = handlerFor(route, ctx.req.method) ??
    (route.component === undefined ? undefined : RENDER_ONLY);
  if (handler === undefined) throw ctx.error;
  return await runHandler(ctx, route, handler, status);
}

function handlerFor<State>(
  { handler, component }: Route<State>,
  method: string,
): HandlerFn<unknown, State> | undefined {
  if (typeof handler === "function") return handler;
  const name = method.toUpperCase();
  const byMethod = handler !== undefined && isHandlerByMethod(handler) ? handler : {};
  const own = METHODS.find((known) => known === name);
  const found = own && byMethod[own];
  if (found !== undefined) return found;
  if (name === "HEAD" && byMethod.GET !== undefined) return byMethod.GET;
  const isRead = name === "GET" || name === "HEAD";
  return isRead && component !== undefined ? RENDER_ONLY : undefined;
}

async function runHandler<State>(
  ctx: Context<State>,
  route: Route<State>,
  handler: HandlerFn<unknown, State>,
  defaultStatus: number,
): Promise<Response> {
  const own = internals(ctx);
  if (route.css !== undefined) own.css = route.css;
  const result = await handler(ctx);
  if (result instanceof Response) return result;
  if (typeof result !== "object" || result === null) {
    throw new Error(
      `Expected a handler to return a Response or page(), but got: ${result}`,
    );
  }

  let content: ComponentChild = null;
  if (route.component !== undefined) {
    const props = pageProps(ctx, () => null, result.data);
    const rendered = await renderComponent(route.component, props);
    if (rendered instanceof Response) return rendered;
    content = rendered;
  }
  const init: ResponseInit = { status: result.status ?? defaultStatus };
  if (result.headers !== undefined) init.headers = result.headers;
  return await renderToResponse(
    ctx,
    h(Fragment, null, content),
    init,
    route.config ?? {},
  );
}
