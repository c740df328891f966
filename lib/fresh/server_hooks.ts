// Owns the Preact hook that runs for every element and component while a page renders.

import { type JSX, options } from "preact";
import { addHeadRest, collectHead, HeadCollector, replaceHead } from "./head_server.ts";
import { addBodyEnd, asIsland } from "./islands.ts";
import { lockAssets, markLink } from "./links.ts";
import type { InternalVNode, RenderState } from "./render_state.ts";
import { currentState } from "./render_string.ts";
import { Head } from "./client/head.ts";

type DiffHook = (vnode: JSX.Element) => void;
// "__b" is the name of the diff hook in Preact's published builds.
const hooks = options as typeof options & { __b?: DiffHook };
const previousHook = hooks.__b;

hooks.__b = (vnode) => {
  const state = currentState();
  if (state !== null) prepare(state, vnode as InternalVNode);
  previousHook?.(vnode);
};

function prepare(state: RenderState, vnode: InternalVNode): void {
  const { type } = vnode;
  if (typeof type === "string") {
    prepareElement(state, vnode, type);
  } else if (type === Head) {
    vnode.type = HeadCollector;
  } else if (state.build.islands.byComponent.size > 0 && !state.inIsland) {
    const island = state.build.islands.byComponent.get(type);
    if (island !== undefined) asIsland(vnode, island);
  }
}

function prepareElement(
  state: RenderState,
  vnode: InternalVNode,
  type: string,
): void {
  switch (type) {
    case "a":
      markLink(state, vnode);
      return;
    case "img":
    case "source":
      lockAssets(vnode);
      return;
    case "html":
      state.hasHtml = true;
      return;
    case "head":
      state.hasHead = true;
      addHeadRest(vnode);
      return;
    case "body":
      state.hasBody = true;
      addBodyEnd(vnode);
      return;
    case "title":
    case "meta":
    case "link":
    case "script":
    case "style":
    case "base":
    case "noscript":
    case "template":
      prepareHeadElement(state, vnode, type);
  }
}

function prepareHeadElement(state: RenderState, vnode: InternalVNode, type: string): void {
  if (state.inHeadComponent) {
    collectHead(state, vnode, type);
    return;
  }
  if (state.inHead) replaceHead(state, vnode, type);
  if (type === "script" || type === "style") addNonce(state, vnode);
}

/** Vnodes whose nonce is ours; a vnode kept in a constant comes by once for every request. */
const ownNonces = new WeakSet<InternalVNode>();

function addNonce(state: RenderState, vnode: InternalVNode): void {
  if (vnode.props.nonce !== undefined && !ownNonces.has(vnode)) return;
  ownNonces.add(vnode);
  vnode.props.nonce = state.nonce;
}
