/** `/characters/mature`: keeps the choice to see what is made for adults. */
import { paths } from "@/components/place.ts";
import { rememberMature } from "@/lib/characters/mature.ts";
import { define } from "@/lib/define.ts";
import { safeBack } from "@/lib/http/back.ts";
import { formFields, readForm } from "@/lib/http/body.ts";

export const handler = define.handlers({
  GET: (ctx) => ctx.redirect(paths.characters, 303),

  async POST(ctx) {
    const { back } = formFields(await readForm(ctx.req));
    rememberMature(ctx, true);
    return ctx.redirect(safeBack(back, paths.characters), 303);
  },
});
