/** Finds the web addresses in what people write. Browser-safe. */

export interface TextPart {
  text: string;
  /** Where it leads; null for plain words. */
  href: string | null;
}

/** Marks that end a sentence and not an address, and the brackets around one. */
const TAIL = /[.,!?;:)\]}…]+$/;

/** Cuts a text into words and links. Only `http` and `https` become links. */
export function splitLinks(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  const add = (words: string) => {
    if (words !== "") parts.push({ text: words, href: null });
  };
  for (const { 0: found, index } of text.matchAll(/https?:\/\/[^\s<>"'。、！？）」』]+/gi)) {
    const address = found.replace(TAIL, "");
    const url = URL.parse(address);
    if (!url?.hostname) continue;
    add(text.slice(from, index));
    parts.push({ text: address, href: url.href });
    from = index + address.length;
  }
  add(text.slice(from));
  return parts;
}
