/** `/characters/:id`: a character's page. */
import { page } from "fresh";
import { doneOf } from "@/lib/characters/done.ts";
import { isLiked } from "@/lib/characters/likes.ts";
import { asksForAge } from "@/lib/characters/mature.ts";
import { toProfile } from "@/lib/characters/profile.ts";
import { viewCharacter } from "@/lib/characters/listing.ts";
import { getCard, requireCharacter } from "@/lib/characters/store.ts";
import { define } from "@/lib/define.ts";
import { foundOrNull } from "@/lib/errors.ts";
import { isFollowing } from "@/lib/social/follow.ts";
import { requireStory } from "@/lib/stories/store.ts";
import { MatureAsk } from "@/components/characters/MatureAsk.tsx";
import { ProfilePage } from "@/components/characters/ProfilePage.tsx";

export const handler = define.handlers({
  async GET(ctx) {
    const { services: { kv, now }, viewer } = ctx.state;
    const viewerId = viewer?.id ?? null;
    const character = await requireCharacter(kv, ctx.params.id ?? "", viewer?.id ?? null);
    const isOwner = character.ownerId === viewer?.id;
    if (asksForAge(ctx.req, character, viewer)) return page(null);
    const origin = character.story;
    const [view, card, liked, following, ofStory] = await Promise.all([
      viewCharacter(kv, character),
      getCard(kv, character),
      viewer ? isLiked(kv, "character", { subjectId: character.id, userId: viewer.id }) : false,
      isFollowing(kv, viewerId, character.ownerId),
      origin ? foundOrNull(requireStory(kv, origin.storyId, { viewerId, nowMs: now() })) : null,
    ]);
    const profile = toProfile(card.data, { character, userName: viewer?.nickname ?? null });
    return page({
      view,
      profile,
      liked,
      following,
      isOwner,
      ofStory,
      done: doneOf(ctx.url, ctx.state),
    });
  },
});

export default define.page<typeof handler>(({ data, ...place }) =>
  data ? <ProfilePage place={place} {...data} /> : <MatureAsk place={place} />
);
