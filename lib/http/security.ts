/** Headers that keep a page to itself. */
import { define } from "@/lib/define.ts";
import { changeHeaders } from "@/lib/http/headers.ts";

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

/** The nonce for scripts and styles of a page, used or not; null for an answer that is no rendered page. */
export function nonceOf(response: Response): string | null {
  const nonce: unknown = Reflect.get(response, NONCE);
  return typeof nonce === "string" ? nonce : null;
}

/** Says which nonce the scripts and styles in an answer carry. */
export function putNonce(response: Response, nonce: string): Response {
  return Object.assign(response, { [NONCE]: nonce });
}

/**
 * Middleware that sets the headers on every answer, those of static files among them: a worker's script takes its policy
 * from its own answer. A page that compiles WebAssembly sets `ctx.state.wasm`, one that stands in a frame of another page
 * of ours `ctx.state.framed`; a route may widen its policy further by setting `content-security-policy` itself.
 */
export function securityHeaders() {
  return define.middleware(async (ctx) => {
    const response = await ctx.next();
    const nonce = nonceOf(response);
    const framed = ctx.state.framed === true;
    return changeHeaders(response, (headers) => {
      if (framed) headers.set("x-frame-options", "SAMEORIGIN");
      for (const [name, value] of Object.entries(HEADERS)) {
        if (!headers.has(name)) headers.set(name, value);
      }
      // Without the subdomains: what else lives under the name is not ours to decide.
      if (ctx.url.protocol === "https:") {
        headers.set("strict-transport-security", "max-age=31536000");
      }
      if (!headers.has("content-security-policy")) {
        const wasm = ctx.state.wasm === true || isScript(headers);
        headers.set("content-security-policy", policy({ nonce, wasm, framed }));
      }
    });
  });
}

/** On the answer of a script, a policy matters to one that runs as a worker; those that compute do it in WebAssembly. */
function isScript(headers: Headers): boolean {
  return /^text\/javascript\b/.test(headers.get("content-type") ?? "");
}

interface Widening {
  /** Scripts and styles that carry it run too. */
  nonce: string | null;
  wasm: boolean;
  framed: boolean;
}

function policy({ nonce, wasm, framed }: Widening): string {
  return Object.entries(POLICY).map(([name, sources]) => {
    if (framed && name === "frame-ancestors") return `${name} 'self'`;
    const isCode = name === "script-src" || name === "style-src";
    const withNonce = nonce !== null && isCode ? ` 'nonce-${nonce}'` : "";
    const withWasm = wasm && name === "script-src" ? " 'wasm-unsafe-eval'" : "";
    return `${name} ${sources}${withWasm}${withNonce}`;
  }).join("; ");
}
