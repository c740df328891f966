/** `/account/delete`: taking the account away, after asking for the password (of a guest, who has none, for a word). */
import { z } from "zod";
import { define } from "@/lib/define.ts";
import { emptyForm, showForm, submit } from "@/lib/accounts/forms.ts";
import { leaveSession, requireViewer } from "@/lib/accounts/identify.ts";
import { ClaimedPassword } from "@/lib/accounts/model.ts";
import { deleteOwnAccount } from "@/lib/accounts/profile.ts";
import { accountWords } from "@/lib/i18n/accounts.ts";
import { clientAddress } from "@/lib/http/address.ts";
import { AccountField, PasswordField } from "@/components/account/AccountForm.tsx";
import { ConfirmPage } from "@/components/ConfirmPage.tsx";
import { FormErrors } from "@/components/FormErrors.tsx";
import { Notice } from "@/components/Notice.tsx";
import { paths } from "@/components/place.ts";

/** Whichever language the page was read in. */
const WORDS: readonly string[] = Object.values(accountWords).map(({ deletePage }) =>
  deletePage.word
);

const OwnerForm = z.object({ password: ClaimedPassword });
const GuestForm = z.object({
  word: z.string().trim().toLowerCase().refine((word) => WORDS.includes(word)),
}).transform(() => ({ password: undefined }));

export const handler = define.handlers({
  GET(ctx) {
    const viewer = requireViewer(ctx);
    return viewer instanceof Response ? viewer : showForm(emptyForm());
  },
  async POST(ctx) {
    const viewer = requireViewer(ctx);
    if (viewer instanceof Response) return viewer;
    const owner = { viewer, address: clientAddress(ctx) };
    const submitted = await submit(
      ctx,
      viewer.kind === "guest" ? GuestForm : OwnerForm,
      ({ password }) => deleteOwnAccount(ctx.state.services, owner, password),
    );
    if (!submitted.ok) return showForm(submitted.sentBack);
    await leaveSession(ctx);
    return ctx.redirect(`${paths.login}?done=deleted`, 303);
  },
});

export default define.page<typeof handler>(function DeletePage(props) {
  const { data: form, state: { locale, viewer } } = props;
  const words = accountWords[locale];
  const { deletePage: own } = words;
  return (
    <ConfirmPage
      place={props}
      title={own.title}
      action={props.url.pathname}
      confirm={own.confirm}
      cancelHref={paths.account}
    >
      {form.problem && <Notice tone="warn">{form.problem}</Notice>}
      <FormErrors
        locale={locale}
        errors={form.errors}
        labels={{ password: words.password, word: own.typeWord }}
      />
      <p>{own.body}</p>
      <p>
        <a href="/account/export" download>{own.exportFirst}</a>
      </p>
      {viewer?.kind === "guest"
        ? (
          <AccountField
            sentBack={form}
            name="word"
            label={own.typeWord}
            hint={own.wordHint}
            autocomplete="off"
          />
        )
        : (
          <PasswordField
            sentBack={form}
            name="password"
            label={words.password}
            hint={words.currentPasswordHint}
            purpose="current"
          />
        )}
    </ConfirmPage>
  );
});
