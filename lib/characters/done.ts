/** What was done just now, or could not be: travels in the query of the page that says so. */
import type { Viewer } from "@/lib/accounts/model.ts";
import { MAX_CHARACTERS } from "@/lib/characters/cap.ts";
import { CARD_WARNINGS, type CardWarningCode } from "@/lib/characters/card/refusals.ts";
import type { ImportWarning } from "@/lib/characters/import.ts";
import type { State } from "@/lib/define.ts";
import { REASONS } from "@/lib/errors.ts";
import { characterWords } from "@/lib/i18n/characters.ts";
import type { Locale } from "@/lib/i18n/locale.ts";

const DONE = ["saved", "created", "copied", "faceSaved", "imported", "full", "hidden"] as const;
export type Done = typeof DONE[number];

/** The address that says so. */
export function withDone(
  path: string,
  done: Done,
  warnings: readonly ImportWarning[] = [],
): string {
  const query = new URLSearchParams({ done });
  const codes = [...new Set(warnings.map(({ code }) => code))];
  if (codes.length > 0) query.set("with", codes.join(" "));
  return `${path}?${query}`;
}

export interface DoneWords {
  title: string;
  words?: string;
  notes: readonly string[];
  /** Why it could not be done: there are as many characters as can be, or this one is hidden. */
  refused?: "full" | "hidden";
}

/** The words for it; null where the address says nothing of ours. */
export function doneOf(
  url: URL,
  { locale, viewer }: Pick<State, "locale" | "viewer">,
): DoneWords | null {
  const { profile: words } = characterWords[locale];
  const done = DONE.find((name) => name === url.searchParams.get("done"));
  if (!done) return null;
  if (done === "full") {
    return { title: capWords(viewer?.kind ?? "guest", locale), notes: [], refused: done };
  }
  if (done === "hidden") {
    return { title: REASONS.character_hidden.words[locale], notes: [], refused: done };
  }
  if (done !== "imported") return { title: words[done], notes: [] };
  const codes = (url.searchParams.get("with") ?? "").split(" ").slice(0, 20);
  const notes = codes.flatMap((code) => {
    const sentence = warningWords(code, locale);
    return sentence ? [sentence] : [];
  });
  return { title: words.imported, words: words.importedWords, notes };
}

/** Tells somebody that they have as many characters as can be, and what to do. */
export function capWords(kind: Viewer["kind"], locale: Locale): string {
  const { cap: words } = characterWords[locale];
  return kind === "guest"
    ? words.guest(MAX_CHARACTERS.guest, MAX_CHARACTERS.full)
    : words.full(MAX_CHARACTERS.full);
}

/** The sentence for a warning, or null for a word that is none. */
export function warningWords(code: string, locale: Locale): string | null {
  if (code === "picture_unusable") return characterWords[locale].import.pictureUnusable;
  return isWarning(code) ? CARD_WARNINGS[code][locale] : null;
}

function isWarning(code: string): code is CardWarningCode {
  return Object.hasOwn(CARD_WARNINGS, code);
}
