/** `/account/password`: another password; every other device is signed out. */
import { define } from "@/lib/define.ts";
import { emptyForm, showForm, submit } from "@/lib/accounts/forms.ts";
import { requireViewer } from "@/lib/accounts/identify.ts";
import { changePassword } from "@/lib/accounts/profile.ts";
import { PasswordBody } from "@/lib/accounts/wire.ts";
import { accountWords } from "@/lib/i18n/accounts.ts";
import { clientAddress } from "@/lib/http/address.ts";
import { AccountForm, PasswordField } from "@/components/account/AccountForm.tsx";
import { AccountPage } from "@/components/account/AccountPage.tsx";
import { paths } from "@/components/place.ts";

export const handler = define.handlers({
  GET(ctx) {
    const viewer = requireViewer(ctx);
    if (viewer instanceof Response) return viewer;
    return viewer.kind === "guest" ? ctx.redirect(paths.signup, 303) : showForm(emptyForm());
  },
  async POST(ctx) {
    const viewer = requireViewer(ctx);
    if (viewer instanceof Response) return viewer;
    const owner = { viewer, address: clientAddress(ctx) };
    const submitted = await submit(
      ctx,
      PasswordBody,
      ({ current_password: currentPassword, new_password: newPassword }) =>
        changePassword(ctx.state.services, owner, { currentPassword, newPassword }),
    );
    if (!submitted.ok) return showForm(submitted.sentBack);
    return ctx.redirect(`${paths.account}?done=password`, 303);
  },
});

export default define.page<typeof handler>(function PasswordPage(props) {
  const { data: form, state: { locale } } = props;
  const words = accountWords[locale];
  return (
    <AccountPage place={props} title={words.passwordPage.title} lede={words.passwordPage.lede}>
      <AccountForm
        place={props}
        form={form}
        labels={{ current_password: words.currentPassword, new_password: words.newPassword }}
        submit={words.save}
      >
        <PasswordField
          sentBack={form}
          name="current_password"
          label={words.currentPassword}
          purpose="current"
        />
        <PasswordField
          sentBack={form}
          name="new_password"
          label={words.newPassword}
          hint={words.newPasswordHint}
          purpose="new"
        />
      </AccountForm>
    </AccountPage>
  );
});
