/** A message's words with their little markup, as elements. */
import type { ComponentChildren } from "preact";
import { type MarkupToken, readMarkup } from "@/lib/chat/markup.ts";

export function MarkupText({ text }: { text: string }) {
  return <>{nest(readMarkup(text).values())}</>;
}

/** Turns the run of tokens up to the next close (or the end) into elements. */
function nest(tokens: IterableIterator<MarkupToken>): ComponentChildren[] {
  const children: ComponentChildren[] = [];
  for (let next = tokens.next(); !next.done; next = tokens.next()) {
    const token = next.value;
    if (token.type === "close") break;
    // A fragment, not a bare string in an array: see Children.tsx.
    if (token.type === "text") children.push(<>{token.text}</>);
    if (token.type === "break") children.push(<br />);
    if (token.type === "open") {
      const inside = nest(tokens);
      children.push(token.tag === "em" ? <em>{inside}</em> : <strong>{inside}</strong>);
    }
  }
  return children;
}
