/** What was done just now: travels in the query of the page that says so. */
import { CARD_WARNINGS, type CardWarningCode } from "@/lib/characters/card/refusals.ts";
import type { ImportWarning } from "@/lib/characters/import.ts";
import { characterWords } from "@/lib/i18n/characters.ts";
import type { Locale } from "@/lib/i18n/locale.ts";

const DONE = ["saved", "created", "copied", "faceSaved", "imported"] as const;
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

/** The words for it; null where the address says nothing of ours. */
export function doneOf(
  url: URL,
  locale: Locale,
): { title: string; words?: string; notes: readonly string[] } | null {
  const { profile: words } = characterWords[locale];
  const done = DONE.find((name) => name === url.searchParams.get("done"));
  if (!done) return null;
  if (done !== "imported") return { title: words[done], notes: [] };
  const codes = (url.searchParams.get("with") ?? "").split(" ").slice(0, 20);
  const notes = codes.flatMap((code) => {
    const sentence = warningWords(code, locale);
    return sentence ? [sentence] : [];
  });
  return { title: words.imported, words: words.importedWords, notes };
}

/** The sentence for a warning, or null for a word that is none. */
export function warningWords(code: string, locale: Locale): string | null {
  if (code === "picture_unusable") return characterWords[locale].import.pictureUnusable;
  return isWarning(code) ? CARD_WARNINGS[code][locale] : null;
}

function isWarning(code: string): code is CardWarningCode {
  return Object.hasOwn(CARD_WARNINGS, code);
}
