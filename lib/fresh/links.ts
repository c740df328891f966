// Owns the attributes added to links and images while a page renders.

import type { InternalVNode, RenderState } from "./render_state.ts";
import { asset, assetSrcSet } from "./asset.ts";

const QUERY = 63;
const HASH = 35;
const SLASH = 47;

/** Marks links to the current page and to those above it, for styles and screen readers. */
export function markLink(state: RenderState, { props }: InternalVNode): void {
  const { href } = props;
  if (typeof href !== "string" || href.charCodeAt(0) !== SLASH) return;
  const { pathname } = state;
  // Most links of a page lead elsewhere, which their first letter tells.
  const first = href.charCodeAt(1);
  if (first !== pathname.charCodeAt(1) && href.length > 1 && first !== QUERY && first !== HASH) {
    unmark(props);
    return;
  }
  if (first === SLASH) return; // another host

  const hash = href.indexOf("#");
  const end = hash === -1 ? href.length : hash;
  const query = href.indexOf("?");
  const hasQuery = query !== -1 && query < end;
  const path = withoutSlash(href.slice(0, hasQuery ? query : end));
  const here = withoutSlash(pathname);
  if (path === here && (!hasQuery || href.slice(query, end) === state.search)) {
    mark(props, "data-current", "page");
  } else if (path === "" || path === here || here.startsWith(`${path}/`)) {
    mark(props, "data-ancestor", "true");
  } else {
    unmark(props);
  }
}

function withoutSlash(path: string): string {
  return path.endsWith("/") ? path.slice(0, -1) : path;
}

function mark(props: Record<string, unknown>, attribute: string, ariaCurrent: string): void {
  unmark(props);
  props["aria-current"] ??= ariaCurrent;
  props[attribute] = "true";
}

/** Drops the marks of an earlier request, for a vnode kept in a constant. */
function unmark(props: Record<string, unknown>): void {
  if (!("data-current" in props || "data-ancestor" in props)) return;
  delete props["data-current"];
  delete props["data-ancestor"];
  delete props["aria-current"];
}

/** Adds the build id to image URLs, so that they can be cached for good. */
export function lockAssets({ props }: InternalVNode): void {
  if ("data-fresh-disable-lock" in props) return;
  const { src, srcset, srcSet } = props;
  if (typeof src === "string") props.src = asset(src);
  if (typeof srcset === "string") props.srcset = assetSrcSet(srcset);
  if (typeof srcSet === "string") props.srcSet = assetSrcSet(srcSet);
}
