// Owns the attributes added to links and images while a page renders.

import type { InternalVNode, RenderState } from "./render_state.ts";
import { asset, assetSrcSet } from "./asset.ts";

/** Marks links to the current page and to those above it, for styles and screen readers. */
export function markLink(state: RenderState, vnode: InternalVNode): void {
  const { href } = vnode.props;
  if (
    typeof href !== "string" || !href.startsWith("/") || href.startsWith("//")
  ) return;
  const hash = href.indexOf("#");
  const end = hash === -1 ? href.length : hash;
  const query = href.indexOf("?");
  const hasQuery = query !== -1 && query < end;
  const path = withoutSlash(href.slice(0, hasQuery ? query : end));
  const here = withoutSlash(state.pathname);

  if (path === here && (!hasQuery || href.slice(query, end) === state.search)) {
    mark(vnode, "data-current", "page");
  } else if (path === "" || path === here || here.startsWith(`${path}/`)) {
    mark(vnode, "data-ancestor", "true");
  } else if ("data-current" in vnode.props || "data-ancestor" in vnode.props) {
    vnode.props = unmarked(vnode.props);
  }
}

function withoutSlash(path: string): string {
  return path.endsWith("/") ? path.slice(0, -1) : path;
}

function mark(
  vnode: InternalVNode,
  attribute: string,
  ariaCurrent: string,
): void {
  vnode.props = {
    "aria-current": ariaCurrent,
    ...unmarked(vnode.props),
    [attribute]: "true",
  };
}

/** Drops the marks of an earlier request, for a vnode kept in a constant. */
function unmarked(props: Record<string, unknown>): Record<string, unknown> {
  if (!("data-current" in props || "data-ancestor" in props)) return props;
  const {
    "data-current": _,
    "data-ancestor": __,
    "aria-current": ___,
    ...rest
  } = props;
  return rest;
}

/** Adds the build id to image URLs, so that they can be cached for good. */
export function lockAssets(vnode: InternalVNode): void {
  const { src, srcset, srcSet, ...rest } = vnode.props;
  if ("data-fresh-disable-lock" in rest || (!src && !srcset && !srcSet)) return;
  const set = srcset ?? srcSet;
  vnode.props = { ...rest };
  if (src !== undefined) {
    vnode.props.src = typeof src === "string" ? asset(src) : src;
  }
  if (set !== undefined) {
    vnode.props.srcset = typeof set === "string" ? assetSrcSet(set) : set;
  }
}
