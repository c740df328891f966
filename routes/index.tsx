/** The home page. */
import { page } from "fresh";
import { define } from "@/lib/define.ts";
import { listCharacters } from "@/lib/characters/store.ts";
import { listConversations } from "@/lib/chat/store.ts";
import { viewRows } from "@/lib/chat/view.ts";
import { HomePage, type HomePageProps } from "@/components/home/HomePage.tsx";

/** Two full rows of five on a wide screen. */
const LIVING = 10;
const TALKS = 3;

export const handler = define.handlers({
  async GET(ctx) {
    const { services: { kv, now }, viewer, locale } = ctx.state;
    const [living, talks] = await Promise.all([
      listCharacters(kv, { sort: "trending", lang: locale, limit: LIVING }),
      viewer ? lastTalks(kv, viewer.id, now()) : [],
    ]);
    return page({ living: living.items, talks, spaces: [], stories: [] });
  },
});

async function lastTalks(
  kv: Deno.Kv,
  ownerId: string,
  nowMs: number,
): Promise<HomePageProps["talks"]> {
  const { items } = await listConversations(kv, ownerId, { limit: TALKS });
  const rows = await viewRows(kv, items, ownerId);
  return rows.map(({ conversation, character }) => ({
    conversationId: conversation.id,
    characterId: conversation.characterId,
    characterName: character?.name ?? conversation.characterName,
    portraitRev: character?.rev ?? null,
    preview: conversation.preview.text,
    updatedAtMs: conversation.updatedAtMs,
    nowMs,
  }));
}

export default define.page<typeof handler>((props) => <HomePage place={props} {...props.data} />);
