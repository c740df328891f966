/** `/login`: e-mail and password, and what becomes of what a guest made. */
import { z } from "zod";
import { define } from "@/lib/define.ts";
import { emptyForm, showForm, submit } from "@/lib/accounts/forms.ts";
import { clientOf, enterSession } from "@/lib/accounts/identify.ts";
import { logIn } from "@/lib/accounts/sign_in.ts";
import { LogInBody } from "@/lib/accounts/wire.ts";
import { accountWords, doneWords } from "@/lib/i18n/accounts.ts";
import { safeBack, withBack } from "@/lib/http/back.ts";
import { AccountField, AccountForm, PasswordField } from "@/components/account/AccountForm.tsx";
import { Checkbox } from "@/components/Field.tsx";
import { PageHeading } from "@/components/Heading.tsx";
import { Notice } from "@/components/Notice.tsx";
import { Page } from "@/components/Page.tsx";
import { paths } from "@/components/place.ts";

const LogInForm = LogInBody.pick({ email: true, password: true })
  .extend({ leave_guest_data: z.literal("1").optional() });

const backOf = (url: URL) => safeBack(url.searchParams.get("back"));

export const handler = define.handlers({
  GET(ctx) {
    if (ctx.state.viewer?.kind === "full") return ctx.redirect(backOf(ctx.url), 303);
    return showForm(emptyForm());
  },
  async POST(ctx) {
    const { services, viewer } = ctx.state;
    const submitted = await submit(ctx, LogInForm, ({ email, password, leave_guest_data }) => {
      const bringAlong = leave_guest_data === undefined;
      return logIn(services, clientOf(ctx), { email, password, viewer, bringAlong });
    });
    if (!submitted.ok) return showForm(submitted.sentBack);
    await enterSession(ctx, submitted.value);
    return ctx.redirect(backOf(ctx.url), 303);
  },
});

export default define.page<typeof handler>(function LogInPage(props) {
  const { data: form, state: { locale, viewer } } = props;
  const words = accountWords[locale];
  const done = doneWords(words, props.url);
  return (
    <Page
      place={props}
      title={words.logIn.title}
      layout="reading"
      noIndex
      styles={["/account.css"]}
    >
      <PageHeading title={words.logIn.title} lede={words.logIn.lede} />
      {done && <Notice tone="good">{done}</Notice>}
      <AccountForm
        place={props}
        action={withBack(paths.login, backOf(props.url))}
        form={form}
        labels={{ email: words.email, password: words.password }}
        submit={words.logIn.submit}
      >
        <AccountField
          sentBack={form}
          type="email"
          name="email"
          label={words.email}
          autocomplete="username"
          maxLength={254}
        />
        <PasswordField
          sentBack={form}
          name="password"
          label={words.password}
          purpose="current"
        />
        {viewer?.kind === "guest" && (
          <>
            <Notice>{words.logIn.guestNotice}</Notice>
            <Checkbox
              name="leave_guest_data"
              label={words.logIn.leave}
              hint={words.logIn.leaveHint}
              checked={form.values.leave_guest_data === "1"}
            />
          </>
        )}
      </AccountForm>
      <p class="account-aside">
        {words.logIn.noAccount}{" "}
        <a href={withBack(paths.signup, backOf(props.url))}>{words.logIn.signUp}</a>
      </p>
    </Page>
  );
});
