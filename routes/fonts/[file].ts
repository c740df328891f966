/** The font files and their style sheet, kept by browsers for good: their names change with their content. */
import { define } from "@/lib/define.ts";
import { failure } from "@/lib/errors.ts";
import { getFonts } from "@/lib/fonts/fonts.ts";

const FOR_GOOD = { "cache-control": "public, max-age=31536000, immutable" };

export const handler = define.handlers({
  async GET(ctx) {
    const { file = "" } = ctx.params;
    const { css, cssFile, paths } = getFonts();
    if (file === cssFile) {
      return new Response(css, {
        headers: { ...FOR_GOOD, "content-type": "text/css; charset=utf-8" },
      });
    }
    const path = paths.get(file);
    if (path === undefined) throw failure("not_found");
    return new Response(await Deno.readFile(path), {
      headers: { ...FOR_GOOD, "content-type": "font/woff2" },
    });
  },
});
