/** `/account/sessions`: where one is signed in, and ending it there. */
import { page } from "fresh";
import { define } from "@/lib/define.ts";
import { PRIVATE } from "@/lib/accounts/forms.ts";
import { requireViewer } from "@/lib/accounts/identify.ts";
import { listSessions, revokeSession, revokeSessions } from "@/lib/accounts/sessions.ts";
import { accountWords } from "@/lib/i18n/accounts.ts";
import { formFields, readForm } from "@/lib/http/body.ts";
import { AccountPage } from "@/components/account/AccountPage.tsx";
import { SessionList } from "@/components/account/SessionList.tsx";
import { Button } from "@/components/Button.tsx";

export const handler = define.handlers({
  async GET(ctx) {
    const viewer = requireViewer(ctx);
    if (viewer instanceof Response) return viewer;
    const { kv, now } = ctx.state.services;
    const sessions = await listSessions(kv, viewer.id, now());
    return page({ sessions, currentId: viewer.sessionId, nowMs: now() }, { headers: PRIVATE });
  },
  async POST(ctx) {
    const viewer = requireViewer(ctx);
    if (viewer instanceof Response) return viewer;
    const { kv } = ctx.state.services;
    const { session } = formFields(await readForm(ctx.req));
    if (session === undefined) {
      await revokeSessions(kv, viewer.id, { except: viewer.sessionId });
      return ctx.redirect(`${ctx.url.pathname}?done=sessions`, 303);
    }
    // One that has ended already is what was wanted.
    await revokeSession(kv, viewer.id, session);
    return ctx.redirect(`${ctx.url.pathname}?done=session`, 303);
  },
});

export default define.page<typeof handler>(function SessionsPage(props) {
  const { data: { sessions, currentId, nowMs }, state: { locale } } = props;
  const words = accountWords[locale].sessionsPage;
  return (
    <AccountPage place={props} title={words.title} lede={words.lede}>
      <SessionList sessions={sessions} currentId={currentId} locale={locale} nowMs={nowMs} />
      {sessions.length > 1
        ? (
          <form method="post">
            <Button>{words.endOthers}</Button>
          </form>
        )
        : <p>{words.alone}</p>}
    </AccountPage>
  );
});
