/** Writes Markdown as XHTML for books: the same elements as on pages, raw HTML as text, links to the web and mail alone. */
import type { MarkedToken, Token, Tokens } from "marked";
import { readMarkdown, safeHref } from "@/lib/markdown.ts";
import { escapeXml } from "@/lib/stories/cover.ts";

/** Headings of the text begin at this level, below the chapter's own. */
const FIRST_LEVEL = 2;

/** Well-formed blocks of XHTML, for the inside of a `<section>`. */
export function toXhtml(markdown: string): string {
  const tokens = readMarkdown(markdown);
  if (tokens) return blocks(tokens);
  return markdown.split(/\n{2,}/).map((part) => `<p>${escapeXml(part)}</p>`).join("\n");
}

function blocks(tokens: readonly Token[]): string {
  return tokens.map((token) => block(token as MarkedToken)).filter(Boolean).join("\n");
}

function block(token: MarkedToken): string {
  switch (token.type) {
    case "heading": {
      const name = `h${Math.min(6, FIRST_LEVEL + token.depth - 1)}`;
      return `<${name}>${inlines(token.tokens)}</${name}>`;
    }
    case "paragraph":
      return `<p>${inlines(token.tokens)}</p>`;
    case "blockquote":
      return `<blockquote>${blocks(token.tokens)}</blockquote>`;
    case "list":
      return list(token);
    case "code":
      return `<pre><code>${escapeXml(token.text)}</code></pre>`;
    case "hr":
      return "<hr/>";
    case "table":
      return table(token);
    case "html":
      return `<p>${escapeXml(token.text.trimEnd())}</p>`;
    case "space":
    case "def":
      return "";
    case "text":
      // The text of a tight list's item.
      return inline(token);
    default:
      return `<p>${inline(token)}</p>`;
  }
}

function list({ ordered, start, items }: Tokens.List): string {
  const inside = items.map((item) => `<li>${blocks(item.tokens)}</li>`).join("");
  if (!ordered) return `<ul>${inside}</ul>`;
  return start === "" || start === 1 ? `<ol>${inside}</ol>` : `<ol start="${start}">${inside}</ol>`;
}

function table({ header, rows }: Tokens.Table): string {
  const row = (cells: Tokens.TableCell[], name: string) =>
    `<tr>${cells.map(({ tokens }) => `<${name}>${inlines(tokens)}</${name}>`).join("")}</tr>`;
  const body = rows.map((cells) => row(cells, "td")).join("");
  return `<table><thead>${row(header, "th")}</thead>${
    body ? `<tbody>${body}</tbody>` : ""
  }</table>`;
}

function inlines(tokens: readonly Token[]): string {
  return tokens.map((token) => inline(token as MarkedToken)).join("");
}

function inline(token: MarkedToken): string {
  switch (token.type) {
    case "text":
      return token.tokens ? inlines(token.tokens) : escapeXml(token.text);
    case "escape":
      return escapeXml(token.text);
    case "strong":
      return `<strong>${inlines(token.tokens)}</strong>`;
    case "em":
      return `<em>${inlines(token.tokens)}</em>`;
    case "del":
      return `<s>${inlines(token.tokens)}</s>`;
    case "codespan":
      return `<code>${escapeXml(token.text)}</code>`;
    case "br":
      return "<br/>";
    case "checkbox":
      return token.checked ? "☑ " : "☐ ";
    case "link":
      return link(token.href, inlines(token.tokens));
    case "image":
      return link(token.href, escapeXml(token.text || token.href));
    default:
      return escapeXml(token.raw);
  }
}

function link(href: string, words: string): string {
  const safe = safeHref(href);
  return safe === null ? words : `<a href="${escapeXml(safe)}">${words}</a>`;
}
