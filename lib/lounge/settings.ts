/** What a reader set for the lounge on this machine: how it is shown, and how well it is drawn. Browser-safe. */
import type { QualityChoice } from "@/lib/lounge/scene/model.ts";

export interface LoungeSettings {
  /** `room` draws it; `list` is the same without a picture. Null: the machine decides. */
  view: "room" | "list" | null;
  quality: QualityChoice;
  /** Names and words over heads. */
  bubbles: boolean;
  /** Has a body of one's own kept in this browser. */
  ownModel: boolean;
}

export const DEFAULT_SETTINGS: LoungeSettings = {
  view: null,
  quality: "auto",
  bubbles: true,
  ownModel: false,
};

export const QUALITY_CHOICES = [
  "auto",
  "low",
  "medium",
  "high",
  "best",
] as const satisfies readonly QualityChoice[];

const KEY = "maru-lounge";

/** The part of `localStorage` that is needed. Where storing is not allowed, even asking for it throws. */
export type OpenDrawer = () => Pick<Storage, "getItem" | "setItem">;

/** Reads what was set; whatever is missing or unreadable is as it comes. */
export function readSettings(drawer: OpenDrawer): LoungeSettings {
  let stored: unknown;
  try {
    stored = JSON.parse(drawer().getItem(KEY) ?? "null");
  } catch {
    // Not ours, or not allowed to be read: then nothing was set.
    return DEFAULT_SETTINGS;
  }
  if (typeof stored !== "object" || stored === null) return DEFAULT_SETTINGS;
  const { view, quality, bubbles, ownModel } = stored as Record<keyof LoungeSettings, unknown>;
  return {
    view: view === "room" || view === "list" ? view : null,
    quality: QUALITY_CHOICES.find((name) => name === quality) ?? DEFAULT_SETTINGS.quality,
    bubbles: typeof bubbles === "boolean" ? bubbles : DEFAULT_SETTINGS.bubbles,
    ownModel: ownModel === true,
  };
}

export function writeSettings(drawer: OpenDrawer, settings: LoungeSettings): void {
  try {
    drawer().setItem(KEY, JSON.stringify(settings));
  } catch {
    // Storing is not allowed, or the drawer is full: it holds for this visit alone.
  }
}
