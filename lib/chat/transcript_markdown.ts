/** Writes conversations as Markdown to read, print and keep: who spoke, and what is shown of it. Browser-safe. */
import { readMarkup } from "@/lib/chat/markup.ts";
import type { Line, TranscriptHead } from "@/lib/chat/transcript.ts";

/** Writes what stands above the lines. */
export function markdownHead({ characterName, createdAtMs }: TranscriptHead): string {
  return `# ${escape(characterName)}\n\n${new Date(createdAtMs).toISOString().slice(0, 10)}\n`;
}

/** Writes one line as a paragraph below the name of whoever says it; begins with a blank line. */
export function markdownLine({ name, versions, shown }: Line): string {
  return `\n**${escape(name)}**\n\n${markdownText(versions[shown]?.text ?? "")}\n`;
}

/** The little markup of chat is Markdown already; everything else in a text must stay what it is. */
function markdownText(text: string): string {
  const written = readMarkup(text).map((token) => {
    switch (token.type) {
      case "text":
        return escape(token.text);
      case "open":
      case "close":
        return token.tag === "em" ? "*" : "**";
      case "break":
        return "\n";
    }
  }).join("");
  // A line that ends in a backslash breaks there; two ends of lines make a paragraph by themselves.
  return written.split("\n").map(escapeStart).join("\n")
    .replace(/([^\n])\n(?=[^\n])/g, "$1\\\n").trim();
}

function escape(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#|~&]/g, "\\$&");
}

/** What would make a list, a rule or a block of code of a line, where it begins. */
function escapeStart(line: string): string {
  return line.replace(/^\s+/, "").replace(/^([-+=])/, "\\$1").replace(/^(\d+)([.)])/, "$1\\$2");
}
