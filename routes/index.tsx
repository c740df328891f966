/** The home page. */
import { page } from "fresh";
import { listCharacters, viewCharacters } from "@/lib/characters/listing.ts";
import { isGroup, titleOf } from "@/lib/chat/group.ts";
import { listConversations } from "@/lib/chat/store.ts";
import { viewRows } from "@/lib/chat/view.ts";
import { define } from "@/lib/define.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import { listSpaces } from "@/lib/spaces/store.ts";
import { listStories } from "@/lib/stories/store.ts";
import { HomePage, type HomePageProps } from "@/components/home/HomePage.tsx";

/** Two full rows of five on a wide screen. */
const LIVING = 10;
const TALKS = 3;
const SPACES = 3;
const STORIES = 3;
/** Stories looked through for those in the reader's language, which come first. */
const STORIES_SCANNED = 20;

export const handler = define.handlers({
  async GET(ctx) {
    const { services: { kv, now }, viewer, locale } = ctx.state;
    const [living, talks, spaces, stories] = await Promise.all([
      listCharacters(kv, { sort: "trending", lang: locale, limit: LIVING }),
      viewer ? lastTalks(kv, viewer.id, now()) : [],
      someSpaces(kv, locale),
      someStories(kv, locale),
    ]);
    return page({ living: living.items, talks, spaces, stories });
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
    characterId: character?.id ?? conversation.characterId,
    characterName: isGroup(conversation) || !character ? titleOf(conversation) : character.name,
    portraitRev: character?.rev ?? null,
    preview: conversation.preview.text,
    updatedAtMs: conversation.updatedAtMs,
    nowMs,
  }));
}

async function someSpaces(kv: Deno.Kv, locale: Locale): Promise<HomePageProps["spaces"]> {
  const { items } = await listSpaces(kv, { limit: SPACES });
  const residents = await viewCharacters(kv, items.flatMap(({ residentIds }) => residentIds));
  const names = new Map(residents.map(({ character }) => [character.id, character.name]));
  return items.map(({ id, name, description, theme, residentIds }) => ({
    id,
    name: name[locale],
    description: description[locale],
    theme,
    residents: residentIds.flatMap((resident) => names.get(resident) ?? []),
  }));
}

async function someStories(kv: Deno.Kv, locale: Locale): Promise<HomePageProps["stories"]> {
  const { items } = await listStories(kv, { limit: STORIES_SCANNED });
  const own = items.filter(({ lang }) => lang === locale);
  const others = items.filter(({ lang }) => lang !== locale);
  return [...own, ...others].slice(0, STORIES);
}

export default define.page<typeof handler>((props) => <HomePage place={props} {...props.data} />);
