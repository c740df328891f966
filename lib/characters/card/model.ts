/**
 * The shapes of a Character Card and its lorebook, as Maru holds them in memory: the V3 `data`
 * object, with every field this version does not know kept beside the known ones.
 *
 * Browser-safe. Sources: Character Card V1 and V2 (malfoyslastname/character-card-spec-v2) and
 * V3 (kwaroran/character-card-spec-v3).
 */
import { z } from "zod";

/** Any JSON object: what `extensions` and the envelope hold. Keys are never interpreted here. */
export const JsonObject = z.record(z.string(), z.unknown());
export type JsonObject = z.infer<typeof JsonObject>;

/**
 * One asset of a V3 card. `uri` is an http(s) URL, a base64 data URL, `embeded://path` (the
 * spec's own spelling), `ccdefault:`, or the older `__asset:path`. `ext` is lower case without a
 * dot, or `unknown`.
 */
export const CardAsset = z.looseObject({
  type: z.string(),
  uri: z.string(),
  name: z.string(),
  ext: z.string(),
});
export type CardAsset = z.infer<typeof CardAsset>;

/**
 * One lore entry. A lower `insertion_order` stands earlier in the prompt; a lower `priority` is
 * dropped first when the budget is full. `content` may open with decorator lines (`@@depth 4`).
 */
export const LorebookEntry = z.looseObject({
  keys: z.array(z.string()),
  content: z.string(),
  extensions: JsonObject,
  enabled: z.boolean(),
  insertion_order: z.number(),
  use_regex: z.boolean(),
  case_sensitive: z.boolean().optional(),
  constant: z.boolean().optional(),
  name: z.string().optional(),
  priority: z.number().optional(),
  id: z.union([z.number(), z.string()]).optional(),
  comment: z.string().optional(),
  selective: z.boolean().optional(),
  secondary_keys: z.array(z.string()).optional(),
  /** `before_char` or `after_char`; other words are kept and read as `after_char`. */
  position: z.string().optional(),
});
export type LorebookEntry = z.infer<typeof LorebookEntry>;

/** A lorebook: a card's `character_book`, or the `data` of a `lorebook_v3` file. */
export const Lorebook = z.looseObject({
  name: z.string().optional(),
  description: z.string().optional(),
  /** How many of the newest messages are searched for keys. */
  scan_depth: z.number().optional(),
  /** Tokens. */
  token_budget: z.number().optional(),
  /** Whether entries may wake each other; absent means the reader's choice. */
  recursive_scanning: z.boolean().optional(),
  extensions: JsonObject,
  entries: z.array(LorebookEntry),
});
export type Lorebook = z.infer<typeof Lorebook>;

/**
 * The canonical card: the `data` object of V3, a superset of V1 and V2. Strings are never null;
 * what an older card lacks is `""`, `[]` or `{}`.
 */
export const CardData = z.looseObject({
  name: z.string(),
  description: z.string(),
  personality: z.string(),
  scenario: z.string(),
  first_mes: z.string(),
  mes_example: z.string(),
  creator_notes: z.string(),
  system_prompt: z.string(),
  post_history_instructions: z.string(),
  alternate_greetings: z.array(z.string()),
  group_only_greetings: z.array(z.string()),
  tags: z.array(z.string()),
  creator: z.string(),
  character_version: z.string(),
  extensions: JsonObject,
  /** Used for `{{char}}` in place of `name`, when not empty. */
  nickname: z.string().optional(),
  /** ISO 639-1 code without region → notes. */
  creator_notes_multilingual: z.record(z.string(), z.string()).optional(),
  /** Ids or URLs of where the card came from; append only. */
  source: z.array(z.string()).optional(),
  /** Unix seconds, UTC; 0 means withheld. */
  creation_date: z.number().optional(),
  /** Unix seconds, UTC; 0 means withheld. */
  modification_date: z.number().optional(),
  assets: z.array(CardAsset).optional(),
  character_book: Lorebook.optional(),
});
export type CardData = z.infer<typeof CardData>;

/** The `spec` values of the three versions; V1 files carry none and are named here by ours. */
export const CardSpec = z.enum(["chara_card_v1", "chara_card_v2", "chara_card_v3"]);
export type CardSpec = z.infer<typeof CardSpec>;

/**
 * A card as it was read: its data, the version its file declared, and whatever else stood at the
 * top level of the file beside `spec`, `spec_version` and `data`. Top-level copies of V1 fields
 * stay in `envelope` as found; writing refreshes their values from `data`.
 */
export const Card = z.object({
  data: CardData,
  spec: CardSpec,
  specVersion: z.string(),
  envelope: JsonObject,
});
export type Card = z.infer<typeof Card>;

/** The six strings of V1, which V2 and V3 files sometimes repeat at their top level. */
export const V1_FIELDS = [
  "name",
  "description",
  "personality",
  "scenario",
  "first_mes",
  "mes_example",
] as const;

/** Makes a card with this name and every other required field empty. */
export function emptyCardData(name: string): CardData {
  return {
    name,
    description: "",
    personality: "",
    scenario: "",
    first_mes: "",
    mes_example: "",
    creator_notes: "",
    system_prompt: "",
    post_history_instructions: "",
    alternate_greetings: [],
    group_only_greetings: [],
    tags: [],
    creator: "",
    character_version: "",
    extensions: {},
  };
}

/** Wraps data as a V3 card with nothing else at its top level. */
export function createCard(data: CardData): Card {
  return { data, spec: "chara_card_v3", specVersion: "3.0", envelope: {} };
}

/** Longest name that `{{char}}` becomes, in characters. A macro is short and may stand a million times in a text. */
const MAX_CALL_NAME = 100;

/** The name that `{{char}}` stands for: the nickname when there is one, else the name; no more of it than a name has. */
export function getCallName(data: Pick<CardData, "name" | "nickname">): string {
  const name = data.nickname ? data.nickname : data.name;
  return name.length <= MAX_CALL_NAME
    ? name
    : name.slice(0, MAX_CALL_NAME).replace(/[\ud800-\udbff]$/, "");
}
