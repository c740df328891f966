/** A strict look at XML, for tests: elements that close in order, attributes once and quoted, entities of XML alone. */

const NAME = "[A-Za-z_][\\w.-]*(?::[A-Za-z_][\\w.-]*)?";
const ATTRIBUTE = new RegExp(`^\\s+(${NAME})="([^"<]*)"`);
const ENTITY = /&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-fA-F]+);)/;
// deno-lint-ignore no-control-regex -- what XML 1.0 forbids
const FORBIDDEN = /[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/;

export interface Element {
  name: string;
  attributes: ReadonlyMap<string, string>;
  /** Its text, without that of its elements. */
  text: string;
}

/**
 * Reads a document's elements in their order.
 *
 * @throws {Error} Where it is not well-formed.
 */
export function readXml(xml: string): Element[] {
  const body = xml.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\s*/, "")
    .replace(/^<!DOCTYPE html>\s*/, "").trimEnd();
  if (FORBIDDEN.test(body) || ENTITY.test(body)) {
    throw new Error("a character or entity that XML lacks");
  }
  const open: Element[] = [];
  const elements: Element[] = [];
  for (let at = 0; at < body.length;) {
    const next = body.indexOf("<", at);
    const text = body.slice(at, next === -1 ? undefined : next);
    const inside = open.at(-1);
    if (inside) inside.text += text;
    else if (text.trim() !== "") throw new Error(`text outside: ${text}`);
    if (next === -1) break;
    const tag = new RegExp(`^<(/?)(${NAME})`).exec(body.slice(next, next + 200));
    if (!tag) throw new Error(`no tag at ${body.slice(next, next + 40)}`);
    at = next + tag[0].length;
    if (tag[1] === "/") {
      if (open.pop()?.name !== tag[2] || body[at] !== ">") {
        throw new Error(`</${tag[2]}> closes nothing`);
      }
      at++;
      continue;
    }
    if (elements.length > 0 && open.length === 0) throw new Error(`a second root: ${tag[2]}`);
    const attributes = new Map<string, string>();
    for (let found; (found = ATTRIBUTE.exec(body.slice(at))); at += found[0].length) {
      if (attributes.has(found[1]!)) throw new Error(`${found[1]} twice`);
      attributes.set(found[1]!, found[2]!);
    }
    const element: Element = { name: tag[2]!, attributes, text: "" };
    elements.push(element);
    const end = /^\s*(\/?)>/.exec(body.slice(at, at + 20));
    if (!end) throw new Error(`<${tag[2]} does not end: ${body.slice(at, at + 40)}`);
    at += end[0].length;
    if (end[1] === "") open.push(element);
  }
  if (open.length > 0) throw new Error(`${open.at(-1)!.name} stays open`);
  return elements;
}
