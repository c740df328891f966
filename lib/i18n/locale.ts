/** Which language a reader gets. */

export const LOCALES = ["ko", "en"] as const;
export type Locale = typeof LOCALES[number];

/** Cookie that keeps the reader's own choice. */
export const LANGUAGE_COOKIE = "maru-lang";
/** Query that shows one page in a language, for search engines and shared links. */
export const LANGUAGE_PARAMETER = "hl";

/** The same words in each language; the English ones give the type. */
export type Words<T> = Record<Locale, T>;

export function isLocale(value: unknown): value is Locale {
  return value === "ko" || value === "en";
}

/**
 * Chooses by the reader's own choice (a cookie), else by `Accept-Language` with its weights, else English.
 *
 * Source of the syntax: RFC 9110, 12.5.4.
 */
export function chooseLocale(chosen: string | undefined, acceptLanguage: string | null): Locale {
  if (isLocale(chosen)) return chosen;
  let best: { locale: Locale; weight: number } | null = null;
  for (const range of (acceptLanguage ?? "").split(",", 20)) {
    const [tag = "", ...parameters] = range.trim().split(";");
    const locale = tag.trim().toLowerCase().split("-", 1)[0];
    if (!isLocale(locale)) continue;
    const quality = parameters.map((p) => /^\s*q=([01](?:\.\d{0,3})?)\s*$/i.exec(p)?.[1])
      .find((q) => q !== undefined);
    const weight = quality === undefined ? 1 : Number(quality);
    if (weight > 0 && (!best || weight > best.weight)) best = { locale, weight };
  }
  return best?.locale ?? "en";
}
