/** Everyone the reader talks with; and the beginning of a conversation. */
import { type Context, page } from "fresh";
import { asset, Head } from "fresh/runtime";
import { z } from "zod";
import { ensureViewer } from "@/lib/accounts/identify.ts";
import { LinkButton } from "@/components/Button.tsx";
import { ConversationRows } from "@/components/chat/ConversationRows.tsx";
import { FoundRows } from "@/components/chat/FoundRows.tsx";
import { EmptyState } from "@/components/EmptyState.tsx";
import { PageHeading } from "@/components/Heading.tsx";
import { Page } from "@/components/Page.tsx";
import { Pager } from "@/components/Pager.tsx";
import { SearchBox } from "@/components/SearchBox.tsx";
import { paths } from "@/components/place.ts";
import { limit } from "@/lib/characters/limits.ts";
import { asksForAge } from "@/lib/characters/mature.ts";
import { requireCharacter } from "@/lib/characters/store.ts";
import { BEGIN_RULE, SEARCH_RULE } from "@/lib/chat/limits.ts";
import { searchMessages, searchNames } from "@/lib/chat/search.ts";
import { startConversation } from "@/lib/chat/start.ts";
import { listConversations } from "@/lib/chat/store.ts";
import { viewRows } from "@/lib/chat/view.ts";
import { define, type State } from "@/lib/define.ts";
import { formFields, parseInput, readForm } from "@/lib/http/body.ts";
import { chatWords } from "@/lib/i18n/chat.ts";
import { conversationWords } from "@/lib/i18n/conversations.ts";

const StartForm = z.object({
  character: z.string().max(64),
  /** Begin anew even where there is a conversation already. */
  fresh: z.enum(["yes"]).optional(),
});

export const handler = define.handlers({
  async GET(ctx) {
    const { services, viewer } = ctx.state;
    const cursor = ctx.url.searchParams.get("cursor") ?? undefined;
    const query = (ctx.url.searchParams.get("q") ?? "").slice(0, MAX_QUERY_CHARS).trim();
    if (viewer && query !== "") return await search(ctx, viewer.id, { query, cursor });
    const { items, nextCursor } = viewer
      ? await listConversations(services.kv, viewer.id, { limit: 30, cursor })
      : { items: [], nextCursor: null };
    const rows = await viewRows(services.kv, items, viewer?.id ?? "");
    return page({ rows, nextCursor, nowMs: services.now(), query: "", found: null });
  },

  async POST(ctx) {
    const form = parseInput(StartForm, formFields(await readForm(ctx.req)));
    const viewer = await ensureViewer(ctx);
    await limit(ctx, BEGIN_RULE);
    const { kv } = ctx.state.services;
    const character = await requireCharacter(kv, form.character, viewer.id);
    // Its own page asks whether one wants to see what is made for adults.
    if (asksForAge(ctx.req, character, viewer)) {
      return ctx.redirect(paths.character(character.id), 303);
    }
    const conversation = await startConversation(ctx.state.services, {
      viewer,
      characterId: form.character,
      fresh: form.fresh === "yes",
    });
    return ctx.redirect(paths.chat(conversation.id), 303);
  },
});

/** Longest search, in characters. */
const MAX_QUERY_CHARS = 100;

async function search(
  ctx: Context<State>,
  ownerId: string,
  { query, cursor }: { query: string; cursor: string | undefined },
) {
  await limit(ctx, SEARCH_RULE);
  const { kv, now } = ctx.state.services;
  const [found, named] = await Promise.all([
    searchMessages(kv, ownerId, { query, limit: 20, cursor }),
    cursor === undefined ? searchNames(kv, ownerId, query) : [],
  ]);
  const rows = await viewRows(kv, named, ownerId);
  return page({ rows, nextCursor: null, nowMs: now(), query, found });
}

export default define.page<typeof handler>(function Chats({ data, ...place }) {
  const { locale } = place.state;
  const words = chatWords[locale];
  const { rows, nextCursor, nowMs, query, found } = data;
  const keeping = conversationWords[locale];
  return (
    <Page
      place={place}
      title={found ? keeping.search.title(query) : words.title}
      layout="reading"
      noIndex
    >
      <Head>
        <link key="chat" rel="stylesheet" href={asset("/chat.css")} />
      </Head>
      <PageHeading
        title={words.title}
        lede={rows.length > 0 && !found ? words.listLede : undefined}
        actions={!found && (
          <>
            <LinkButton kind="quiet" size="small" icon="plus" href={paths.newGroup()}>
              {keeping.cast.newLink}
            </LinkButton>
            <LinkButton kind="quiet" size="small" icon="upload" href="/chats/import">
              {keeping.take.bring}
            </LinkButton>
          </>
        )}
      />
      {(rows.length > 0 || found) && (
        <SearchBox
          locale={locale}
          action={paths.chats}
          label={keeping.search.label}
          placeholder={keeping.search.placeholder}
          value={query}
        />
      )}
      {found
        ? <FoundRows locale={locale} url={place.url} nowMs={nowMs} found={found} named={rows} />
        : rows.length === 0
        ? (
          <EmptyState
            title={words.listEmpty}
            actions={
              <LinkButton kind="primary" href={paths.characters}>{words.toGallery}</LinkButton>
            }
          >
            {words.listEmptyWords}
          </EmptyState>
        )
        : <ConversationRows rows={rows} locale={locale} nowMs={nowMs} />}
      <Pager locale={locale} url={place.url} nextCursor={nextCursor} />
    </Page>
  );
});
