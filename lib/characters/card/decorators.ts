/**
 * The `@@decorator` lines at the top of a lore entry: parsing with fallback chains, meaning, and
 * removal. Browser-safe.
 *
 * Source: Character Card V3, "Decorators"; the extra names are Risuai's. `instruct_*` speak of
 * text that is not a chat and count as unknown here, so that their fallbacks apply.
 */

/** One line: `@@name value`. */
interface DecoratorLine {
  name: string;
  value: string;
}

/** Where an entry asks to stand by `@@position`. */
export type DecoratorPosition = "after_desc" | "before_desc" | "personality" | "scenario";

/** What the decorators of an entry say; absent means not said. */
export interface Decorators {
  activateOnlyAfter?: number;
  activateOnlyEvery?: number;
  keepActivateAfterMatch: boolean;
  dontActivateAfterMatch: boolean;
  /** Messages counted from the newest; below 1 is after the newest. */
  depth?: number;
  /** Messages counted from the oldest. */
  reverseDepth?: number;
  role?: "assistant" | "system" | "user";
  /** Messages. */
  scanDepth?: number;
  isGreeting?: number;
  position?: DecoratorPosition;
  ignoreOnMaxContext: boolean;
  /** Each list needs one match. */
  additionalKeys: string[][];
  /** None may match. */
  excludeKeys: string[];
  /** Not all may match (Risuai). */
  excludeKeysAll: string[];
  isUserIcon?: string;
  activate: boolean;
  dontActivate: boolean;
  disableSystemPrompt: boolean;
  disablePostHistory: boolean;
  /** 0 to 100 (Risuai). */
  probability?: number;
  /** Risuai. */
  priority?: number;
  /** `@@match_full_word` or `@@match_partial_word` (Risuai). */
  wholeWords?: boolean;
  /** `@@recursive` or `@@unrecursive`: may this entry wake others (Risuai). */
  wakesOthers?: boolean;
  /** `@@no_recursive_search`: only chat messages wake this entry (Risuai). */
  noRecursiveSearch: boolean;
}

const MAX_LINES = 100;
const LINE = /^(@@@?)([A-Za-z_][\w]*)[ \t]*(.*)$/;

/** Splits content into its decorator chains (first choice, then fallbacks) and the text itself. */
function split(content: string): { chains: DecoratorLine[][]; body: string } {
  const lines = content.split(/\r\n|\n|\r/);
  const chains: DecoratorLine[][] = [];
  let at = 0;
  for (; at < lines.length && at < MAX_LINES; at++) {
    const line = lines[at]?.trim() ?? "";
    if (line === "") continue;
    const match = LINE.exec(line);
    if (match === null) break;
    const decorator = { name: (match[2] ?? "").toLowerCase(), value: (match[3] ?? "").trim() };
    const chain = chains.at(-1);
    if (match[1] === "@@@" && chain !== undefined) chain.push(decorator);
    else chains.push([decorator]);
  }
  if (chains.length === 0) return { chains, body: content };
  const body = lines.slice(at).join("\n").trim();
  return { chains, body };
}

/** Whether the content opens with at least one decorator line. */
export function hasDecorators(content: string): boolean {
  return content.trimStart().startsWith("@@") && split(content).chains.length > 0;
}

/** Removes the decorator lines and the blank lines around them; other content is untouched. */
export function stripDecorators(content: string): string {
  return split(content).body;
}

/** Reads the decorators of an entry. Unknown names and bad values are ignored or fall back. */
export function parseDecorators(content: string): { decorators: Decorators; body: string } {
  const decorators: Decorators = {
    keepActivateAfterMatch: false,
    dontActivateAfterMatch: false,
    ignoreOnMaxContext: false,
    additionalKeys: [],
    excludeKeys: [],
    excludeKeysAll: [],
    activate: false,
    dontActivate: false,
    disableSystemPrompt: false,
    disablePostHistory: false,
    noRecursiveSearch: false,
  };
  const { chains, body } = split(content);
  const seen = new Set<string>();
  for (const chain of chains) {
    for (const { name, value } of chain) {
      const apply = APPLY.get(name);
      if (apply === undefined) continue;
      // A repeated name counts as said already: it neither overrides nor falls back.
      if (seen.has(name) && !REPEATABLE.has(name)) break;
      if (!apply(decorators, value)) continue;
      seen.add(name);
      break;
    }
  }
  return { decorators, body };
}

const REPEATABLE: ReadonlySet<string> = new Set(["additional_keys", "disable_ui_prompt"]);

/** Writes what a decorator says; false when its value is unusable. */
type Apply = (into: Decorators, value: string) => boolean;

const RULES: Record<string, Apply> = {
  activate_only_after: whole((d, n) => d.activateOnlyAfter = n),
  activate_only_every: whole((d, n) => d.activateOnlyEvery = n, 1),
  keep_activate_after_match: flag((d) => d.keepActivateAfterMatch = true),
  dont_activate_after_match: flag((d) => d.dontActivateAfterMatch = true),
  depth: whole((d, n) => d.depth = n, -Infinity),
  end: flag((d) => d.depth ??= 0),
  reverse_depth: whole((d, n) => d.reverseDepth = n),
  role: (d, value) => {
    if (value !== "assistant" && value !== "system" && value !== "user") return false;
    d.role = value;
    return true;
  },
  scan_depth: whole((d, n) => d.scanDepth = n),
  is_greeting: whole((d, n) => d.isGreeting = n),
  position: (d, value) => {
    if (
      value !== "after_desc" && value !== "before_desc" && value !== "personality" &&
      value !== "scenario"
    ) return false;
    d.position = value;
    return true;
  },
  ignore_on_max_context: flag((d) => d.ignoreOnMaxContext = true),
  additional_keys: list((d, keys) => d.additionalKeys.push(keys)),
  exclude_keys: list((d, keys) => d.excludeKeys = keys),
  exclude_keys_all: list((d, keys) => d.excludeKeysAll = keys),
  is_user_icon: (d, value) => {
    if (value === "") return false;
    d.isUserIcon = value;
    return true;
  },
  activate: flag((d) => d.activate = true),
  dont_activate: flag((d) => d.dontActivate = true),
  disable_ui_prompt: (d, value) => {
    if (value === "system_prompt") d.disableSystemPrompt = true;
    else if (value === "post_history_instructions") d.disablePostHistory = true;
    else return false;
    return true;
  },
  probability: (d, value) => {
    const percent = Number(value);
    if (value === "" || !(percent >= 0 && percent <= 100)) return false;
    d.probability = percent;
    return true;
  },
  priority: whole((d, n) => d.priority = n, -Infinity),
  match_full_word: flag((d) => d.wholeWords ??= true),
  match_partial_word: flag((d) => d.wholeWords ??= false),
  recursive: flag((d) => d.wakesOthers ??= true),
  unrecursive: flag((d) => d.wakesOthers ??= false),
  no_recursive_search: flag((d) => d.noRecursiveSearch = true),
};

/** A map, as a decorator may be named like something every object inherits. */
const APPLY: ReadonlyMap<string, Apply> = new Map(Object.entries(RULES));

function flag(set: (into: Decorators) => void): Apply {
  return (into) => {
    set(into);
    return true;
  };
}

function whole(set: (into: Decorators, value: number) => void, min = 0): Apply {
  return (into, value) => {
    if (!/^-?\d{1,9}$/.test(value) || Number(value) < min) return false;
    set(into, Number(value));
    return true;
  };
}

function list(set: (into: Decorators, keys: string[]) => void): Apply {
  return (into, value) => {
    const keys = value.split(",").map((key) => key.trim()).filter((key) => key !== "");
    if (keys.length > 0) set(into, keys);
    return keys.length > 0;
  };
}
