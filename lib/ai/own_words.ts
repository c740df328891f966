/**
 * Owns keeping a reply among several to the words of its speaker: the name that models put before it, as scripts of plays
 * do, is taken away; where a line begins with the name of somebody else, the reply is over.
 *
 * Browser-safe.
 */

/** Reads a reply however it is cut into pieces. */
export interface OwnWords {
  /** Takes a piece. @returns What is the speaker's own of it, and of what was held back before. */
  push(text: string): string;
  /** @returns What was held back. */
  end(): string;
  /** Whether somebody else began to speak; nothing after that is the speaker's. */
  readonly over: boolean;
}

/** What may stand around a name before its colon: Markdown, brackets, quotes. */
const AROUND = /[\s*_"'“”[\]()]+/gu;
const COLON = /[:：]/u;
/** Room for what stands around a name, in characters. */
const DECORATION = 8;

export function createOwnWords(
  { own, others }: { own: readonly string[]; others: readonly string[] },
): OwnWords {
  const bare = (name: string) => name.replace(AROUND, "");
  const mine = new Set(own.map(bare).filter((name) => name !== ""));
  const theirs = new Set(others.map(bare).filter((name) => name !== "" && !mine.has(name)));
  const names = [...mine, ...theirs];
  const longest = Math.max(0, ...[...own, ...others].map(({ length }) => length)) + DECORATION;
  let held = "";
  /** Where the next character stands: at the beginning of a line, right behind the speaker's own name, or in a text. */
  let at: "start" | "label" | "text" = "start";
  let over = false;

  /** Whose label a line begins with; `unknown` while it may become one. */
  const read = (line: string): { whose: "mine" | "theirs"; end: number } | "nobody" | "unknown" => {
    const head = /^[^\n]*/.exec(line)![0].slice(0, longest);
    const colon = head.search(COLON);
    if (colon >= 0) {
      const name = bare(head.slice(0, colon));
      if (mine.has(name)) return { whose: "mine", end: colon + 1 };
      return theirs.has(name) ? { whose: "theirs", end: colon + 1 } : "nobody";
    }
    const isOpen = head.length === line.length && head.length < longest;
    const begun = bare(head);
    return isOpen && names.some((name) => name.startsWith(begun)) ? "unknown" : "nobody";
  };

  return {
    get over() {
      return over;
    },
    push(text) {
      if (over) return "";
      held += text;
      let said = "";
      while (held !== "") {
        if (at === "label") {
          held = held.replace(/^[\s*_"”]+/u, "");
          if (held !== "") at = "text";
          continue;
        }
        if (at === "text") {
          const end = held.indexOf("\n");
          said += end === -1 ? held : held.slice(0, end);
          held = end === -1 ? "" : held.slice(end);
          if (end !== -1) at = "start";
          continue;
        }
        const blank = /^\s*/.exec(held)![0];
        const label = read(held.slice(blank.length));
        if (label === "unknown") break;
        if (label !== "nobody" && label.whose === "theirs") {
          over = true;
          held = "";
          break;
        }
        said += blank;
        held = held.slice(blank.length + (label === "nobody" ? 0 : label.end));
        at = label === "nobody" ? "text" : "label";
      }
      return said;
    },
    end() {
      const rest = over ? "" : held;
      held = "";
      return rest;
    },
  };
}
