/** Gives every request its state, and its cookies to whatever is answered. */
import { define, type Services } from "@/lib/define.ts";
import { readCookie } from "@/lib/http/cookies.ts";
import { newId } from "@/lib/id.ts";
import { chooseLocale, LANGUAGE_COOKIE, LANGUAGE_PARAMETER } from "@/lib/i18n/locale.ts";

/** Middleware that fills `ctx.state`; `open` is asked at every request and must remember. */
export function provide(open: () => Promise<Services>) {
  return define.middleware(async (ctx) => {
    const { headers } = ctx.req;
    const chosen = readCookie(headers.get("cookie"), LANGUAGE_COOKIE) ??
      ctx.url.searchParams.get(LANGUAGE_PARAMETER) ?? undefined;
    Object.assign(ctx.state, {
      services: await open(),
      requestId: newId(),
      locale: chooseLocale(chosen, headers.get("accept-language")),
      viewer: null,
      cookies: [],
    });
    const response = await ctx.next();
    for (const cookie of ctx.state.cookies) response.headers.append("set-cookie", cookie);
    return response;
  });
}
