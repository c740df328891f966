/** What the pages of painted portraits need of a character. */
import type { Context } from "fresh";
import { characterPaths } from "@/components/characters/paths.ts";
import type { PaintPages } from "@/components/painting/respond.ts";
import type { Viewer } from "@/lib/accounts/model.ts";
import { portraitUrl } from "@/lib/characters/model.ts";
import { proposeLook } from "@/lib/characters/portraits/prompt.ts";
import { takePaintedPortrait } from "@/lib/characters/portraits/take.ts";
import { getCard, requireOwnCharacter, updateCharacter } from "@/lib/characters/store.ts";
import type { State } from "@/lib/define.ts";
import { paintingWords } from "@/lib/i18n/painting.ts";

export function portraitPages(ctx: Context<State>, viewer: Viewer): PaintPages {
  const { services: { kv, now }, locale } = ctx.state;
  const id = ctx.params.id ?? "";
  const changing = { viewerId: viewer.id, nowMs: now() };
  const words = paintingWords[locale].character;
  return {
    subject: { kind: "character", id },
    path: characterPaths.painting(id),
    async read() {
      const character = await requireOwnCharacter(kv, id, viewer.id);
      const { data } = await getCard(kv, character);
      return {
        name: character.name,
        backHref: `${characterPaths.edit(id)}#looks`,
        now: {
          src: portraitUrl(character, "large"),
          alt: words.title(character.name),
          width: 640,
          height: 800,
          isDrawn: character.portrait === null,
        },
        wish: proposeLook(character, data),
      };
    },
    take: () => takePaintedPortrait(kv, id, changing),
    takeDrawn: () =>
      updateCharacter(kv, id, { ...changing, change: { patch: {}, portrait: null } }),
  };
}
