/** Draws the face of one's own character. */
import { page } from "fresh";
import { requireViewer } from "@/lib/accounts/identify.ts";
import { AvatarBuilder } from "@/components/characters/AvatarBuilder.tsx";
import { paths } from "@/components/place.ts";
import { builderSection, parseAvatarQuery } from "@/lib/avatar/builder.ts";
import { withDone } from "@/lib/characters/done.ts";
import { CHANGE_RULE, limit } from "@/lib/characters/limits.ts";
import { requireOwnCharacter, updateCharacter } from "@/lib/characters/store.ts";
import { define } from "@/lib/define.ts";
import { newId } from "@/lib/id.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const viewer = requireViewer(ctx);
    if (viewer instanceof Response) return viewer;
    const { searchParams } = ctx.url;
    const { id, name, avatar, portrait } = await requireOwnCharacter(
      ctx.state.services.kv,
      ctx.params.id ?? "",
      viewer.id,
    );
    const named = [...searchParams.keys()].some((key) => key !== "step");
    return page({
      id,
      name,
      replaces: portrait !== null,
      spec: named ? parseAvatarQuery(searchParams) : avatar,
      section: builderSection(searchParams.get("step")),
      seed: newId(),
    });
  },

  async POST(ctx) {
    const viewer = requireViewer(ctx);
    if (viewer instanceof Response) return viewer;
    const { kv, now } = ctx.state.services;
    await limit(ctx, CHANGE_RULE);
    const { id } = await updateCharacter(kv, ctx.params.id ?? "", {
      viewerId: viewer.id,
      change: { patch: { avatar: parseAvatarQuery(ctx.url.searchParams) }, portrait: null },
      nowMs: now(),
    });
    return ctx.redirect(withDone(paths.character(id), "faceSaved"), 303);
  },
});

export default define.page<typeof handler>(function Avatar({ data, ...place }) {
  const { id, ...rest } = data;
  const href = paths.character(id);
  return <AvatarBuilder place={place} base={`${href}/avatar`} cancelHref={href} {...rest} />;
});
