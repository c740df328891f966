/** `/signup`: a new account, or one made of a guest, who keeps everything. */
import { define } from "@/lib/define.ts";
import { emptyForm, showForm, submit } from "@/lib/accounts/forms.ts";
import { clientOf, enterSession } from "@/lib/accounts/identify.ts";
import { signUp } from "@/lib/accounts/sign_in.ts";
import { SignUpBody } from "@/lib/accounts/wire.ts";
import { accountWords } from "@/lib/i18n/accounts.ts";
import { safeBack, withBack } from "@/lib/http/back.ts";
import { AccountField, AccountForm, PasswordField } from "@/components/account/AccountForm.tsx";
import { PageHeading } from "@/components/Heading.tsx";
import { Page } from "@/components/Page.tsx";
import { paths } from "@/components/place.ts";

const WELCOME = `${paths.account}?done=welcome`;

export const handler = define.handlers({
  GET(ctx) {
    const { viewer } = ctx.state;
    if (viewer?.kind === "full") return ctx.redirect(paths.account, 303);
    return showForm(emptyForm(viewer ? { nickname: viewer.nickname } : {}));
  },
  async POST(ctx) {
    const { services, viewer } = ctx.state;
    const submitted = await submit(
      ctx,
      SignUpBody,
      (input) => signUp(services, clientOf(ctx), { ...input, viewer }),
    );
    if (!submitted.ok) return showForm(submitted.sentBack);
    await enterSession(ctx, submitted.value);
    return ctx.redirect(safeBack(ctx.url.searchParams.get("back"), WELCOME), 303);
  },
});

export default define.page<typeof handler>(function SignUpPage(props) {
  const { data: form, state: { locale, viewer } } = props;
  const words = accountWords[locale];
  const { signUp: own } = words;
  const isGuest = viewer?.kind === "guest";
  const title = isGuest ? own.guestTitle : own.title;
  const back = safeBack(props.url.searchParams.get("back"));
  return (
    <Page place={props} title={title} layout="reading" noIndex styles={["/account.css"]}>
      <PageHeading title={title} lede={isGuest ? own.guestLede : own.lede} />
      <AccountForm
        place={props}
        action={withBack(paths.signup, back)}
        form={form}
        labels={{ nickname: words.nickname, email: words.email, password: words.password }}
        submit={isGuest ? own.guestSubmit : own.submit}
      >
        <AccountField
          sentBack={form}
          name="nickname"
          label={words.nickname}
          hint={words.nicknameHint}
          autocomplete="nickname"
          maxLength={30}
        />
        <AccountField
          sentBack={form}
          type="email"
          name="email"
          label={words.email}
          hint={words.emailHint}
          autocomplete="username"
          maxLength={254}
        />
        <PasswordField
          sentBack={form}
          name="password"
          label={words.password}
          hint={words.newPasswordHint}
          purpose="new"
        />
      </AccountForm>
      <p class="account-aside">
        {own.haveAccount} <a href={withBack(paths.login, back)}>{own.logIn}</a>
      </p>
    </Page>
  );
});
