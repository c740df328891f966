// Owns moving the contents of <Head> components into the head of the document.

import { type ComponentChildren, Fragment, h, type JSX } from "preact";
import type { HeadElement, InternalVNode, RenderState } from "./render_state.ts";
import { rawHtml, renderState, renderWithState } from "./render_string.ts";

/** Stands in for `<Head>` on the server: renders the children while elements are collected. */
export function HeadCollector(
  { children }: { children?: ComponentChildren },
): JSX.Element {
  const state = renderState();
  return rawHtml(["", "", "", ""], [
    h(Switch, { field: "inHeadComponent", value: true }),
    h(Fragment, null, children),
    h(Switch, { field: "inHeadComponent", value: state.inHeadComponent }),
  ]);
}

/** Takes an element out of the body. */
export function collectHead(
  state: RenderState,
  vnode: InternalVNode,
  type: string,
): void {
  const { key, props } = vnode;
  state.heads.set(identityOf(type, key, props), { type, props, key });
  vnode.type = Nothing;
}

/** Puts a collected element in the place of one that is the same by identity. */
export function replaceHead(
  state: RenderState,
  vnode: InternalVNode,
  type: string,
): void {
  if (state.heads.size === 0) return;
  const identity = identityOf(type, vnode.key, vnode.props);
  const found = state.heads.get(identity);
  if (found === undefined) return;
  state.heads.delete(identity);
  vnode.props = elementProps(found);
}

/** Makes `<head>` end with what was collected. */
export function addHeadRest(vnode: InternalVNode): void {
  const { children } = vnode.props;
  if (Array.isArray(children) && children[0]?.type === Switch) return; // seen before
  vnode.props = {
    ...vnode.props,
    children: [
      h(Switch, { field: "inHead", value: true }),
      children,
      h(HeadRest, null),
      h(Switch, { field: "inHead", value: false }),
    ],
  };
}

/** Renders what was collected too late for the head, or where there was none. */
export function renderLeftoverHeads(state: RenderState): string {
  return state.heads.size === 0 ? "" : renderWithState(state, h(HeadRest, {}), "h");
}

function HeadRest(): JSX.Element {
  const { heads } = renderState();
  const elements = [...heads.values()];
  heads.clear();
  return h(
    Fragment,
    null,
    elements.map((element) => h(element.type, elementProps(element))),
  );
}

function elementProps({ props, key }: HeadElement): Record<string, unknown> {
  return key === undefined || key === null ? props : { ...props, "data-key": String(key) };
}

function identityOf(
  type: string,
  key: unknown,
  props: Record<string, unknown>,
): string {
  if (key !== undefined && key !== null) return `key:${key}`;
  if (type === "title") return type;
  let identity = type;
  for (const name of Object.keys(props).sort()) {
    if (name === "children" || name === "nonce" || name === "ref") continue;
    if (
      (type === "meta" && name === "content") ||
      (type === "link" && name === "href")
    ) continue;
    const value = name === "dangerouslySetInnerHTML" ? innerHtml(props[name]) : props[name];
    identity += `|${name}=${value}`;
  }
  return identity;
}

function innerHtml(value: unknown): unknown {
  return typeof value === "object" && value !== null && "__html" in value ? value.__html : "";
}

function Nothing(): null {
  return null;
}

/** Changes a flag when rendering gets to it; siblings render in their order. */
export function Switch(
  { field, value }: {
    field: "inHead" | "inHeadComponent" | "inIsland";
    value: boolean;
  },
): null {
  renderState()[field] = value;
  return null;
}
