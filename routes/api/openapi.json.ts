/** The API's own description. */
import { define } from "@/lib/define.ts";
import { createOpenApi } from "@/lib/http/openapi.ts";
import { OPERATIONS } from "@/lib/service/operations.ts";
import { VERSION } from "@/lib/service/version.ts";

export const handler = define.handlers({
  GET(ctx) {
    const origin = ctx.state.services.env.PUBLIC_URL ?? ctx.url.origin;
    return Response.json(createOpenApi(OPERATIONS, { version: VERSION, origin }), {
      headers: { "cache-control": "no-cache" },
    });
  },
});
