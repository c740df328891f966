/** Answers 304 where a reader has the page already. */
import { Buffer } from "node:buffer";
import { define } from "@/lib/define.ts";
import { nonceOf, putNonce } from "@/lib/http/security.ts";

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
    const nonce = nonceOf(response);
    if (nonce !== null && Buffer.from(body.buffer).includes(nonce)) {
      // Never the same twice, and no cache may put another nonce's policy on it.
      return putNonce(answerAgain(response, body), nonce);
    }
    const etag = body.length <= MAX_BYTES ? await weakTag(body) : null;
    return etag !== null && matches(ctx.req.headers.get("if-none-match"), etag)
      ? answerAgain(response, null, { etag, status: 304 })
      : answerAgain(response, body, { etag });
  });
}

function isWhole({ status, headers, body }: Response): boolean {
  return status === 200 && body !== null && WHOLE_TYPES.test(headers.get("content-type") ?? "") &&
    !/\bno-store\b/i.test(headers.get("cache-control") ?? "") && !headers.has("etag");
}

/** The answer anew, as its body was read. */
function answerAgain(
  { status, headers: old }: Response,
  body: Uint8Array<ArrayBuffer> | null,
  { etag = null, status: changed = status }: { etag?: string | null; status?: number } = {},
): Response {
  const headers = new Headers(old);
  if (!headers.has("cache-control")) headers.set("cache-control", "private, no-cache");
  if (etag !== null) headers.set("etag", etag);
  return new Response(body, { status: changed, headers });
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
