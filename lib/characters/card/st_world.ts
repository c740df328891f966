/**
 * SillyTavern world-info files ↔ lorebooks: the names each side gives to the same thing.
 *
 * Browser-safe. Source: SillyTavern 1.12.6, world-info conversion to and from `character_book`.
 */
import { isObject, omit } from "@/lib/characters/card/coerce.ts";
import { type JsonObject, type Lorebook, type LorebookEntry } from "@/lib/characters/card/model.ts";

/** World-file option → key in an entry's `extensions`. */
const OPTION_NAMES = {
  position: "position",
  depth: "depth",
  role: "role",
  selectiveLogic: "selectiveLogic",
  probability: "probability",
  useProbability: "useProbability",
  excludeRecursion: "exclude_recursion",
  preventRecursion: "prevent_recursion",
  delayUntilRecursion: "delay_until_recursion",
  scanDepth: "scan_depth",
  caseSensitive: "case_sensitive",
  matchWholeWords: "match_whole_words",
  group: "group",
  groupOverride: "group_override",
  groupWeight: "group_weight",
  useGroupScoring: "use_group_scoring",
  sticky: "sticky",
  cooldown: "cooldown",
  delay: "delay",
  automationId: "automation_id",
  vectorized: "vectorized",
  displayIndex: "display_index",
  outletName: "outlet_name",
  triggers: "triggers",
  ignoreBudget: "ignore_budget",
  matchPersonaDescription: "match_persona_description",
  matchCharacterDescription: "match_character_description",
  matchCharacterPersonality: "match_character_personality",
  matchCharacterDepthPrompt: "match_character_depth_prompt",
  matchScenario: "match_scenario",
  matchCreatorNotes: "match_creator_notes",
} as const;

/** World-file field → entry field, where only the name differs. */
const FIELD_NAMES = {
  uid: "id",
  key: "keys",
  keysecondary: "secondary_keys",
  order: "insertion_order",
} as const;

const WORLD_ONLY: ReadonlySet<string> = new Set([
  ...Object.keys(FIELD_NAMES),
  ...Object.keys(OPTION_NAMES),
  "disable",
]);

/**
 * Rewrites one world entry with the names of a book entry, not yet validated. Options move into
 * `extensions`, and fields unknown to both sides stay where they are.
 */
export function fromStWorldEntry(world: JsonObject, uid: string): JsonObject {
  const extensions: JsonObject = isObject(world.extensions) ? { ...world.extensions } : {};
  for (const [worldName, name] of Object.entries(OPTION_NAMES)) {
    if (Object.hasOwn(world, worldName)) extensions[name] = world[worldName];
  }
  const entry: JsonObject = { ...omit(world, WORLD_ONLY), extensions };
  for (const [worldName, name] of Object.entries(FIELD_NAMES)) {
    if (Object.hasOwn(world, worldName)) entry[name] = world[worldName];
  }
  entry.id ??= /^\d{1,15}$/.test(uid) ? Number(uid) : uid;
  if (Object.hasOwn(world, "disable")) entry.enabled = world.disable !== true;
  entry.position = world.position === undefined || world.position === 0
    ? "before_char"
    : "after_char";
  return entry;
}

const BOOK_ONLY: ReadonlySet<string> = new Set([
  ...Object.values(FIELD_NAMES),
  "enabled",
  "position",
  "extensions",
  "use_regex",
]);

/**
 * Writes a book as a world file. Ids that are numbers become uids; other entries get the lowest
 * free one. Extensions without a world name stay under `extensions`.
 */
export function encodeStWorld(book: Lorebook): JsonObject {
  const entries: JsonObject = {};
  const taken = new Set(book.entries.map((entry) => entry.id));
  let free = 0;
  for (const entry of book.entries) {
    let uid = typeof entry.id === "number" ? entry.id : -1;
    if (uid < 0 || Object.hasOwn(entries, String(uid))) {
      while (taken.has(free) || Object.hasOwn(entries, String(free))) free += 1;
      uid = free;
    }
    entries[String(uid)] = toStWorldEntry(entry, uid);
  }
  const { extensions, ...rest } = book;
  return { ...rest, ...(Object.keys(extensions).length > 0 ? { extensions } : {}), entries };
}

function toStWorldEntry(entry: LorebookEntry, uid: number): JsonObject {
  const world: JsonObject = {
    ...omit(entry, BOOK_ONLY),
    uid,
    key: entry.keys,
    keysecondary: entry.secondary_keys ?? [],
    order: entry.insertion_order,
    disable: !entry.enabled,
    position: entry.position === "before_char" ? 0 : 1,
    ...(entry.use_regex ? { use_regex: true } : {}),
  };
  const rest: JsonObject = { ...entry.extensions };
  for (const [worldName, name] of Object.entries(OPTION_NAMES)) {
    if (!Object.hasOwn(rest, name)) continue;
    world[worldName] = rest[name];
    delete rest[name];
  }
  if (Object.keys(rest).length > 0) world.extensions = rest;
  return world;
}
