/** Answers 304 where a reader has the page already. */
import { define } from "@/lib/define.ts";

/** Larger pages are sent as they are: hashing them would cost more than it saves. */
const MAX_BYTES = 512 * 1024;

/**
 * Middleware that gives whole HTML and JSON answers to GET an ETag, and 304 where it matches. A streaming answer says
 * `no-store` and passes untouched.
 */
export function conditional() {
  return define.middleware(async (ctx) => {
    const response = await ctx.next();
    if (ctx.req.method !== "GET" || response.status !== 200 || !response.body) return response;
    const { headers } = response;
    const type = headers.get("content-type") ?? "";
    if (!/^(text\/html|application\/json|application\/xml|image\/svg)/.test(type)) return response;
    if (/no-store/.test(headers.get("cache-control") ?? "") || headers.has("etag")) return response;
    const body = new Uint8Array(await response.arrayBuffer());
    if (!headers.has("cache-control")) headers.set("cache-control", "private, no-cache");
    if (body.length <= MAX_BYTES) {
      const etag = await weakTag(body);
      headers.set("etag", etag);
      if (matches(ctx.req.headers.get("if-none-match"), etag)) {
        return new Response(null, { status: 304, headers });
      }
    }
    return new Response(body, { status: response.status, headers });
  });
}

async function weakTag(body: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-1", body));
  return `W/"${digest.subarray(0, 12).toBase64({ alphabet: "base64url" })}"`;
}

function matches(header: string | null, etag: string): boolean {
  return header !== null &&
    header.split(",").some((tag) => tag.trim() === etag || tag.trim() === "*");
}
