/** Characters: what is kept of one, what people may enter, and what others see. */
import { z } from "zod";
import { AvatarSpec } from "@/lib/avatar/model.ts";
import type { Emotion } from "@/lib/ai/model.ts";
import { LOCALES } from "@/lib/i18n/locale.ts";
import type { CardData } from "@/lib/characters/card/model.ts";
import { PreferredModel, withPreferredModel } from "@/lib/characters/card/preferred_model.ts";
import {
  SpokenVoiceInput,
  SpokenVoiceReply,
  withVoice,
} from "@/lib/characters/card/spoken_voice.ts";
import { MAX_TOOLS, withTools } from "@/lib/characters/card/tools.ts";
import type { SpokenVoice } from "@/lib/speech/voice.ts";
import { StoryOrigin } from "@/lib/stories/people/model.ts";
import { isVisible } from "@/lib/visible.ts";
import { upgrader } from "@/lib/store/versioned.ts";

export const VISIBILITIES = ["public", "unlisted", "private"] as const;
export const RATINGS = ["everyone", "teen", "mature"] as const;
export const ORIGINS = ["made", "imported", "copied", "starter"] as const;
/** Most tags of a character. */
export const MAX_TAGS = 10;
/** Most greetings beside the first that people enter. */
export const MAX_GREETINGS = 20;

const text = (max: number) => z.string().normalize("NFC").max(max);

export const Tag = z.string().normalize("NFC").transform((tag) =>
  tag.toWellFormed().replace(/^#/, "").replace(/\s+/g, " ").trim()
).pipe(z.string().min(1).max(30).regex(/^[^\p{Cc}<>]+$/u, "must be plain words"));

/** What the list and every page header need. The card itself, which may be large, is a blob beside it. */
export const Character = z.object({
  v: z.literal(1),
  id: z.string(),
  ownerId: z.string(),
  name: z.string(),
  tagline: z.string(),
  tags: z.array(z.string()),
  lang: z.enum(LOCALES),
  /** Who may meet it now; whoever wants what its maker chose asks {@link chosenVisibility}. */
  visibility: z.enum(VISIBILITIES),
  /** While those who look after the house keep it from others: it is private, and this what it is afterwards. */
  hidden: z.object({ visibility: z.enum(VISIBILITIES), atMs: z.number() }).optional(),
  rating: z.enum(RATINGS),
  avatar: AvatarSpec,
  /** Hashes of the uploaded portrait's two sizes (WebP 640×800 and 240×300); null where the rig draws it. */
  portrait: z.object({ large: z.string(), small: z.string() }).nullable(),
  /** Hash of the stored Card as JSON. */
  cardHash: z.string(),
  /** Hash of a ZIP with the files that came inside a CHARX; null without any. */
  assetsHash: z.string().nullable(),
  origin: z.enum(ORIGINS),
  /** Of somebody who comes out of a story: what they know of it is added where they speak. */
  story: StoryOrigin.optional(),
  /** Goes up with every change; part of picture URLs, so that they can be cached for good. */
  rev: z.number().int(),
  createdAtMs: z.number(),
  updatedAtMs: z.number(),
});
export type Character = z.infer<typeof Character>;

export const readCharacter = upgrader<Character>(1);

/** Every blob that a character's record refers to. */
export function blobsOf(character: Character): string[] {
  const { cardHash, assetsHash, portrait } = character;
  return [
    cardHash,
    ...(assetsHash ? [assetsHash] : []),
    ...(portrait ? [portrait.large, portrait.small] : []),
  ];
}

const fields = {
  name: text(60).trim().min(1, { abort: true }).refine(isVisible, "must show something"),
  tagline: text(140).trim(),
  description: text(30_000),
  personality: text(15_000),
  scenario: text(15_000),
  greeting: text(8_000),
  alternate_greetings: z.array(text(8_000)).max(MAX_GREETINGS),
  example_dialogue: text(30_000),
  tags: z.array(Tag).max(MAX_TAGS).transform(dedupeTags),
  lang: z.enum(LOCALES),
  visibility: z.enum(VISIBILITIES),
  rating: z.enum(RATINGS),
  avatar: AvatarSpec,
  tools: z.array(z.string().regex(/^[a-z_]{1,64}$/)).max(MAX_TOOLS)
    .transform((names) => [...new Set(names)]),
  voice: SpokenVoiceInput.nullable(),
  model: PreferredModel.nullable(),
};

/** A change of a character: any of the fields that people enter, named as in the API; what is absent stays. */
export const CharacterPatch = z.object(fields).partial();
export type CharacterPatch = z.infer<typeof CharacterPatch>;

/** A new character, as people enter it. Only the name is needed. */
export const CharacterInput = z.object({
  name: fields.name,
  tagline: fields.tagline.default(""),
  description: fields.description.default(""),
  personality: fields.personality.default(""),
  scenario: fields.scenario.default(""),
  greeting: fields.greeting.default(""),
  alternate_greetings: fields.alternate_greetings.default([]),
  example_dialogue: fields.example_dialogue.default(""),
  tags: fields.tags.default([]),
  lang: fields.lang.default("ko"),
  visibility: fields.visibility.default("private"),
  rating: fields.rating.default("everyone"),
  avatar: fields.avatar.optional(),
  tools: fields.tools.default([]),
  voice: fields.voice.default(null),
  model: fields.model.default(null),
});
export type CharacterInput = z.infer<typeof CharacterInput>;

/** A character as lists and pages show it. */
export interface CharacterView {
  character: Character;
  creator: { id: string; nickname: string };
  likes: number;
  chats: number;
}

/** A character as the API sends it. */
export const CharacterReply = z.object({
  id: z.string(),
  name: z.string(),
  tagline: z.string(),
  description: z.string(),
  personality: z.string(),
  scenario: z.string(),
  greeting: z.string(),
  alternate_greetings: z.array(z.string()),
  example_dialogue: z.string(),
  tags: z.array(z.string()),
  lang: z.enum(LOCALES),
  visibility: z.enum(VISIBILITIES),
  hidden: z.boolean().describe(
    "Whether it was reported and hidden: until that is lifted nobody but its maker meets it, whatever `visibility` says",
  ),
  rating: z.enum(RATINGS),
  avatar: AvatarSpec,
  tools: z.array(z.string()).describe("Names of the tools that the character may use"),
  voice: SpokenVoiceReply.nullable()
    .describe("How the character sounds when it is read aloud; null is as any voice comes"),
  model: z.string().nullable().describe("The model it would like to answer by; a wish"),
  portrait_url: z.string(),
  creator: z.object({ id: z.string(), nickname: z.string() }),
  likes: z.number().int(),
  chats: z.number().int(),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
}).meta({ id: "Character" });
export type CharacterReply = z.infer<typeof CharacterReply>;

/** What a reply shows of a card. */
export type CardTexts =
  & Pick<
    CardData,
    | "description"
    | "personality"
    | "scenario"
    | "first_mes"
    | "alternate_greetings"
    | "mes_example"
  >
  & {
    /** Names of the character's tools: few and short. */
    tools: string[];
    voice: SpokenVoice | null;
    model: string | null;
  };

/** Puts a character and its card into the API's shape. */
export function toReply(
  view: CharacterView,
  card: CardTexts,
): CharacterReply {
  const { character, creator, likes, chats } = view;
  return {
    id: character.id,
    name: character.name,
    tagline: character.tagline,
    description: card.description,
    personality: card.personality,
    scenario: card.scenario,
    greeting: card.first_mes,
    alternate_greetings: card.alternate_greetings,
    example_dialogue: card.mes_example,
    tags: character.tags,
    lang: character.lang,
    visibility: chosenVisibility(character),
    hidden: character.hidden !== undefined,
    rating: character.rating,
    avatar: character.avatar,
    tools: card.tools,
    voice: card.voice,
    model: card.model,
    portrait_url: portraitUrl(character, "large"),
    creator,
    likes,
    chats,
    created_at: new Date(character.createdAtMs).toISOString(),
    updated_at: new Date(character.updatedAtMs).toISOString(),
  };
}

/** Where a character's picture is: it changes with every change of the character, and may be cached for good. */
export function portraitUrl(
  character: Pick<Character, "id" | "rev">,
  size: "large" | "small",
): string {
  return `/characters/${character.id}/portrait?size=${size}&v=${character.rev}`;
}

/** A small square face for conversations. The drawn face shows the emotion; an uploaded picture stays as it is. */
export function emotionPortraitUrl(
  character: Pick<Character, "id" | "rev">,
  emotion: Emotion | null,
): string {
  const face = emotion && emotion !== "neutral" ? `&face=${emotion}` : "";
  return `/characters/${character.id}/portrait?size=face&v=${character.rev}${face}`;
}

/** Writes what was entered into a card, keeping all else of it. */
export function applyToCard(given: CardData, input: CharacterPatch): CardData {
  let card = input.tools ? withTools(given, input.tools) : given;
  if (input.voice !== undefined) card = withVoice(card, input.voice);
  if (input.model !== undefined) card = withPreferredModel(card, input.model);
  return {
    ...card,
    name: input.name ?? card.name,
    description: input.description ?? card.description,
    personality: input.personality ?? card.personality,
    scenario: input.scenario ?? card.scenario,
    first_mes: input.greeting ?? card.first_mes,
    alternate_greetings: input.alternate_greetings ?? card.alternate_greetings,
    mes_example: input.example_dialogue ?? card.mes_example,
    tags: input.tags ?? card.tags,
  };
}

/** Whether this person may open the character. Unlisted ones open to whoever has the link. */
export function mayRead(character: Character, viewerId: string | null): boolean {
  return character.visibility !== "private" || character.ownerId === viewerId;
}

/** Who may meet the character as its maker wants it; of a hidden one, once it is shown again. */
export function chosenVisibility(
  { visibility, hidden }: Pick<Character, "visibility" | "hidden">,
): Character["visibility"] {
  return hidden?.visibility ?? visibility;
}

/** Changes who may meet it. That does not show a hidden one: it is kept for when it is shown. */
export function withVisibility(
  character: Character,
  visibility: Character["visibility"],
): Character {
  const { hidden } = character;
  return hidden
    ? { ...character, hidden: { ...hidden, visibility } }
    : { ...character, visibility };
}

/** Keeps a character from everybody but its maker: whatever asks who may meet it finds a private one. */
export function hideCharacter(character: Character, nowMs: number): Character {
  const visibility = chosenVisibility(character);
  return { ...character, visibility: "private", hidden: { visibility, atMs: nowMs } };
}

/** Gives a hidden character back to whom its maker wants it shown. */
export function showCharacter(character: Character): Character {
  const { hidden: _, ...shown } = character;
  return { ...shown, visibility: chosenVisibility(character) };
}

/**
 * The form of a tag or name that two spellings share: NFKC, lower case, single spaces. Single Korean letters (`ㅎㄴ`)
 * stay as they are typed; NFKC would turn them into the joining letters of syllables.
 */
export function fold(words: string): string {
  return words.replace(/[^\u3131-\u318e]+/g, (part) => part.normalize("NFKC"))
    .toLowerCase().replace(/\s+/g, " ").trim();
}

function dedupeTags(tags: string[]): string[] {
  return [...new Map(tags.map((tag) => [fold(tag), tag])).values()];
}
