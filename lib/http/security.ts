/** Headers that keep a page to itself. */
import { define } from "@/lib/define.ts";

/**
 * Where a page may load from: here, and nowhere else. Scripts and styles are files of ours, or carry the nonce of their
 * render. `blob:` and `data:` pictures are those which a reader's own browser makes.
 */
const POLICY: Readonly<Record<string, string>> = {
  "default-src": "'self'",
  "script-src": "'self'",
  "style-src": "'self'",
  "img-src": "'self' data: blob:",
  "media-src": "'self' blob:",
  "worker-src": "'self' blob:",
  "connect-src": "'self'",
  "object-src": "'none'",
  "base-uri": "'none'",
  "form-action": "'self'",
  "frame-ancestors": "'none'",
};

const HEADERS: Readonly<Record<string, string>> = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "strict-origin-when-cross-origin",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(self), microphone=(self), geolocation=(), payment=(), usb=()",
  "x-frame-options": "DENY",
};

/** Where Fresh keeps the nonce that it put on a page's scripts and styles. Source: `csp()` of Fresh 2. */
const NONCE = Symbol.for("__freshNonce");

/**
 * Middleware that sets the headers on everything but static files, which need only theirs. A route may widen its own
 * policy by setting `content-security-policy` itself.
 */
export function securityHeaders() {
  return define.middleware(async (ctx) => {
    const response = await ctx.next();
    const { headers } = response;
    for (const [name, value] of Object.entries(HEADERS)) {
      if (!headers.has(name)) headers.set(name, value);
    }
    if (ctx.url.protocol === "https:") {
      headers.set("strict-transport-security", "max-age=31536000; includeSubDomains");
    }
    if (!headers.has("content-security-policy")) {
      const nonce: unknown = Reflect.get(response, NONCE);
      headers.set("content-security-policy", policy(typeof nonce === "string" ? nonce : null));
    }
    return response;
  });
}

/** Writes the policy; with a nonce, scripts and styles that carry it run too. */
export function policy(
  nonce: string | null,
  changes: Readonly<Record<string, string>> = {},
): string {
  return Object.entries({ ...POLICY, ...changes }).map(([name, sources]) =>
    nonce !== null && (name === "script-src" || name === "style-src")
      ? `${name} ${sources} 'nonce-${nonce}'`
      : `${name} ${sources}`
  ).join("; ");
}
