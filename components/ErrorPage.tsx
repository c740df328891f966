/** What a reader sees when something cannot be shown. */
import { withBack } from "@/lib/http/back.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import { errorWords } from "@/lib/i18n/errors.ts";
import { LinkButton } from "@/components/Button.tsx";
import { Page } from "@/components/Page.tsx";
import { hereOf, paths, type Place } from "@/components/place.ts";
import { Scene, type SceneName } from "@/components/Scene.tsx";

export interface ErrorPageProps {
  place: Place;
  status: number;
  /** What happened and what to do next, in the reader's language. */
  words: string;
  /** Default: told by the status. */
  title?: string | undefined;
  /** For those who report it. */
  requestId?: string | undefined;
  /** Shown where waiting helps. */
  retryAfterS?: number | null | undefined;
}

/** A whole page; the status itself is set by whoever answers. */
export function ErrorPage({ place, status, words, title, requestId, retryAfterS }: ErrorPageProps) {
  const { locale } = place.state;
  const own = errorWords[locale];
  const heading = title ?? titleOf(status, locale);
  return (
    <Page place={place} title={heading} layout="reading" noIndex>
      <div class="error-page">
        <Scene name={sceneOf(status)} />
        <p class="error-status">{status}</p>
        <h1>{heading}</h1>
        <p class="lede">{words}</p>
        {retryAfterS ? <p>{own.wait(retryAfterS)}</p> : null}
        <div class="actions">
          {status === 401
            ? (
              <LinkButton
                kind="primary"
                href={withBack(paths.login, hereOf(place.url))}
              >
                {own.signIn}
              </LinkButton>
            )
            : status >= 500 || status === 429
            ? (
              <LinkButton
                kind="primary"
                icon="refresh"
                href={hereOf(place.url)}
                target={place.state.framed ? "_self" : undefined}
              >
                {own.again}
              </LinkButton>
            )
            : <LinkButton kind="primary" href={paths.characters}>{own.characters}</LinkButton>}
          <LinkButton kind="plain" href={paths.home}>{own.home}</LinkButton>
        </div>
        {requestId && status >= 500 && (
          <p class="error-id">
            {own.reference} <code>{requestId}</code>
          </p>
        )}
      </div>
    </Page>
  );
}

function titleOf(status: number, locale: Locale): string {
  const titles: Readonly<Record<number, string>> = errorWords[locale].titles;
  return titles[status] ?? (status >= 500 ? errorWords[locale].ours : errorWords[locale].yours);
}

function sceneOf(status: number): SceneName {
  if (status === 401 || status === 403) return "shoes";
  return status >= 500 ? "door" : "step";
}
