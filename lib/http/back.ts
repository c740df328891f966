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

/** The path with `back` in its query, or without where that leads nowhere in particular. */
export function withBack(path: string, back: string): string {
  return back === "/" ? path : `${path}?back=${encodeURIComponent(back)}`;
}
