/** Where to send a reader back to: only ever to a page of ours. */

const NOWHERE = "http://back.invalid";

/**
 * Path and query of `target` if it is one of our own, else `fallback`. Refuses other origins in all their disguises
 * (`//evil.example`, `/\evil.example`, control characters that a browser drops).
 */
export function safeBack(target: string | null | undefined, fallback = "/"): string {
  if (!target || target.length > 2048 || !/^\/(?![/\\])[^\p{Cc}\\]*$/u.test(target)) {
    return fallback;
  }
  const url = URL.parse(target, NOWHERE);
  return url?.origin === NOWHERE && !url.pathname.startsWith("//")
    ? url.pathname + url.search
    : fallback;
}

/**
 * The page that a request belongs to: its own address where it reads one; for a form that was sent, the page of ours
 * that showed it, or null where the browser does not say.
 *
 * @param url Of the request as readers see it; behind a proxy its own may differ.
 */
export function pageOf({ method, headers }: Request, url: URL): URL | null {
  if (method === "GET" || method === "HEAD") return url;
  const referer = URL.parse(headers.get("referer") ?? "");
  if (referer?.origin !== url.origin) return null;
  // As addresses of requests are read: two slashes at its start would make a path another host's.
  referer.pathname = referer.pathname.replace(/\/{2,}/g, "/");
  return referer;
}

/** The path with `back` in its query, or without where that leads nowhere in particular. */
export function withBack(path: string, back: string): string {
  return back === "/" ? path : `${path}?back=${encodeURIComponent(back)}`;
}
