// Owns the Content-Security-Policy middleware.

import { NONCE } from "../render.ts";
import type { Middleware } from "../types.ts";

/** Options of {@linkcode csp}. */
export interface CSPOptions {
  /** Only report violations. Default: false. */
  reportOnly?: boolean;
  /** URL to which browsers report violations. */
  reportTo?: string;
  /** Directives; each replaces the default of the same name. */
  csp?: readonly string[];
  /** Puts the nonce of the page in the place of `'unsafe-inline'`. Default: false. */
  useNonce?: boolean;
}

const DEFAULT_DIRECTIVES = [
  "default-src 'self'",
  "script-src 'self' 'unsafe-inline'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self'",
  "img-src 'self' data:",
  "media-src 'self' data: blob:",
  "worker-src 'self' blob:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "upgrade-insecure-requests",
];

const NONCE_DIRECTIVES = new Set([
  "default-src",
  "script-src",
  "script-src-elem",
  "style-src",
  "style-src-elem",
  "style-src-attr",
]);

/** Sends a Content-Security-Policy with every response that passes by. */
export function csp<State>(options: CSPOptions = {}): Middleware<State> {
  const { reportOnly = false, reportTo, useNonce = false } = options;
  const directives = mergeDirectives(options.csp ?? []);
  if (reportTo !== undefined) {
    directives.push("report-to csp-endpoint", `report-uri ${reportTo}`);
  }
  const policy = directives.join("; ");
  const name = reportOnly ? "content-security-policy-report-only" : "content-security-policy";

  return async (ctx) => {
    const res = await ctx.next();
    const nonce = useNonce ? nonceOf(res) : null;
    res.headers.set(
      name,
      nonce === null ? policy : withNonce(directives, nonce),
    );
    if (reportTo !== undefined) {
      res.headers.set("reporting-endpoints", `csp-endpoint="${reportTo}"`);
    }
    return res;
  };
}

function nameOf(directive: string): string {
  return directive.trim().split(/\s+/, 1)[0] ?? "";
}

function mergeDirectives(own: readonly string[]): string[] {
  const replaced = new Set(own.map(nameOf));
  return [
    ...DEFAULT_DIRECTIVES.filter((directive) => !replaced.has(nameOf(directive))),
    ...own,
  ];
}

function nonceOf(res: Response): string | null {
  const nonce: unknown = Reflect.get(res, NONCE);
  return typeof nonce === "string" ? nonce : null;
}

function withNonce(directives: readonly string[], nonce: string): string {
  return directives.map((directive) =>
    NONCE_DIRECTIVES.has(nameOf(directive))
      ? directive.replace("'unsafe-inline'", `'nonce-${nonce}'`)
      : directive
  ).join("; ");
}
