/** How words are laid into a bubble: Korean is broken between words, a word that is too long anywhere. Pure. Browser-safe. */

export interface Wrapping {
  /** Width of a text in the unit of `width`. */
  measure: (text: string) => number;
  width: number;
  maxLines: number;
  /** What to keep of a text that is too long: its beginning, or its end while it is being spoken. */
  keep: "head" | "tail";
}

/** Lines of a text, at most `maxLines`; what is left out is marked by an ellipsis. */
export function wrapWords(text: string, { measure, width, maxLines, keep }: Wrapping): string[] {
  const lines: string[] = [];
  for (const paragraph of text.replace(/\r/g, "").split("\n")) {
    const words = paragraph.split(/[\s\u200b]+/).filter((word) => word !== "");
    let line = "";
    for (const word of words) {
      const joined = line === "" ? word : `${line} ${word}`;
      if (measure(joined) <= width) {
        line = joined;
        continue;
      }
      if (line !== "") lines.push(line);
      line = word;
      while (measure(line) > width) {
        const fits = fitting(line, measure, width);
        lines.push(line.slice(0, fits));
        line = line.slice(fits);
      }
    }
    if (line !== "") lines.push(line);
  }
  if (lines.length <= maxLines) return lines;
  if (keep === "tail") {
    const last = lines.slice(-maxLines);
    last[0] = cut(`… ${last[0]}`, "", measure, width);
    return last;
  }
  const first = lines.slice(0, maxLines);
  first[maxLines - 1] = cut(first[maxLines - 1]!, "…", measure, width);
  return first;
}

/** How many UTF-16 units of a text fit; whole characters, and one at least. */
function fitting(text: string, measure: (text: string) => number, width: number): number {
  let end = 0;
  for (const { segment } of segmenter().segment(text)) {
    if (end > 0 && measure(text.slice(0, end + segment.length)) > width) break;
    end += segment.length;
  }
  return end;
}

let shared: Intl.Segmenter | undefined;

function segmenter(): Intl.Segmenter {
  return shared ??= new Intl.Segmenter("ko", { granularity: "grapheme" });
}

/** One line that fits, with `end` behind it. */
export function cut(
  text: string,
  end: string,
  measure: (text: string) => number,
  width: number,
): string {
  if (measure(text + end) <= width) return text + end;
  const mark = end === "" ? "…" : end;
  const fits = fitting(text, (part) => measure(part + mark), width);
  return text.slice(0, fits).trimEnd() + mark;
}

/** How long words stay over a head, in seconds: long enough to be read twice. */
export function readingTime(text: string): number {
  return Math.min(14, 3 + text.length * 0.09);
}
