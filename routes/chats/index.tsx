/** Everyone the reader talks with; and the beginning of a conversation. */
import { page } from "fresh";
import { asset, Head } from "fresh/runtime";
import { z } from "zod";
import { ensureViewer } from "@/lib/accounts/identify.ts";
import { LinkButton } from "@/components/Button.tsx";
import { ConversationRows } from "@/components/chat/ConversationRows.tsx";
import { EmptyState } from "@/components/EmptyState.tsx";
import { PageHeading } from "@/components/Heading.tsx";
import { Page } from "@/components/Page.tsx";
import { Pager } from "@/components/Pager.tsx";
import { paths } from "@/components/place.ts";
import { limit } from "@/lib/characters/limits.ts";
import { startConversation } from "@/lib/chat/start.ts";
import { listConversations } from "@/lib/chat/store.ts";
import { viewRows } from "@/lib/chat/view.ts";
import { define } from "@/lib/define.ts";
import { formFields, parseInput, readForm } from "@/lib/http/body.ts";
import type { ThrottleRule } from "@/lib/http/throttle.ts";
import { chatWords } from "@/lib/i18n/chat.ts";

/** Beginning conversations, each of which keeps all greetings of its character. */
const BEGIN_RULE: ThrottleRule = { name: "chat_begin", burst: 120, windowMs: 60 * 60_000 };

const StartForm = z.object({
  character: z.string().max(64),
  /** Begin anew even where there is a conversation already. */
  fresh: z.enum(["yes"]).optional(),
});

export const handler = define.handlers({
  async GET(ctx) {
    const { services, viewer } = ctx.state;
    const cursor = ctx.url.searchParams.get("cursor") ?? undefined;
    const { items, nextCursor } = viewer
      ? await listConversations(services.kv, viewer.id, { limit: 30, cursor })
      : { items: [], nextCursor: null };
    const rows = await viewRows(services.kv, items, viewer?.id ?? "");
    return page({ rows, nextCursor, nowMs: services.now() });
  },

  async POST(ctx) {
    const form = parseInput(StartForm, formFields(await readForm(ctx.req)));
    const viewer = await ensureViewer(ctx);
    await limit(ctx, BEGIN_RULE);
    const conversation = await startConversation(ctx.state.services, {
      viewer,
      characterId: form.character,
      fresh: form.fresh === "yes",
    });
    return ctx.redirect(paths.chat(conversation.id), 303);
  },
});

export default define.page<typeof handler>(function Chats({ data, ...place }) {
  const { locale } = place.state;
  const words = chatWords[locale];
  return (
    <Page place={place} title={words.title} layout="reading" noIndex>
      <Head>
        <link key="chat" rel="stylesheet" href={asset("/chat.css")} />
      </Head>
      <PageHeading title={words.title} lede={data.rows.length > 0 ? words.listLede : undefined} />
      {data.rows.length === 0
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
        : <ConversationRows rows={data.rows} locale={locale} nowMs={data.nowMs} />}
      <Pager locale={locale} url={place.url} nextCursor={data.nextCursor} />
    </Page>
  );
});
