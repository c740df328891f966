/** Where there is no call: it is over, was never there, or its link was cut on the way. */
import { LinkButton } from "@/components/Button.tsx";
import { callPaths } from "@/components/call/paths.ts";
import { EmptyState } from "@/components/EmptyState.tsx";
import { PageHeading } from "@/components/Heading.tsx";
import { Page } from "@/components/Page.tsx";
import type { Place } from "@/components/place.ts";
import { callWords } from "@/lib/i18n/calls.ts";

export function GonePage({ place }: { place: Place }) {
  const words = callWords[place.state.locale];
  return (
    <Page place={place} title={words.goneTitle} layout="reading" noIndex>
      <PageHeading title={words.callTitle} />
      <EmptyState
        title={words.goneTitle}
        scene="door"
        actions={<LinkButton kind="primary" href={callPaths.start}>{words.newCall}</LinkButton>}
      >
        {words.goneWords}
      </EmptyState>
    </Page>
  );
}
