/** Turns whatever was thrown into an answer: a problem document for programs, a page for people. */
import type { Context } from "fresh";
import { h } from "preact";
import { ErrorPage } from "@/components/ErrorPage.tsx";
import { define, type State } from "@/lib/define.ts";
import { pageOf } from "@/lib/http/back.ts";
import { asFailure, type Failure, REASONS } from "@/lib/errors.ts";

/**
 * Middleware that catches. It stands in the chain, and is no error page of Fresh, because those are rendered outside
 * the middlewares: their answers would lack the security headers.
 */
export function answerErrors() {
  return define.middleware(async (ctx) => {
    try {
      return await ctx.next();
    } catch (thrown) {
      return await answerFailure(ctx, asFailure(thrown));
    }
  });
}

/** Answers a failure in the form that this request wants. Faults of ours are logged. */
export async function answerFailure(ctx: Context<State>, failed: Failure): Promise<Response> {
  const { status } = REASONS[failed.reason];
  const { services, requestId } = ctx.state;
  if (status >= 500) {
    services.log.error("request_failed", failed.cause ?? failed, {
      request: requestId,
      method: ctx.req.method,
      route: ctx.route,
    });
  }
  const headers = headersOf(failed);
  if (wantsProblem(ctx)) return problem(failed, { requestId, headers });
  // Whatever fails in a frame of ours is told there: without leave to stand in it, a browser would show a page of its own.
  if (ctx.req.headers.get("sec-fetch-dest") === "iframe") ctx.state.framed = true;
  const page = h(ErrorPage, {
    // What leads back or tries again must not lead to an address that only takes forms.
    place: { url: pageOf(ctx.req, ctx.url) ?? new URL("/", ctx.url), state: ctx.state },
    status,
    words: REASONS[failed.reason].words[ctx.state.locale],
    requestId,
    retryAfterS: failed.retryAfterS,
  });
  return await ctx.render(page, { status, headers });
}

function headersOf({ reason, retryAfterS, allow }: Failure): Headers {
  const headers = new Headers({ "cache-control": "no-store", vary: "accept" });
  if (retryAfterS !== null) headers.set("retry-after", String(retryAfterS));
  if (allow !== null) headers.set("allow", allow);
  // Owed by every 401. Source: RFC 9110, 15.5.2; no browser asks for a name and password because of this scheme.
  if (REASONS[reason].status === 401) headers.set("www-authenticate", "Bearer");
  return headers;
}

/** Everything that programs alone ask for, and whoever would rather have JSON than HTML. */
function wantsProblem(ctx: Context<State>): boolean {
  if (/^\/(api|models|vendor)\//.test(ctx.url.pathname)) return true;
  const accept = ctx.req.headers.get("accept") ?? "";
  return /\bapplication\/([\w.-]+\+)?json\b/.test(accept) && !accept.includes("text/html");
}

/** A problem document. Source: RFC 9457. */
function problem(
  { reason, detail, errors }: Failure,
  { requestId, headers }: { requestId: string; headers: Headers },
): Response {
  const { status, title } = REASONS[reason];
  headers.set("content-type", "application/problem+json");
  const document = {
    type: `urn:maru:problem:${reason.replaceAll("_", "-")}`,
    title,
    status,
    detail: detail ?? title,
    instance: `urn:maru:request:${requestId}`,
    ...(errors.length > 0 ? { errors } : {}),
  };
  return new Response(JSON.stringify(document), { status, headers });
}
