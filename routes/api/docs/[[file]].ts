import { define } from "@/lib/define.ts";
import { failure } from "@/lib/errors.ts";
import { serveSwagger } from "@/lib/service/swagger.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const response = await serveSwagger(ctx.params.file ?? "");
    if (!response) throw failure("not_found");
    return response;
  },
});
