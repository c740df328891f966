/** A page with what somebody has made, and how to make more: of characters, of stories. */
import type { ComponentChildren, VNode } from "preact";
import { EmptyState } from "@/components/EmptyState.tsx";
import { PageHeading } from "@/components/Heading.tsx";
import { Notice } from "@/components/Notice.tsx";
import { Page } from "@/components/Page.tsx";
import { Pager } from "@/components/Pager.tsx";
import type { Place } from "@/components/place.ts";

export interface OwnListPageProps {
  place: Place;
  styles: readonly string[];
  words: {
    title: string;
    lede: string;
    /** What one of them was, once it is gone: said where the address has `done=removed`. */
    removed: string;
    empty: string;
    emptyWords: string;
  };
  /** Small words above the title, as a way back. */
  above?: ComponentChildren;
  /** How to make another, or the first. */
  actions: ComponentChildren;
  /** Class of the list. */
  list: string;
  /** Its `<li>`s. */
  rows: VNode[];
  nextCursor: string | null;
  /** Below the list. */
  children?: ComponentChildren;
}

export function OwnListPage(
  { place, styles, words, above, actions, list, rows, nextCursor, children }: OwnListPageProps,
) {
  return (
    <Page place={place} title={words.title} layout="reading" noIndex styles={styles}>
      <PageHeading
        title={words.title}
        lede={words.lede}
        actions={rows.length > 0 ? actions : undefined}
        above={above}
      />
      {place.url.searchParams.get("done") === "removed" && (
        <Notice tone="good">{words.removed}</Notice>
      )}
      {rows.length === 0
        ? <EmptyState title={words.empty} actions={actions}>{words.emptyWords}</EmptyState>
        : <ul class={list}>{rows}</ul>}
      <Pager locale={place.state.locale} url={place.url} nextCursor={nextCursor} />
      {children}
    </Page>
  );
}
