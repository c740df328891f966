/** Answers 304 where a reader has the page already. */
import { define } from "@/lib/define.ts";
import { changeHeaders } from "@/lib/http/headers.ts";
import { nonceOf } from "@/lib/http/security.ts";

/** Larger pages are sent as they are: hashing them would cost more than it saves. */
const MAX_BYTES = 512 * 1024;

const WHOLE_TYPES = /^(text\/html|application\/json|application\/xml|image\/svg)/;

/**
 * Middleware that gives whole HTML, JSON, XML and SVG answers to GET and HEAD an ETag, and 304 where it matches. To do
 * so it reads them to their end: **an answer that streams says `no-store`**, and passes untouched.
 */
export function conditional() {
  return define.middleware(async (ctx) => {
    const response = await ctx.next();
    const { method } = ctx.req;
    if (method !== "GET" && method !== "HEAD" || !isWhole(response)) return response;
    const body = new Uint8Array(await response.arrayBuffer());
    const etag = body.length <= MAX_BYTES ? await weakTag(body) : null;
    const known = etag !== null && matches(ctx.req.headers.get("if-none-match"), etag);
    const copy = known
      ? new Response(null, { status: 304, headers: response.headers })
      : new Response(body, response);
    return changeHeaders(copy, (headers) => {
      if (!headers.has("cache-control")) headers.set("cache-control", "private, no-cache");
      if (etag !== null) headers.set("etag", etag);
    });
  });
}

/** A page with a nonce is never the same twice. */
function isWhole(response: Response): boolean {
  const { headers } = response;
  return response.status === 200 && response.body !== null &&
    WHOLE_TYPES.test(headers.get("content-type") ?? "") &&
    !/\bno-store\b/i.test(headers.get("cache-control") ?? "") &&
    !headers.has("etag") && nonceOf(response) === null;
}

async function weakTag(body: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-1", body));
  return `W/"${digest.subarray(0, 12).toBase64({ alphabet: "base64url" })}"`;
}

/** Weak comparison: proxies add and drop the `W/`. Source: RFC 9110, 8.8.3.2 and 13.1.2. */
function matches(header: string | null, etag: string): boolean {
  const opaque = (tag: string) => tag.trim().replace(/^W\//, "");
  return header !== null &&
    header.split(",").some((tag) => opaque(tag) === opaque(etag) || tag.trim() === "*");
}
