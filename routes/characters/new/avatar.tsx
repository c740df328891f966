/** Draws the face of a character that is not there yet; the form of a new character takes it along. */
import { page } from "fresh";
import { AvatarBuilder } from "@/components/characters/AvatarBuilder.tsx";
import { avatarQuery, builderSection, parseAvatarQuery, surprise } from "@/lib/avatar/builder.ts";
import { define } from "@/lib/define.ts";
import { newId } from "@/lib/id.ts";

export const handler = define.handlers({
  GET({ url: { searchParams } }) {
    const named = [...searchParams.keys()].some((name) => name !== "step");
    return page({
      spec: named ? parseAvatarQuery(searchParams) : surprise(newId()),
      section: builderSection(searchParams.get("step")),
      seed: newId(),
    });
  },

  POST(ctx) {
    const spec = parseAvatarQuery(ctx.url.searchParams);
    const query = new URLSearchParams({ avatar: avatarQuery(spec) });
    return ctx.redirect(`/characters/new?${query}`, 303);
  },
});

export default define.page<typeof handler>(function NewAvatar({ data, ...place }) {
  return (
    <AvatarBuilder
      place={place}
      base="/characters/new/avatar"
      cancelHref="/characters/new"
      {...data}
    />
  );
});
