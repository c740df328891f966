/** `/account/notifications`: what somebody is told, and whom they keep away. */
import { page } from "fresh";
import { PRIVATE } from "@/lib/accounts/forms.ts";
import { requireViewer } from "@/lib/accounts/identify.ts";
import { define } from "@/lib/define.ts";
import { readForm } from "@/lib/http/body.ts";
import { socialWords } from "@/lib/i18n/social.ts";
import { listBlocked } from "@/lib/social/block.ts";
import { chooseKinds, getInbox } from "@/lib/social/inbox.ts";
import { NOTICE_KINDS } from "@/lib/social/model.ts";
import { listPeople } from "@/lib/social/person.ts";
import { AccountPage } from "@/components/account/AccountPage.tsx";
import { Button } from "@/components/Button.tsx";
import { Section } from "@/components/Heading.tsx";
import { Notice } from "@/components/Notice.tsx";
import { paths } from "@/components/place.ts";
import { socialPaths } from "@/components/social/paths.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const viewer = requireViewer(ctx);
    if (viewer instanceof Response) return viewer;
    const { kv } = ctx.state.services;
    const [{ off }, away] = await Promise.all([
      getInbox(kv, viewer.id),
      listBlocked(kv, viewer.id),
    ]);
    return page({ off, away: await listPeople(kv, away) }, { headers: PRIVATE });
  },

  async POST(ctx) {
    const viewer = requireViewer(ctx);
    if (viewer instanceof Response) return viewer;
    const on = new Set((await readForm(ctx.req)).getAll("kind"));
    const off = NOTICE_KINDS.filter((kind) => !on.has(kind));
    await chooseKinds(ctx.state.services.kv, viewer.id, off);
    return ctx.redirect(`${socialPaths.settings}?told=1`, 303);
  },
});

export default define.page<typeof handler>(function NoticeSettings(props) {
  const { data: { off, away }, state: { locale }, url } = props;
  const { settings: words, person } = socialWords[locale];
  return (
    <AccountPage place={props} title={words.title} lede={words.lede}>
      {url.searchParams.has("told") && <Notice tone="good">{words.saved}</Notice>}
      <form class="form" method="post" action={socialPaths.settings}>
        <fieldset class="field">
          <legend class="field-label">{words.legend}</legend>
          {NOTICE_KINDS.map((kind) => (
            <label key={kind} class="checkbox">
              <input type="checkbox" name="kind" value={kind} checked={!off.includes(kind)} />
              <span>{words.kinds[kind]}</span>
            </label>
          ))}
        </fieldset>
        <div class="actions">
          <Button kind="primary">{words.save}</Button>
        </div>
      </form>
      <Section id="away" title={words.away} lede={words.awayLede}>
        {away.length === 0 ? <p class="account-aside">{words.awayNone}</p> : (
          <ul class="sessions">
            {away.map(({ id, nickname }) => (
              <li key={id} class="session">
                <a class="session-name" href={paths.user(id)}>{nickname}</a>
                <form method="post" action={socialPaths.block(id)}>
                  <input type="hidden" name="blocked" value="no" />
                  <input type="hidden" name="back" value={socialPaths.settings} />
                  <Button size="small" aria-label={`${person.unblock}: ${nickname}`}>
                    {person.unblock}
                  </Button>
                </form>
              </li>
            ))}
          </ul>
        )}
      </Section>
    </AccountPage>
  );
});
