/** The shape of what the improviser's stories are made of: plots, episodes, quiet scenes, and the colours of genre and tone. */
import type { Genre, Tone } from "@/lib/stories/writing/model.ts";

/** Who takes part: lead, partner, opponent, helper. */
export const ROLES = ["L", "P", "O", "H"] as const;
export type RoleKey = typeof ROLES[number];

/** Where it takes place: where the lead lives, the place of the matter, the way between, far off, among people. */
export const PLACES = ["home", "site", "road", "far", "crowd"] as const;
export type PlaceKey = typeof PLACES[number];

/** When a scene is: morning, noon, evening, night, dawn. */
export const TIMES = ["m", "n", "e", "k", "d"] as const;
export type TimeKey = typeof TIMES[number];

/** Where and when a scene is set, and who is in it, in every language. */
export interface Stage {
  /** Whether its words speak of the sky. */
  readonly sky: boolean;
  readonly time: TimeKey;
  readonly at: PlaceKey;
  readonly who: readonly RoleKey[];
}

/**
 * The words of a scene. `goal`, `obstacle`, `outcome` and `hook` are single sentences; `text` is its prose, a paragraph a line.
 * All are templates: see `template.ts`.
 */
export interface SceneWords {
  readonly title: string;
  readonly goal: string;
  readonly obstacle: string;
  readonly outcome: string;
  readonly hook: string;
  readonly text: string;
}

/** A plot in every language: what tells its five beats apart. */
export interface PlotShape {
  readonly id: string;
  readonly genres: readonly Genre[];
  /** Whether any thing that a keyword names can be what it turns on. */
  readonly takesAnyThing: boolean;
  /** Which of its places can be any that a keyword names; null where all are of a kind. */
  readonly anyPlace: PlaceKey | null;
  /** Who knows the truth from the start. */
  readonly holder: RoleKey;
  /** Setting, search, wrong turn, truth, end. */
  readonly beats: readonly [Stage, Stage, Stage, Stage, Stage];
}

export interface PlotWords {
  readonly logline: string;
  readonly hook: string;
  readonly theme: string;
  readonly question: string;
  readonly change: string;
  readonly conflict: string;
  /** What the holder knows. One sentence. */
  readonly secret: string;
  /** What it asks at its start, what it hints at in its second beat, and a small thing it brings back. */
  readonly promises: readonly [string, string, string];
  /** The thing it turns on, where no keyword names one. */
  readonly object: string;
  readonly titles: readonly [string, string, string];
  readonly beats: readonly [SceneWords, SceneWords, SceneWords, SceneWords, SceneWords];
}

export interface GenreWords {
  readonly name: string;
  readonly audience: string;
  readonly promises: readonly string[];
  readonly avoid: readonly string[];
  readonly era: string;
  readonly everyday: string;
  readonly rules: readonly string[];
  readonly glossary: readonly (readonly [term: string, meaning: string])[];
  /** For each place, some names with what is to be seen there. */
  readonly places: Readonly<Record<PlaceKey, readonly (readonly [name: string, sight: string])[]>>;
  readonly jobs: Readonly<Record<RoleKey, readonly string[]>>;
  readonly names: "modern" | "past" | "other";
  /** Whole sentences of what is heard, smelt and seen. */
  readonly senses: readonly string[];
}

export interface ToneWords {
  readonly name: string;
  /** First sentences of a story. */
  readonly openings: readonly string[];
  /** Sentences that colour a scene. */
  readonly colours: readonly string[];
  /** Last sentences of a story. */
  readonly closings: readonly string[];
  readonly avoid: string;
}

/** How a kind of keyword enters a story: at its start, on its way, and at its end. */
export type KeywordKind =
  | "thing"
  | "food"
  | "kin"
  | "place"
  | "creature"
  | "person"
  | "weather"
  | "idea"
  | "word";
export interface Weave {
  readonly first: readonly string[];
  readonly middle: readonly string[];
  readonly last: readonly string[];
}

export interface PeopleWords {
  readonly names: Readonly<
    Record<GenreWords["names"], Readonly<Record<"she" | "he" | "old" | "stern", readonly string[]>>>
  >;
  /** Of somebody dead whom the lead learned from. */
  readonly masters: readonly string[];
  readonly ages: Readonly<Record<RoleKey, readonly string[]>>;
  readonly appearance: Readonly<Record<RoleKey, readonly string[]>>;
  readonly wants: Readonly<Record<RoleKey, readonly string[]>>;
  readonly fears: Readonly<Record<RoleKey, readonly string[]>>;
  readonly secrets: Readonly<Record<RoleKey, readonly string[]>>;
  readonly pasts: Readonly<Record<RoleKey, readonly string[]>>;
  readonly manners: Readonly<
    Record<RoleKey, readonly { manner: string; phrases: readonly string[]; never: string }[]>
  >;
  readonly bonds: readonly (readonly [
    from: RoleKey,
    to: RoleKey,
    bond: string,
    tension: string,
  ])[];
}

/** A place of each kind at each time of day: `{when}`, `{place}`. */
export type Settings = Readonly<Record<PlaceKey, Readonly<Record<TimeKey, string>>>>;

/** The connecting words of stages and chapters. */
export interface Glue {
  readonly times: Readonly<Record<TimeKey, readonly string[]>>;
  /** Words for a scene that is not of the same day as the one before it. */
  readonly later: readonly string[];
  /** Why there is weather where no sky is. */
  readonly weather: readonly string[];
  /** How a scene opens: `{when}`, `{place}`, `{sight}`. */
  readonly scenes: readonly string[];
  /** How a scene opens where the story has been before: `{when}`, `{place}`. */
  readonly returns: readonly string[];
  /** How the lead enters the story: `{L}`, `{home}`, `{job}`, `{past}`, `{wants}`. */
  readonly entrances: readonly string[];
  /** How a later chapter takes up the one before: `{before}` is what happened. */
  readonly bridges: readonly string[];
  readonly own: Readonly<
    Record<
      "goal" | "obstacle" | "outcome" | "opened" | "paid" | "person" | "answer",
      readonly string[]
    >
  >;
  readonly cover: string;
  readonly tags: readonly string[];
  readonly selfNote: string;
  readonly premise: string;
  readonly synopsis: string;
  readonly sitePlace: readonly string[];
  readonly arcs: readonly (readonly [name: string, who: readonly RoleKey[]])[];
}

export interface Bank {
  readonly plots: Readonly<Record<string, PlotWords>>;
  readonly episodes: readonly SceneWords[];
  /** What comes of each episode in a later chapter; its prose, a paragraph a line. */
  readonly echoes: readonly string[];
  readonly quiet: readonly SceneWords[];
  readonly settings: Settings;
  /** What one notices in a place of a genre at the second look, by its name. */
  readonly details: Readonly<Record<string, string>>;
  /** What the lead thinks or does as a chapter closes. */
  readonly musings: readonly string[];
  readonly genres: Readonly<Record<Genre, GenreWords>>;
  readonly tones: Readonly<Record<Tone, ToneWords>>;
  readonly people: PeopleWords;
  readonly weaves: Readonly<Record<KeywordKind, Weave>>;
  readonly glue: Glue;
}
