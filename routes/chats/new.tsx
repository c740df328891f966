/** `/chats/new`: begins a conversation with several characters. `?with=` names those who are ticked already. */
import { type Context, page } from "fresh";
import { asset, Head } from "fresh/runtime";
import { z } from "zod";
import { Button } from "@/components/Button.tsx";
import { CastPicker } from "@/components/chat/CastPicker.tsx";
import { PageHeading } from "@/components/Heading.tsx";
import { Notice } from "@/components/Notice.tsx";
import { Page } from "@/components/Page.tsx";
import { paths } from "@/components/place.ts";
import { ensureViewer } from "@/lib/accounts/identify.ts";
import { limit } from "@/lib/characters/limits.ts";
import { asksForAge } from "@/lib/characters/mature.ts";
import { readOpen, startGroup } from "@/lib/chat/cast.ts";
import { BEGIN_RULE } from "@/lib/chat/limits.ts";
import { MAX_CAST } from "@/lib/chat/model.ts";
import { define, type State } from "@/lib/define.ts";
import { parseInput, readForm } from "@/lib/http/body.ts";
import { conversationWords } from "@/lib/i18n/conversations.ts";
import { listResidentChoices } from "@/lib/spaces/resident_choices.ts";

const Ids = z.array(z.string().min(1).max(64)).max(50);

async function ask(
  { state: { services, viewer }, url }: Context<State>,
  { chosen, wrong }: { chosen: string[]; wrong: boolean },
) {
  const q = (url.searchParams.get("q") ?? "").slice(0, 100);
  const choices = await listResidentChoices(services, viewer, {
    chosen: chosen.slice(0, MAX_CAST),
    q,
  });
  return page({ choices, chosen, q, wrong }, {
    status: wrong ? 422 : 200,
    headers: { "cache-control": "private, no-store" },
  });
}

export const handler = define.handlers({
  async GET(ctx) {
    const chosen = parseInput(Ids, ctx.url.searchParams.getAll("with"));
    return await ask(ctx, { chosen, wrong: false });
  },

  async POST(ctx) {
    const chosen = [...new Set(parseInput(Ids, (await readForm(ctx.req)).getAll("with")))];
    if (chosen.length < 2 || chosen.length > MAX_CAST) {
      return await ask(ctx, { chosen, wrong: true });
    }
    const viewer = await ensureViewer(ctx);
    await limit(ctx, BEGIN_RULE);
    const { kv } = ctx.state.services;
    const there = await readOpen(kv, chosen, viewer.id);
    // Deleted or made private since the form was shown: what is left is shown again.
    if (there.size < chosen.length) {
      return await ask(ctx, { chosen: [...there.keys()], wrong: true });
    }
    const forAdults = chosen.find((id) => asksForAge(ctx.req, there.get(id)!, viewer));
    if (forAdults) return ctx.redirect(paths.character(forAdults), 303);
    const { id } = await startGroup(ctx.state.services, { viewer, characterIds: chosen });
    return ctx.redirect(paths.chat(id), 303);
  },
});

export default define.page<typeof handler>(function NewGroup({ data, ...place }) {
  const { locale } = place.state;
  const words = conversationWords[locale].cast;
  return (
    <Page place={place} title={words.newTitle} layout="reading" room="chats" noIndex>
      <Head>
        <link key="chat" rel="stylesheet" href={asset("/chat.css")} />
      </Head>
      <PageHeading title={words.newTitle} lede={words.newLede} />
      <form class="form cast-form" method="post" action={paths.newGroup()}>
        {data.wrong && <Notice tone="warn">{words.newWrong(MAX_CAST)}</Notice>}
        <CastPicker
          locale={locale}
          legend={words.newChoose}
          choices={data.choices}
          chosen={data.chosen}
          q={data.q}
          searchAction={paths.newGroup()}
        />
        <div class="actions">
          <Button kind="primary" icon="chat">{words.newSubmit}</Button>
        </div>
      </form>
    </Page>
  );
});
