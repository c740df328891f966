/** `/logout`: ends the session of this browser. A guest, who could not come back, is asked first. */
import { page } from "fresh";
import { define } from "@/lib/define.ts";
import { PRIVATE } from "@/lib/accounts/forms.ts";
import { leaveSession } from "@/lib/accounts/identify.ts";
import { formFields, readForm } from "@/lib/http/body.ts";
import { accountWords } from "@/lib/i18n/accounts.ts";
import { LinkButton } from "@/components/Button.tsx";
import { ConfirmPage } from "@/components/ConfirmPage.tsx";
import { paths } from "@/components/place.ts";

export const handler = define.handlers({
  GET(ctx) {
    if (!ctx.state.viewer) return ctx.redirect(paths.home, 303);
    return page(undefined, { headers: PRIVATE });
  },
  async POST(ctx) {
    const { sure } = formFields(await readForm(ctx.req));
    if (ctx.state.viewer?.kind === "guest" && sure !== "1") return ctx.redirect(paths.logout, 303);
    await leaveSession(ctx);
    return ctx.redirect(paths.home, 303);
  },
});

export default define.page<typeof handler>(function LogOutPage(props) {
  const { viewer, locale } = props.state;
  const words = accountWords[locale].logOut;
  const isGuest = viewer?.kind === "guest";
  return (
    <ConfirmPage
      place={props}
      title={isGuest ? words.guestTitle : words.title}
      action={paths.logout}
      hidden={{ sure: "1" }}
      confirm={isGuest ? words.guestConfirm : words.confirm}
      cancelHref={isGuest ? paths.home : paths.account}
      danger={isGuest}
    >
      <p>{isGuest ? words.guestBody : words.body}</p>
      {isGuest && (
        <p>
          <LinkButton kind="primary" href={paths.signup}>{words.keep}</LinkButton>
        </p>
      )}
    </ConfirmPage>
  );
});
