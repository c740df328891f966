/** One log line for each request: what was asked by route, never by address, query or person. */
import { define } from "@/lib/define.ts";

/** Middleware that logs. Static files are served before it and leave no line. */
export function logRequests() {
  return define.middleware(async (ctx) => {
    const startMs = performance.now();
    const response = await ctx.next();
    ctx.state.services.log.debug("request", {
      request: ctx.state.requestId,
      method: ctx.req.method,
      route: ctx.route,
      status: response.status,
      tookMs: Math.round((performance.now() - startMs) * 10) / 10,
    });
    return response;
  });
}
