// Owns starting the islands of a page in the browser.

import { type ComponentType, h, hydrate, type JSX } from "preact";
import { unflatten } from "devalue";
import { adoptSlots, islandVNode, nodesUntil, Slot } from "./slots.ts";

type Revivers = Record<string, (value: never) => unknown>;

/**
 * Hydrates all islands of the page.
 *
 * @param components Island components by number.
 * @param data Number of the component and props of each island, as written by devalue.
 * @param signals Revivers for signals, if the props hold any.
 */
export function boot(
  components: ComponentType<Record<string, unknown>>[],
  data: unknown[],
  signals?: Revivers,
): void {
  const islands = unflatten(data, {
    ...signals,
    Slot: (id: number) => h(Slot, { id }),
    View: (view: unknown) => view,
  }) as [component: number, props: Record<string, unknown>][];
  const create = (index: number): JSX.Element => {
    const [component, props] = islands[index]!;
    return islandVNode(components[component]!, props, index);
  };

  for (const start of findIslands(document.body)) {
    const index = Number(start.data.slice(12));
    const nodes = nodesUntil(start, `/${start.data}`);
    if (nodes === null) {
      // The parser moved elements, so the markup of the island is not in one place.
      // deno-lint-ignore no-console -- a mistake in the page, which only its author can see
      console.error(`Invalid HTML nesting around island ${components[islands[index]![0]]!.name}`);
      continue;
    }
    adoptSlots(nodes, create);
    schedule(() => hydrate(create(index), rangeAsParent(start)));
  }
}

/** Finds the markers of islands that are not inside of another one. */
function findIslands(root: Node): Comment[] {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_COMMENT);
  const found: Comment[] = [];
  let end: string | null = null;
  while (walker.nextNode()) {
    const comment = walker.currentNode as Comment;
    if (end !== null) {
      if (comment.data === end) end = null;
    } else if (comment.data.startsWith("frsh:island:")) {
      found.push(comment);
      end = `/${comment.data}`;
    }
  }
  return found;
}

/** Lets the browser handle input between two islands. */
function schedule(task: () => void): void {
  const { scheduler } = globalThis as { scheduler?: { postTask(task: () => void): unknown } };
  if (scheduler?.postTask) scheduler.postTask(task);
  else setTimeout(task);
}

/** Makes the nodes between two markers look like an element of their own, for Preact. */
function rangeAsParent(start: Comment): Element {
  const parent = start.parentNode!;
  const nodes = nodesUntil(start, `/${start.data}`)!;
  const end = (nodes.at(-1) ?? start).nextSibling;
  const range = {
    nodeType: 1,
    parentNode: parent,
    firstChild: nodes[0] ?? null,
    childNodes: nodes,
    namespaceURI: (parent as Element).namespaceURI,
    contains: (node: Node) => parent.contains(node),
    insertBefore: (node: Node, before: Node | null) => parent.insertBefore(node, before ?? end),
    appendChild: (node: Node) => parent.insertBefore(node, end),
    removeChild: (node: Node) => parent.removeChild(node),
  };
  return range as unknown as Element;
}
