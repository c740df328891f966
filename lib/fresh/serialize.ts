// Owns turning the props of islands into text: devalue, with signals and slots added.

import { isValidElement, type JSX } from "preact";
import { DevalueError, stringify } from "devalue";
import type { RenderedIsland } from "./render_state.ts";
import type { Island } from "./types.ts";

/** Serialized islands of a page. */
export interface SerializedIslands {
  /** JSON that is also a JavaScript expression and safe inside of a script element. */
  json: string;
  hasSignals: boolean;
}

const SIGNAL_BRAND = Symbol.for("preact-signals");

interface SignalLike {
  peek(): unknown;
}

/** Whether a value is a signal of any copy of `@preact/signals`. */
export function isSignal(value: unknown): value is SignalLike {
  return typeof value === "object" && value !== null && "brand" in value &&
    value.brand === SIGNAL_BRAND;
}

/** Whether a value is JSX. Signals look like it, as they can be rendered. */
export function isJsx(value: unknown): value is JSX.Element {
  return typeof value === "object" && isValidElement(value);
}

/** A computed signal has a value that can only be read. */
function isWritable(signal: object): boolean {
  let proto: object | null = Object.getPrototypeOf(signal);
  while (proto !== null) {
    const property = Object.getOwnPropertyDescriptor(proto, "value");
    if (property !== undefined) return property.set !== undefined;
    proto = Object.getPrototypeOf(proto);
  }
  return false;
}

/** Stands in for JSX in places where it cannot be a slot, so that devalue reports the path. */
const MISPLACED_JSX = () => {};

/**
 * Serializes the props of all islands of a page together, so that a value passed to two of them is
 * one value in the browser, too.
 *
 * @param components The islands by the number under which the script imports them.
 * @param slotId Tells the number of the slot that JSX stands for, if it does.
 * @throws {Error} If a prop holds what cannot be sent; the message names the island and the prop.
 */
export function serializeIslands(
  islands: readonly RenderedIsland[],
  components: readonly Island[],
  slotId: (jsx: JSX.Element) => number | null,
): SerializedIslands {
  let hasSignals = false;
  const entries = islands.map((
    { island, props },
  ) => [components.indexOf(island), props]);
  try {
    const json = stringify(entries, {
      Signal: (value) => {
        if (!isSignal(value) || !isWritable(value)) return;
        hasSignals = true;
        return [value.peek()];
      },
      Computed: (value) => {
        if (!isSignal(value) || isWritable(value)) return;
        hasSignals = true;
        return [value.peek()];
      },
      Slot: (value) => {
        if (!isJsx(value) || isSignal(value)) return;
        return slotId(value) ?? MISPLACED_JSX;
      },
      // devalue sends the whole buffer of a view; what lies around it is nobody's business.
      View: (value) =>
        ArrayBuffer.isView(value) &&
        value.byteLength !== value.buffer.byteLength &&
        copyOfView(value),
    });
    return { json, hasSignals };
  } catch (error) {
    if (error instanceof DevalueError) throw refusal(error, islands);
    throw error;
  }
}

function copyOfView(view: ArrayBufferView): ArrayBufferView {
  const start = view.byteOffset;
  const buffer = view.buffer.slice(start, start + view.byteLength);
  const View = view.constructor as new (
    buffer: ArrayBufferLike,
  ) => ArrayBufferView;
  return new View(buffer);
}

function refusal(
  error: DevalueError,
  islands: readonly RenderedIsland[],
): Error {
  // The path starts with the position of the island and that of the props in its entry.
  const [, index, prop = ""] = /^\[(\d+)\]\[1\]\.?(.*)$/s.exec(error.path) ??
    [];
  const name = islands[Number(index)]?.island.name ?? "(unknown)";
  return new Error(
    `Cannot pass prop "${prop}" of island "${name}" to the browser as it is ${kindOf(error.value)}`,
    { cause: error },
  );
}

function kindOf(value: unknown): string {
  if (value === MISPLACED_JSX) {
    return "JSX inside of another value; pass it as a prop of its own";
  }
  if (typeof value === "function") return "a function";
  if (typeof value === "symbol") return "a symbol";
  if (typeof value === "object" && value !== null) {
    if (Object.getOwnPropertySymbols(value).length > 0) {
      return "an object with symbols as keys";
    }
    const name = value.constructor?.name;
    if (name !== undefined && name !== "Object") {
      return `an instance of ${name}`;
    }
  }
  return "of a kind that cannot be serialized";
}
