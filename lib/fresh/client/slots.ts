// Owns server-rendered content inside of islands: it becomes part of the island's tree as it is.

import { type ComponentChild, type ComponentType, h, type JSX } from "preact";

type CreateIsland = (index: number) => JSX.Element;

/** Contents of slots by their number. Static: nothing in them ever renders again. */
const contents = new Map<number, ComponentChild[]>();

let createIsland: CreateIsland;

/** Shows the content of a slot: found in the page, or else waiting in a template. */
export function Slot({ id }: { id: number }): ComponentChild[] {
  let content = contents.get(id);
  if (content === undefined) {
    const template = document.getElementById(`frsh-slot-${id}`) as HTMLTemplateElement | null;
    content = template === null ? [] : toVNodes([...template.content.childNodes]);
    contents.set(id, content);
  }
  return content;
}

/** Makes the vnode of an island, numbering the ids of `useId()` as the server does. */
export function islandVNode(
  component: ComponentType<Record<string, unknown>>,
  props: Record<string, unknown>,
  index: number,
): JSX.Element {
  const vnode = h(component, props) as JSX.Element & { __m?: [number, number] };
  vnode.__m = [index, 0];
  return vnode;
}

/** Returns the siblings between a marker and the one that ends it, or null if that is missing. */
export function nodesUntil(start: Node, end: string): ChildNode[] | null {
  const nodes: ChildNode[] = [];
  for (let node = start.nextSibling; node !== null; node = node.nextSibling) {
    if (isMarker(node, end)) return nodes;
    nodes.push(node);
  }
  return null;
}

/** Takes note of all slots inside of an island, and removes their markers. */
export function adoptSlots(nodes: ChildNode[], create: CreateIsland): void {
  createIsland = create;
  for (let i = 0; i < nodes.length; i++) {
    const node = nodes[i]!;
    const id = slotIn(node);
    if (id === null) {
      adoptSlots([...node.childNodes], create);
      continue;
    }
    const inner = takeUntil(nodes, i, `/frsh:slot:${id}`);
    contents.set(id, toVNodes(inner));
    i += inner.length + 1;
  }
}

function slotIn(node: ChildNode): number | null {
  const [, id] = node.nodeType === Node.COMMENT_NODE
    ? /^frsh:slot:(\d+)$/.exec((node as Comment).data) ?? []
    : [];
  return id === undefined ? null : Number(id);
}

function isMarker(node: ChildNode, text: string): boolean {
  return node.nodeType === Node.COMMENT_NODE && (node as Comment).data === text;
}

/** Removes two markers from the page and returns what is between them. */
function takeUntil(nodes: ChildNode[], start: number, end: string): ChildNode[] {
  let last = start + 1;
  while (last < nodes.length && !isMarker(nodes[last]!, end)) last++;
  nodes[start]!.remove();
  nodes[last]?.remove();
  return nodes.slice(start + 1, last);
}

/** Describes nodes as vnodes that match them, with the islands among them. */
function toVNodes(nodes: ChildNode[]): ComponentChild[] {
  const result: ComponentChild[] = [];
  for (let i = 0; i < nodes.length; i++) {
    const node = nodes[i]!;
    if (node.nodeType === Node.TEXT_NODE) {
      result.push((node as Text).data);
    } else if (node.nodeType === Node.ELEMENT_NODE) {
      result.push(elementToVNode(node as Element));
    } else {
      const [, index] = /^frsh:island:(\d+)$/.exec((node as Comment).data) ?? [];
      if (index === undefined) continue;
      const inner = takeUntil(nodes, i, `/frsh:island:${index}`);
      adoptSlots(inner, createIsland);
      result.push(createIsland(Number(index)));
      i += inner.length + 1;
    }
  }
  return result;
}

/**
 * Describes an element. Attributes are copied by a ref, not passed as props, as Preact would set
 * some of them as properties, with other values (`disabled=""` would enable).
 */
function elementToVNode(element: Element): JSX.Element {
  const attributes = [...element.attributes].map(({ name, value }) => [name, value] as const);
  const ref = (target: Element | null) => {
    for (const [name, value] of target ? attributes : []) {
      if (target!.getAttribute(name) !== value) target!.setAttribute(name, value);
    }
  };
  return h(element.localName, { ref }, ...toVNodes([...element.childNodes]));
}
