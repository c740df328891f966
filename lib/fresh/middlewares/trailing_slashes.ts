// Owns the middleware that gives every page one URL, with or without a slash at the end.

import type { Middleware } from "../types.ts";

/** Redirects to the URL with (`"always"`) or without (`"never"`) a slash at the end. */
export function trailingSlashes<State>(
  mode: "always" | "never",
): Middleware<State> {
  return (ctx) => {
    const { pathname, search } = ctx.url;
    if (pathname !== "/" && pathname.endsWith("/") !== (mode === "always")) {
      const target = mode === "always" ? `${pathname}/` : pathname.slice(0, -1);
      return ctx.redirect(target + search);
    }
    return ctx.next();
  };
}
