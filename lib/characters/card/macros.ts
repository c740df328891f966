/**
 * Card macros: `{{char}}`, `{{user}}`, `{{random:…}}` and the others of V3, expanded in one pass
 * so that a value which itself looks like a macro stays text. Browser-safe.
 *
 * Source: Character Card V3, "Curly braced syntaxes".
 */
import CRC32 from "crc-32";

/**
 * Who reads the result: the model (`send`), the person (`show`), or the lore scanner (`scan`).
 * `{{comment:x}}` is seen by people alone, `{{hidden_key:x}}` by the scanner alone.
 */
export type MacroView = "send" | "show" | "scan";

/** What the macros stand for. */
export interface MacroContext {
  /** For `{{char}}`, `<char>`, `<bot>`: see `getCallName`. */
  char: string;
  /** For `{{user}}`, `<user>`. */
  user: string;
  /** Uniform in [0, 1). Drawn anew for each `{{random}}` and `{{roll}}`. */
  random: () => number;
  /** Keeps `{{pick}}` stable: the same seed and text choose the same item. */
  pickSeed?: string;
  /** Further names, lower case, such as `original`. */
  values?: ReadonlyMap<string, string>;
}

/** Nested deeper than this, braces stay text. */
const MAX_DEPTH = 16;
const MAX_ROLL = 1_000_000_000;
/** Of three braces the outermost is text: `{{{char}}}` is `{Mina}`. */
const TOKEN = /\{\{(?!\{)|\}\}|<(?:char|bot|user)>/gi;

interface Frame {
  /** The inside as written, for macros that are left as they are. */
  out: string;
}

/**
 * Expands the macros of a text. Names are case-insensitive; unknown macros and single braces stay
 * as they are. Inner macros are expanded before outer ones.
 */
export function expandMacros(
  text: string,
  context: MacroContext,
  view: MacroView = "send",
): string {
  const frames: Frame[] = [{ out: "" }];
  let at = 0;
  for (const match of text.matchAll(TOKEN)) {
    const top = frames[frames.length - 1];
    if (top === undefined) break;
    top.out += text.slice(at, match.index);
    at = match.index + match[0].length;
    if (match[0] === "{{" && frames.length <= MAX_DEPTH) frames.push({ out: "" });
    else if (match[0] === "}}" && frames.length > 1) {
      frames.pop();
      const value = evaluate(top.out, { context, view, place: match.index });
      const outer = frames[frames.length - 1];
      if (outer !== undefined) outer.out += value ?? `{{${top.out}}}`;
    } else if (match[0].startsWith("<")) {
      top.out += match[0].toLowerCase() === "<user>" ? context.user : context.char;
    } else top.out += match[0];
  }
  // What was opened and never closed stays text.
  return frames.map(({ out }) => out).join("{{") + text.slice(at);
}

interface Evaluation {
  context: MacroContext;
  view: MacroView;
  /** Offset in the text, so that two equal `{{pick}}` may differ. */
  place: number;
}

/** The value of one macro, or null when it is not one. */
function evaluate(inside: string, { context, view, place }: Evaluation): string | null {
  if (inside.trimStart().startsWith("//")) return "";
  const colon = inside.indexOf(":");
  const name = (colon < 0 ? inside : inside.slice(0, colon)).trim().toLowerCase();
  const rest = colon < 0 ? null : inside.slice(colon + 1);
  if (rest === null) {
    if (name === "char") return context.char;
    if (name === "user") return context.user;
    return context.values?.get(name) ?? null;
  }
  switch (name) {
    case "random":
      return choose(rest, context.random());
    case "pick":
      return choose(rest, fraction(`${context.pickSeed ?? ""}\0${place}\0${rest}`));
    case "roll":
      return roll(rest, context.random);
    case "hidden_key":
      return view === "scan" ? rest : "";
    case "comment":
      return view === "show" ? rest : "";
    case "reverse":
      return [...rest.trim()].reverse().join("");
    default:
      return null;
  }
}

/** Splits at commas, `\,` being a comma of the text, and takes the item at a fraction of the way. */
function choose(list: string, at: number): string {
  const items: string[] = [""];
  for (const [part] of list.matchAll(/\\,|,|\\|[^\\,]+/g)) {
    if (part === ",") items.push("");
    else items[items.length - 1] += part === "\\," ? "," : part;
  }
  return (items[Math.min(items.length - 1, Math.floor(at * items.length))] ?? "").trim();
}

function roll(sides: string, random: () => number): string | null {
  const match = /^\s*d?(\d{1,10})\s*$/i.exec(sides);
  const count = Number(match?.[1] ?? 0);
  if (count < 1 || count > MAX_ROLL) return null;
  return String(1 + Math.floor(random() * count));
}

/** A fixed number in [0, 1) for a text. */
function fraction(text: string): number {
  return (CRC32.str(text) >>> 0) / 2 ** 32;
}
