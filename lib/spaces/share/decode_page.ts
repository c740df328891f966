/** Turns the bytes of a page into text, by what its header, its first bytes or its own head say of its letters. */

/** How far into a page its declaration of letters is looked for. Source: HTML, 13.2.3.2, asks for 1,024. */
const DECLARED_WITHIN = 4096;
/** What a page without any declaration is, if it is not UTF-8: old Korean pages are the ones that say nothing. */
const OLD_KOREAN = "euc-kr";

/** Names that pages use and the Encoding Standard does not know. */
const ALIASES: Readonly<Record<string, string>> = {
  cp949: OLD_KOREAN,
  "ms949": OLD_KOREAN,
  uhc: OLD_KOREAN,
  utf8mb4: "utf-8",
};

/** Decodes a page. Bytes that fit no letter become U+FFFD; nothing throws. */
export function decodePage(bytes: Uint8Array, charset: string | null): string {
  const named = markOf(bytes) ?? (charset && decoderOf(charset)) ?? declared(bytes);
  if (named) return named.decode(bytes);
  const text = new TextDecoder().decode(bytes);
  // A page that was cut may end inside a letter; it is no less UTF-8.
  return text.slice(0, -1).includes("\ufffd") ? new TextDecoder(OLD_KOREAN).decode(bytes) : text;
}

function markOf(bytes: Uint8Array): TextDecoder | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return new TextDecoder();
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le");
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be");
  return null;
}

/** The decoder of that name; null for a name nobody knows. */
function decoderOf(name: string): TextDecoder | null {
  const plain = name.trim().toLowerCase();
  try {
    return new TextDecoder(Object.hasOwn(ALIASES, plain) ? ALIASES[plain] : plain);
  } catch {
    return null;
  }
}

/** What a `<meta>` near the start says. */
function declared(bytes: Uint8Array): TextDecoder | null {
  const start = new TextDecoder("latin1").decode(bytes.subarray(0, DECLARED_WITHIN));
  const name = /<meta\b[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]{1,40})/i.exec(start)?.[1];
  // A page that could be read up to here as single bytes is not UTF-16, whatever it says. Source: HTML, 13.2.3.3.
  return name === undefined ? null : decoderOf(/^utf-?16/i.test(name) ? "utf-8" : name);
}
