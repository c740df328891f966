/** Remembers which language a reader chose. */
import { z } from "zod";
import { define } from "@/lib/define.ts";
import { safeBack } from "@/lib/http/back.ts";
import { formFields, parseInput, readForm } from "@/lib/http/body.ts";
import { putCookie, writeCookie } from "@/lib/http/cookies.ts";
import { LANGUAGE_COOKIE, LANGUAGE_PARAMETER, LOCALES } from "@/lib/i18n/locale.ts";

const Choice = z.object({
  lang: z.enum(LOCALES),
  /** The page to come back to. */
  back: z.string().optional(),
});

const YEAR_S = 365 * 86_400;

export const handler = define.handlers({
  GET: (ctx) => ctx.redirect("/", 303),

  async POST(ctx) {
    const { lang, back } = parseInput(Choice, formFields(await readForm(ctx.req)));
    const secure = ctx.url.protocol === "https:";
    putCookie(
      ctx.state.cookies,
      writeCookie(LANGUAGE_COOKIE, lang, { maxAgeS: YEAR_S, secure }),
    );
    return ctx.redirect(withoutLanguage(safeBack(back)), 303);
  },
});

/** The choice stands above the address: a language left in it would only confuse whoever gets the link. */
function withoutLanguage(back: string): string {
  const url = new URL(back, "http://back.invalid");
  url.searchParams.delete(LANGUAGE_PARAMETER);
  return url.pathname + url.search;
}
