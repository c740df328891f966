/**
 * The little markup of chat: `*action*`, `**stress**`, and lines. Works piece by piece, so that a streaming reply and a
 * stored message come out the same. Browser-safe.
 *
 * A star opens where a word begins and closes where one ends; what is open at a line's end is closed there. Everything
 * else is text.
 */

export type MarkupToken =
  | { type: "text"; text: string }
  | { type: "open"; tag: "em" | "strong" }
  | { type: "close"; tag: "em" | "strong" }
  | { type: "break" };

/** Reads markup piece by piece. */
export interface MarkupReader {
  /** Takes the next piece and returns what is certain now. */
  push(piece: string): MarkupToken[];
  /** Returns what was held back, and closes what is open. */
  end(): MarkupToken[];
}

/** Makes a reader. It holds back at most the last run of stars, which the next character decides. */
export function createMarkupReader(): MarkupReader {
  let open: ("em" | "strong")[] = [];
  let before = "\n";
  let stars = "";

  const closeAll = (): MarkupToken[] => {
    const tokens = open.toReversed().map((tag): MarkupToken => ({ type: "close", tag }));
    open = [];
    return tokens;
  };

  /** Decides what a run of stars means, between the characters `before` and `after`. */
  const decide = (after: string): MarkupToken[] => {
    const run = stars;
    stars = "";
    const tag = run.length === 1 ? "em" : run.length === 2 ? "strong" : null;
    if (tag && open.at(-1) === tag && !/\s/.test(before)) {
      open.pop();
      return [{ type: "close", tag }];
    }
    if (tag && !open.includes(tag) && /\S/.test(after) && !/[\p{L}\p{N}]/u.test(before)) {
      open.push(tag);
      return [{ type: "open", tag }];
    }
    return [{ type: "text", text: run }];
  };

  return {
    push(piece) {
      const tokens: MarkupToken[] = [];
      let text = "";
      const flush = () => {
        if (text !== "") tokens.push({ type: "text", text });
        text = "";
      };
      for (const character of piece) {
        if (character === "*") {
          stars += character;
          continue;
        }
        if (stars !== "") {
          flush();
          tokens.push(...decide(character));
        }
        if (character === "\n") {
          flush();
          tokens.push(...closeAll(), { type: "break" });
        } else {
          text += character;
        }
        before = character;
      }
      flush();
      return tokens;
    },
    end() {
      return [...(stars === "" ? [] : decide("\n")), ...closeAll()];
    },
  };
}

/** Reads a whole message. */
export function readMarkup(text: string): MarkupToken[] {
  const reader = createMarkupReader();
  return [...reader.push(text), ...reader.end()];
}

const ESCAPES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Writes text as HTML text or as the value of an attribute. */
export function escapeText(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ESCAPES[character]!);
}

/** Writes tokens as HTML. Only the four kinds of tokens become elements; all text is escaped. */
export function markupToHtml(tokens: readonly MarkupToken[]): string {
  return tokens.map((token) => {
    switch (token.type) {
      case "text":
        return escapeText(token.text);
      case "open":
        return `<${token.tag}>`;
      case "close":
        return `</${token.tag}>`;
      case "break":
        return "<br>";
    }
  }).join("");
}
