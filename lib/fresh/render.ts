// Owns rendering a page with its layouts and wrapper to a Response.

import { type ComponentChild, Fragment, type FunctionComponent, h, type JSX } from "preact";
import { type Context, internals } from "./context.ts";
import { renderLeftoverHeads } from "./head_server.ts";
import { BodyEnd } from "./islands.ts";
import { RenderState } from "./render_state.ts";
import { rawHtml, renderWithState } from "./render_string.ts";
import "./server_hooks.ts";
import type { AsyncAnyComponent, PageProps, RouteComponent } from "./types.ts";

/** Key under which a Response carries the nonce of its page, for `csp({ useNonce: true })`. */
export const NONCE = Symbol.for("__freshNonce");

/** Makes the props of a page, layout or wrapper. */
export function pageProps<State>(
  ctx: Context<State>,
  Component: FunctionComponent,
  data: unknown,
): PageProps<unknown, State> {
  return {
    config: ctx.config,
    url: ctx.url,
    req: ctx.req,
    params: ctx.params,
    info: ctx.info,
    state: ctx.state,
    isPartial: ctx.isPartial,
    Component,
    error: ctx.error,
    route: ctx.route,
    data,
  };
}

/** Makes the vnode of a component, awaiting it if it is an `async function`. */
export async function renderComponent<State>(
  component: RouteComponent<State>,
  props: PageProps<unknown, State>,
): Promise<ComponentChild | Response> {
  return isAsync(component) ? await component(props) : h(component, props);
}

function isAsync<State>(
  component: RouteComponent<State>,
): component is AsyncAnyComponent<PageProps<unknown, State>> {
  return component.constructor.name === "AsyncFunction";
}

/** Renders content inside of the layouts and wrapper that are valid at this point of the chain. */
export async function renderToResponse<State>(
  ctx: Context<State>,
  content: ComponentChild,
  init: ResponseInit,
  options: { skipAppWrapper?: boolean; skipInheritedLayouts?: boolean },
): Promise<Response> {
  const { build, pathname, surroundings, css } = internals(ctx);
  const layouts = options.skipInheritedLayouts ? [] : surroundings.layouts;
  const app = options.skipAppWrapper ? null : surroundings.app;

  let tree = content;
  for (let i = layouts.length - 1; i >= 0; i--) {
    const inner = tree;
    ctx.Component = () => inner as JSX.Element;
    const rendered = await renderComponent(
      layouts[i]!,
      pageProps(ctx, ctx.Component, null),
    );
    if (rendered instanceof Response) return rendered;
    tree = rendered;
  }

  const state = new RenderState(
    build,
    ctx.config.basePath,
    pathname,
    searchOf(ctx.req.url),
  );
  for (const href of css) {
    state.heads.set(`css:${href}`, {
      type: "link",
      props: { rel: "stylesheet", href },
      key: undefined,
    });
  }
  let html = renderWithState(state, h(Fragment, null, tree), "p");
  if (app !== null) {
    const page = html;
    ctx.Component = () => rawHtml([page]);
    const wrapper = await renderComponent(
      app,
      pageProps(ctx, ctx.Component, null),
    );
    if (wrapper instanceof Response) return wrapper;
    html = renderWithState(state, h(Fragment, null, wrapper), "a");
  }
  return toResponse(state, completeDocument(state, html), init);
}

/** Adds what the components left out of the document: html, head, body. */
function completeDocument(state: RenderState, rendered: string): string {
  let html = rendered;
  if (!state.hasBody) {
    html = `<body>${html}${renderWithState(state, h(BodyEnd, {}), "e")}</body>`;
  }
  const heads = renderLeftoverHeads(state);
  if (!state.hasHead) {
    html = `<head><meta charset="utf-8"/>${heads}</head>${html}`;
  } else if (heads !== "") {
    html = html.replace("</head>", () => `${heads}</head>`);
  }
  if (!state.hasHtml) html = `<html>${html}</html>`;
  return `<!DOCTYPE html>${html}`;
}

function toResponse(
  state: RenderState,
  html: string,
  init: ResponseInit,
): Response {
  const headers = new Headers(init.headers);
  headers.set("content-type", "text/html; charset=utf-8");
  for (const file of state.modules) {
    headers.append(
      "link",
      `<${encodeURI(file)}>; rel="modulepreload"; as="script"`,
    );
  }
  const res = new Response(html, { ...init, headers });
  return Object.assign(res, { [NONCE]: state.nonce });
}

function searchOf(url: string): string {
  const start = url.indexOf("?");
  if (start === -1) return "";
  const hash = url.indexOf("#", start);
  return url.slice(start, hash === -1 ? undefined : hash);
}
