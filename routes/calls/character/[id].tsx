/** `/calls/character/:id`: a call with a character, from its lobby on. `?chat=` names a conversation to go on with. */
import { page } from "fresh";
import { CharacterCallPage } from "@/components/call/character/CharacterCallPage.tsx";
import { MatureAsk } from "@/components/characters/MatureAsk.tsx";
import { readCharacterLobby } from "@/lib/calls/character/page.ts";
import { define } from "@/lib/define.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const lobby = await readCharacterLobby(ctx, {
      characterId: ctx.params.id ?? "",
      conversationId: ctx.url.searchParams.get("chat"),
    });
    return page({ lobby }, {
      headers: { "cache-control": "private, no-store", "referrer-policy": "no-referrer" },
    });
  },
});

export default define.page<typeof handler>(({ data: { lobby }, ...place }) =>
  lobby ? <CharacterCallPage place={place} {...lobby} /> : <MatureAsk place={place} />
);
