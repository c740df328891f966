/** Turns an author's draft of a starter character into a V3 card with its portrait. */
import { AvatarSpec } from "@/lib/avatar/model.ts";
import { type CardData, emptyCardData, type LorebookEntry } from "@/lib/characters/card/model.ts";
import { withVoice } from "@/lib/characters/card/spoken_voice.ts";
import type { SpokenVoice } from "@/lib/speech/voice.ts";
import type { AvatarChoices, StarterCharacter, StarterLang } from "@/lib/starter/content/types.ts";

/** A lore entry as an author writes it. `content` is in the character's own voice. */
export interface LoreDraft {
  readonly keys: readonly string[];
  readonly content: string;
  /** Always in the prompt, whatever was said. */
  readonly constant?: boolean;
}

/** One exchange: what a visitor says, and how the character answers. */
export type Exchange = readonly [user: string, char: string];

/** A starter character as an author writes it: prose, not card syntax. */
export interface CharacterDraft {
  readonly slug: string;
  readonly lang: StarterLang;
  readonly name: string;
  readonly tagline: string;
  readonly tags: readonly string[];
  /** Paragraphs. */
  readonly description: readonly string[];
  readonly personality: string;
  /** How they sound; machines that lack these voices take another of the language. */
  readonly voice: SpokenVoice;
  readonly scenario: string;
  readonly greeting: string;
  readonly alternateGreetings: readonly string[];
  /** Blocks of exchanges; each block becomes one `<START>` block. */
  readonly examples: readonly (readonly Exchange[])[];
  readonly lore: readonly LoreDraft[];
  readonly creatorNotes: string;
  readonly avatar: AvatarChoices;
}

/** Messages searched for lore keys: the visitor's last two turns and the answers between. */
const LORE_SCAN_DEPTH = 4;
/** Tokens; about a third of a starter book, so that only what was touched upon is told. */
const LORE_TOKEN_BUDGET = 600;

/**
 * Makes the stored form of a draft.
 *
 * @throws {z.ZodError} If the avatar names a part that does not exist.
 */
export function starterCharacter(draft: CharacterDraft): StarterCharacter {
  return {
    slug: draft.slug,
    lang: draft.lang,
    tagline: draft.tagline,
    tags: draft.tags,
    rating: "everyone",
    card: writeCard(draft),
    avatar: AvatarSpec.parse(draft.avatar),
  };
}

function writeCard(draft: CharacterDraft): CardData {
  const card: CardData = {
    ...emptyCardData(draft.name),
    description: draft.description.join("\n\n"),
    personality: draft.personality,
    scenario: draft.scenario,
    first_mes: draft.greeting,
    alternate_greetings: [...draft.alternateGreetings],
    mes_example: writeExamples(draft.examples),
    creator_notes: draft.creatorNotes,
    tags: [...draft.tags],
    creator: "Maru",
    character_version: "1.0",
    character_book: {
      name: draft.name,
      scan_depth: LORE_SCAN_DEPTH,
      token_budget: LORE_TOKEN_BUDGET,
      recursive_scanning: false,
      extensions: {},
      entries: draft.lore.map(writeLoreEntry),
    },
  };
  return withVoice(card, draft.voice);
}

/** Writes blocks in the card's own syntax: `<START>`, then one line for each turn. */
export function writeExamples(blocks: CharacterDraft["examples"]): string {
  return blocks
    .map((block) =>
      ["<START>", ...block.flatMap(([user, char]) => [`{{user}}: ${user}`, `{{char}}: ${char}`])]
        .join("\n")
    )
    .join("\n");
}

function writeLoreEntry(draft: LoreDraft, index: number): LorebookEntry {
  return {
    id: index,
    keys: [...draft.keys],
    content: draft.content,
    extensions: {},
    enabled: true,
    insertion_order: 100 + index,
    use_regex: false,
    constant: draft.constant ?? false,
    position: draft.constant ? "before_char" : "after_char",
  };
}
