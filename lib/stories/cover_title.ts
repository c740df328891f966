/** Sets a title on its slip of paper: Hangul from top to bottom as on old bindings, everything else in lines. Browser-safe. */

/** One run of letters, at its baseline. */
export interface TitleRun {
  text: string;
  x: number;
  y: number;
  /** Height of an em, in units of the cover. */
  size: number;
  anchor: "start" | "middle";
}

/** A title in its place, and the slip below it. */
export interface TitleSetting {
  runs: TitleRun[];
  slip: { x: number; y: number; width: number; height: number };
}

const LEFT = 50;
const TOP = 56;
/** Around the letters. */
const PADDING = 26;
/** Under the last letter of a column or line: room for the seal. */
const SEAL_ROOM = 58;
const MAX_COLUMN = 500;
const MAX_LINE = 400;
const VERTICAL = /^[\p{Script=Hangul}\d ]{1,13}$/u;
/** Sizes that are tried for lines, with how many lines each may have. */
const SIZES = [[72, 2], [62, 3], [52, 3], [44, 4], [36, 5]] as const;

/** Sets a title; one that fits no size is cut, and says so by `…`. */
export function setTitle(title: string): TitleSetting {
  const text = cleanTitle(title);
  return VERTICAL.test(text) ? setColumn(text) : setLines(text);
}

/** Without what XML cannot hold, and with single spaces. */
export function cleanTitle(title: string): string {
  // deno-lint-ignore no-control-regex -- these are what XML 1.0 forbids
  return title.toWellFormed().replace(/[\x00-\x1f\x7f-\x9f\ufffe\uffff\s]+/g, " ").trim() || "·";
}

function setColumn(text: string): TitleSetting {
  const letters = [...text];
  const units = letters.reduce((sum, letter) => sum + (letter === " " ? 0.45 : 1.04), 0);
  const size = Math.min(66, Math.floor(MAX_COLUMN / units));
  const width = size + 2 * PADDING - 6;
  let y = TOP + PADDING;
  const runs: TitleRun[] = [];
  for (const letter of letters) {
    if (letter === " ") {
      y += 0.45 * size;
      continue;
    }
    // 0.86 em below its top is where the letter stands.
    runs.push({ text: letter, x: LEFT + width / 2, y: y + 0.86 * size, size, anchor: "middle" });
    y += 1.04 * size;
  }
  return { runs, slip: { x: LEFT, y: TOP, width, height: y - TOP + SEAL_ROOM } };
}

function setLines(text: string): TitleSetting {
  const [size, lines] = chooseSize(text);
  const width = Math.max(...lines.map((line) => widthOf(line))) * size;
  const runs = lines.map((line, n): TitleRun => ({
    text: line,
    x: LEFT + PADDING,
    y: TOP + PADDING + size * (0.82 + n * 1.22),
    size,
    anchor: "start",
  }));
  return {
    runs,
    slip: {
      x: LEFT,
      y: TOP,
      width: Math.min(MAX_LINE, width) + 2 * PADDING,
      height: 2 * PADDING + size * (1.06 + (lines.length - 1) * 1.22),
    },
  };
}

function chooseSize(text: string): [size: number, lines: string[]] {
  for (const [size, most] of SIZES) {
    const lines = breakLines(text, MAX_LINE / size);
    if (lines.length <= most) return [size, lines];
  }
  const [size, most] = SIZES.at(-1)!;
  return [size, cutLines(breakLines(text, MAX_LINE / size), most, MAX_LINE / size)];
}

/** The first `count` lines; where more are cut off, the last ends in `…`. `most` in ems. */
export function cutLines(lines: readonly string[], count: number, most: number): string[] {
  if (lines.length <= count) return [...lines];
  const last = [...lines[count - 1] ?? ""];
  while (last.length > 1 && widthOf(`${last.join("")}…`) > most) last.pop();
  return [...lines.slice(0, count - 1), `${last.join("").trimEnd()}…`];
}

/** Breaks between words, and inside one that is too long for a line. `most` in ems. */
export function breakLines(text: string, most: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ").flatMap((word) => breakWord(word, most))) {
    const longer = line ? `${line} ${word}` : word;
    if (line && widthOf(longer) > most) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}

function breakWord(word: string, most: number): string[] {
  const pieces: string[] = [];
  let piece = "";
  for (const letter of word) {
    if (piece && widthOf(piece + letter) > most) {
      pieces.push(piece);
      piece = letter;
    } else piece += letter;
  }
  return [...pieces, piece];
}

/** Width in ems, measured on Gowun Batang Bold and rounded up by kind of letter. */
export function widthOf(text: string): number {
  let ems = 0;
  for (const letter of text) {
    if (letter === " ") ems += 0.3;
    else if (/[il.,:;'’!|]/.test(letter)) ems += 0.32;
    else if (/[mwMWA-Z@%&]/.test(letter)) ems += 0.76;
    else if (/[\u0021-\u024f]/.test(letter)) ems += 0.58;
    else ems += 1;
  }
  return ems;
}
