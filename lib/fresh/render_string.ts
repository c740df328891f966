// Owns the state of the page being rendered, and rendering vnodes to strings with it.

import { Fragment, h, type JSX } from "preact";
import { renderToString } from "preact-render-to-string";
import { setBuildIdSource } from "./asset.ts";
import type { InternalVNode, RenderState } from "./render_state.ts";

let current: RenderState | null = null;
let lastBuildId = "";

setBuildIdSource(() => current?.build.buildId ?? lastBuildId);

/** Tells `asset()` the build to use outside of renderings. */
export function setDefaultBuildId(id: string): void {
  lastBuildId = id;
}

/**
 * Renders to a string. The state is that of the page; rendering is synchronous, so pages rendered
 * at the same time do not see each other.
 *
 * @param idPrefix Start of the ids from `useId()`, as page and wrapper are rendered separately.
 */
export function renderWithState(
  state: RenderState,
  vnode: JSX.Element,
  idPrefix: string,
): string {
  const outer = current;
  current = state;
  try {
    return renderToString(withIdPrefix(vnode, idPrefix));
  } finally {
    current = outer;
  }
}

/** Makes the ids that `useId()` gives below a vnode start with a prefix, and count from 0. */
export function withIdPrefix(vnode: JSX.Element, prefix: number | string): JSX.Element {
  const internal: InternalVNode = vnode;
  internal.__m = [prefix, 0];
  return vnode;
}

/** Returns the state of the page being rendered, if one is. */
export function currentState(): RenderState | null {
  return current;
}

/** Returns the state of the page being rendered. */
export function renderState(): RenderState {
  if (current === null) {
    throw new Error("Cannot render this component outside of ctx.render()");
  }
  return current;
}

/**
 * Makes a vnode of finished HTML with vnodes in between: `html[0] vnodes[0] html[1] …`.
 *
 * This is the form that the `precompile` JSX transform produces.
 */
export function rawHtml(
  html: string[],
  vnodes: JSX.Element[] = [],
): JSX.Element {
  return h(
    Fragment as (props: { tpl: string[]; exprs: JSX.Element[] }) => JSX.Element,
    {
      tpl: html,
      exprs: vnodes,
    },
  );
}
