/** `/account/email`: another address to sign in with. */
import { page } from "fresh";
import { define } from "@/lib/define.ts";
import type { ApiContext } from "@/lib/http/operation.ts";
import { emptyForm, PRIVATE, type SentBack, submit } from "@/lib/accounts/forms.ts";
import { requireViewer } from "@/lib/accounts/identify.ts";
import { ClaimedPassword } from "@/lib/accounts/model.ts";
import { changeProfile } from "@/lib/accounts/profile.ts";
import { getUser } from "@/lib/accounts/store.ts";
import { SignUpBody } from "@/lib/accounts/wire.ts";
import { accountWords } from "@/lib/i18n/accounts.ts";
import { clientAddress } from "@/lib/http/address.ts";
import { AccountField, AccountForm, PasswordField } from "@/components/account/AccountForm.tsx";
import { AccountPage } from "@/components/account/AccountPage.tsx";
import { paths } from "@/components/place.ts";

const EmailForm = SignUpBody.pick({ email: true }).extend({ current_password: ClaimedPassword });

async function show(ctx: ApiContext, userId: string, form: SentBack) {
  const user = await getUser(ctx.state.services.kv, userId);
  return page({ email: user?.email ?? "", form }, { status: form.status, headers: PRIVATE });
}

export const handler = define.handlers({
  async GET(ctx) {
    const viewer = requireViewer(ctx);
    if (viewer instanceof Response) return viewer;
    if (viewer.kind === "guest") return ctx.redirect(paths.signup, 303);
    return await show(ctx, viewer.id, emptyForm());
  },
  async POST(ctx) {
    const viewer = requireViewer(ctx);
    if (viewer instanceof Response) return viewer;
    const owner = { viewer, address: clientAddress(ctx) };
    const submitted = await submit(
      ctx,
      EmailForm,
      ({ email, current_password: currentPassword }) =>
        changeProfile(ctx.state.services, owner, { email, currentPassword }),
    );
    if (!submitted.ok) return await show(ctx, viewer.id, submitted.sentBack);
    return ctx.redirect(`${paths.account}?done=email`, 303);
  },
});

export default define.page<typeof handler>(function EmailPage(props) {
  const { data: { email, form }, state: { locale } } = props;
  const words = accountWords[locale];
  return (
    <AccountPage
      place={props}
      title={words.emailPage.title}
      lede={email ? words.emailPage.now(email) : undefined}
    >
      <AccountForm
        place={props}
        form={form}
        labels={{ email: words.emailPage.field, current_password: words.currentPassword }}
        submit={words.save}
      >
        <AccountField
          sentBack={form}
          type="email"
          name="email"
          label={words.emailPage.field}
          autocomplete="email"
          maxLength={254}
        />
        <PasswordField
          sentBack={form}
          name="current_password"
          label={words.currentPassword}
          hint={words.currentPasswordHint}
          purpose="current"
        />
      </AccountForm>
    </AccountPage>
  );
});
