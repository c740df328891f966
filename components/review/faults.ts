/** What is wrong with a report that was sent: the same words whatever is reported. */
import type { z } from "zod";
import type { InputError } from "@/lib/errors.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import { reviewWords } from "@/lib/i18n/review.ts";

/** One fault for each field that has any. */
export function reportFaults({ issues }: z.ZodError, locale: Locale): InputError[] {
  const words = reviewWords[locale];
  return [...new Set(issues.map(({ path }) => path.join(".")))].map((path) => ({
    path,
    message: path === "note" ? words.noteFault : words.reasonFault,
  }));
}
