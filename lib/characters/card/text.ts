/**
 * Card text between bytes, base64 and JSON values, with bounds on size and depth. Browser-safe.
 */
import { type CardLimits } from "@/lib/characters/card/limits.ts";
import {
  type CardRefused,
  type CardWarning,
  refuse,
  warn,
} from "@/lib/characters/card/refusals.ts";

const strictUtf8 = new TextDecoder("utf-8", { fatal: true });
const lenientUtf8 = new TextDecoder("utf-8");
const utf8 = new TextEncoder();

/** Decodes UTF-8 (a leading BOM vanishes). Broken sequences become U+FFFD, with a warning. */
export function decodeUtf8(bytes: Uint8Array, warnings: CardWarning[]): string {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    // The card is still worth reading when one letter of it is broken.
    warn(warnings, "text_replaced", "");
    return lenientUtf8.decode(bytes);
  }
}

/** Decodes base64, blanks allowed; null when it is not base64. */
export function decodeBase64(text: string): Uint8Array<ArrayBuffer> | null {
  try {
    return Uint8Array.fromBase64(text);
  } catch {
    // The only failure of a pure decoder is bad input, which null says.
    return null;
  }
}

/** Encodes a JSON value as the base64 of its UTF-8 text: the payload of a card chunk. */
export function encodeJsonBase64(value: unknown): string {
  return utf8.encode(JSON.stringify(value)).toBase64();
}

/** Encodes a JSON value as indented UTF-8 text: a `.json` file. */
export function encodeJsonBytes(value: unknown): Uint8Array<ArrayBuffer> {
  return utf8.encode(JSON.stringify(value, null, 2));
}

/**
 * Parses JSON text of a foreign file.
 *
 * Own keys named `__proto__` are removed, since copying them would change a prototype; numbers
 * beyond the range of a double (`1e999`) become the largest double, since JSON could not write
 * `Infinity` back.
 */
export function parseJson(
  text: string,
  limits: CardLimits,
): { ok: true; value: unknown } | CardRefused {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The parser's message quotes the file, so it is not passed on.
    return refuse("json_invalid", "the text is not JSON");
  }
  return tameJson(value, limits);
}

/** Walks a fresh JSON value without recursion, so that depth cannot exhaust the stack. */
function tameJson(
  value: unknown,
  limits: CardLimits,
): { ok: true; value: unknown } | CardRefused {
  const root: unknown[] = [value];
  const stack: { node: object; depth: number }[] = [{ node: root, depth: 0 }];
  let nodes = 0;
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    const { node, depth } = top;
    if (depth > limits.maxJsonDepth) {
      return refuse("json_too_complex", `the JSON nests deeper than ${limits.maxJsonDepth} levels`);
    }
    if (Object.hasOwn(node, "__proto__")) Reflect.deleteProperty(node, "__proto__");
    for (const [key, child] of Object.entries(node)) {
      if (++nodes > limits.maxJsonNodes) {
        return refuse("json_too_complex", `the JSON has more than ${limits.maxJsonNodes} values`);
      }
      if (typeof child === "object" && child !== null) {
        stack.push({ node: child, depth: depth + 1 });
      } else if (typeof child === "number" && !Number.isFinite(child)) {
        Reflect.set(node, key, Math.sign(child) * Number.MAX_VALUE);
      }
    }
  }
  return { ok: true, value: root[0] };
}
