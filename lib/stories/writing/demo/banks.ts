/** The bank of each language. */
import type { Locale } from "@/lib/i18n/locale.ts";
import type { Bank } from "@/lib/stories/writing/demo/bank.ts";
import { EN } from "@/lib/stories/writing/demo/en/bank.ts";
import { KO } from "@/lib/stories/writing/demo/ko/bank.ts";

const BANKS: Readonly<Record<Locale, Bank>> = { ko: KO, en: EN };

export function bankOf(lang: Locale): Bank {
  return BANKS[lang];
}
