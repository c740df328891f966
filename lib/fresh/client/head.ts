// Owns <Head>: on the server its children move to the document's head, in the browser it updates it.

import { type ComponentChildren, toChildArray } from "preact";
import { useEffect } from "preact/hooks";

/** Props of {@linkcode Head}. */
export interface HeadProps {
  children?: ComponentChildren;
}

/**
 * Puts title, meta, link, script, style, base, noscript and template elements into the head.
 *
 * Of two with the same identity the later one wins; give a `key` to keep both. On the server the
 * renderer takes the children before this function runs.
 */
export function Head({ children }: HeadProps): null {
  useEffect(() => {
    for (const child of toChildArray(children)) {
      if (typeof child !== "object" || typeof child.type !== "string") continue;
      applyElement(
        child.type,
        child.key,
        child.props as Record<string, unknown>,
      );
    }
  });
  return null;
}

function applyElement(
  type: string,
  key: unknown,
  props: Record<string, unknown>,
): void {
  const text = textOf(props.children);
  if (type === "title") {
    document.title = text;
    return;
  }
  const element = findElement(type, key, props) ??
    document.head.appendChild(document.createElement(type));
  if (key !== undefined && key !== null) element.dataset.key = String(key);
  for (const [name, value] of Object.entries(props)) {
    if (
      name === "children" || name === "ref" ||
      name === "dangerouslySetInnerHTML"
    ) continue;
    if (value === false || value === null || value === undefined) {
      element.removeAttribute(name);
    } else element.setAttribute(name, value === true ? "" : String(value));
  }
  const html = props.dangerouslySetInnerHTML as { __html?: string } | undefined;
  const content = html?.__html ?? text;
  if (element.textContent !== content) element.textContent = content;
}

function findElement(
  type: string,
  key: unknown,
  props: Record<string, unknown>,
): HTMLElement | null {
  const find = (attribute: string, value: unknown) =>
    document.head.querySelector<HTMLElement>(
      `${type}[${attribute}="${CSS.escape(String(value))}"]`,
    );
  if (key !== undefined && key !== null) return find("data-key", key);
  if (props.id) return find("id", props.id);
  if (type === "base") return document.head.querySelector<HTMLElement>("base");
  if (type === "meta") {
    if (props.name) return find("name", props.name);
    if (props.property) return find("property", props.property);
  }
  return type === "link" && props.rel ? find("rel", props.rel) : null;
}

function textOf(children: unknown): string {
  return toChildArray(children as ComponentChildren)
    .map((child) => typeof child === "object" ? "" : String(child))
    .join("");
}
