/** The frame of the pages below `/account`: the way back, the title, and what was done just now. */
import type { ComponentChildren } from "preact";
import { accountWords, doneWords } from "@/lib/i18n/accounts.ts";
import { PageHeading } from "@/components/Heading.tsx";
import { Notice } from "@/components/Notice.tsx";
import { Page } from "@/components/Page.tsx";
import { paths, type Place } from "@/components/place.ts";

export interface AccountPageProps {
  place: Place;
  title: string;
  lede?: ComponentChildren;
  children: ComponentChildren;
}

export function AccountPage({ place, title, lede, children }: AccountPageProps) {
  const words = accountWords[place.state.locale];
  const isTop = place.url.pathname === paths.account;
  const done = doneWords(words, place.url);
  return (
    <Page place={place} title={title} layout="reading" noIndex styles={["/account.css"]}>
      <PageHeading
        title={title}
        lede={lede}
        above={isTop ? undefined : <a href={paths.account}>{words.account.back}</a>}
      />
      {done && <Notice tone="good">{done}</Notice>}
      <div class="account">{children}</div>
    </Page>
  );
}
