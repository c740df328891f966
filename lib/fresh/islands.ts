// Owns islands on the server: markers around them, their slots, and the script that starts them.

import { type ComponentChildren, type ComponentType, Fragment, h, type JSX } from "preact";
import { Switch } from "./head_server.ts";
import type { InternalVNode, RenderedIsland, RenderState, ServerSlot } from "./render_state.ts";
import { isJsx, isSignal, serializeIslands } from "./serialize.ts";
import { rawHtml, renderState, withIdPrefix } from "./render_string.ts";
import type { Island } from "./types.ts";

/** URL path of the script which reloads pages in development. */
export const DEV_CLIENT_PATH = "/_frsh/dev.js";

interface BoundaryProps {
  island: Island;
  component: ComponentType<Record<string, unknown>>;
  props: Record<string, unknown>;
}

/** Turns the vnode of an island component into one with its markers around it. */
export function asIsland(vnode: InternalVNode, island: Island): void {
  vnode.props = { island, component: vnode.type, props: vnode.props };
  vnode.type = IslandBoundary;
}

function IslandBoundary(
  { island, component, props }: BoundaryProps,
): JSX.Element {
  const state = renderState();
  const index = state.islands.length;
  const clientProps = withSlots(state, props);
  state.islands.push({ island, props: clientProps });
  // The client counts from there, too, so useId() agrees.
  const content = withIdPrefix(h(component, clientProps), index);
  return rawHtml(
    [`<!--frsh:island:${index}-->`, "", "", `<!--/frsh:island:${index}-->`],
    [
      h(Switch, { field: "inIsland", value: true }),
      content,
      h(Switch, { field: "inIsland", value: false }),
    ],
  );
}

function withSlots(
  state: RenderState,
  props: Record<string, unknown>,
): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(props)) {
    const isSlot = name === "children"
      ? value !== null && value !== undefined && typeof value !== "boolean" &&
        typeof value !== "function"
      : isJsx(value) && !isSignal(value);
    result[name] = isSlot ? newSlot(state, value as ComponentChildren) : value;
  }
  return result;
}

function newSlot(state: RenderState, content: ComponentChildren): JSX.Element {
  const slot: ServerSlot = {
    id: state.slots.length + 1,
    content,
    rendered: false,
  };
  state.slots.push(slot);
  return h(Slot, { slot });
}

function slotIdOf(vnode: JSX.Element): number | null {
  return vnode.type === Slot ? vnode.props.slot.id : null;
}

/** Shows server-rendered content inside of an island. */
export function Slot({ slot }: { slot: ServerSlot }): JSX.Element {
  slot.rendered = true;
  const outer = renderState().inIsland;
  return rawHtml([
    `<!--frsh:slot:${slot.id}-->`,
    "",
    "",
    `<!--/frsh:slot:${slot.id}-->`,
  ], [
    h(Switch, { field: "inIsland", value: false }),
    slotContent(slot),
    h(Switch, { field: "inIsland", value: outer }),
  ]);
}

function slotContent(slot: ServerSlot): JSX.Element {
  return withIdPrefix(h(Fragment, null, slot.content), `s${slot.id}`);
}

/** Makes `<body>` end with the parts that islands need. */
export function addBodyEnd(vnode: InternalVNode): void {
  const { children } = vnode.props;
  if (Array.isArray(children) && children[1]?.type === BodyEnd) return; // seen before
  vnode.props = { ...vnode.props, children: [children, h(BodyEnd, null)] };
}

/** The templates and the script at the end of the body; nothing on a page without islands. */
export function BodyEnd(): JSX.Element {
  return h(
    Fragment,
    null,
    h(HiddenSlots, null),
    h(BootScript, null),
    h(DevScript, null),
  );
}

/** Slots that no island shows yet. Rendering one can bring more, hence the recursion. */
function HiddenSlots(): JSX.Element | null {
  const hidden = renderState().slots.filter((slot) => !slot.rendered);
  if (hidden.length === 0) return null;
  const templates = hidden.map((slot) => {
    slot.rendered = true;
    return h("template", { id: `frsh-slot-${slot.id}` }, slotContent(slot));
  });
  return h(Fragment, null, templates, h(HiddenSlots, null));
}

function BootScript(): JSX.Element | null {
  const state = renderState();
  const { islands, build, basePath } = state;
  if (islands.length === 0) return null;

  const { runtime, signals } = build.islands;
  const components = [...new Set(islands.map(({ island }) => island))];
  const data = serializeIslands(islands, components, slotIdOf);
  const imports = [`import{boot}from${quote(basePath + runtime.file)}`];
  if (data.hasSignals) {
    imports.push(`import*as s from${quote(basePath + signals.file)}`);
  }
  components.forEach(({ file, exportName }, i) => {
    imports.push(`import{${exportName} as c${i}}from${quote(basePath + file)}`);
  });
  const list = components.map((_, i) => `c${i}`).join(",");
  const call = `boot([${list}],${data.json}${data.hasSignals ? ",s" : ""})`;
  state.modules = modulesOf(
    islands,
    data.hasSignals ? [runtime, signals] : [runtime],
  )
    .map((file) => basePath + file);
  return h("script", {
    type: "module",
    "data-fresh-build": build.buildId,
    dangerouslySetInnerHTML: { __html: `${imports.join(";")};${call}` },
  });
}

function modulesOf(
  islands: readonly RenderedIsland[],
  runtime: readonly { file: string; imports: readonly string[] }[],
): string[] {
  const modules = [...runtime, ...islands.map(({ island }) => island)];
  return [
    ...new Set(modules.flatMap(({ file, imports }) => [file, ...imports])),
  ];
}

function quote(path: string): string {
  return JSON.stringify(path).replaceAll("<", "\\u003C");
}

function DevScript(): JSX.Element | null {
  const { build, basePath } = renderState();
  if (build.mode !== "development") return null;
  return h("script", {
    type: "module",
    src: `${basePath}${DEV_CLIENT_PATH}?revision=${build.buildId}`,
  });
}
