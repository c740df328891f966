/** `/characters/mature`: keeps the choice to see what is made for adults. */
import { paths } from "@/components/place.ts";
import { rememberMature } from "@/lib/characters/mature.ts";
import { define } from "@/lib/define.ts";
import { failure } from "@/lib/errors.ts";
import { safeBack } from "@/lib/http/back.ts";
import { formFields, readForm } from "@/lib/http/body.ts";

export const handler = define.handlers(async (ctx) => {
  if (ctx.req.method === "GET") return ctx.redirect(paths.characters, 303);
  if (ctx.req.method !== "POST") throw failure("method_not_allowed");
  const { back } = formFields(await readForm(ctx.req));
  rememberMature(ctx, true);
  return ctx.redirect(safeBack(back, paths.characters), 303);
});
