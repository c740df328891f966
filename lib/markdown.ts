/** What every reader of somebody's Markdown keeps to: how it is read, where reading it costs too much, and which links can be followed. */
import { Lexer, type Token } from "marked";

/** More than this many quote or list marks at the start of one line make the lexer recurse too deep. */
const DEEP_MARKS = /^[ \t]*(?:(?:>|[-*+]|\d{1,9}[.)])[ \t]*){16}/m;
/** The lexer's time grows with the square of these; beyond, nobody meant emphasis. */
const MAX_EMPHASIS_MARKS = 2000;

/**
 * Reads a text as GitHub's Markdown with every line break kept.
 *
 * @returns Null for a text that is to be shown as it was typed, as it would cost the lexer more than any honest one does.
 */
export function readMarkdown(markdown: string): Token[] | null {
  return isTooTangled(markdown) ? null : new Lexer({ gfm: true, breaks: true }).lex(markdown);
}

function isTooTangled(markdown: string): boolean {
  if (DEEP_MARKS.test(markdown)) return true;
  let marks = 0;
  for (const character of markdown) {
    if ((character === "_" || character === "*") && ++marks > MAX_EMPHASIS_MARKS) return true;
  }
  return false;
}

/** The address if following it can only open a web page or a letter, else null. */
export function safeHref(href: string): string | null {
  if (!URL.canParse(href)) return null;
  const url = new URL(href);
  return ["http:", "https:", "mailto:"].includes(url.protocol) ? url.href : null;
}
