/**
 * Text in Markdown as elements. Raw HTML stays text, pictures become links (nothing is fetched from elsewhere),
 * and only web and mail addresses can be followed.
 */
import type { ComponentChild } from "preact";
import type { MarkedToken, Token, Tokens } from "marked";
import { readMarkdown, safeHref } from "@/lib/markdown.ts";

export interface ProseProps {
  markdown: string;
  /** Language of the text, where it may differ from the page's. */
  lang?: string | undefined;
  /** Level of the text's first headings. Default 3. */
  level?: 2 | 3 | 4 | undefined;
  /** `story` for reading, `chat` for speech. Default `chat`. */
  look?: "story" | "chat" | undefined;
}

/** A block of text, read as GitHub's Markdown with every line break kept. */
export function Prose({ markdown, lang, level = 3, look = "chat" }: ProseProps) {
  const tokens = readMarkdown(markdown);
  return (
    <div class={`prose is-${look}`} {...(lang ? { lang } : {})}>
      {tokens ? blocks(tokens, level) : <p class="prose-plain">{markdown}</p>}
    </div>
  );
}

function blocks(tokens: readonly Token[], level: number): ComponentChild[] {
  return tokens.map((token) => block(token, level));
}

// Every text below is a fragment of its own, never a bare string in an array: see Children.tsx.

/** marked's own tokens; we add no extensions that could make others. */
const own = (token: Token) => token as MarkedToken;

function block(untyped: Token, level: number): ComponentChild {
  const token = own(untyped);
  switch (token.type) {
    case "heading": {
      const Level = `h${Math.min(6, level + token.depth - 1)}` as "h3";
      return <Level>{inlines(token.tokens)}</Level>;
    }
    case "paragraph":
      return <p>{inlines(token.tokens)}</p>;
    case "blockquote":
      return <blockquote>{blocks(token.tokens, level)}</blockquote>;
    case "list":
      return <List list={token} level={level} />;
    case "code":
      return <pre tabIndex={0}><code>{token.text}</code></pre>;
    case "hr":
      return <hr />;
    case "table":
      return <Table table={token} />;
    case "html":
      return <p>{token.text.trimEnd()}</p>;
    case "space":
    case "def":
      return null;
    default:
      return inline(token);
  }
}

function List({ list, level }: { list: Tokens.List; level: number }) {
  const items = list.items.map((item) => (
    <li>
      {blocks(item.tokens, level)}
    </li>
  ));
  if (!list.ordered) return <ul>{items}</ul>;
  return list.start === 1 || list.start === ""
    ? <ol>{items}</ol>
    : <ol start={list.start}>{items}</ol>;
}

function Table({ table }: { table: Tokens.Table }) {
  return (
    <div class="prose-table" tabIndex={0}>
      <table>
        <thead>
          <Row cells={table.header} header />
        </thead>
        <tbody>
          {table.rows.map((cells, n) => <Row key={n} cells={cells} />)}
        </tbody>
      </table>
    </div>
  );
}

function Row({ cells, header = false }: { cells: Tokens.TableCell[]; header?: boolean }) {
  return (
    <tr>
      {cells.map((cell, n) =>
        header
          ? <th key={n} scope="col">{inlines(cell.tokens)}</th>
          : <td key={n}>{inlines(cell.tokens)}</td>
      )}
    </tr>
  );
}

function inlines(tokens: readonly Token[]): ComponentChild[] {
  return tokens.map((token) => inline(own(token)));
}

function inline(token: MarkedToken): ComponentChild {
  switch (token.type) {
    case "text":
      return token.tokens ? <>{inlines(token.tokens)}</> : <>{token.text}</>;
    case "escape":
      return <>{token.text}</>;
    case "strong":
      return <strong>{inlines(token.tokens)}</strong>;
    case "em":
      return <em>{inlines(token.tokens)}</em>;
    case "del":
      return <s>{inlines(token.tokens)}</s>;
    case "codespan":
      return <code>{token.text}</code>;
    case "br":
      return <br />;
    case "checkbox":
      return <>{token.checked ? "☑ " : "☐ "}</>;
    case "link":
      return <SafeLink href={token.href}>{inlines(token.tokens)}</SafeLink>;
    case "image":
      return <SafeLink href={token.href}>{token.text || token.href}</SafeLink>;
    default:
      // Raw HTML and whatever stands where it has no meaning: as it was typed.
      return <>{token.raw}</>;
  }
}

function SafeLink({ href, children }: { href: string; children: ComponentChild }) {
  const safe = safeHref(href);
  if (safe === null) return <>{children}</>;
  return <a href={safe} rel="nofollow ugc noopener noreferrer">{children}</a>;
}
