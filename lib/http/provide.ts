/** Gives every request its state, and what the state gathered to whatever is answered. */
import { define, type Services } from "@/lib/define.ts";
import { readCookie } from "@/lib/http/cookies.ts";
import { changeHeaders } from "@/lib/http/headers.ts";
import { newId } from "@/lib/id.ts";
import { chooseLocale, isLocale, LANGUAGE_COOKIE, LANGUAGE_PARAMETER } from "@/lib/i18n/locale.ts";

/**
 * Middleware that fills `ctx.state`; `open` is asked at every request and must remember.
 *
 * Answers carry the request's id as `X-Request-Id`, under which the log knows it. An id that a client sends is not taken.
 */
export function provide(open: () => Promise<Services>) {
  return define.middleware(async (ctx) => {
    const { headers } = ctx.req;
    const requestId = newId();
    const chosen = [
      readCookie(headers.get("cookie"), LANGUAGE_COOKIE),
      ctx.url.searchParams.get(LANGUAGE_PARAMETER),
    ].find(isLocale);
    Object.assign(ctx.state, {
      services: await open(),
      requestId,
      locale: chooseLocale(chosen, headers.get("accept-language")),
      viewer: null,
      cookies: [],
    });
    const response = await ctx.next();
    return changeHeaders(response, (answer) => {
      answer.set("x-request-id", requestId);
      if (ctx.state.cookies.length > 0) keepToReader(answer);
      for (const cookie of ctx.state.cookies) answer.append("set-cookie", cookie);
    });
  });
}

/**
 * Lets no shared cache keep an answer that brings cookies: it would hand one reader's session, or the end of one, to all.
 */
function keepToReader(headers: Headers): void {
  const caching = headers.get("cache-control") ?? "";
  if (/\b(private|no-store)\b/.test(caching)) return;
  const isPublic = /\bpublic\b/.test(caching);
  headers.set(
    "cache-control",
    isPublic ? caching.replace("public", "private") : "private, no-cache",
  );
}
