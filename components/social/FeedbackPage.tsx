/** The form of feedback: one reason, which says which way the thumb points, and words for whoever has some. */
import { formatCount } from "@/lib/i18n/format.ts";
import { socialWords } from "@/lib/i18n/social.ts";
import type { FeedbackForm } from "@/lib/social/feedback_form.ts";
import {
  BAD_REASONS,
  type FeedbackReason,
  GOOD_REASONS,
  MAX_FEEDBACK_CHARS,
} from "@/lib/social/feedback_model.ts";
import { Button, LinkButton } from "@/components/Button.tsx";
import { Checkbox, fieldId, TextArea } from "@/components/Field.tsx";
import { PageHeading } from "@/components/Heading.tsx";
import { Notice } from "@/components/Notice.tsx";
import { Page } from "@/components/Page.tsx";
import type { Place } from "@/components/place.ts";

export function FeedbackPage({ place, form }: { place: Place; form: FeedbackForm }) {
  const { locale } = place.state;
  const { feedback: words } = socialWords[locale];
  const { target, error, done, isGiven } = form;
  const max = formatCount(MAX_FEEDBACK_CHARS, locale);
  const isReply = target.reply !== null;
  // What the reader came to say, where the link that was followed says it.
  const leaning = place.url.searchParams.get("lean");
  return (
    <Page place={place} title={words.title} layout="reading" noIndex styles={["/social.css"]}>
      <PageHeading
        title={words.title}
        lede={isReply ? words.replyLede(target.name) : words.chapterLede}
        above={<a href={target.back}>{isReply ? words.back : target.name}</a>}
      />
      {done && <Notice tone="good">{done === "saved" ? words.saved : words.takenBack}</Notice>}
      <form class="form" method="post" action={place.url.pathname}>
        <div
          class={error === "missing" ? "field has-error" : "field"}
          id={fieldId("reason")}
        >
          {error === "missing" && <p class="field-error" role="alert">{words.missing}</p>}
          <div class={`feedback-sides${leaning === "bad" ? " is-turned" : ""}`}>
            <Side legend={words.good} reasons={GOOD_REASONS} form={form} place={place} />
            <Side legend={words.bad} reasons={BAD_REASONS} form={form} place={place} />
          </div>
        </div>
        <TextArea
          name="words"
          label={words.words}
          hint={words.wordsHint(max)}
          error={error === "tooLong" ? words.tooLong(max) : null}
          maxLength={MAX_FEEDBACK_CHARS}
          value={form.words}
        />
        {isReply && (
          <Checkbox
            name="show"
            label={words.show}
            hint={words.showHint}
            checked={form.shows}
          />
        )}
        <div class="actions">
          <Button kind="primary" name="do" value="give">
            {isGiven ? words.change : words.send}
          </Button>
          {isGiven && (
            <Button kind="plain" name="do" value="take_back" formNoValidate>
              {words.takeBack}
            </Button>
          )}
          <LinkButton kind="plain" href={target.back}>{words.back}</LinkButton>
        </div>
      </form>
    </Page>
  );
}

function Side({ legend, reasons, form, place }: {
  legend: string;
  reasons: readonly FeedbackReason[];
  form: FeedbackForm;
  place: Place;
}) {
  const { feedback: words } = socialWords[place.state.locale];
  return (
    <fieldset>
      <legend class="field-label">{legend}</legend>
      {reasons.map((reason) => (
        <label key={reason} class="checkbox">
          <input
            type="radio"
            name="reason"
            value={reason}
            checked={form.reason === reason}
            required
          />
          <span>{words.reasons[reason]}</span>
        </label>
      ))}
    </fieldset>
  );
}
