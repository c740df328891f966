/** Puts a component's children into an element. */
import type { ComponentChildren } from "preact";

/**
 * The children as they are.
 *
 * Precompiled JSX escapes text that stands in an array, and preact-render-to-string then escapes it again (preact
 * 10.29, preact-render-to-string 6.8; pinned by a test): `<Tag>Tom {"&"} Ann</Tag>` would show `Tom &amp; Ann`. A
 * component's own children pass unescaped, so one more component in between keeps them whole.
 */
export function Children({ children }: { children?: ComponentChildren }): ComponentChildren {
  return children;
}
