/**
 * One lore entry made ready for activation: fields, decorators and SillyTavern's extensions
 * brought together with a clear precedence (decorator, then extension, then field). Browser-safe.
 */
import { FieldReader } from "@/lib/characters/card/coerce.ts";
import { type Decorators, parseDecorators } from "@/lib/characters/card/decorators.ts";
import { type LoreTiming } from "@/lib/characters/card/lore_state.ts";
import { type Lorebook, type LorebookEntry } from "@/lib/characters/card/model.ts";

export type LoreRole = "assistant" | "system" | "user";

/** Where the content of an entry stands in the prompt. */
export type LoreSlot =
  | "before_char"
  | "after_char"
  | "before_desc"
  | "after_desc"
  | "personality"
  | "scenario"
  | "before_note"
  | "after_note"
  | "before_examples"
  | "after_examples"
  | "depth"
  | "outlet";

/** Further texts an entry may ask to be searched, beside the chat. */
export type LoreSource =
  | "persona_description"
  | "character_description"
  | "character_personality"
  | "character_depth_prompt"
  | "scenario"
  | "creator_notes";

const SOURCES: readonly LoreSource[] = [
  "persona_description",
  "character_description",
  "character_personality",
  "character_depth_prompt",
  "scenario",
  "creator_notes",
];

/** How secondary keys decide; the numbers are SillyTavern's `selectiveLogic`. */
export type SecondaryLogic = "and_any" | "not_all" | "not_any" | "and_all";

const LOGICS: readonly SecondaryLogic[] = ["and_any", "not_all", "not_any", "and_all"];

/** SillyTavern's `extensions.position`, 0 to 7. */
const ST_SLOTS: readonly LoreSlot[] = [
  "before_char",
  "after_char",
  "before_note",
  "after_note",
  "depth",
  "before_examples",
  "after_examples",
  "outlet",
];

/** SillyTavern's role codes, 0 to 2. */
const ST_ROLES: readonly LoreRole[] = ["system", "user", "assistant"];

const DEFAULT_DEPTH = 4;
const DEFAULT_GROUP_WEIGHT = 100;

/** An entry ready to be activated. */
export interface LoreRule {
  id: string;
  index: number;
  name: string;
  enabled: boolean;
  keys: string[];
  secondary: string[];
  logic: SecondaryLogic;
  /** V3: a pattern key of a `use_regex` entry ignores secondary and exclude keys. */
  patternAlone: boolean;
  constant: boolean;
  order: number;
  priority: number;
  decorators: Decorators;
  /** Without decorators, macros not expanded. */
  body: string;
  slot: LoreSlot;
  /** Messages below it; or counted from the start when `fromStart`. */
  depth: number;
  fromStart: boolean;
  role: LoreRole;
  outlet: string | null;
  caseSensitive: boolean | null;
  wholeWords: boolean | null;
  scanDepth: number | null;
  /** 0 to 100. */
  probability: number;
  groups: string[];
  groupOverride: boolean;
  groupWeight: number;
  groupScoring: boolean;
  timing: LoreTiming;
  /** Messages the chat must have. */
  delay: number;
  /** May not be woken by other entries. */
  directOnly: boolean;
  wakesOthers: boolean;
  /** 0 for none; else the recursion level it waits for. */
  recursionLevel: number;
  ignoresBudget: boolean;
  triggers: string[];
  sources: LoreSource[];
}

/**
 * Stable names for the entries of a book, for state kept between turns: the entry's own id where
 * it is the only one with it, else its place.
 */
export function getEntryIds(book: Lorebook): string[] {
  const counts = new Map<string, number>();
  for (const { id } of book.entries) counts.set(`#${id}`, (counts.get(`#${id}`) ?? 0) + 1);
  return book.entries.map(({ id }, index) =>
    id !== undefined && counts.get(`#${id}`) === 1 ? `#${id}` : `@${index}`
  );
}

/** Makes the rules of a book, in its order. */
export function makeLoreRules(book: Lorebook): LoreRule[] {
  const ids = getEntryIds(book);
  return book.entries.map((entry, index) => makeRule(entry, { id: ids[index] ?? "", index }));
}

function makeRule(entry: LorebookEntry, { id, index }: { id: string; index: number }): LoreRule {
  const { decorators, body } = parseDecorators(entry.content);
  const ext = new FieldReader(entry.extensions, "", []);
  const logic = ext.number("selectiveLogic");
  return {
    id,
    index,
    name: entry.name || entry.comment || entry.keys[0] || "",
    enabled: entry.enabled,
    keys: entry.keys,
    secondary: entry.selective === true ? (entry.secondary_keys ?? []) : [],
    logic: LOGICS[logic ?? 0] ?? "and_any",
    patternAlone: entry.use_regex && logic === undefined,
    constant: entry.constant ?? false,
    order: entry.insertion_order,
    priority: decorators.priority ?? entry.priority ?? entry.insertion_order,
    decorators,
    body,
    ...readPlace(entry, decorators, ext),
    caseSensitive: ext.flag("case_sensitive") ?? entry.case_sensitive ?? null,
    wholeWords: decorators.wholeWords ?? ext.flag("match_whole_words") ?? null,
    scanDepth: decorators.scanDepth ?? ext.number("scan_depth") ?? null,
    probability: decorators.probability ??
      (ext.flag("useProbability") === false ? 100 : ext.number("probability") ?? 100),
    groups: (ext.text("group") ?? "").split(",").map((label) => label.trim()).filter(Boolean),
    groupOverride: ext.flag("group_override") ?? false,
    groupWeight: Math.max(0, ext.number("group_weight") ?? DEFAULT_GROUP_WEIGHT),
    groupScoring: ext.flag("use_group_scoring") ?? false,
    timing: {
      sticky: Math.max(0, ext.number("sticky") ?? 0),
      cooldown: Math.max(0, ext.number("cooldown") ?? 0),
      remembersMatch: decorators.keepActivateAfterMatch || decorators.dontActivateAfterMatch,
    },
    delay: ext.number("delay") ?? 0,
    directOnly: decorators.noRecursiveSearch || (ext.flag("exclude_recursion") ?? false),
    wakesOthers: decorators.wakesOthers ?? !(ext.flag("prevent_recursion") ?? false),
    recursionLevel: readRecursionLevel(entry.extensions.delay_until_recursion),
    ignoresBudget: ext.flag("ignore_budget") ?? false,
    triggers: ext.textList("triggers") ?? [],
    sources: SOURCES.filter((source) => ext.flag(`match_${source}`) === true),
  };
}

function readPlace(
  entry: LorebookEntry,
  decorators: Decorators,
  ext: FieldReader,
): Pick<LoreRule, "slot" | "depth" | "fromStart" | "role" | "outlet"> {
  const stSlot = ST_SLOTS[ext.number("position") ?? -1];
  const place = {
    slot: stSlot ?? (entry.position === "before_char" ? "before_char" as const : "after_char"),
    depth: Math.max(0, ext.number("depth") ?? DEFAULT_DEPTH),
    fromStart: false,
    role: decorators.role ?? readStRole(ext) ?? "system",
    outlet: stSlot === "outlet" ? (ext.text("outlet_name") ?? "") : null,
  };
  if (decorators.position !== undefined) return { ...place, slot: decorators.position };
  if (decorators.depth !== undefined) {
    return { ...place, slot: "depth", depth: Math.max(0, decorators.depth) };
  }
  if (decorators.reverseDepth !== undefined) {
    return { ...place, slot: "depth", depth: decorators.reverseDepth, fromStart: true };
  }
  return place;
}

function readStRole(ext: FieldReader): LoreRole | undefined {
  const role = ext.fields.role;
  if (role === "assistant" || role === "system" || role === "user") return role;
  return typeof role === "number" ? ST_ROLES[role] : undefined;
}

function readRecursionLevel(value: unknown): number {
  if (value === true) return 1;
  return typeof value === "number" && value > 0 ? value : 0;
}
