/** A reply as plain text: what stands between stars stays, the stars go. Pure and browser-safe. */
import { createMarkupReader } from "@/lib/chat/markup.ts";

export function plainText(text: string): string {
  const reader = createMarkupReader();
  return [...reader.push(text), ...reader.end()].map((token) =>
    token.type === "text" ? token.text : token.type === "break" ? "\n" : ""
  ).join("").trim();
}
