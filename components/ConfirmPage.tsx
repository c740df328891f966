/** "Are you sure?" as a page of its own, for what cannot be taken back. */
import type { ComponentChildren } from "preact";
import { shellWords } from "@/lib/i18n/shell.ts";
import { Button, LinkButton } from "@/components/Button.tsx";
import { Children } from "@/components/Children.tsx";
import { PageHeading } from "@/components/Heading.tsx";
import { Page } from "@/components/Page.tsx";
import type { Place } from "@/components/place.ts";

export interface ConfirmPageProps {
  place: Place;
  /** The question: "Delete Haru?" */
  title: string;
  /** What goes with it, and that it cannot be taken back. Fields such as a password may stand here too. */
  children?: ComponentChildren;
  /** Where the form posts to. */
  action: string;
  hidden?: Readonly<Record<string, string>> | undefined;
  /** The deed in one word: "Delete". */
  confirm: string;
  /** Where the way back leads. */
  cancelHref: string;
  /** Takes something away. Default true. */
  danger?: boolean | undefined;
}

export function ConfirmPage(
  { place, title, children, action, hidden = {}, confirm, cancelHref, danger = true }:
    ConfirmPageProps,
) {
  return (
    <Page place={place} title={title} layout="reading" noIndex>
      <PageHeading title={title} />
      <form class="form" method="post" action={action}>
        {Object.entries(hidden).map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <Children>{children}</Children>
        <div class="actions">
          <Button kind={danger ? "danger" : "primary"}>{confirm}</Button>
          <LinkButton kind="plain" href={cancelHref}>
            {shellWords[place.state.locale].cancel}
          </LinkButton>
        </div>
      </form>
    </Page>
  );
}
