/** The shapes of the starter set: what a first start writes into an empty store. */
import type { z } from "zod";
import type { AvatarSpec } from "@/lib/avatar/model.ts";
import type { CardData } from "@/lib/characters/card/model.ts";
import type { Theme } from "@/lib/spaces/floor.ts";

/** Languages the starter set is written in (ISO 639-1). */
export type StarterLang = "ko" | "en";

/** An avatar as an author writes it: only the fields that differ from the default face. */
export type AvatarChoices = z.input<typeof AvatarSpec>;

/** One character, ready to be stored: `slug` is stable, so that seeding twice can be noticed. */
export interface StarterCharacter {
  readonly slug: string;
  readonly lang: StarterLang;
  /** One line for gallery cards, in the character's language. */
  readonly tagline: string;
  /** Four to seven, in the character's language; the same list as in the card. */
  readonly tags: readonly string[];
  readonly rating: "everyone";
  readonly card: CardData;
  readonly avatar: AvatarSpec;
}

/** The ornament a cover is drawn with. */
export type CoverMotif = "moon" | "persimmon" | "wave" | "lantern" | "mountain" | "crane";

/** One chapter; `body` is Markdown. */
export interface StarterChapter {
  readonly title: string;
  readonly body: string;
}

/** A finished serial. `characters` are slugs of starter characters that appear in it. */
export interface StarterStory {
  readonly slug: string;
  readonly lang: StarterLang;
  readonly title: string;
  readonly synopsis: string;
  readonly genre: string;
  readonly tone: string;
  readonly tags: readonly string[];
  /** Cover colours as CSS hex: ground, shape, accent. */
  readonly palette: readonly [ground: string, shape: string, accent: string];
  readonly motif: CoverMotif;
  readonly chapters: readonly StarterChapter[];
  readonly characters: readonly string[];
}

/** A string in both languages of the interface. */
export type Bilingual = Readonly<Record<StarterLang, string>>;

/** A public space and the characters who live in it. */
export interface StarterSpace {
  readonly slug: string;
  readonly name: Bilingual;
  readonly description: Bilingual;
  readonly type: "lounge" | "fanmeeting";
  readonly theme: Theme;
  readonly max_users: number;
  /** Slugs of starter characters. */
  readonly residents: readonly string[];
}
