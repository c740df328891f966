/** The form of every report: what is wrong, and anything to add. */
import type { ComponentChildren } from "preact";
import type { InputError } from "@/lib/errors.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import { storyCommentWords } from "@/lib/i18n/story_comments.ts";
import { Button, LinkButton } from "@/components/Button.tsx";
import { Children } from "@/components/Children.tsx";
import { TextArea } from "@/components/Field.tsx";
import { errorOf } from "@/components/FormErrors.tsx";
import { RadioCards } from "@/components/RadioCards.tsx";

export interface ReportFormProps {
  locale: Locale;
  action: string;
  reasons: readonly { value: string; label: string }[];
  /** The one that is chosen already. */
  reason?: string | undefined;
  note: string;
  errors: readonly InputError[];
  back: { href: string; label: string };
  /** What is reported, above the reasons. */
  children?: ComponentChildren;
}

export function ReportForm(
  { locale, action, reasons, reason, note, errors, back, children }: ReportFormProps,
) {
  const words = storyCommentWords[locale];
  return (
    <form class="form" method="post" action={action} novalidate>
      <Children>{children}</Children>
      <RadioCards
        name="reason"
        legend={words.reason}
        options={reasons}
        value={reason}
        error={errorOf(errors, "reason")}
      />
      <TextArea
        name="note"
        label={words.note}
        value={note}
        rows={3}
        maxLength={500}
        error={errorOf(errors, "note")}
      />
      <div class="actions">
        <Button kind="danger" name="do" value="report">{words.report}</Button>
        <LinkButton kind="plain" href={back.href}>{back.label}</LinkButton>
      </div>
    </form>
  );
}
