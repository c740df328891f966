/** Files of npm packages that browsers load by name: wasm, and the loaders of it. */
import { define } from "@/lib/define.ts";
import { failure } from "@/lib/errors.ts";
import { getVendorFiles } from "@/lib/vendor/files.ts";
import { serveVendorFile } from "@/lib/vendor/serve.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const file = getVendorFiles().get(ctx.url.pathname);
    if (!file) throw failure("not_found");
    return await serveVendorFile(ctx.req, file);
  },
});
