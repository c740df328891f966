/** `/account`: who one is here, and the ways to everything one may change. */
import { page } from "fresh";
import { define } from "@/lib/define.ts";
import { failure } from "@/lib/errors.ts";
import { ownNickname, type User } from "@/lib/accounts/model.ts";
import { emptyForm, PRIVATE, type SentBack, submit } from "@/lib/accounts/forms.ts";
import { requireViewer } from "@/lib/accounts/identify.ts";
import { changeProfile } from "@/lib/accounts/profile.ts";
import { listSessions } from "@/lib/accounts/sessions.ts";
import { getUser } from "@/lib/accounts/store.ts";
import { SignUpBody } from "@/lib/accounts/wire.ts";
import { accountWords } from "@/lib/i18n/accounts.ts";
import { personaWords } from "@/lib/i18n/personas.ts";
import { isModerator } from "@/lib/moderation/moderators.ts";
import { reviewWords } from "@/lib/i18n/review.ts";
import { usageWords } from "@/lib/i18n/usage.ts";
import { socialWords } from "@/lib/i18n/social.ts";
import { formatDay } from "@/lib/i18n/format.ts";
import { clientAddress } from "@/lib/http/address.ts";
import type { ApiContext } from "@/lib/http/operation.ts";
import { AccountField, AccountForm } from "@/components/account/AccountForm.tsx";
import { AccountPage } from "@/components/account/AccountPage.tsx";
import { GuestBanner } from "@/components/account/GuestBanner.tsx";
import { LinkButton } from "@/components/Button.tsx";
import { Section } from "@/components/Heading.tsx";
import { Notice } from "@/components/Notice.tsx";
import { paths } from "@/components/place.ts";
import { REVIEW_PATH } from "@/components/review/ReviewPage.tsx";
import { socialPaths } from "@/components/social/paths.ts";

interface AccountData {
  user: User;
  sessionCount: number;
  form: SentBack;
  /** Whether they decide on what readers report. */
  moderates: boolean;
}

async function show(ctx: ApiContext, userId: string, form: SentBack | null) {
  const { kv, now, env } = ctx.state.services;
  const user = await getUser(kv, userId);
  if (!user) throw failure("not_found");
  const sessionCount = (await listSessions(kv, userId, now())).length;
  const data: AccountData = {
    user,
    sessionCount,
    form: form ?? emptyForm({ nickname: ownNickname(user) }),
    moderates: isModerator(env, user),
  };
  return page(data, { status: data.form.status, headers: PRIVATE });
}

export const handler = define.handlers({
  async GET(ctx) {
    const viewer = requireViewer(ctx);
    return viewer instanceof Response ? viewer : await show(ctx, viewer.id, null);
  },
  async POST(ctx) {
    const viewer = requireViewer(ctx);
    if (viewer instanceof Response) return viewer;
    const owner = { viewer, address: clientAddress(ctx) };
    const submitted = await submit(
      ctx,
      SignUpBody.pick({ nickname: true }),
      (input) => changeProfile(ctx.state.services, owner, input),
    );
    if (!submitted.ok) return await show(ctx, viewer.id, submitted.sentBack);
    return ctx.redirect(`${paths.account}?done=nickname`, 303);
  },
});

export default define.page<typeof handler>(function OwnAccountPage(props) {
  const { data: { user, sessionCount, form, moderates }, state: { locale } } = props;
  const words = accountWords[locale];
  const { account } = words;
  return (
    <AccountPage
      place={props}
      title={account.title}
      lede={account.since(formatDay(user.createdAtMs, locale))}
    >
      <GuestBanner place={props} />
      {user.hidden && (
        <Notice tone="warn">
          {reviewWords[locale].hiddenName(user.hidden.nickname, user.nickname)}
        </Notice>
      )}
      <Section
        id="profile"
        title={account.profile}
        more={{ href: paths.myCharacters, label: account.myCharacters }}
      >
        <AccountForm
          place={props}
          action={paths.account}
          form={form}
          labels={{ nickname: words.nickname }}
          submit={words.save}
        >
          <AccountField
            sentBack={form}
            name="nickname"
            label={words.nickname}
            hint={words.nicknameHint}
            autocomplete="nickname"
            maxLength={30}
          />
        </AccountForm>
      </Section>
      {user.email !== null && (
        <Section id="signing-in" title={account.signingIn} lede={user.email}>
          <div class="actions">
            <LinkButton href="/account/email">{account.changeEmail}</LinkButton>
            <LinkButton href="/account/password" icon="lock">{account.changePassword}</LinkButton>
          </div>
        </Section>
      )}
      <Section
        id="sessions"
        title={account.sessions}
        lede={account.sessionsLede(sessionCount)}
      >
        <div class="actions">
          <LinkButton href="/account/sessions">{account.seeSessions}</LinkButton>
        </div>
      </Section>
      <Section id="usage" title={usageWords[locale].link} lede={usageWords[locale].linkLede}>
        <div class="actions">
          <LinkButton href="/account/usage">{usageWords[locale].link}</LinkButton>
        </div>
      </Section>
      <Section id="personas" title={personaWords[locale].account} lede={personaWords[locale].lede}>
        <div class="actions">
          <LinkButton href={paths.personas} icon="person">{personaWords[locale].toList}</LinkButton>
        </div>
      </Section>
      <Section
        id="notifications"
        title={socialWords[locale].notices.title}
        lede={socialWords[locale].settings.lede}
      >
        <div class="actions">
          <LinkButton href={socialPaths.settings} icon="bell">
            {socialWords[locale].settings.link}
          </LinkButton>
          <LinkButton kind="plain" href={paths.user(user.id)}>
            {socialWords[locale].person.own}
          </LinkButton>
        </div>
      </Section>
      {moderates && (
        <Section id="review" title={reviewWords[locale].title} lede={reviewWords[locale].lede}>
          <div class="actions">
            <LinkButton href={REVIEW_PATH}>{reviewWords[locale].link}</LinkButton>
          </div>
        </Section>
      )}
      <Section id="data" title={account.data} lede={account.dataLede}>
        <div class="actions">
          <LinkButton href="/account/export" icon="download" download>
            {account.download}
          </LinkButton>
        </div>
      </Section>
      <Section id="remove" title={account.remove} lede={account.removeLede}>
        <div class="actions">
          <LinkButton href="/account/delete" icon="trash">
            {account.remove}
          </LinkButton>
        </div>
      </Section>
    </AccountPage>
  );
});
