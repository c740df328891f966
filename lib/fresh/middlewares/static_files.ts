// Owns serving static files and client modules of the build.

import { ASSET_PARAM } from "../asset.ts";
import type { StaticEncoding, StaticFile } from "../build_cache.ts";
import { type Context, internals, runNext } from "../context.ts";
import type { Middleware } from "../types.ts";

const IMMUTABLE = "public, max-age=31536000, immutable";
const REVALIDATE = "no-cache, no-store, max-age=0, must-revalidate";

/**
 * Serves the files of `static/` and the modules of islands; everything else is passed on.
 *
 * Answers 304 where the client has the file, and sends the compressed form if the build made one.
 */
export function staticFiles<State>(): Middleware<State> {
  return (ctx) => {
    const { build, pathname } = internals(ctx);
    const path = decodeBelow(pathname, ctx.config.basePath);
    if (path === null || path === "/") return runNext(ctx);
    const found = build.getStaticFile(path);
    return found instanceof Promise
      ? found.then((file) => answer(ctx, path, file))
      : answer(ctx, path, found);
  };
}

function answer<State>(
  ctx: Context<State>,
  path: string,
  file: StaticFile | null,
): Response | Promise<Response> {
  if (file === null) {
    return path === "/favicon.ico" ? new Response(null, { status: 404 }) : runNext(ctx);
  }
  const { method } = ctx.req;
  if (method !== "GET" && method !== "HEAD") {
    return new Response("Method Not Allowed", {
      status: 405,
      headers: { allow: "GET, HEAD" },
    });
  }
  return sendFile(ctx, file, internals(ctx).build.buildId);
}

/** Decodes a path and cuts the base path off; null if it is malformed or lies elsewhere. */
function decodeBelow(pathname: string, basePath: string): string | null {
  if (basePath !== "" && !pathname.startsWith(`${basePath}/`)) return null;
  const path = pathname.slice(basePath.length);
  if (!path.includes("%")) return path;
  try {
    return decodeURIComponent(path);
  } catch {
    return null; // a malformed escape names no file
  }
}

async function sendFile<State>(
  ctx: Context<State>,
  file: StaticFile,
  buildId: string,
): Promise<Response> {
  const param = ctx.req.url.includes(ASSET_PARAM) ? ctx.url.searchParams.get(ASSET_PARAM) : null;
  if (param !== null && param !== buildId) return redirectToPlain(ctx.url);

  const vary = file.encodings.length > 0 ? "If-None-Match, Accept-Encoding" : "If-None-Match";
  const isPermanent = file.immutable || (param !== null && file.hash !== null);
  const headers = new Headers({
    "content-type": file.contentType,
    "vary": vary,
    "cache-control": isPermanent ? IMMUTABLE : REVALIDATE,
  });
  if (file.hash !== null) {
    const etag = `W/"${file.hash}"`;
    headers.set("etag", etag);
    if (matchesEtag(ctx.req.headers.get("if-none-match"), etag)) {
      return new Response(null, { status: 304, headers });
    }
  }
  const encoding = chooseEncoding(
    ctx.req.headers.get("accept-encoding"),
    file.encodings,
  );
  if (encoding !== null) headers.set("content-encoding", encoding);
  const { body, sizeBytes } = await file.open(encoding);
  headers.set("content-length", String(sizeBytes));
  if (ctx.req.method === "HEAD") {
    if (body instanceof ReadableStream) await body.cancel();
    return new Response(null, { headers });
  }
  return new Response(body, { headers });
}

/** An outdated asset parameter must not be cached under its name. */
function redirectToPlain(url: URL): Response {
  const plain = new URL(url);
  plain.searchParams.delete(ASSET_PARAM);
  const location = plain.pathname + plain.search;
  return new Response(null, { status: 307, headers: { location } });
}

function matchesEtag(header: string | null, etag: string): boolean {
  if (header === null) return false;
  const opaque = etag.slice(2); // weak comparison (RFC 9110, 8.8.3.2)
  return header.split(",").some((candidate) => {
    const tag = candidate.trim();
    return tag === "*" || tag.replace(/^W\//, "") === opaque;
  });
}

function chooseEncoding(
  header: string | null,
  available: readonly StaticEncoding[],
): StaticEncoding | null {
  if (header === null || available.length === 0) return null;
  const accepted = new Map(
    header.toLowerCase().split(",").map((entry) => {
      const [name = "", ...params] = entry.split(";").map((part) => part.trim());
      const q = params.find((param) => param.startsWith("q="));
      return [name, q === undefined ? 1 : Number(q.slice(2))];
    }),
  );
  const qualityOf = (name: string) => accepted.get(name) ?? accepted.get("*") ?? 0;
  return available.find((encoding) => qualityOf(encoding) > 0) ?? null;
}
