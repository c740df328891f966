/** Where somebody is signed in, each with a button that ends it. */
import type { Locale } from "@/lib/i18n/locale.ts";
import { type AccountWords, accountWords } from "@/lib/i18n/accounts.ts";
import type { Session, SessionLabel } from "@/lib/accounts/model.ts";
import { Button } from "@/components/Button.tsx";
import { Time } from "@/components/Time.tsx";

export interface SessionListProps {
  sessions: readonly Session[];
  /** The session that this page was asked with. */
  currentId: string;
  locale: Locale;
  nowMs: number;
}

export function SessionList({ sessions, currentId, locale, nowMs }: SessionListProps) {
  const words = accountWords[locale].sessionsPage;
  return (
    <ul class="sessions">
      {sessions.map((session) => {
        const name = deviceName(session.label, words);
        return (
          <li class="session" key={session.id}>
            <div>
              <p class="session-name">
                {name}
                {session.id === currentId && <span class="tag">{words.here}</span>}
              </p>
              <p class="session-times">
                {words.opened} <Time ms={session.createdAtMs} locale={locale} /> · {words.seen}{" "}
                <Time ms={session.seenAtMs} locale={locale} nowMs={nowMs} />
              </p>
            </div>
            {session.id !== currentId && (
              <form method="post">
                <input type="hidden" name="session" value={session.id} />
                <Button size="small" aria-label={words.endOf(name)}>{words.end}</Button>
              </form>
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** `Firefox on Linux`, or as much of it as is known. */
export function deviceName(
  { browser, os }: SessionLabel,
  words: AccountWords["sessionsPage"],
): string {
  if (browser !== null && os !== null) return words.on(browser, os);
  return browser ?? os ?? words.unknown;
}
