/** `/characters/:id/card?format=png|json|charx`: a character's card to take along. */
import { z } from "zod";
import { sendCard } from "@/lib/characters/download.ts";
import { CARD_FORMATS } from "@/lib/characters/export.ts";
import { define } from "@/lib/define.ts";

const CardQuery = z.object({ format: z.enum(CARD_FORMATS).catch("png") });

export const handler = define.handlers({
  async GET(ctx) {
    const { format } = CardQuery.parse(Object.fromEntries(ctx.url.searchParams));
    return await sendCard(ctx, { id: ctx.params.id ?? "", format });
  },
});
